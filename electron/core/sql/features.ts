import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { requireField } from './fields.ts'
import { whereOf, type RowFilter } from './filter.ts'
import { envelopeOf, geometryOf, wkbOf } from './geometry.ts'
import { cellOf } from './layer-input.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'
import { distanceTo } from './near.ts'

export type Cell = string | number | null
export interface RowPage { fields: Field[]; total: number; rows: { fid: number; values: Cell[] }[] }
export interface RowQuery { offset: number; limit: number; sort?: { field: string; descending: boolean }; search?: string }

/** A record on its way into a tile: WKB in WGS 84, its bounds, and values in the order of the columns asked for. */
export interface TileFeature { fid: number; wkb: Uint8Array; bounds: Bounds; values: Cell[] }
export interface FoundFeature { layer: number; name: string; fid: number; values: { name: string; value: Cell }[] }

/** One page of a layer's table. `search` finds a text in any column, whatever its case and accents; empty values sort last. Throws `NO_SUCH_FIELD`. */
export function readRows(db: Db, id: number, query: RowQuery): RowPage {
  const layer = requireLayer(db, id)
  const columns = layer.fields.map((field) => quote(field.column))
  const needle = (query.search ?? '').trim()
  const where = needle === '' || columns.length === 0 ? '' : `WHERE instr(atlas_fold(${joined(columns)}), atlas_fold(?)) > 0`
  const values = where === '' ? [] : [needle]
  const total = where === '' ? layer.rows : (db.prepare(`SELECT count(*) FROM ${quote(layer.table)} ${where}`).pluck().get(...values) as number)
  const rows = db.prepare<unknown[], unknown[]>(`SELECT ${['"fid"', ...columns].join(', ')} FROM ${quote(layer.table)} ${where} ORDER BY ${orderOf(query.sort && requireField(layer, query.sort.field), query.sort?.descending)} LIMIT ? OFFSET ?`)
    .raw().all(...values, query.limit, query.offset) as unknown[][]
  return { fields: layer.fields, total, rows: rows.map((row) => ({ fid: row[0] as number, values: row.slice(1).map(cellOf) })) }
}

/** The records of a layer at a place, the nearest first: areas that hold it, lines and points within `tolerance` degrees of it. At most 50. */
export function identify(db: Db, id: number, lon: number, lat: number, tolerance: number, period: { from?: string; to?: string } = {}): FoundFeature[] {
  const layer = requireLayer(db, id)
  if (layer.geometry === 'none') return []
  const where = whereOf(layer, { ...period, bbox: [lon - tolerance, lat - tolerance, lon + tolerance, lat + tolerance] })
  const statement = db.prepare<(string | number)[], { fid: number; geom: Uint8Array }>(`SELECT "fid", "geom" FROM ${quote(layer.table)} ${where.sql} ORDER BY "fid"`)
  const found: { fid: number; distance: number }[] = []
  for (const row of statement.iterate(...where.values)) {
    const geometry = geometryOf(row.geom)
    const distance = geometry ? distanceTo(geometry, lon, lat) : Infinity
    if (distance <= tolerance) found.push({ fid: row.fid, distance })
  }
  return found.toSorted((a, b) => a.distance - b.distance || a.fid - b.fid).slice(0, 50).map(({ fid }) => ({ layer: id, name: layer.name, fid, values: readFeature(db, layer.table, layer.fields, fid) }))
}

/** The records whose boxes touch `bounds`, through the R-tree, at most `limit`. `columns` are source names. The connection cannot write until the loop over them ends. */
export function* featuresInBounds(db: Db, id: number, bounds: Bounds, options: { columns?: readonly string[]; limit?: number } & Omit<RowFilter, 'bbox'> = {}): Generator<TileFeature> {
  const layer = requireLayer(db, id)
  if (layer.geometry === 'none') return
  const columns = (options.columns ?? []).map((name) => quote(requireField(layer, name).column))
  const where = whereOf(layer, { bbox: bounds, from: options.from, to: options.to })
  const statement = db.prepare<(string | number)[], unknown[]>(`SELECT ${['"fid"', '"geom"', ...columns].join(', ')} FROM ${quote(layer.table)} ${where.sql} ORDER BY "fid" LIMIT ?`).raw()
  for (const row of statement.iterate(...where.values, options.limit ?? -1) as IterableIterator<unknown[]>) {
    const blob = row[1]
    if (!(blob instanceof Uint8Array)) continue
    const [wkb, envelope] = [wkbOf(blob), envelopeOf(blob)]
    if (wkb && envelope) yield { fid: row[0] as number, wkb, bounds: envelope, values: row.slice(2).map(cellOf) }
  }
}

function readFeature(db: Db, table: string, fields: readonly Field[], fid: number): FoundFeature['values'] {
  if (fields.length === 0) return []
  const row = db.prepare<[number], unknown[]>(`SELECT ${fields.map((field) => quote(field.column)).join(', ')} FROM ${quote(table)} WHERE "fid" = ?`).raw().get(fid) as unknown[] | undefined
  return fields.map((field, i) => ({ name: field.name, value: cellOf(row?.[i]) }))
}

/** All columns as one text. SQLite's functions take at most some hundred arguments. */
function joined(columns: readonly string[]): string {
  if (columns.length <= 90) return `concat_ws(char(31), ${columns.join(', ')})`
  return joined(Array.from({ length: Math.ceil(columns.length / 90) }, (_, i) => joined(columns.slice(i * 90, i * 90 + 90))))
}

function orderOf(field: Field | undefined, descending: boolean | undefined): string {
  if (!field) return '"fid"'
  const column = quote(field.column)
  const direction = descending ? 'DESC' : 'ASC'
  return `${column} IS NULL, ${field.type === 'text' ? `atlas_fold(${column})` : column} ${direction}, "fid"`
}
