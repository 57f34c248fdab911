import { copyRaster } from './copy-raster.ts'
import { createGeoPackageFile } from './head.ts'
import type { Db } from './database.ts'
import { removeDraft } from './drafts.ts'
import { createLayerTable, geometryTypes, rowWriter, type CellValue } from './layer-table.ts'
import { getLayerRow, listFields } from './layers.ts'
import { geoPackageTables } from './migrations/0001-geopackage.ts'
import { quote } from './name.ts'
import { registerTable, type RegisteredLayer } from './publish.ts'
import { fillRtree } from './rtree.ts'
import { translate } from './write.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'

/** Fills a new GeoPackage through `work`, in one transaction. The file holds the standard's tables and what `work` adds, nothing of ours. */
export function makeGeoPackage(path: string, work: (db: Db) => void): void {
  const db = createGeoPackageFile(path)
  try {
    db.prepare('BEGIN').run()
    db.exec(geoPackageTables)
    work(db)
    db.prepare('COMMIT').run()
  } finally {
    db.close()
  }
}

/** Copies layers with their rows, exact to the bit, into a file that has none of them. Only what belongs to these layers is written. */
export function copyLayers(from: Db, to: Db, ids: readonly number[], about: Record<string, unknown> = {}): void {
  for (const id of ids) {
    const layer = getLayerRow(from, id)
    if (!layer) throw new Error(`There is no layer ${id}`)
    if (layer.kind === 'raster') {
      copyRaster(from, to, layer)
      continue
    }
    const fields = listFields(from, id)
    writeTable(to, { ...layer, about }, fields, storedRows(from, layer, fields))
  }
}

/** A layer as the registers of an exported file have it, under this table name. */
export function registeredLayer(layer: Layer, table: string, about: Record<string, unknown>): RegisteredLayer {
  const { source } = layer
  return {
    name: layer.name, table_name: table, geometry: layer.geometry, geometry_type: geometryTypes[layer.geometry], west: null, south: null, east: null, north: null, style: JSON.stringify(layer.style), opacity: layer.opacity,
    publisher: source.publisher, licence: source.licence, source_date: source.date, url: source.url, sensitivity: source.sensitivity, file: source.file, sha256: source.sha256, crs: source.crs, method: source.method, about,
  }
}

/** Creates, fills, indexes and registers one table. Rows are `[fid, geometry blob or null, …values]`, without the geometry in a table that has none. */
export function writeTable(db: Db, layer: RegisteredLayer, fields: readonly Field[], rows: Iterable<unknown[]>): void {
  createLayerTable(db, layer.table_name, layer.geometry, fields)
  const spatial = layer.geometry_type !== null
  const columns = ['fid', ...(spatial ? ['geom'] : []), ...fields.map((field) => field.column)].map(quote)
  const insert = db.prepare(`INSERT INTO ${quote(layer.table_name)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  for (const row of rows) insert.run(...row)
  if (spatial) fillRtree(db, layer.table_name, 'geom', 'fid')
  registerTable(db, layer, fields)
}

function storedRows(db: Db, layer: RegisteredLayer, fields: readonly Field[]): Iterable<unknown[]> {
  const columns = ['fid', ...(layer.geometry_type === null ? [] : ['geom']), ...fields.map((field) => field.column)].map(quote)
  return db.prepare(`SELECT ${columns.join(', ')} FROM ${quote(layer.table_name)} ORDER BY "fid"`).raw().safeIntegers().iterate() as IterableIterator<unknown[]>
}

/** Writes a GeoPackage of one table whose rows come in batches (ISO WKB with its bounds, values in the order of the fields), whole or not at all. */
export async function writeGeoPackageTable(path: string, layer: RegisteredLayer, fields: readonly Field[], batches: AsyncIterable<{ geometry: { wkb: Uint8Array; bounds: Bounds } | null; values: CellValue[] }[]>): Promise<void> {
  const db = createGeoPackageFile(path)
  try {
    db.prepare('BEGIN').run()
    db.exec(geoPackageTables)
    createLayerTable(db, layer.table_name, layer.geometry, fields)
    const writer = rowWriter(db, layer.table_name, layer.geometry, fields)
    for await (const batch of batches) {
      for (const { geometry, values } of batch) if (!writer.add(geometry?.wkb ?? null, geometry?.bounds ?? null, values)) throw new Error(`A geometry does not fit a layer of the kind ${layer.geometry}`)
    }
    if (layer.geometry_type !== null) fillRtree(db, layer.table_name, 'geom', 'fid')
    const [west, south, east, north] = writer.tally.extent ?? [null, null, null, null]
    registerTable(db, { ...layer, west, south, east, north }, fields)
    db.prepare('COMMIT').run()
    db.close()
  } catch (error) {
    db.close()
    removeDraft(path)
    throw translate(error)
  }
}
