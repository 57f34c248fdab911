import type { ImportChanges, LayerFile } from '../../../shared/model/reimport.ts'
import type { Db } from './database.ts'
import { getLayerRow } from './layers.ts'

interface FileRow { mode: LayerFile['mode']; file: string; sublayer: string; format: string; bytes: number; sha256: string; read_at: string; changes: string }

/** The files that a layer was made from, the first one first. Projects of older schemas, opened to look at only, know the latest alone. */
export function listLayerFiles(db: Db, layer: number): LayerFile[] {
  const rows = hasFiles(db) ? db.prepare<[number], FileRow>('SELECT * FROM atlas_layer_files WHERE layer = ? ORDER BY position').all(layer) : []
  if (rows.length > 0) return rows.map(({ read_at: read, changes, mode, file, sublayer, format, bytes, sha256 }) => ({ mode, file, sublayer, format, bytes, sha256, read, changes: JSON.parse(changes) as ImportChanges | null }))
  const row = getLayerRow(db, layer)
  return row === null ? [] : [{ mode: 'new', file: row.file, sublayer: row.sublayer, format: row.format, bytes: row.bytes, sha256: row.sha256, read: row.read_at, changes: null }]
}

/** Records all files of a layer. Belongs inside a transaction. */
export function writeLayerFiles(db: Db, layer: number, files: readonly LayerFile[]): void {
  db.prepare('DELETE FROM atlas_layer_files WHERE layer = ?').run(layer)
  const insert = db.prepare('INSERT INTO atlas_layer_files (layer, position, mode, file, sublayer, format, bytes, sha256, read_at, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  files.forEach((one, position) => insert.run(layer, position, one.mode, one.file, one.sublayer, one.format, one.bytes, one.sha256, one.read, JSON.stringify(one.changes)))
}

/** The ready layer whose rows came from these bytes (and sublayer, when given) since it was last replaced, or null. */
export function layerWithFile(db: Db, sha256: string, sublayer?: string): number | null {
  if (!hasFiles(db)) return null
  return db.prepare<[string, string | null, string | null], { layer: number }>(`SELECT f.layer FROM atlas_layer_files f JOIN atlas_layers l ON l.id = f.layer
    WHERE l.status = 'ready' AND f.sha256 = ? AND (? IS NULL OR f.sublayer = ?)
      AND f.position >= (SELECT coalesce(max(r.position), 0) FROM atlas_layer_files r WHERE r.layer = f.layer AND r.mode = 'replace') ORDER BY f.layer LIMIT 1`)
    .get(sha256, sublayer ?? null, sublayer ?? null)?.layer ?? null
}

function hasFiles(db: Db): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'atlas_layer_files'").get() !== undefined
}
