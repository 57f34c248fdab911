import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { tileSide } from '../../../shared/geo/float-tile.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext } from '../core.ts'
import { transformOf } from '../crs/index.ts'
import type { Db } from '../sql/database.ts'
import { getRasterGrid, type StoredRaster } from '../sql/raster-grid.ts'
import { readRasterWindow } from '../sql/raster-window.ts'

type Tag = [tag: number, type: 2 | 3 | 4 | 12, values: number[] | string]

const mostBytes = 3.5e9

/** Writes a raster as a GeoTIFF: 32-bit floats in tiles packed by deflate, in its own grid and system, whole or not at all. Throws `RASTER_TOO_LARGE` and `CANCELLED`. */
export function writeGeoTiff(db: Db, layer: Layer, path: string, context: CallContext): void {
  const grid = getRasterGrid(db, layer.id)
  if (!grid) throw new AtlasError('RASTER_DAMAGED', `The grid of "${layer.name}" is missing: import the raster again with replace.`)
  if (grid.width * grid.height * 4 > mostBytes) throw new AtlasError('RASTER_TOO_LARGE', `"${layer.name}" is too large for one GeoTIFF. Export it as GeoPackage.`)
  const file = openSync(path, 'wx', 0o600)
  let whole = false
  let position = 8
  const put = (bytes: Uint8Array) => { for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at); position += bytes.length }
  try {
    const [offsets, counts]: [number[], number[]] = [[], []]
    const [columns, rows] = [Math.ceil(grid.width / tileSide), Math.ceil(grid.height / tileSide)]
    for (let row = 0; row < rows; row++) {
      if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The export was cancelled; nothing was written.')
      context.report({ step: 'export.writing', done: row, total: rows })
      for (let column = 0; column < columns; column++) {
        const packed = packedTile(db, grid, column, row)
        offsets.push(position)
        counts.push(packed.length)
        put(packed)
      }
    }
    const start = position
    put(directoryOf([...shapeTags(grid, offsets, counts), ...placeTags(grid)], start))
    const head = Buffer.alloc(8)
    head.writeUInt32LE(0x002a_4949, 0)
    head.writeUInt32LE(start, 4)
    position = 0
    put(head)
    whole = true
  } finally {
    closeSync(file)
    if (!whole) rmSync(path, { force: true })
  }
}

function packedTile(db: Db, grid: StoredRaster, column: number, row: number): Uint8Array {
  const values = readRasterWindow(db, grid, { level: grid.levels - 1, column: column * tileSide, row: row * tileSide, width: tileSide, height: tileSide })
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeFloatLE(Number.isNaN(value) ? grid.nodata : value, i * 4))
  return deflateSync(bytes, { level: 6 })
}

function shapeTags(grid: StoredRaster, offsets: number[], counts: number[]): Tag[] {
  return [
    [256, 4, [grid.width]], [257, 4, [grid.height]], [258, 3, [32]], [259, 3, [8]], [262, 3, [1]], [277, 3, [1]], [284, 3, [1]], [322, 3, [tileSide]], [323, 3, [tileSide]], [324, 4, offsets], [325, 4, counts], [339, 3, [3]],
  ]
}

/** Where the grid lies: cell size, upper left corner, the keys of its system, what stands for no data, and the unit. */
function placeTags(grid: StoredRaster): Tag[] {
  const { code, geographic } = transformOf(grid.crs)
  const number = code?.startsWith('EPSG:') ? Number(code.slice(5)) : 32_767
  const citation = grid.crs.includes('[') ? `ESRI PE String = ${grid.crs.replaceAll('|', ' ')}|` : `${code ?? 'own system'}|`
  const keys = [[1024, 0, 1, geographic ? 2 : 1], [1025, 0, 1, 1], ...(number === 32_767 ? [[geographic ? 2049 : 3073, 34_737, citation.length, 0]] : []), [geographic ? 2048 : 3072, 0, 1, number]].toSorted((a, b) => a[0]! - b[0]!)
  const unit = grid.unit.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return [
    [33_550, 12, [grid.stepX, -grid.stepY, 0]], [33_922, 12, [0, 0, 0, grid.x0, grid.y0, 0]], [34_735, 3, [1, 1, 0, keys.length, ...keys.flat()]],
    ...(number === 32_767 ? [[34_737, 2, citation] as Tag] : []),
    ...(unit ? [[42_112, 2, `<GDALMetadata><Item name="UNITTYPE" sample="0" role="unittype">${unit}</Item></GDALMetadata>`] as Tag] : []),
    ...(grid.hasNodata ? [[42_113, 2, String(grid.nodata)] as Tag] : []),
  ]
}

/** The directory at `start`, its long values after it. */
function directoryOf(tags: Tag[], start: number): Uint8Array {
  const sizes = { 2: 1, 3: 2, 4: 4, 12: 8 } as const
  const payloads = tags.map(([, type, values]) => {
    if (typeof values === 'string') return Buffer.from(`${values}\0`, 'utf8')
    const bytes = Buffer.alloc(values.length * sizes[type])
    values.forEach((value, i) => { if (type === 3) bytes.writeUInt16LE(value, i * 2); else if (type === 4) bytes.writeUInt32LE(value, i * 4); else bytes.writeDoubleLE(value, i * 8) })
    return bytes
  })
  const head = Buffer.alloc(2 + tags.length * 12 + 4)
  head.writeUInt16LE(tags.length, 0)
  let next = start + head.length
  const long: Buffer[] = []
  tags.forEach(([tag, type], i) => {
    const at = 2 + i * 12
    const payload = payloads[i]!
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(type, at + 2)
    head.writeUInt32LE(payload.length / sizes[type], at + 4)
    if (payload.length <= 4) { payload.copy(head, at + 8); return }
    head.writeUInt32LE(next, at + 8)
    const padded = payload.length % 2 ? Buffer.concat([payload, Buffer.alloc(1)]) : payload
    long.push(padded)
    next += padded.length
  })
  return Buffer.concat([head, ...long])
}
