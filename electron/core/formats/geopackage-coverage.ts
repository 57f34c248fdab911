import type { DatabaseSync } from 'node:sqlite'
import { fromArrayBuffer } from 'geotiff'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { readGrayPng } from './gray-png.ts'
import { crsOfTable } from './geopackage-crs.ts'
import { quoted, type ContentTable } from './geopackage-tables.ts'
import { translated } from './geopackage-open.ts'
import { createNotebook } from './notebook.ts'
import type { OpenedRaster } from './raster.ts'

const mostSide = 4096
const keptTiles = 64

interface Matrix { zoom: number; tileWidth: number; tileHeight: number; stepX: number; stepY: number; left: number; top: number; columns: number; rows: number }
interface Coverage { float: boolean; scale: number; offset: number; missing: number | null; unit: string }

/** Opens a gridded coverage of a foreign GeoPackage (float TIFF or 16-bit PNG tiles) at its finest level. Throws `RASTER_UNSUPPORTED` and `FILE_CORRUPT`. */
export function openCoverage(db: DatabaseSync, content: ContentTable, fileName: string): OpenedRaster {
  const notes = createNotebook()
  const matrix = matrixOf(db, content, fileName)
  const coverage = coverageOf(db, content)
  const { stepX, stepY, tileWidth, tileHeight } = matrix
  const box = content.bbox ?? [matrix.left, matrix.top - matrix.rows * tileHeight * stepY, matrix.left + matrix.columns * tileWidth * stepX, matrix.top]
  const [left, top] = [Math.max(0, Math.round((box[0] - matrix.left) / stepX)), Math.max(0, Math.round((matrix.top - box[3]) / stepY))]
  const width = Math.min(matrix.columns * tileWidth - left, Math.round((box[2] - box[0]) / stepX))
  const height = Math.min(matrix.rows * tileHeight - top, Math.round((box[3] - box[1]) / stepY))
  if (!(width > 0) || !(height > 0)) throw corrupt(fileName)
  const tileOf = makeTiles(db, content, matrix, coverage, fileName)
  const crs = crsOfTable(db, content, box as [number, number, number, number], notes)
  return {
    name: content.name, width, height, transform: [matrix.left + left * stepX, stepX, 0, matrix.top - top * stepY, 0, -stepY], crs, nodata: coverage.float ? coverage.missing : null, unit: coverage.unit,
    get notes() { return notes.list() },
    async readWindow(column, row, columns, rows) {
      const values = new Float32Array(columns * rows).fill(NaN)
      const [x0, y0, x1, y1] = [Math.max(0, column) + left, Math.max(0, row) + top, Math.min(width, column + columns) + left, Math.min(height, row + rows) + top]
      for (let ty = Math.floor(y0 / tileHeight); ty * tileHeight < y1; ty++) {
        for (let tx = Math.floor(x0 / tileWidth); tx * tileWidth < x1; tx++) {
          const tile = await tileOf(tx, ty)
          if (!tile) continue
          for (let y = Math.max(y0, ty * tileHeight); y < Math.min(y1, (ty + 1) * tileHeight); y++) {
            for (let x = Math.max(x0, tx * tileWidth); x < Math.min(x1, (tx + 1) * tileWidth); x++) values[(y - top - row) * columns + (x - left - column)] = tile[(y - ty * tileHeight) * tileWidth + (x - tx * tileWidth)]!
          }
        }
      }
      return values
    },
  }
}

function matrixOf(db: DatabaseSync, content: ContentTable, fileName: string): Matrix {
  const row = db.prepare('SELECT zoom_level, matrix_width, matrix_height, tile_width, tile_height, pixel_x_size, pixel_y_size FROM gpkg_tile_matrix WHERE lower(table_name) = lower(?) ORDER BY zoom_level DESC LIMIT 1').get(content.name)
  const set = db.prepare('SELECT min_x, max_y FROM gpkg_tile_matrix_set WHERE lower(table_name) = lower(?)').get(content.name)
  const number = (value: unknown) => (typeof value === 'number' ? value : NaN)
  const matrix = { zoom: number(row?.zoom_level), columns: number(row?.matrix_width), rows: number(row?.matrix_height), tileWidth: number(row?.tile_width), tileHeight: number(row?.tile_height), stepX: number(row?.pixel_x_size), stepY: number(row?.pixel_y_size), left: number(set?.min_x), top: number(set?.max_y) }
  const counts = [matrix.columns, matrix.rows, matrix.tileWidth, matrix.tileHeight].every((value) => Number.isInteger(value) && value > 0 && value < 1e7)
  if (!counts || matrix.tileWidth > mostSide || matrix.tileHeight > mostSide || !(matrix.stepX > 0) || !(matrix.stepY > 0) || !Number.isFinite(matrix.left) || !Number.isFinite(matrix.top)) throw corrupt(fileName)
  return matrix
}

function coverageOf(db: DatabaseSync, content: ContentTable): Coverage {
  const row = db.prepare('SELECT * FROM gpkg_2d_gridded_coverage_ancillary WHERE lower(tile_matrix_set_name) = lower(?)').get(content.name) ?? {}
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise)
  return { float: row.datatype === 'float', scale: number(row.scale, 1), offset: number(row.offset, 0), missing: typeof row.data_null === 'number' ? row.data_null : null, unit: typeof row.uom === 'string' ? row.uom.slice(0, 40) : '' }
}

/** Reads tiles as real values, the last ones kept; null for a tile that is not there. */
function makeTiles(db: DatabaseSync, content: ContentTable, matrix: Matrix, { float, scale, offset, missing }: Coverage, fileName: string): (column: number, row: number) => Promise<Float32Array | null> {
  const find = db.prepare(`SELECT id, tile_data FROM ${quoted(content.table)} WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?`)
  const own = db.prepare('SELECT scale, offset FROM gpkg_2d_gridded_tile_ancillary WHERE lower(tpudt_name) = lower(?) AND tpudt_id = ?')
  const kept = new Map<string, Promise<Float32Array | null>>()
  const decode = async (column: number, row: number): Promise<Float32Array | null> => {
    const found = find.get(matrix.zoom, column, row)
    if (!(found?.tile_data instanceof Uint8Array)) return null
    const cells = matrix.tileWidth * matrix.tileHeight
    const single = missing === null ? NaN : Math.fround(missing)
    if (float) return (await floatTile(found.tile_data, matrix)).map((value) => (value === single ? NaN : value))
    const grey = readGrayPng(found.tile_data, matrix.tileWidth, matrix.tileHeight)
    const tile = own.get(content.name, Number(found.id))
    const [a, b] = [typeof tile?.scale === 'number' ? tile.scale : 1, typeof tile?.offset === 'number' ? tile.offset : 0]
    return Float32Array.from({ length: cells }, (_, i) => (grey[i] === missing ? NaN : (grey[i]! * a + b) * scale + offset))
  }
  return (column, row) => {
    const key = `${column} ${row}`
    const tile = kept.get(key) ?? decode(column, row).catch((error: unknown) => { const shown = translated(error, fileName); throw shown instanceof AtlasError ? shown : corrupt(fileName) })
    kept.set(key, tile)
    for (const old of kept.keys()) { if (kept.size <= keptTiles) break; kept.delete(old) }
    return tile
  }
}

async function floatTile(bytes: Uint8Array, { tileWidth, tileHeight }: Matrix): Promise<Float32Array> {
  const image = await (await fromArrayBuffer(bytes.slice().buffer)).getImage(0)
  if (image.getWidth() !== tileWidth || image.getHeight() !== tileHeight) throw new Error('a tile of another size')
  const [values] = await image.readRasters({ samples: [0], interleave: false })
  return Float32Array.from(values as ArrayLike<number>)
}

function corrupt(name: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `A raster in ${name} is damaged: export it again, or as GeoTIFF.`)
}
