import type { Db } from './database.ts'
import type { LayerRow } from './layers.ts'
import { quote } from './name.ts'
import { registerRasterLayer } from './publish.ts'
import { getRasterGrid } from './raster-grid.ts'
import { createTileTable, ensureCoverageTables } from './raster-tables.ts'

/** Copies a raster with its tiles, byte by byte, into a GeoPackage that has none of it. Belongs inside a transaction. */
export function copyRaster(from: Db, to: Db, layer: LayerRow): void {
  const grid = getRasterGrid(from, layer.id)
  if (!grid) throw new Error(`There is no grid of the raster ${layer.id}`)
  ensureCoverageTables(to)
  const system = from.prepare<[number], unknown[]>('SELECT srs_name, srs_id, organization, organization_coordsys_id, definition, description FROM gpkg_spatial_ref_sys WHERE srs_id = ?').raw().get(grid.srsId) ?? []
  to.prepare('INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description) VALUES (?, ?, ?, ?, ?, ?)').run(...system)
  createTileTable(to, grid.table)
  const insert = to.prepare(`INSERT INTO ${quote(grid.table)} (id, zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?, ?)`)
  for (const row of from.prepare<[], unknown[]>(`SELECT id, zoom_level, tile_column, tile_row, tile_data FROM ${quote(grid.table)} ORDER BY id`).raw().iterate()) insert.run(...row)
  registerRasterLayer(to, layer, from)
}
