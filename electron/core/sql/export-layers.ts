import { copyRaster } from './copy-raster.ts'
import { createGeoPackageFile } from './head.ts'
import type { Db } from './database.ts'
import { createLayerTable } from './layer-table.ts'
import { getLayerRow, listFields } from './layers.ts'
import { geoPackageTables } from './migrations/0001-geopackage.ts'
import { quote } from './name.ts'
import { registerTable, type RegisteredLayer } from './publish.ts'
import { fillRtree } from './rtree.ts'
import type { Field } from '../../../shared/model/layer.ts'

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
export function copyLayers(from: Db, to: Db, ids: readonly number[]): void {
  for (const id of ids) {
    const layer = getLayerRow(from, id)
    if (!layer) throw new Error(`There is no layer ${id}`)
    if (layer.kind === 'raster') {
      copyRaster(from, to, layer)
      continue
    }
    const fields = listFields(from, id)
    writeTable(to, layer, fields, storedRows(from, layer, fields))
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
