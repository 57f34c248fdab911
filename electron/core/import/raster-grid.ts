import { tileSide } from '../../../shared/geo/float-tile.ts'
import type { RasterGrid } from '../../../shared/model/raster.ts'
import type { Notebook } from '../formats/notebook.ts'
import type { OpenedRaster } from '../formats/raster.ts'
import type { RasterCrs } from './raster-crs.ts'
import { turnedRaster } from './raster-turned.ts'

/** Stands for "no data" where the file has no number of its own for it: the lowest 32-bit float. */
const lowest = -3.402_823_466_385_288_6e38

/** A raster as it is kept: north up and within −180 to 180 degrees, cell by cell the file's own. `readRows` answers whole rows of that grid, NaN where there is no data. */
export interface UprightRaster { grid: RasterGrid; readRows(row: number, rows: number): Promise<Float32Array> }

/** Turns rows and columns about and moves columns beyond 180° to the west; no value is changed. A grid that is not parallel to its axes is drawn anew on one that is, each cell by the nearest of the file's. */
export function uprightRaster(given: OpenedRaster, crs: RasterCrs, notes: Notebook): UprightRaster {
  const band = isTurned(given) ? turnedRaster(given, notes) : given
  const { width, height, transform: [x, a, , y, , d] } = band
  const [mirrored, flipped] = [a < 0, d > 0]
  if (flipped || mirrored) notes.add('RASTER_TURNED', `${flipped ? 'rows ran from south to north' : 'columns ran from east to west'}; they were turned, no value changed`)
  const [left, stepX, top, stepY] = [mirrored ? x + a * width : x, Math.abs(a), flipped ? y + d * height : y, -Math.abs(d)]
  const beyond = crs.transform.geographic ? columnsBeyond(left, stepX, width) : 0
  if (beyond > 0) notes.add('RASTER_SHIFTED', `longitudes ran to ${Math.round((left + width * stepX) * 1e6) / 1e6}°; those beyond 180° were moved to the west`)
  const own = band.nodata !== null && !band.scaled && Math.abs(Math.fround(band.nodata)) <= -lowest ? Math.fround(band.nodata) : lowest
  const grid: RasterGrid = { width, height, x0: beyond > 0 ? left + (width - beyond) * stepX - 360 : left, y0: top, stepX, stepY, crs: crs.text, nodata: own, levels: levelsOf(width, height), unit: band.unit ?? '' }
  return {
    grid,
    async readRows(row, rows) {
      const read = await band.readWindow(0, flipped ? height - row - rows : row, width, rows)
      if (!flipped && !mirrored && beyond === 0) return read
      const turned = new Float32Array(read.length)
      for (let r = 0; r < rows; r++) {
        const line = read.subarray((flipped ? rows - 1 - r : r) * width, (flipped ? rows - r : r + 1) * width)
        if (mirrored) line.reverse()
        turned.set(line.subarray(width - beyond), r * width)
        turned.set(line.subarray(0, width - beyond), r * width + beyond)
      }
      return turned
    },
  }
}

/** Whether rows leave the east-west line by more than a thousandth of their cells. */
function isTurned({ width, height, transform: [, a, b, , c, d] }: OpenedRaster): boolean {
  return Math.abs(b) * height > 1e-3 * Math.abs(a) || Math.abs(c) * width > 1e-3 * Math.abs(d)
}

/** Columns that lie beyond 180°: all of them, or those of a grid around the whole world from 0 to 360°. */
function columnsBeyond(left: number, stepX: number, width: number): number {
  const right = left + width * stepX
  if (left >= 180 - stepX / 2) return width
  if (right <= 180 + stepX || right - left < 360 - stepX * 1.5) return 0
  return width - Math.ceil((180 - left) / stepX - 1e-6)
}

/** Levels until one tile covers the longer side. */
function levelsOf(width: number, height: number): number {
  return 1 + Math.max(0, Math.ceil(Math.log2(Math.ceil(Math.max(width, height) / tileSide))))
}
