import { GeoTIFF } from 'geotiff'
import type { GeoTIFFImage } from 'geotiff'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { SourceFile } from './format.ts'
import { crsOfGeoKeys } from './geotiff-crs.ts'
import type { GeoKeys } from './geotiff-crs.ts'
import { openTiffSource } from './geotiff-source.ts'
import { isTiff } from './tiff-head.ts'
import type { OpenedRaster, OpenedRasterFile, RasterTransform } from './raster.ts'

const mostBands = 2000
const largestBlock = 1 << 28

/** Opens a GeoTIFF (classic or BigTIFF, striped or tiled; deflate, LZW, packbits, LERC, zstd, JPEG) as one raster per band. Throws `NOT_GEOTIFF`, `FILE_TRUNCATED`, `FILE_CORRUPT`, `RASTER_UNSUPPORTED` or `RASTER_NOT_PLACED`. */
export async function openGeoTiff(file: SourceFile): Promise<OpenedRasterFile> {
  const source = openTiffSource(file.path)
  const close = () => { void source.close() }
  try {
    if (source.fileSize === 0) throw new AtlasError('EMPTY_FILE', `${file.name} is empty (0 bytes): export it again from its source`)
    const image = await firstImage(source, file.name)
    await checkBlocks(image, source.fileSize, file.name)
    const transform = transformOfImage(image, file.name)
    const crs = crsOfGeoKeys(image.getGeoKeys() as GeoKeys | null)
    const bands = image.getSamplesPerPixel()
    const stem = file.name.replace(/\.[^.]*$/, '')
    return { close, bands: await Promise.all(Array.from({ length: bands }, (_, i) => bandOf(image, i, bands === 1 ? stem : `${stem} band ${i + 1}`, transform, crs, file.name))) }
  } catch (error) {
    close()
    throw error instanceof AtlasError ? error : damaged(file.name)
  }
}

async function firstImage(source: ReturnType<typeof openTiffSource>, name: string): Promise<GeoTIFFImage> {
  const head = new Uint8Array((await source.fetch([{ offset: 0, length: 16 }]))[0] ?? new ArrayBuffer(0))
  if (!isTiff(head)) throw new AtlasError('NOT_GEOTIFF', `${name} is not a GeoTIFF: look at where the file comes from, or export it again.`)
  if (head.length < 16 || directoryAt(head) + 2 > source.fileSize) throw truncated(name)
  try {
    const image = await (await GeoTIFF.fromSource(source)).getImage(0)
    if (!(image.getWidth() > 0 && image.getHeight() > 0)) throw damaged(name)
    return image
  } catch {
    throw damaged(name)
  }
}

/** Where the first directory lies; many writers put it at the end of the file. */
function directoryAt(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const little = head[0] === 0x49
  return view.getUint16(2, little) === 43 ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little)
}

/** Every block must lie in the file and unpack to a size that fits; sparse blocks (0 bytes) are no data. */
async function checkBlocks(image: GeoTIFFImage, size: number, name: string): Promise<void> {
  const directory = image.getFileDirectory()
  const bands = image.getSamplesPerPixel()
  const format = image.getSampleFormat()
  if (bands > mostBands) throw new AtlasError('RASTER_UNSUPPORTED', `${name} has ${bands} bands; at most ${mostBands} are read.`)
  if (![1, 2, 3].includes(format)) throw new AtlasError('RASTER_UNSUPPORTED', `${name} holds complex numbers; export its values as ordinary numbers.`)
  if (image.getTileWidth() * image.getTileHeight() * image.getBytesPerPixel() > largestBlock) throw new AtlasError('RASTER_UNSUPPORTED', `${name} is stored in one block that is too large; export it tiled (in GDAL: -co TILED=YES).`)
  const offsets = await directory.loadValue(image.isTiled ? 'TileOffsets' : 'StripOffsets') as ArrayLike<number | bigint> | undefined
  const counts = await directory.loadValue(image.isTiled ? 'TileByteCounts' : 'StripByteCounts') as ArrayLike<number | bigint> | undefined
  if (!offsets?.length || !counts?.length || offsets.length !== counts.length) throw damaged(name)
  for (let i = 0; i < offsets.length; i++) {
    const from = Number(offsets[i])
    const length = Number(counts[i])
    if (from === 0 || length === 0) continue
    if (length > largestBlock) throw damaged(name)
    if (from + length > size) throw truncated(name)
  }
}

/** From the transformation matrix, else the first tie point and the cell size; a point in the middle of its cell is moved to the corner. */
function transformOfImage(image: GeoTIFFImage, name: string): RasterTransform {
  const directory = image.getFileDirectory()
  const matrix = directory.getValue('ModelTransformation') as ArrayLike<number> | undefined
  const scale = directory.getValue('ModelPixelScale') as ArrayLike<number> | undefined
  const tie = directory.getValue('ModelTiepoint') as ArrayLike<number> | undefined
  const at = (list: ArrayLike<number>, i: number) => Number(list[i] ?? NaN)
  let transform: RasterTransform | null = null
  if (scale && tie && tie.length >= 6) {
    const [sx, sy] = [at(scale, 0), -at(scale, 1)]
    transform = [at(tie, 3) - at(tie, 0) * sx, sx, 0, at(tie, 4) - at(tie, 1) * sy, 0, sy]
  } else if (matrix && matrix.length >= 8) {
    transform = [at(matrix, 3), at(matrix, 0), at(matrix, 1), at(matrix, 7), at(matrix, 4), at(matrix, 5)]
  }
  if (!transform || !transform.every(Number.isFinite) || transform[1] * transform[5] - transform[2] * transform[4] === 0) {
    throw new AtlasError('RASTER_NOT_PLACED', `${name} does not say where on Earth it lies; georeference it in QGIS first.`)
  }
  if ((image.getGeoKeys() as GeoKeys | null)?.GTRasterTypeGeoKey !== 2) return transform
  const [x, a, b, y, c, d] = transform
  return [x - (a + b) / 2, a, b, y - (c + d) / 2, c, d]
}

async function bandOf(image: GeoTIFFImage, sample: number, name: string, transform: RasterTransform, crs: string | null, fileName: string): Promise<OpenedRaster> {
  const metadata = { ...await image.getGDALMetadata(null), ...await image.getGDALMetadata(sample) }
  const given = (key: string, otherwise: number) => { const value = Number.parseFloat(String(metadata[key] ?? '')); return Number.isFinite(value) ? value : otherwise }
  const [scale, offset] = [given('SCALE', 1), given('OFFSET', 0)]
  const text = String(image.getFileDirectory().getValue('GDAL_NODATA') ?? '').replaceAll('\0', '').trim()
  const nodata = text === '' ? null : /^[-+]?nan/i.test(text) ? NaN : Number(text)
  const isMissing = missingTest(nodata, image.getSampleFormat(sample) === 3 && image.getBitsPerSample(sample) <= 32)
  const description = String(metadata.DESCRIPTION ?? '').replace(/[\u0000-\u001f]+/g, ' ').trim().slice(0, 80)
  const [width, height] = [image.getWidth(), image.getHeight()]
  return {
    name: description && name !== fileName.replace(/\.[^.]*$/, '') ? `${name} ${description}` : name,
    width, height, transform, crs, nodata: nodata === null || Number.isNaN(nodata) ? null : nodata, scaled: scale !== 1 || offset !== 0, unit: String(metadata.UNITTYPE ?? '').replace(/[\u0000-\u001f]+/g, ' ').trim().slice(0, 40),
    async readWindow(column, row, columns, rows) {
      const values = new Float32Array(columns * rows).fill(NaN)
      const [left, top, right, bottom] = [Math.max(0, column), Math.max(0, row), Math.min(width, column + columns), Math.min(height, row + rows)]
      if (left >= right || top >= bottom) return values
      const read = await readSamples(image, sample, [left, top, right, bottom], fileName)
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const value = Number(read[(y - top) * (right - left) + (x - left)])
          if (!isMissing(value)) values[(y - row) * columns + (x - column)] = value * scale + offset
        }
      }
      return values
    },
  }
}

/** No-data text is often rounded (-3.402823e+38 for the lowest 32-bit number): what equals it in single precision, or to six digits at such sizes, is missing. */
function missingTest(nodata: number | null, single: boolean): (value: number) => boolean {
  if (nodata === null) return Number.isNaN
  const rounded = single ? Math.fround(nodata) : nodata
  if (Math.abs(nodata) > 1e30) return (value) => Number.isNaN(value) || Math.abs(value - nodata) <= 1e-6 * Math.abs(nodata) || (nodata < 0 ? value < -1e38 : value > 1e38)
  return (value) => Number.isNaN(value) || value === nodata || value === rounded
}

async function readSamples(image: GeoTIFFImage, sample: number, window: number[], name: string): Promise<ArrayLike<number>> {
  try {
    const [values] = await image.readRasters({ window, samples: [sample], interleave: false })
    if (values) return values
  } catch (error) {
    if (/compression|decoder/i.test(error instanceof Error ? error.message : '')) throw new AtlasError('RASTER_UNSUPPORTED', `${name} is compressed by a method that is not supported; export it with deflate or LZW.`)
  }
  throw damaged(name)
}

function truncated(name: string): AtlasError {
  return new AtlasError('FILE_TRUNCATED', `${name} is cut off: part of the file is missing; copy or download it again.`)
}

function damaged(name: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
}
