import type { Format } from './format.ts'
import { openGeoTiff } from './geotiff-raster.ts'
import { rastersAsFile } from './raster.ts'
import { isTiff } from './tiff-head.ts'

export { openGeoTiff } from './geotiff-raster.ts'
export { rasterZonal } from './raster-zonal.ts'

/** GeoTIFF: each band is a sublayer. Bands are opened by `openRaster` and measured by `rasterZonal`; as a layer of rows they are refused. */
export const geotiff: Format = {
  id: 'geotiff',
  title: 'GeoTIFF',
  extensions: ['tif', 'tiff'],
  recognises: (head) => isTiff(head),
  open: async (file) => rastersAsFile('geotiff', file.name, await openGeoTiff(file)),
}
