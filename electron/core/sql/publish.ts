import type { Db } from './database.ts'
import { getLayerRow, listFields, type LayerRow } from './layers.ts'
import { registerRaster, withdrawRaster } from './publish-raster.ts'
import { styleQml } from './qml.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

/** What the registers say of a layer. */
export type RegisteredLayer = Pick<LayerRow, 'name' | 'table_name' | 'geometry' | 'geometry_type' | 'west' | 'south' | 'east' | 'north' | 'style' | 'opacity' | 'publisher' | 'licence' | 'source_date' | 'url' | 'sensitivity' | 'file' | 'sha256' | 'crs' | 'method'> & { /** What an exported file says of itself beside its source. */ about?: Record<string, unknown> }

const rtreeDefinition = 'http://www.geopackage.org/spec/#extension_rtree'
const metadataStandard = 'http://schema.org/Dataset'

/** Brings what other programs read of a layer (contents, geometry column, spatial index, column names, metadata, style) in line with our own record of it. A hidden layer is registered nowhere. The stamp kept with the record tells later whether another program changed the layer. Belongs inside a transaction. */
export function publishLayer(db: Db, id: number): void {
  const layer = getLayerRow(db, id)
  if (!layer) return
  withdraw(db, layer.table_name)
  if (layer.status !== 'ready') return
  if (layer.kind === 'raster') registerRasterLayer(db, layer)
  else registerTable(db, layer, listFields(db, id))
  db.prepare('UPDATE atlas_layers SET stamp = (SELECT last_change FROM gpkg_contents WHERE table_name = ?) WHERE id = ?').run(layer.table_name, id)
}

/** Enters a table in every register of a GeoPackage. Belongs inside a transaction. */
export function registerTable(db: Db, layer: RegisteredLayer, fields: readonly Field[]): void {
  const spatial = layer.geometry_type !== null
  db.prepare('INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(layer.table_name, spatial ? 'features' : 'attributes', identifierOf(db, layer), describe(layer), layer.west, layer.south, layer.east, layer.north, spatial ? 4326 : null)
  if (spatial) {
    db.prepare("INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES (?, 'geom', ?, 4326, 0, 0)").run(layer.table_name, layer.geometry_type)
    db.prepare("INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')").run(layer.table_name, rtreeDefinition)
  }
  if (spatial && layer.geometry !== 'mixed') {
    db.prepare("INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '')")
      .run(layer.table_name, layer.table_name, styleQml(JSON.parse(layer.style) as LayerStyle, layer.geometry, fields, layer.opacity))
  }
  describeColumns(db, layer.table_name, fields)
  describeSource(db, layer)
}

/** Enters a raster in every register of a GeoPackage; its grid is recorded in the project `from`. Belongs inside a transaction. */
export function registerRasterLayer(db: Db, layer: LayerRow, from: Db = db): void {
  registerRaster(db, layer, { identifier: identifierOf(db, layer), description: describe(layer) }, from)
  describeSource(db, layer)
}

/** Takes a table out of every register of the GeoPackage; the table itself stays. */
export function withdraw(db: Db, table: string): void {
  withdrawRaster(db, table)
  const metadata = db.prepare<[string], { id: number }>('SELECT md_file_id AS id FROM gpkg_metadata_reference WHERE table_name = ?').all(table)
  db.prepare('DELETE FROM gpkg_metadata_reference WHERE table_name = ?').run(table)
  const shared = db.prepare('SELECT 1 FROM gpkg_metadata_reference WHERE md_file_id = ?')
  for (const { id } of metadata) if (shared.get(id) === undefined) db.prepare('DELETE FROM gpkg_metadata WHERE id = ?').run(id)
  db.prepare('DELETE FROM gpkg_data_columns WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM layer_styles WHERE f_table_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_extensions WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_geometry_columns WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_contents WHERE table_name = ?').run(table)
}

/** The layer's name, unless a table that another program added has it already. */
function identifierOf(db: Db, layer: RegisteredLayer): string {
  const taken = db.prepare('SELECT 1 FROM gpkg_contents WHERE identifier = ?').get(layer.name)
  return taken === undefined ? layer.name : `${layer.name} (${layer.table_name})`
}

function describe(layer: RegisteredLayer): string {
  return [layer.publisher, layer.licence, layer.source_date].filter((part) => part !== '').join(', ')
}

/** Says of a column's title that it is the name which the source gives it, for whoever reads the file again. */
export const sourceNameMark = 'name in the source'

function describeColumns(db: Db, table: string, fields: readonly Field[]): void {
  const taken = new Set<string>()
  const insert = db.prepare('INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)')
  for (const field of fields) {
    if (field.name === field.column) continue
    const name = taken.has(field.name) ? `${field.name} (${field.column})` : field.name
    taken.add(name)
    insert.run(table, field.column, name, field.name, sourceNameMark)
  }
}

/** The markings of a layer where other programs keep them: what it is, whose, under which licence, how sensitive. */
function describeSource(db: Db, layer: RegisteredLayer): void {
  const metadata = JSON.stringify({
    '@type': 'Dataset', name: layer.name, publisher: layer.publisher, license: layer.licence, dateModified: layer.source_date, url: layer.url,
    sensitivity: layer.sensitivity, file: layer.file, sha256: layer.sha256, sourceCrs: layer.crs, ...(layer.method ? { method: layer.method } : {}), ...layer.about,
  })
  const id = db.prepare("INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?, 'application/json', ?)").run(metadataStandard, metadata).lastInsertRowid
  db.prepare("INSERT INTO gpkg_metadata_reference (reference_scope, table_name, md_file_id) VALUES ('table', ?, ?)").run(layer.table_name, id)
}
