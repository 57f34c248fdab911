import { encodeFloatTile, tileSide } from '../../../shared/geo/float-tile.ts'
import { levelSize, type RasterGrid, type RasterTile } from '../../../shared/model/raster.ts'

/** Cuts a raster into tiles as its rows come, and makes each level from the next finer one: by means, or for codes of classes by the commonest. Memory holds one row of tiles per level. */
export interface Pyramid {
  /** The next 256 rows (fewer at the end) of the finest level, NaN for no data: the tiles that are complete with them. */
  add(strip: Float32Array): Generator<RasterTile>
}

interface Level { width: number; height: number; strip: Float32Array; filled: number; row: number }

export function createPyramid(grid: RasterGrid, by: 'mean' | 'commonest' = 'mean'): Pyramid {
  const one = by === 'mean' ? mean : commonest
  const levels = Array.from({ length: grid.levels - 1 }, (_, level): Level => {
    const size = levelSize(grid, level)
    return { ...size, strip: new Float32Array(size.width * Math.min(tileSide, size.height)), filled: 0, row: 0 }
  })
  let row = 0
  function* take(level: number, width: number, tileRow: number, strip: Float32Array): Generator<RasterTile> {
    yield* tilesOf(level, width, tileRow, strip, grid.nodata)
    const below = levels[level - 1]
    if (!below) return
    const rows = Math.ceil(strip.length / width / 2)
    below.strip.set(halved(strip, width, one), below.filled * below.width)
    below.filled += rows
    const whole = below.row * tileSide + below.filled
    if (below.filled < tileSide && whole < below.height) return
    const done = below.strip.subarray(0, below.filled * below.width)
    below.filled = 0
    yield* take(level - 1, below.width, below.row++, done)
  }
  return { add: (strip) => take(grid.levels - 1, grid.width, row++, strip) }
}

function* tilesOf(level: number, width: number, row: number, strip: Float32Array, nodata: number): Generator<RasterTile> {
  const rows = strip.length / width
  for (let column = 0; column * tileSide < width; column++) {
    const cells = new Float32Array(tileSide * tileSide).fill(nodata)
    const left = column * tileSide
    const columns = Math.min(tileSide, width - left)
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const value = strip[y * width + left + x]!
        if (!Number.isNaN(value)) cells[y * tileSide + x] = value
      }
    }
    yield { level, column, row, data: encodeFloatTile(cells) }
  }
}

/** One value for every two by two cells, of those that have data. */
function halved(strip: Float32Array, width: number, one: (values: number[]) => number): Float32Array {
  const rows = strip.length / width
  const [columns, half] = [Math.ceil(width / 2), Math.ceil(rows / 2)]
  const made = new Float32Array(columns * half)
  const values: number[] = []
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < columns; x++) {
      values.length = 0
      for (let v = 2 * y; v < Math.min(rows, 2 * y + 2); v++) {
        for (let u = 2 * x; u < Math.min(width, 2 * x + 2); u++) {
          const value = strip[v * width + u]!
          if (!Number.isNaN(value)) values.push(value)
        }
      }
      made[y * columns + x] = values.length ? one(values) : NaN
    }
  }
  return made
}

function mean(values: number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** The first of those that occur most often. */
function commonest(values: number[]): number {
  let [best, most] = [values[0]!, 0]
  for (const value of values) {
    const count = values.filter((other) => other === value).length
    if (count > most) { best = value; most = count }
  }
  return best
}
