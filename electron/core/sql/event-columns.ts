import type { Columns } from '../../../shared/model/columns.ts'
import type { Db } from './database.ts'
import { findField, requireField } from './fields.ts'
import { pointOf } from './geometry.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'

const noCategory = 255
const mostCategories = 255
const msPerDay = 86_400_000

/** The events of a point layer in columns for the map, in the order of the fids; records without a position are left out. `weight` and `category` are source names. The 255 most frequent categories are named, the rest count as none. */
export function readEventColumns(db: Db, id: number, options: { weight?: string; category?: string } = {}): Columns {
  const layer = requireLayer(db, id)
  const date = layer.dateField === null ? null : findField(layer, layer.dateField)
  const weight = options.weight === undefined ? null : requireField(layer, options.weight)
  const category = options.category === undefined ? null : requireField(layer, options.category)
  const categories = category ? listCategories(db, layer.table, category.column) : []
  const index = new Map(categories.map((value, i) => [value, i]))
  const columns = ['"fid"', '"geom"', ...[date, weight, category].map((field) => (field ? quote(field.column) : 'NULL'))]

  const room = layer.geometry === 'point' || layer.geometry === 'mixed' ? db.prepare(`SELECT count(*) FROM ${quote(layer.table)} WHERE "geom" IS NOT NULL`).pluck().get() as number : 0
  const out = { positions: new Float64Array(room * 2), days: new Float32Array(room), weights: new Float32Array(room), fids: new Uint32Array(room), categories: new Uint8Array(room) }
  let count = 0
  const rows = room === 0 ? [] : db.prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM ${quote(layer.table)} WHERE "geom" IS NOT NULL ORDER BY "fid"`).raw().iterate() as IterableIterator<unknown[]>
  for (const row of rows) {
    const point = row[1] instanceof Uint8Array ? pointOf(row[1]) : null
    if (!point) continue
    out.positions[count * 2] = point[0]
    out.positions[count * 2 + 1] = point[1]
    out.days[count] = typeof row[2] === 'string' ? dayOf(row[2]) : Number.NaN
    out.weights[count] = typeof row[3] === 'number' ? row[3] : Number.NaN
    out.fids[count] = row[0] as number
    out.categories[count] = row[4] === null ? noCategory : (index.get(String(row[4])) ?? noCategory)
    count++
  }
  return {
    header: { count, weight: weight?.name ?? null, category: category?.name ?? null, categories, from: layer.from, to: layer.to },
    positions: out.positions.slice(0, count * 2), days: out.days.slice(0, count), weights: out.weights.slice(0, count), fids: out.fids.slice(0, count), categories: out.categories.slice(0, count),
  }
}

function listCategories(db: Db, table: string, column: string): string[] {
  const value = `CAST(${quote(column)} AS TEXT)`
  return db.prepare<[number], string>(`SELECT ${value} FROM ${quote(table)} WHERE ${quote(column)} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?`).pluck().all(mostCategories)
}

/** Days since 1970-01-01 of an ISO date; NaN for anything else. */
function dayOf(text: string): number {
  return Math.floor(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / msPerDay)
}
