import { tileSide } from '../../../shared/geo/float-tile.ts'
import { firstTiles } from '../../../shared/model/raster.ts'
import type { Db } from './database.ts'
import { quote } from './name.ts'
import { hasCoverageTables, registerCoverageTable } from './raster-tables.ts'
import { getRasterGrid } from './raster-grid.ts'

/** Enters a raster in every register of a GeoPackage that concerns tiles and gridded coverages. Belongs inside a transaction. */
export function registerRaster(db: Db, layer: { id: number; name: string }, words: { identifier: string; description: string }, from: Db = db): void {
  const grid = getRasterGrid(from, layer.id)
  if (!grid) throw new Error(`There is no grid of the raster ${layer.id}`)
  const { table } = grid
  const maxX = grid.x0 + grid.width * grid.stepX
  const minY = grid.y0 + grid.height * grid.stepY
  db.prepare("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) VALUES (?, '2d-gridded-coverage', ?, ?, ?, ?, ?, ?, ?)").run(table, words.identifier, words.description, grid.x0, minY, maxX, grid.y0, grid.srsId)
  const first = firstTiles(grid, tileSide)
  const across = tileSide * 2 ** (grid.levels - 1)
  db.prepare('INSERT INTO gpkg_tile_matrix_set (table_name, srs_id, min_x, min_y, max_x, max_y) VALUES (?, ?, ?, ?, ?, ?)')
    .run(table, grid.srsId, grid.x0, grid.y0 + first.rows * across * grid.stepY, grid.x0 + first.columns * across * grid.stepX, grid.y0)
  const matrix = db.prepare('INSERT INTO gpkg_tile_matrix (table_name, zoom_level, matrix_width, matrix_height, tile_width, tile_height, pixel_x_size, pixel_y_size) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  for (let level = 0; level < grid.levels; level++) {
    const by = 2 ** (grid.levels - 1 - level)
    matrix.run(table, level, first.columns * 2 ** level, first.rows * 2 ** level, tileSide, tileSide, grid.stepX * by, -grid.stepY * by)
  }
  registerCoverageTable(db, table)
  db.prepare("INSERT INTO gpkg_2d_gridded_coverage_ancillary (tile_matrix_set_name, datatype, scale, offset, precision, data_null, grid_cell_encoding, uom, field_name, quantity_definition) VALUES (?, 'float', 1.0, 0.0, 1.0, ?, 'grid-value-is-area', ?, ?, ?)")
    .run(table, grid.hasNodata ? grid.nodata : null, grid.unit || null, 'value', layer.name)
  db.prepare(`INSERT INTO gpkg_2d_gridded_tile_ancillary (tpudt_name, tpudt_id) SELECT ?, id FROM ${quote(table)}`).run(table)
}

/** Takes a table of tiles out of those registers. */
export function withdrawRaster(db: Db, table: string): void {
  if (!hasCoverageTables(db)) return
  db.prepare('DELETE FROM gpkg_2d_gridded_tile_ancillary WHERE tpudt_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_2d_gridded_coverage_ancillary WHERE tile_matrix_set_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_tile_matrix WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM gpkg_tile_matrix_set WHERE table_name = ?').run(table)
}
