import { AtlasError } from '../../../shared/contract/errors.ts'
import { decodeFloatTile, tileSide } from '../../../shared/geo/float-tile.ts'
import { levelSize } from '../../../shared/model/raster.ts'
import type { Db } from './database.ts'
import { quote } from './name.ts'
import type { StoredRaster } from './raster-grid.ts'

/** A part of one level in cells. */
export interface RasterWindow { level: number; column: number; row: number; width: number; height: number }

/** The values of a part of a raster, row by row, NaN where there is no data or outside. Throws `RASTER_DAMAGED` where another program wrote tiles that cannot be read. */
export function readRasterWindow(db: Db, grid: StoredRaster, window: RasterWindow): Float32Array {
  const { level, column, row, width, height } = window
  const values = new Float32Array(width * height).fill(NaN)
  const size = levelSize(grid, level)
  const [left, top, right, bottom] = [Math.max(0, column), Math.max(0, row), Math.min(size.width, column + width), Math.min(size.height, row + height)]
  if (left >= right || top >= bottom) return values
  const find = db.prepare<[number, number, number, number, number], Tile>(`SELECT tile_column, tile_row, tile_data FROM ${quote(grid.table)} WHERE zoom_level = ? AND tile_row BETWEEN ? AND ? AND tile_column BETWEEN ? AND ?`)
  const at = (cell: number) => Math.floor(cell / tileSide)
  for (const tile of find.iterate(level, at(top), at(bottom - 1), at(left), at(right - 1))) {
    const cells = decoded(tile, grid.table)
    const [x0, y0] = [tile.tile_column * tileSide, tile.tile_row * tileSide]
    const [from, to] = [Math.max(left, x0), Math.min(right, x0 + tileSide)]
    for (let y = Math.max(top, y0); y < Math.min(bottom, y0 + tileSide); y++) {
      const start = (y - y0) * tileSide - x0
      const out = (y - row) * width - column
      for (let x = from; x < to; x++) {
        const value = cells[start + x]!
        if (value !== grid.nodata) values[out + x] = value
      }
    }
  }
  return values
}

interface Tile { tile_column: number; tile_row: number; tile_data: Uint8Array }

function decoded(tile: Tile, table: string): Float32Array {
  try {
    return decodeFloatTile(tile.tile_data)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AtlasError('RASTER_DAMAGED', `A tile of the raster "${table}" cannot be read: import the raster again with replace.`)
  }
}
