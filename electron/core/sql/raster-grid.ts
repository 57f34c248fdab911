import { tileSide } from '../../../shared/geo/float-tile.ts'
import { firstTiles, type RasterGrid } from '../../../shared/model/raster.ts'
import type { Db } from './database.ts'
import { getLayerRow } from './layers.ts'

/** A stored raster: its grid, its table of tiles, its system's id in the register, and whether some cell has no data. */
export interface StoredRaster extends RasterGrid { table: string; srsId: number; hasNodata: boolean }

/** The grid of a raster of any status, or null where the layer is none. */
export function getRasterGrid(db: Db, layer: number): StoredRaster | null {
  if (getLayerRow(db, layer)?.kind !== 'raster') return null
  const row = db.prepare<[number], Row>('SELECT r.*, l.table_name FROM atlas_rasters r JOIN atlas_layers l ON l.id = r.layer WHERE r.layer = ?').get(layer)
  if (!row) return null
  return {
    width: row.width, height: row.height, x0: row.x0, y0: row.y0, stepX: row.step_x, stepY: row.step_y, crs: row.crs, nodata: row.nodata, levels: row.levels, unit: row.unit,
    table: row.table_name, srsId: row.srs_id, hasNodata: row.has_nodata === 1,
  }
}

interface Row { width: number; height: number; x0: number; y0: number; step_x: number; step_y: number; crs: string; srs_id: number; nodata: number; has_nodata: number; levels: number; unit: string; table_name: string }

/** How many tiles a whole raster has, all levels together. */
export function tileCount(grid: RasterGrid): number {
  const first = firstTiles(grid, tileSide)
  let count = 0
  for (let level = 0; level < grid.levels; level++) {
    const across = tileSide * 2 ** (grid.levels - 1 - level)
    count += Math.min(first.columns * 2 ** level, Math.ceil(grid.width / across)) * Math.min(first.rows * 2 ** level, Math.ceil(grid.height / across))
  }
  return count
}
