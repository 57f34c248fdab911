import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import type { Field, FieldType } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { cellConverter } from '../../../shared/model/stored-cell.ts'
import type { Db } from './database.ts'
import { encodeGeometry } from './geometry.ts'
import { quote } from './name.ts'
import { createRtree, rtreeName } from './rtree.ts'
import { storedForm } from '../../../shared/geo/stored-geometry.ts'

export type CellValue = string | number | null

/** Adds rows to a layer's table and keeps what is known of all of them. */
export interface RowWriter {
  /** False, and nothing added, when the geometry is of another type than the table's. */
  add(geometry: Uint8Array | null, bounds: Bounds | null, values: readonly CellValue[]): boolean
  tally: Tally
}

/** What is known of the rows written so far; `unreadable` by field. */
export interface Tally { count: number; extent: Bounds | null; unreadable: Map<string, Note> }

/** Declared types of GeoPackage (table 1) by field type. */
const columnTypes: Record<FieldType, string> = { text: 'TEXT', integer: 'INTEGER', real: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', datetime: 'DATETIME' }

/** Lines and polygons are declared as their multi type and promoted on the way in, since sources mix both. */
export const geometryTypes: Record<GeometryKind, string | null> = { point: 'POINT', line: 'MULTILINESTRING', polygon: 'MULTIPOLYGON', mixed: 'GEOMETRY', none: null }

/** Creates the empty table of a layer and its R-tree. Answers the declared geometry type, or null without geometry. */
export function createLayerTable(db: Db, table: string, geometry: GeometryKind, fields: readonly Field[]): string | null {
  const type = geometryTypes[geometry]
  db.exec(`CREATE TABLE ${quote(table)} (${columnDeclarations(geometry, fields, 'AUTOINCREMENT ')})`)
  if (type) createRtree(db, table, 'geom')
  return type
}

/** The columns of a layer's table as they are declared: its number, its geometry, its fields. */
export function columnDeclarations(geometry: GeometryKind, fields: readonly Field[], numbering = ''): string {
  const type = geometryTypes[geometry]
  return [`"fid" INTEGER PRIMARY KEY ${numbering}NOT NULL`, ...(type ? [`"geom" ${type}`] : []), ...fields.map((field) => `${quote(field.column)} ${columnTypes[field.type]}`)].join(', ')
}

/** Drops a layer's table with its index, triggers and R-tree. */
export function dropLayerTable(db: Db, table: string): void {
  db.exec(`DROP TABLE IF EXISTS ${quote(rtreeName(table, 'geom'))}`)
  db.exec(`DROP TABLE IF EXISTS ${quote(table)}`)
}

/** Declares the geometry of a table that is being filled as of any type, keeping its rows. */
export function widenLayerTable(db: Db, table: string, fields: readonly Field[]): void {
  const draft = 'atlas_widening'
  db.exec(`DROP TABLE ${quote(rtreeName(table, 'geom'))}`)
  createLayerTable(db, draft, 'mixed', fields)
  db.exec(`DROP TABLE ${quote(rtreeName(draft, 'geom'))}`)
  db.exec(`INSERT INTO ${quote(draft)} SELECT * FROM ${quote(table)}`)
  db.exec(`DROP TABLE ${quote(table)}`)
  db.exec(`ALTER TABLE ${quote(draft)} RENAME TO ${quote(table)}`)
  createRtree(db, table, 'geom')
}

/** Every name in the schema, lower case. */
export function listTableNames(db: Db): Set<string> {
  return new Set(db.prepare<[], { name: string }>('SELECT lower(name) AS name FROM sqlite_master UNION SELECT lower(table_name) FROM atlas_layers').all().map((row) => row.name))
}

/** Prepares the insertion of rows. Text, dates and booleans are stored as the GeoPackage standard wants them; a value that cannot be is left empty and noted. */
export function rowWriter(db: Db, table: string, geometry: GeometryKind, fields: readonly Field[], tally: Tally = { count: 0, extent: null, unreadable: new Map() }): RowWriter {
  const columns = [...(geometry === 'none' ? [] : ['geom']), ...fields.map((field) => field.column)].map(quote)
  const insert = columns.length > 0
    ? db.prepare(`INSERT INTO ${quote(table)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    : db.prepare(`INSERT INTO ${quote(table)} DEFAULT VALUES`)
  const converters = fields.map((field) => cellConverter(field.type, (value) => {
    const note = tally.unreadable.get(field.name) ?? { code: 'VALUE_LEFT_EMPTY', count: 0, sample: `${field.name}: ${value}`.slice(0, 200) }
    note.count++
    tally.unreadable.set(field.name, note)
  }))
  const offset = geometry === 'none' ? 0 : 1
  const cells: (CellValue | Buffer)[] = new Array<CellValue | Buffer>(columns.length).fill(null)

  return {
    tally,
    add(wkb, bounds, values) {
      if (values.length !== fields.length) throw new Error(`A row has ${values.length} values for ${fields.length} fields`)
      if (wkb && bounds) {
        if (!offset) throw new Error('A row of a table without geometry has one')
        const cell = geometryCell(wkb, bounds, geometry)
        if (!cell) return false
        cells[0] = cell
      } else if (offset) cells[0] = null
      for (let i = 0; i < fields.length; i++) cells[i + offset] = (converters[i] as (value: CellValue) => CellValue)(values[i] ?? null)
      insert.run(...cells)
      tally.count++
      if (wkb && bounds) tally.extent = widest(tally.extent, bounds)
      return true
    },
  }
}

function widest(extent: Bounds | null, bounds: Bounds): Bounds {
  if (!extent) return [...bounds]
  if (bounds[0] < extent[0]) extent[0] = bounds[0]
  if (bounds[1] < extent[1]) extent[1] = bounds[1]
  if (bounds[2] > extent[2]) extent[2] = bounds[2]
  if (bounds[3] > extent[3]) extent[3] = bounds[3]
  return extent
}

/** A geometry as it is stored, or null when it does not belong in a table of that kind. */
export function geometryCell(wkb: Uint8Array, bounds: Bounds, kind: GeometryKind): Buffer | null {
  const form = storedForm(wkb, kind)
  return form ? encodeGeometry(form.wkb, form.enveloped ? bounds : null) : null
}
