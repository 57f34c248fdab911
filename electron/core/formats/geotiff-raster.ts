import { GeoTIFF } from 'geotiff'
import type { GeoTIFFImage } from 'geotiff'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { SourceFile } from './format.ts'
import { geotiffBand } from './geotiff-band.ts'
import { crsOfGeoKeys } from './geotiff-crs.ts'
import type { GeoKeys } from './geotiff-crs.ts'
import { openTiffSource } from './geotiff-source.ts'
import { readPam, type Pam } from './raster-pam.ts'
import { readCompanionCrs, readWorldFile } from './raster-companions.ts'
import { isTiff } from './tiff-head.ts'
import type { OpenedRasterFile, RasterTransform } from './raster.ts'

const mostBands = 2000
const largestBlock = 1 << 28
const furthestMask = 16

/** Of TIFF's methods of compression those that are read: none, LZW, JPEG, deflate (two numbers), packbits, LERC, zstd. */
const packings = new Set([1, 5, 7, 8, 32_946, 32_773, 34_887, 50_000])
const packingNames: Record<number, string> = { 2: 'CCITT', 3: 'CCITT', 4: 'CCITT', 6: 'the old JPEG method', 34_712: 'JPEG 2000', 34_892: 'lossy JPEG', 34_925: 'LZMA', 50_001: 'WebP', 50_002: 'JPEG XL', 52_546: 'JPEG XL' }

/** Opens a GeoTIFF (classic or BigTIFF, striped or tiled; deflate, LZW, packbits, LERC, zstd, JPEG) as one raster per band. Throws `NOT_GEOTIFF`, `FILE_TRUNCATED`, `FILE_CORRUPT`, `RASTER_UNSUPPORTED` or `RASTER_NOT_PLACED`. */
export async function openGeoTiff(file: SourceFile): Promise<OpenedRasterFile> {
  const source = openTiffSource(file.path)
  const close = () => { void source.close() }
  try {
    if (source.fileSize === 0) throw new AtlasError('EMPTY_FILE', `${file.name} is empty (0 bytes): export it again from its source`)
    const { image, mask } = await firstImages(source, file.name)
    await checkBlocks(image, source.fileSize, file.name)
    const pam = await readPam(file.path)
    const transform = transformOfImage(image) ?? await readWorldFile(file.path) ?? pam?.transform ?? notPlaced(file.name)
    const crs = crsOfGeoKeys(image.getGeoKeys() as GeoKeys | null) ?? await readCompanionCrs(file.path)
    const bands = image.getSamplesPerPixel()
    const stem = file.name.replace(/\.[^.]*$/, '')
    return { close, bands: await Promise.all(Array.from({ length: bands }, (_, i) => geotiffBand(image, i, { name: bands === 1 ? stem : `${stem} band ${i + 1}`, transform, crs, fileName: file.name, pam: bandPam(pam, i), mask }))) }
  } catch (error) {
    close()
    throw error instanceof AtlasError ? error : damaged(file.name)
  }
}

/** The raster itself, and the mask that may follow it. */
async function firstImages(source: ReturnType<typeof openTiffSource>, name: string): Promise<{ image: GeoTIFFImage; mask: GeoTIFFImage | null }> {
  const head = new Uint8Array((await source.fetch([{ offset: 0, length: 16 }]))[0] ?? new ArrayBuffer(0))
  if (!isTiff(head)) throw new AtlasError('NOT_GEOTIFF', `${name} is not a GeoTIFF: look at where the file comes from, or export it again.`)
  if (head.length < 16 || directoryAt(head) + 2 > source.fileSize) throw truncated(name)
  try {
    const tiff = await GeoTIFF.fromSource(source)
    const image = await tiff.getImage(0)
    if (!(image.getWidth() > 0 && image.getHeight() > 0)) throw damaged(name)
    return { image, mask: await maskOf(tiff, image) }
  } catch {
    throw damaged(name)
  }
}

/** A directory of the same size that says of itself that it is a mask (bit 2 of its kind), among the first few. */
async function maskOf(tiff: GeoTIFF, image: GeoTIFFImage): Promise<GeoTIFFImage | null> {
  for (let i = 1; i <= furthestMask; i++) {
    const other = await tiff.getImage(i).catch(() => null)
    if (!other) return null
    const isMask = (Number(other.getFileDirectory().getValue('NewSubfileType') ?? 0) & 4) !== 0
    if (isMask && other.getWidth() === image.getWidth() && other.getHeight() === image.getHeight()) return other
  }
  return null
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
  const [packing, bits] = [Number(directory.getValue('Compression') ?? 1), image.getBitsPerSample()]
  if (bands > mostBands) throw new AtlasError('RASTER_UNSUPPORTED', `${name} has ${bands} bands; at most ${mostBands} are read.`)
  if (![1, 2, 3].includes(format)) throw new AtlasError('RASTER_UNSUPPORTED', `${name} holds complex numbers; export its values as ordinary numbers.`)
  if (format !== 3 && bits > 32) throw new AtlasError('RASTER_UNSUPPORTED', `${name} holds whole numbers of ${bits} bits; export it with 32 bits (in GDAL: -ot Int32 or -ot Float64).`)
  if (!packings.has(packing)) throw new AtlasError('RASTER_UNSUPPORTED', `${name} is compressed by ${packingNames[packing] ?? `a method (${packing})`}, which is not supported; export it with deflate or LZW (in GDAL: -co COMPRESS=DEFLATE).`)
  if (bits > 8 && !image.littleEndian && Number(await directory.loadValue('Predictor') ?? 1) > 1) throw new AtlasError('RASTER_UNSUPPORTED', `${name} is stored in a rare order of bytes (big-endian with a predictor); export it again (in GDAL: gdal_translate -co COMPRESS=DEFLATE).`)
  const [across, down] = [image.getTileWidth(), image.getTileHeight()]
  if (![image.getWidth(), image.getHeight(), across, down].every((side) => Number.isInteger(side) && side > 0)) throw damaged(name)
  if (across * down * image.getBytesPerPixel() > largestBlock) throw new AtlasError('RASTER_UNSUPPORTED', `${name} is stored in one block that is too large; export it tiled (in GDAL: -co TILED=YES).`)
  const offsets = await directory.loadValue(image.isTiled ? 'TileOffsets' : 'StripOffsets') as ArrayLike<number | bigint> | undefined
  const counts = await directory.loadValue(image.isTiled ? 'TileByteCounts' : 'StripByteCounts') as ArrayLike<number | bigint> | undefined
  if (!offsets?.length || !counts?.length || offsets.length !== counts.length || Math.ceil(image.getWidth() / across) * Math.ceil(image.getHeight() / down) > offsets.length) throw damaged(name)
  for (let i = 0; i < offsets.length; i++) {
    const from = Number(offsets[i])
    const length = Number(counts[i])
    if (from === 0 || length === 0) continue
    if (length > largestBlock) throw damaged(name)
    if (from + length > size) throw truncated(name)
  }
}

/** From the transformation matrix, else the first tie point and the cell size; a point in the middle of its cell is moved to the corner. */
function transformOfImage(image: GeoTIFFImage): RasterTransform | null {
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
  if (!transform || !transform.every(Number.isFinite) || transform[1] * transform[5] - transform[2] * transform[4] === 0) return null
  if ((image.getGeoKeys() as GeoKeys | null)?.GTRasterTypeGeoKey !== 2) return transform
  const [x, a, b, y, c, d] = transform
  return [x - (a + b) / 2, a, b, y - (c + d) / 2, c, d]
}

function bandPam(pam: Pam | null, sample: number): Pam['bands'][number] {
  return pam?.bands[sample + 1] ?? {}
}

function notPlaced(name: string): never {
  throw new AtlasError('RASTER_NOT_PLACED', `${name} does not say where on Earth it lies, and no world file (.tfw) is beside it; choose both together, or georeference it in QGIS first.`)
}

function truncated(name: string): AtlasError {
  return new AtlasError('FILE_TRUNCATED', `${name} is cut off: part of the file is missing; copy or download it again.`)
}

function damaged(name: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
}
