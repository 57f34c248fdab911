import type { Bounds } from '../../../shared/model/geometry.ts'
import type { FieldType } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { countAreas, linkParents } from './areas.ts'
import { contentHash } from './content-hash.ts'
import type { Db } from './database.ts'
import { envelopeOf } from './geometry.ts'
import { dateRange } from './date-range.ts'
import { listFields } from './layers.ts'
import { quote } from './name.ts'
import { publishLayer } from './publish.ts'
import { write } from './write.ts'

interface Stale { id: number; name: string; table_name: string; kind: string; geometry: string; notes: string; date_field: string | null; present: number }

/** Brings our records in line with layers that another program (QGIS) has edited, and notes it on each. Answers the names of those layers. */
export function refreshChanged(db: Db): string[] {
  const stale = db.prepare<[], Stale>(`SELECT l.id, l.name, l.table_name, l.kind, l.geometry, l.notes, l.date_field,
      EXISTS (SELECT 1 FROM sqlite_master m WHERE m.type = 'table' AND m.name = l.table_name) AS present
    FROM atlas_layers l LEFT JOIN gpkg_contents c ON c.table_name = l.table_name
    WHERE l.status = 'ready' AND l.kind <> 'raster' AND (c.last_change IS NULL OR l.stamp IS NULL OR c.last_change <> l.stamp)`).all()
  if (stale.length === 0) return []
  write(db, () => {
    for (const layer of stale) {
      if (layer.present) refresh(db, layer)
      else db.prepare('DELETE FROM atlas_layers WHERE id = ?').run(layer.id)
    }
    linkParents(db)
  })
  return stale.map((layer) => layer.name)
}

function refresh(db: Db, layer: Stale): void {
  refreshFields(db, layer)
  const table = quote(layer.table_name)
  const count = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const extent = layer.geometry === 'none' ? null : extentOf(db, table)
  const dates = dateRange(db, layer.table_name, listFields(db, layer.id).find((field) => field.name === layer.date_field))
  const notes = (JSON.parse(layer.notes) as Note[]).filter((note) => note.code !== 'CHANGED_OUTSIDE')
  notes.push({ code: 'CHANGED_OUTSIDE', count, sample: layer.name })
  db.prepare('UPDATE atlas_layers SET row_count = ?, west = ?, south = ?, east = ?, north = ?, date_from = ?, date_to = ?, notes = ?, content_hash = ? WHERE id = ?')
    .run(count, extent?.[0] ?? null, extent?.[1] ?? null, extent?.[2] ?? null, extent?.[3] ?? null, dates.from, dates.to, JSON.stringify(notes), contentHash(db, layer.id), layer.id)
  if (layer.kind === 'areas') refreshAreaSet(db, layer)
  publishLayer(db, layer.id)
}

/** Areas whose codes were taken away are only features from then on. */
function refreshAreaSet(db: Db, layer: Stale): void {
  const columns = new Set(listFields(db, layer.id).map((field) => field.column))
  if (['area_code', 'area_name', 'parent_code'].every((name) => columns.has(name))) {
    db.prepare('UPDATE atlas_area_sets SET area_count = ? WHERE layer = ?').run(countAreas(db, layer.table_name), layer.id)
    return
  }
  db.prepare('DELETE FROM atlas_area_sets WHERE layer = ?').run(layer.id)
  db.prepare('UPDATE atlas_layers SET kind = ? WHERE id = ?').run(layer.geometry === 'none' ? 'table' : 'features', layer.id)
}

/** Forgets columns that are gone and takes in new ones under their own names. */
function refreshFields(db: Db, layer: Stale): void {
  const columns = db.prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?) WHERE pk = 0').all(layer.table_name).filter((column) => column.name !== 'geom' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(column.name))
  const known = new Map(listFields(db, layer.id).map((field) => [field.column, field]))
  db.prepare('DELETE FROM atlas_fields WHERE layer = ?').run(layer.id)
  const insert = db.prepare('INSERT INTO atlas_fields (layer, position, name, column_name, type) VALUES (?, ?, ?, ?, ?)')
  columns.forEach((column, position) => insert.run(layer.id, position, known.get(column.name)?.name ?? column.name, column.name, known.get(column.name)?.type ?? typeOf(column.type)))
}

function typeOf(declared: string): FieldType {
  const type = declared.toUpperCase()
  if (/^(TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER)$/.test(type)) return 'integer'
  if (/^(FLOAT|DOUBLE|REAL)$/.test(type)) return 'real'
  if (type === 'BOOLEAN') return 'boolean'
  if (type === 'DATE') return 'date'
  return type === 'DATETIME' ? 'datetime' : 'text'
}

/** The box of all geometries of a table (its quoted name), or null. */
export function extentOf(db: Db, table: string): Bounds | null {
  const extent: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const blob of db.prepare<[], Uint8Array>(`SELECT "geom" FROM ${table} WHERE "geom" IS NOT NULL`).pluck().iterate()) {
    const box = envelopeOf(blob)
    if (!box) continue
    extent[0] = Math.min(extent[0], box[0])
    extent[1] = Math.min(extent[1], box[1])
    extent[2] = Math.max(extent[2], box[2])
    extent[3] = Math.max(extent[3], box[3])
  }
  return extent[0] <= extent[2] ? extent : null
}
