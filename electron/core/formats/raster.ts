/** Where cells lie: x = t[0] + column t[1] + row t[2], y = t[3] + column t[4] + row t[5], for the upper left corner of a cell, in the raster's own coordinates. */
export type RasterTransform = [number, number, number, number, number, number]

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
  /** Real values (scale and offset applied), row by row, NaN where there is no data or outside the raster. Throws `FILE_CORRUPT`. */
  readWindow(column: number, row: number, width: number, height: number): Promise<Float32Array>
}

export interface OpenedRasterFile {
  bands: OpenedRaster[]
  close(): void
}
