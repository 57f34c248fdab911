import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { OpenedFile, SublayerInfo } from './format.ts'

/** Where cells lie: x = t[0] + column t[1] + row t[2], y = t[3] + column t[4] + row t[5], for the upper left corner of a cell, in the raster's own coordinates. */
export type RasterTransform = [number, number, number, number, number, number]

/** One class of a raster whose numbers are codes: the colour that the file gives it as `#rrggbb`, and its name (empty where it has none). */
export interface RasterClass { value: number; colour: string; name: string }

/** One band of a raster, opened for reading. */
export interface OpenedRaster {
  name: string
  width: number
  height: number
  transform: RasterTransform
  /** As `OpenedLayer.crs`. */
  crs: string | null
  /** The value that stands for "no data" in the file; `readWindow` answers NaN in its place. */
  nodata: number | null
  /** True where the stored numbers are scaled or shifted into real values, so that `nodata` is not among the latter. */
  scaled?: boolean
  /** Of the values, where the file names one. */
  unit?: string
  /** Of the band, where the file describes it: a date of a time series, a variable's name. */
  description?: string
  /** Colours and names of classes, where the numbers are such. */
  classes?: RasterClass[]
  /** Remarks on the file. */
  notes?: Note[]
  /** Real values (scale and offset applied), row by row, NaN where there is no data or outside the raster. Throws `FILE_CORRUPT`. */
  readWindow(column: number, row: number, width: number, height: number): Promise<Float32Array>
}

export interface OpenedRasterFile {
  bands: OpenedRaster[]
  close(): void
}

/** A file of rasters as any other file: each band a sublayer. */
export function rastersAsFile(format: string, fileName: string, { bands, close }: OpenedRasterFile): OpenedFile {
  const sublayers = bands.map(({ name, description }, i): SublayerInfo => ({ name, rows: 1, geometry: 'none', raster: { band: i + 1, description: description ?? '' } }))
  return {
    format, close, sublayers,
    openLayer: () => Promise.reject(isRaster(fileName)),
    openRaster: async (name) => bands.find((band) => band.name === name)!,
  }
}

/** What reading a raster as rows throws: a sign to read it as a raster. */
export function isRaster(name: string): AtlasError {
  return new AtlasError('IS_RASTER', `${name} is a raster: it has no records; import it without naming another kind.`)
}
