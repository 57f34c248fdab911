import type { Notebook } from '../formats/notebook.ts'
import type { OpenedRaster } from '../formats/raster.ts'

const side = 256

/**
 * A rotated or sheared raster on an upright grid around it: square to the axes, cells as wide and high as the file's are long, each with the value of the file's cell below its middle (nearest neighbour, so that no value is new), none outside.
 * A quarter turn keeps every cell.
 */
export function turnedRaster(band: OpenedRaster, notes: Notebook): OpenedRaster {
  const { width, height, transform: [x0, a, b, y0, c, d] } = band
  const quarter = Math.abs(a) * width < 1e-3 * Math.abs(b) && Math.abs(d) * height < 1e-3 * Math.abs(c)
  const [stepX, stepY] = quarter ? [Math.abs(b), Math.abs(c)] : [Math.hypot(a, c), Math.hypot(b, d)]
  const corners = [[0, 0], [width, 0], [0, height], [width, height]].map(([u, v]) => [x0 + a * u! + b * v!, y0 + c * u! + d * v!])
  const [left, right] = [Math.min(...corners.map(([x]) => x!)), Math.max(...corners.map(([x]) => x!))]
  const [bottom, top] = [Math.min(...corners.map(([, y]) => y!)), Math.max(...corners.map(([, y]) => y!))]
  const [columns, rows] = [Math.max(1, Math.ceil((right - left) / stepX - 1e-6)), Math.max(1, Math.ceil((top - bottom) / stepY - 1e-6))]
  const size = a * d - b * c
  /** The file's column and row below a place of the new grid, in cells. */
  const source = (column: number, row: number): [number, number] => {
    const [x, y] = [left + (column + 0.5) * stepX - x0, top - (row + 0.5) * stepY - y0]
    return [(d * x - b * y) / size, (a * y - c * x) / size]
  }
  notes.add('RASTER_RESAMPLED', quarter ? 'the file was turned by a quarter; its cells are kept' : `the file's rows do not run from west to east; its ${width} × ${height} cells were drawn anew as ${columns} × ${rows} upright ones, each with the nearest value`)
  const readBlock = async (column: number, row: number, w: number, h: number, values: Float32Array, at: number, stride: number): Promise<void> => {
    const ends = [source(column, row), source(column + w - 1, row), source(column, row + h - 1), source(column + w - 1, row + h - 1)]
    const range = (axis: 0 | 1, size_: number): [number, number] => [Math.max(0, Math.floor(Math.min(...ends.map((end) => end[axis])))), Math.min(size_, Math.floor(Math.max(...ends.map((end) => end[axis]))) + 1)]
    const [u0, u1] = range(0, width)
    const [v0, v1] = range(1, height)
    if (u0 >= u1 || v0 >= v1) return
    const read = await band.readWindow(u0, v0, u1 - u0, v1 - v0)
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const [u, v] = source(column + x, row + y).map(Math.floor) as [number, number]
        if (u >= u0 && u < u1 && v >= v0 && v < v1) values[at + y * stride + x] = read[(v - v0) * (u1 - u0) + (u - u0)]!
      }
    }
  }
  return Object.defineProperties({}, {
    ...Object.getOwnPropertyDescriptors(band),
    width: { value: columns, enumerable: true }, height: { value: rows, enumerable: true }, transform: { value: [left, stepX, 0, top, 0, -stepY], enumerable: true },
    readWindow: {
      enumerable: true,
      async value(column: number, row: number, w: number, h: number) {
        const values = new Float32Array(w * h).fill(NaN)
        for (let y = 0; y < h; y += side) for (let x = 0; x < w; x += side) await readBlock(column + x, row + y, Math.min(side, w - x), Math.min(side, h - y), values, y * w + x, w)
        return values
      },
    },
  }) as OpenedRaster
}
