import type { DatabaseSync } from 'node:sqlite'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { FieldType } from '../../../shared/model/layer.ts'
import { kindOfTypeName } from './geopackage-geometry.ts'
import type { Notebook } from './notebook.ts'

/** A table that gpkg_contents names. `refused` says why it cannot be read. */
export interface ContentTable {
  name: string
  table: string
  geometryColumn: string | null
  declared: string
  srsId: number | null
  bbox: [number, number, number, number] | null
  refused: { code: string; message: string } | null
  /** A gridded coverage: a raster, not rows. */
  coverage: boolean
}

export interface TableColumn { name: string; type: FieldType | null; isBoolean: boolean }

/** Tables that programs keep beside the data: styles, projects, and what this program itself keeps. */
const ownTables = /^(layer_styles|qgis_projects|atlas_.*)$/i

/** The tables that gpkg_contents names, features first. Throws `NOT_GEOPACKAGE` and `NO_LAYERS`. */
export function listContents(db: DatabaseSync, fileName: string): ContentTable[] {
  const schema = new Map(rows(db, "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')").map((row) => [text(row.name).toLowerCase(), { name: text(row.name), view: row.type === 'view', virtual: /^\s*create\s+virtual\s/i.test(text(row.sql)) }]))
  if (!schema.has('gpkg_contents')) throw new AtlasError('NOT_GEOPACKAGE', `${fileName} is an SQLite database, but not a GeoPackage: export the layer as GeoPackage from QGIS.`)
  const geometries = new Map(schema.has('gpkg_geometry_columns') ? rows(db, 'SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns').map((row) => [text(row.table_name).toLowerCase(), row]) : [])
  const found = rows(db, 'SELECT table_name, data_type, identifier, srs_id, min_x, min_y, max_x, max_y FROM gpkg_contents').flatMap((row): ContentTable[] => {
    const wanted = text(row.table_name)
    const item = schema.get(wanted.toLowerCase())
    if (!wanted || ownTables.test(wanted)) return []
    const geometry = geometries.get(wanted.toLowerCase())
    const box = [row.min_x, row.min_y, row.max_x, row.max_y].map((v) => (typeof v === 'number' || typeof v === 'bigint' ? Number(v) : NaN))
    return [{
      name: wanted, table: item?.name ?? wanted, geometryColumn: geometry ? text(geometry.column_name) : null, declared: text(geometry?.geometry_type_name),
      srsId: number(geometry?.srs_id ?? row.srs_id), bbox: box.every(Number.isFinite) ? (box as [number, number, number, number]) : null,
      coverage: item !== undefined && !item.view && !item.virtual && text(row.data_type).toLowerCase() === '2d-gridded-coverage',
      refused: refusal(text(row.data_type), wanted, item),
    }]
  })
  if (!found.length) throw new AtlasError('NO_LAYERS', `${fileName} lists no layers: export the layer again from QGIS.`)
  const rank = (table: ContentTable) => (table.refused ? 2 : table.geometryColumn ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b))
}

/** Columns with values, without the geometry and the row number; what cannot be kept is noted. */
export function listColumns(db: DatabaseSync, content: ContentTable, notes: Notebook): TableColumn[] {
  const all = rows(db, `PRAGMA table_xinfo(${quoted(content.table)})`)
  return all.flatMap((row): TableColumn[] => {
    const name = text(row.name)
    const declared = text(row.type).toUpperCase()
    const isKey = Number(row.pk) === 1 && /INT/.test(declared) && all.filter((other) => Number(other.pk) > 0).length === 1
    if (name.toLowerCase() === content.geometryColumn?.toLowerCase() || (isKey && /^(fid|ogc_fid)$/i.test(name))) return []
    if (Number(row.hidden) !== 0) { notes.add('COLUMN_LEFT_OUT', `${name} (computed by the file)`); return [] }
    if (declared.startsWith('BLOB') || (kindOfTypeName(declared) !== 'mixed' || /^GEOM/.test(declared))) { notes.add('COLUMN_LEFT_OUT', `${name} (${declared.toLowerCase()})`); return [] }
    return [{ name, type: typeOf(declared), isBoolean: declared.startsWith('BOOL') }]
  })
}

/** An identifier in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function typeOf(declared: string): FieldType | null {
  if (declared.startsWith('BOOL')) return 'boolean'
  if (declared === 'DATE') return 'date'
  if (declared.startsWith('DATETIME') || declared.startsWith('TIMESTAMP')) return 'datetime'
  if (/INT/.test(declared)) return 'integer'
  if (/^(REAL|FLOAT|DOUBLE)/.test(declared)) return 'real'
  return /CHAR|TEXT|CLOB/.test(declared) ? 'text' : null
}

function refusal(dataType: string, name: string, item: { view: boolean; virtual: boolean } | undefined): ContentTable['refused'] {
  const shown = name.slice(0, 80)
  if (!item) return { code: 'NO_SUBLAYER', message: `The GeoPackage lists a table "${shown}" that it does not hold: export the layer again.` }
  if (item.view) return { code: 'VIEW_REFUSED', message: `"${shown}" is a view, not a table: export it as a layer of its own from QGIS.` }
  if (item.virtual) return { code: 'VIEW_REFUSED', message: `"${shown}" is a virtual table: export it as a layer of its own from QGIS.` }
  if (['features', 'attributes', 'aspatial', '2d-gridded-coverage'].includes(dataType.toLowerCase())) return null
  return { code: 'RASTER_UNSUPPORTED', message: `"${shown}" holds ${dataType === 'tiles' ? 'map tiles (pictures)' : oneWord(dataType)}, not features: import the layer it was drawn from${dataType === 'tiles' ? ', or export the tiles as MBTiles and add them as a basemap' : ''}.` }
}

function oneWord(value: string): string {
  return value.replace(/[^\w -]/g, '').slice(0, 40) || 'something unknown'
}

function rows(db: DatabaseSync, sql: string): Record<string, unknown>[] {
  return db.prepare(sql).all() as Record<string, unknown>[]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
