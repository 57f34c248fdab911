import type { Geometry } from 'geojson'
import type { ColumnValues, LayerInput } from '../../../shared/analysis/input.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { findField, requireField } from './fields.ts'
import { whereOf, type RowFilter } from './filter.ts'
import { geometryOf, pointOf } from './geometry.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'

/** `columns`: source names of the columns wanted; all when absent. */
export interface LayerInputOptions extends RowFilter { columns?: readonly string[] }

const kinds = { point: 'points', line: 'lines', polygon: 'polygons', mixed: 'mixed', none: 'table' } as const

/** A layer as the engine takes it, in the order of the fids. Throws `NO_SUCH_FIELD` for an unknown column. */
export function readLayerInput(db: Db, id: number, options: LayerInputOptions = {}): LayerInput {
  const layer = requireLayer(db, id)
  const kind = kinds[layer.geometry]
  const fields = options.columns ? options.columns.map((name) => ({ key: name, column: requireField(layer, name).column })) : layer.fields.map((field) => ({ key: field.name, column: field.column }))
  const date = columnOf(layer, layer.dateField)
  const code = layer.kind === 'areas' ? 'area_code' : columnOf(layer, layer.codeField)
  const where = whereOf(layer, options)
  const wanted = [kind === 'table' ? 'NULL' : '"geom"', date === null ? 'NULL' : quote(date), code === null ? 'NULL' : quote(code), ...fields.map((field) => quote(field.column))]
  const rows = db.prepare<(string | number)[], unknown[]>(`SELECT ${wanted.join(', ')} FROM ${quote(layer.table)} ${where.sql} ORDER BY "fid"`).raw()

  const columns = fields.map((): ColumnValues => [])
  const dates: (string | null)[] | null = date === null ? null : []
  const codes: (string | null)[] | null = code === null ? null : []
  const geometries: (Geometry | null)[] | null = kind === 'points' || kind === 'table' ? null : []
  let positions = kind === 'points' ? new Float64Array(Math.max(2, layer.rows * 2)) : null
  let count = 0
  for (const row of rows.iterate(...where.values) as IterableIterator<unknown[]>) {
    const blob = row[0] instanceof Uint8Array ? row[0] : null
    if (positions) {
      if (count * 2 === positions.length) positions = enlarge(positions)
      const point = blob ? pointOf(blob) : null
      positions[count * 2] = point ? point[0] : Number.NaN
      positions[count * 2 + 1] = point ? point[1] : Number.NaN
    }
    geometries?.push(blob ? geometryOf(blob) : null)
    dates?.push(row[1] === null ? null : String(row[1]).slice(0, 10))
    codes?.push(row[2] === null ? null : String(row[2]))
    for (let i = 0; i < columns.length; i++) columns[i]?.push(cellOf(row[i + 3]))
    count++
  }
  return {
    name: layer.name, kind, count, positions: positions ? positions.slice(0, count * 2) : null, geometries, dates, codes,
    columns: Object.fromEntries(fields.map((field, i) => [field.key, columns[i] ?? []])),
  }
}

/** The values of one column in the order of the fids. Throws `NO_SUCH_FIELD`. */
export function columnValues(db: Db, id: number, field: string): ColumnValues {
  const layer = requireLayer(db, id)
  const column = quote(requireField(layer, field).column)
  return db.prepare<[], unknown>(`SELECT ${column} FROM ${quote(layer.table)} ORDER BY "fid"`).pluck().all().map(cellOf)
}

/** A stored value as the rest of the program sees it. Blobs, which only other programs put there, count as missing. */
export function cellOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function columnOf(layer: Layer, name: string | null): string | null {
  return name === null ? null : (findField(layer, name)?.column ?? null)
}

function enlarge(positions: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(positions.length * 2)
  larger.set(positions)
  return larger
}
