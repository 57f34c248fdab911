import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Dimension } from '../../../shared/model/dimension.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { Field, FieldType, Layer, LayerKind } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Sensitivity, Source } from '../../../shared/model/source.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import type { Db } from './database.ts'

/** A row of `atlas_layers` joined with its source. */
export interface LayerRow {
  id: number; source: number; status: 'importing' | 'ready' | 'hidden'; name: string; table_name: string; kind: LayerKind; geometry: GeometryKind; geometry_type: string | null
  level: number | null; row_count: number; dimension: Dimension | null; theme: string; date_field: string | null; code_field: string | null; date_from: string | null; date_to: string | null
  west: number | null; south: number | null; east: number | null; north: number | null; visible: number; opacity: number; position: number
  style: string; notes: string; choices: string; read_count: number; rejected: number; content_hash: string | null; stamp: string | null
  file: string; sublayer: string; format: string; bytes: number; sha256: string; read_at: string; crs: string | null; encoding: string | null
  publisher: string; licence: string; source_date: string; url: string; sensitivity: Sensitivity; method?: string
}

const select = (db: Db): string => `SELECT l.*, s.file, s.sublayer, s.format, s.bytes, s.sha256, s.read_at, s.crs, s.encoding, s.publisher, s.licence, s.date AS source_date, s.url, s.sensitivity${hasMethod(db) ? ', s.method' : ''}
  FROM atlas_layers l JOIN atlas_sources s ON s.id = l.source`

/** The layers of the project in their order, without hidden and unfinished ones. */
export function listLayers(db: Db): Layer[] {
  const fields = new Map<number, Field[]>()
  for (const row of db.prepare<[], FieldRow & { layer: number }>('SELECT * FROM atlas_fields ORDER BY layer, position').all()) {
    const list = fields.get(row.layer) ?? []
    list.push(toField(row))
    fields.set(row.layer, list)
  }
  return db.prepare<[], LayerRow>(`${select(db)} WHERE l.status = 'ready' ORDER BY l.position, l.id`).all().map((row) => toLayer(row, fields.get(row.id) ?? []))
}

/** A layer that lists show, by id, or null. */
export function getLayer(db: Db, id: number): Layer | null {
  const row = getLayerRow(db, id)
  return row && row.status === 'ready' ? toLayer(row, listFields(db, id)) : null
}

/** A layer that lists show, by its name, or null. */
export function getLayerByName(db: Db, name: string): Layer | null {
  const row = db.prepare<[string], LayerRow>(`${select(db)} WHERE l.status = 'ready' AND l.name = ?`).get(name)
  return row ? toLayer(row, listFields(db, row.id)) : null
}

/** A layer by id, or `NO_SUCH_LAYER`. */
export function requireLayer(db: Db, id: number): Layer {
  const layer = getLayer(db, id)
  if (!layer) throw new AtlasError('NO_SUCH_LAYER', `The project has no layer ${id}. Choose one from the list.`)
  return layer
}

/** A row of any status, or null. */
export function getLayerRow(db: Db, id: number): LayerRow | null {
  return db.prepare<[number], LayerRow>(`${select(db)} WHERE l.id = ?`).get(id) ?? null
}

/** The layer that was imported from the same bytes (and sublayer, when given), or null; of several the one of that name, else the first. */
export function findBySha(db: Db, sha256: string, sublayer?: string, name?: string): Layer | null {
  const row = db.prepare<[string, string | null, string | null, string | null], LayerRow>(`${select(db)} WHERE l.status = 'ready' AND s.sha256 = ? AND (? IS NULL OR s.sublayer = ?) ORDER BY l.name IS ? DESC, l.id LIMIT 1`)
    .get(sha256, sublayer ?? null, sublayer ?? null, name ?? null)
  return row ? toLayer(row, listFields(db, row.id)) : null
}

/** What the import decided about a layer, as it was noted then. */
export function listChoices(db: Db, id: number): Choice[] {
  const text = db.prepare<[number], { choices: string }>('SELECT choices FROM atlas_layers WHERE id = ?').get(id)?.choices
  return text === undefined ? [] : (JSON.parse(text) as Choice[])
}

/** SHA-256 over a layer's rows as they were when it was last written, or null while it is unfinished. */
export function getContentHash(db: Db, id: number): string | null {
  return db.prepare<[number], { content_hash: string | null }>('SELECT content_hash FROM atlas_layers WHERE id = ?').get(id)?.content_hash ?? null
}

/** Refuses a name that another layer of the list has. */
export function assertNameFree(db: Db, name: string, except: number | null = null): void {
  const other = db.prepare<[string, number], { id: number }>("SELECT id FROM atlas_layers WHERE status = 'ready' AND name = ? AND id <> ?").get(name, except ?? -1)
  if (other) throw new AtlasError('NAME_TAKEN', `There is a layer “${name}” already. Give another name, or replace that layer.`)
}

/** The fields of a layer in their order. */
export function listFields(db: Db, layer: number): Field[] {
  return db.prepare<[number], FieldRow>('SELECT name, column_name, type FROM atlas_fields WHERE layer = ? ORDER BY position').all(layer).map(toField)
}

interface FieldRow { name: string; column_name: string; type: FieldType }

function toField(row: FieldRow): Field {
  return { name: row.name, column: row.column_name, type: row.type }
}

function toLayer(row: LayerRow, fields: Field[]): Layer {
  const { west, south, east, north } = row
  return {
    id: row.id, name: row.name, table: row.table_name, kind: row.kind, geometry: row.geometry, rows: row.row_count, fields, dimension: row.dimension, theme: row.theme,
    dateField: row.date_field, codeField: row.code_field, from: row.date_from, to: row.date_to,
    bbox: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    visible: row.visible === 1, opacity: row.opacity, order: row.position, style: JSON.parse(row.style) as LayerStyle, source: toSource(row),
    notes: JSON.parse(row.notes) as Note[], read: row.read_count, rejected: row.rejected,
  }
}

/** Projects of older schemas, opened to look at only, keep no method. */
function hasMethod(db: Db): boolean {
  const known = withMethod.get(db)
  if (known !== undefined) return known
  const has = db.prepare("SELECT 1 FROM pragma_table_info('atlas_sources') WHERE name = 'method'").get() !== undefined
  if (has) withMethod.set(db, true)
  return has
}

const withMethod = new WeakMap<Db, boolean>()

function toSource(row: LayerRow): Source {
  return {
    file: row.file, format: row.format, bytes: row.bytes, sha256: row.sha256, read: row.read_at, crs: row.crs, encoding: row.encoding,
    publisher: row.publisher, licence: row.licence, date: row.source_date, url: row.url, sensitivity: row.sensitivity, ...(row.method ? { method: row.method } : {}),
  }
}
