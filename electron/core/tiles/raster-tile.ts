import { levelSize, type RasterGrid } from '../../../shared/model/raster.ts'
import type { Ramp } from '../../../shared/model/style.ts'
import { transformOf } from '../crs/index.ts'
import { encodePng } from './png.ts'

/** A part of one level of a raster, NaN where there is no data or outside. */
export type ReadCells = (window: { level: number; column: number; row: number; width: number; height: number }) => Float32Array

/** Colours by value (`#rrggbb`), for a raster of classes. */
export type ClassColours = readonly { value: number; colour: string }[]

export const pictureSide = 256

/** The picture of a raster in a tile of the web's map: each pixel shows the cell below its middle, of the level whose cells are about as large as pixels. Without data it is clear. */
export function drawRasterTile(grid: RasterGrid, read: ReadCells, z: number, x: number, y: number, stops: Ramp['stops'], classes: ClassColours | null = null): Uint8Array {
  const pixels = new Uint8Array(pictureSide * pictureSide * 4)
  const { columns, rows, finer } = positionsOf(grid, z, x, y)
  const level = Math.max(0, grid.levels - 1 - finer)
  const by = 2 ** (grid.levels - 1 - level)
  const size = levelSize(grid, level)
  let [left, right, top, bottom] = [size.width, -1, size.height, -1]
  const cells = new Int32Array(pictureSide * pictureSide).fill(-1)
  for (let i = 0; i < cells.length; i++) {
    if (!(columns[i]! >= 0 && columns[i]! < grid.width && rows[i]! >= 0 && rows[i]! < grid.height)) continue
    const [column, row] = [Math.floor(columns[i]! / by), Math.floor(rows[i]! / by)]
    cells[i] = row * size.width + column
    left = Math.min(left, column)
    right = Math.max(right, column)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  if (right < 0) return encodePng(pixels, pictureSide, pictureSide)
  const width = right - left + 1
  const values = read({ level, column: left, row: top, width, height: bottom - top + 1 })
  const colours = classes ? classColourer(classes) : colourer(stops)
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!
    if (cell < 0) continue
    const row = Math.floor(cell / size.width)
    const value = values[(row - top) * width + (cell - row * size.width - left)]!
    if (!Number.isNaN(value)) colours(value, pixels, i * 4)
  }
  return encodePng(pixels, pictureSide, pictureSide)
}

/** Where in the raster's own grid the pixels of a tile lie, in columns and rows of its finest level; `finer` is how many levels below that suit the pixels' size. */
function positionsOf(grid: RasterGrid, z: number, x: number, y: number): { columns: Float64Array; rows: Float64Array; finer: number } {
  const count = pictureSide * pictureSide
  const [columns, rows] = [new Float64Array(count), new Float64Array(count)]
  const inverse = grid.crs === 'EPSG:4326' ? null : transformOf(grid.crs).inverse
  const step = inverse === null || z < 5 ? 1 : z < 9 ? 4 : 16
  const place = (px: number, py: number): [number, number] => {
    const lon = ((x + (px + 0.5) / pictureSide) / 2 ** z) * 360 - 180
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + (py + 0.5) / pictureSide)) / 2 ** z))) * 180) / Math.PI
    const [u, v] = inverse ? inverse(lon, lat) : [lon < grid.x0 && lon + 360 < grid.x0 + grid.width * grid.stepX ? lon + 360 : lon, lat]
    return [(u - grid.x0) / grid.stepX, (v - grid.y0) / grid.stepY]
  }
  for (let py = 0; py < pictureSide; py += step) {
    for (let px = 0; px < pictureSide; px += step) {
      if (step === 1) {
        [columns[py * pictureSide + px], rows[py * pictureSide + px]] = place(px, py)
        continue
      }
      const [a, b, c, d] = [place(px, py), place(px + step, py), place(px, py + step), place(px + step, py + step)]
      const between = (axis: 0 | 1, s: number, t: number) => (a[axis] * (1 - s) + b[axis] * s) * (1 - t) + (c[axis] * (1 - s) + d[axis] * s) * t
      for (let v = 0; v < step; v++) {
        for (let u = 0; u < step; u++) {
          const at = (py + v) * pictureSide + px + u
          columns[at] = between(0, u / step, v / step)
          rows[at] = between(1, u / step, v / step)
        }
      }
    }
  }
  const middle = (pictureSide / 2) * pictureSide + pictureSide / 2
  const across = Math.hypot(columns[middle + 1]! - columns[middle]!, rows[middle + 1]! - rows[middle]!)
  const down = Math.hypot(columns[middle + pictureSide]! - columns[middle]!, rows[middle + pictureSide]! - rows[middle]!)
  const ratio = Math.min(across, down)
  return { columns, rows, finer: ratio > 1 ? Math.floor(Math.log2(ratio)) : 0 }
}

/** Writes the colour of a class into pixels; what is no class stays clear. */
function classColourer(classes: ClassColours): (value: number, pixels: Uint8Array, at: number) => void {
  const colours = new Map(classes.map(({ value, colour }) => [Math.fround(value), [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))]))
  return (value, pixels, at) => {
    const colour = colours.get(value)
    if (colour) pixels.set([...colour, 255], at)
  }
}

/** Writes the colour of a value into pixels. */
function colourer(stops: Ramp['stops']): (value: number, pixels: Uint8Array, at: number) => void {
  const bounds = stops.map((stop) => stop.value)
  const colours = stops.map(({ colour }) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)))
  return (value, pixels, at) => {
    let i = 0
    while (i < bounds.length - 2 && value > bounds[i + 1]!) i++
    const [low, high] = [bounds[i]!, bounds[i + 1]!]
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : value >= high ? 1 : 0
    for (let k = 0; k < 3; k++) pixels[at + k] = Math.round(colours[i]![k]! + (colours[i + 1]![k]! - colours[i]![k]!) * share)
    pixels[at + 3] = 255
  }
}
