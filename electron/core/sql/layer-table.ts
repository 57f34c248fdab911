import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import type { Field, FieldType } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { cellConverter } from './cell.ts'
import type { Db } from './database.ts'
import { encodeGeometry } from './geometry.ts'
import { quote } from './name.ts'
import { createRtree, rtreeName } from './rtree.ts'
import { wkbType } from './wkb.ts'

export type CellValue = string | number | null

/** Adds rows to a layer's table and keeps what is known of all of them. */
export interface RowWriter {
  add(geometry: Uint8Array | null, bounds: Bounds | null, values: readonly CellValue[]): void
  count(): number
  extent(): Bounds | null
  notes(): Note[]
}

/** Declared types of GeoPackage (table 1) by field type. */
const columnTypes: Record<FieldType, string> = { text: 'TEXT', integer: 'INTEGER', real: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', datetime: 'DATETIME' }

/** Lines and polygons are declared as their multi type and promoted on the way in, since sources mix both. */
const geometryTypes: Record<GeometryKind, string | null> = { point: 'POINT', line: 'MULTILINESTRING', polygon: 'MULTIPOLYGON', mixed: 'GEOMETRY', none: null }

/** Creates the empty table of a layer and its R-tree. Answers the declared geometry type, or null without geometry. */
export function createLayerTable(db: Db, table: string, geometry: GeometryKind, fields: readonly Field[]): string | null {
  const type = geometryTypes[geometry]
  const columns = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL', ...(type ? [`"geom" ${type}`] : []), ...fields.map((field) => `${quote(field.column)} ${columnTypes[field.type]}`)]
  db.exec(`CREATE TABLE ${quote(table)} (${columns.join(', ')})`)
  if (type) createRtree(db, table, 'geom')
  return type
}

/** Drops a layer's table with its index, triggers and R-tree. */
export function dropLayerTable(db: Db, table: string): void {
  db.exec(`DROP TABLE IF EXISTS ${quote(rtreeName(table, 'geom'))}`)
  db.exec(`DROP TABLE IF EXISTS ${quote(table)}`)
}

/** Every name in the schema, lower case. */
export function listTableNames(db: Db): Set<string> {
  return new Set(db.prepare<[], { name: string }>('SELECT lower(name) AS name FROM sqlite_master UNION SELECT lower(table_name) FROM atlas_layers').all().map((row) => row.name))
}

/** Prepares the insertion of rows. Text, dates and booleans are stored as the GeoPackage standard wants them; a value that cannot be is left empty and noted. */
export function rowWriter(db: Db, table: string, geometry: GeometryKind, fields: readonly Field[]): RowWriter {
  const columns = [...(geometry === 'none' ? [] : ['geom']), ...fields.map((field) => field.column)].map(quote)
  const insert = columns.length > 0
    ? db.prepare(`INSERT INTO ${quote(table)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    : db.prepare(`INSERT INTO ${quote(table)} DEFAULT VALUES`)
  const unreadable = new Map<string, Note>()
  const converters = fields.map((field) => cellConverter(field.type, (value) => {
    const note = unreadable.get(field.name) ?? { code: 'VALUE_LEFT_EMPTY', count: 0, sample: `${field.name}: ${value}`.slice(0, 200) }
    note.count++
    unreadable.set(field.name, note)
  }))
  const offset = geometry === 'none' ? 0 : 1
  const cells: (CellValue | Buffer)[] = new Array<CellValue | Buffer>(columns.length).fill(null)
  const extent: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  let count = db.prepare(`SELECT count(*) FROM ${quote(table)}`).pluck().get() as number

  return {
    add(wkb, bounds, values) {
      if (values.length !== fields.length) throw new Error(`A row has ${values.length} values for ${fields.length} fields`)
      if (offset) cells[0] = wkb && bounds ? geometryCell(wkb, bounds, geometry) : null
      for (let i = 0; i < fields.length; i++) cells[i + offset] = (converters[i] as (value: CellValue) => CellValue)(values[i] ?? null)
      insert.run(...cells)
      count++
      if (wkb && bounds) {
        if (bounds[0] < extent[0]) extent[0] = bounds[0]
        if (bounds[1] < extent[1]) extent[1] = bounds[1]
        if (bounds[2] > extent[2]) extent[2] = bounds[2]
        if (bounds[3] > extent[3]) extent[3] = bounds[3]
      }
    },
    count: () => count,
    extent: () => (extent[0] <= extent[2] ? extent : null),
    notes: () => [...unreadable.values()],
  }
}

function geometryCell(wkb: Uint8Array, bounds: Bounds, kind: GeometryKind): Buffer {
  const { type, flat } = wkbType(wkb)
  if (!flat) throw new Error('A geometry has more than two dimensions')
  if (kind === 'point') {
    if (type === 1) return encodeGeometry(wkb, null)
    if (type === 4 && new DataView(wkb.buffer, wkb.byteOffset).getUint32(5, wkb[0] === 1) === 1) return encodeGeometry(wkb.subarray(9), null)
  }
  if (kind === 'mixed') return encodeGeometry(wkb, type === 1 ? null : bounds)
  if (kind === 'line' && type === 5) return encodeGeometry(wkb, bounds)
  if (kind === 'line' && type === 2) return encodeGeometry(wrap(wkb, 5), bounds)
  if (kind === 'polygon' && type === 6) return encodeGeometry(wkb, bounds)
  if (kind === 'polygon' && type === 3) return encodeGeometry(wrap(wkb, 6), bounds)
  throw new Error(`A geometry of type ${type} does not belong in a layer of ${kind} geometries`)
}

/** One line or polygon as the only member of its multi type. */
function wrap(wkb: Uint8Array, type: 5 | 6): Uint8Array {
  const multi = new Uint8Array(9 + wkb.byteLength)
  multi[0] = 1
  multi[1] = type
  multi[5] = 1
  multi.set(wkb, 9)
  return multi
}
