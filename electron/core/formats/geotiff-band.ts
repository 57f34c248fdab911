import type { GeoTIFFImage } from 'geotiff'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { createNotebook } from './notebook.ts'
import type { Pam } from './raster-pam.ts'
import type { OpenedRaster, RasterClass, RasterTransform } from './raster.ts'

interface BandParts { name: string; transform: RasterTransform; crs: string | null; fileName: string; pam: Pam['bands'][number]; /** What is 0 here is no data. */ mask: GeoTIFFImage | null }

const mostClasses = 256

/** One band: its values with scale and offset applied, NaN for no data; colours and names of its classes. What the file says of itself counts before what lies beside it. */
export async function geotiffBand(image: GeoTIFFImage, sample: number, { name, transform, crs, fileName, pam, mask }: BandParts): Promise<OpenedRaster> {
  const metadata = { ...await image.getGDALMetadata(null), ...await image.getGDALMetadata(sample) }
  const given = (key: string, beside: number | undefined, otherwise: number) => { const value = Number.parseFloat(String(metadata[key] ?? '')); return Number.isFinite(value) ? value : (beside ?? otherwise) }
  const [scale, offset] = [given('SCALE', pam.scale, 1), given('OFFSET', pam.offset, 0)]
  const text = String(image.getFileDirectory().getValue('GDAL_NODATA') ?? '').replaceAll('\0', '').trim()
  const nodata = text === '' ? (pam.nodata ?? null) : /^[-+]?nan/i.test(text) ? NaN : Number(text)
  const [format, bits] = [image.getSampleFormat(sample), image.getBitsPerSample(sample)]
  const isMissing = missingTest(nodata, format === 3 && bits <= 32)
  const words = (value: unknown, most: number) => String(value ?? '').replace(/[\u0000-\u001f]+/g, ' ').trim().slice(0, most)
  const description = words(metadata.DESCRIPTION, 80) || words(pam.description, 80)
  const [width, height] = [image.getWidth(), image.getHeight()]
  const classes = await classesOf(image, bits, pam.categories ?? [], nodata)
  let rounded = 0
  return {
    name: description && name !== fileName.replace(/\.[^.]*$/, '') ? `${name} ${description}` : name,
    description, width, height, transform, crs, nodata: nodata === null || Number.isNaN(nodata) ? null : nodata, scaled: scale !== 1 || offset !== 0, unit: words(metadata.UNITTYPE, 40) || words(pam.unit, 40),
    ...(classes.length ? { classes } : {}),
    get notes() {
      const notes = createNotebook()
      if (rounded) notes.add('RASTER_ROUNDED', 'whole numbers above 16777216 are kept to seven digits', rounded)
      if (format === 3 && bits === 64) notes.add('RASTER_ROUNDED', 'the file has numbers of double precision; they are kept to seven digits')
      return notes.list()
    },
    async readWindow(column, row, columns, rows) {
      const values = new Float32Array(columns * rows).fill(NaN)
      const [left, top, right, bottom] = [Math.max(0, column), Math.max(0, row), Math.min(width, column + columns), Math.min(height, row + rows)]
      if (left >= right || top >= bottom) return values
      const read = await readSamples(image, sample, [left, top, right, bottom], fileName)
      const shown = mask && await readSamples(mask, 0, [left, top, right, bottom], fileName)
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = (y - top) * (right - left) + (x - left)
          const value = Number(read[at])
          if (isMissing(value) || shown?.[at] === 0) continue
          if (format !== 3 && bits >= 32 && Math.fround(value) !== value) rounded++
          values[(y - row) * columns + (x - column)] = value * scale + offset
        }
      }
      return values
    },
  }
}

/** The colours of a palette, for the numbers that have a colour or a name; none where the band has no palette and no names. */
async function classesOf(image: GeoTIFFImage, bits: number, names: string[], nodata: number | null): Promise<RasterClass[]> {
  const directory = image.getFileDirectory()
  const map = directory.getValue('PhotometricInterpretation') === 3 && bits <= 8 ? await directory.loadValue('ColorMap') as ArrayLike<number> | undefined : undefined
  const size = map ? map.length / 3 : 0
  const colour = (value: number) => (map && value < size ? `#${[0, 1, 2].map((k) => Math.round(Number(map[k * size + value]) / 257).toString(16).padStart(2, '0')).join('')}` : '')
  const named = names.some(Boolean)
  return Array.from({ length: Math.min(mostClasses, Math.max(size, names.length)) }, (_, value): RasterClass => ({ value, colour: colour(value), name: (names[value] ?? '').trim().slice(0, 80) }))
    .filter(({ value, colour: own, name }) => value !== nodata && (named ? name !== '' : own !== '' && own !== '#000000'))
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
  throw new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
}
