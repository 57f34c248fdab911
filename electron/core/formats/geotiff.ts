import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'
import { openGeoTiff } from './geotiff-raster.ts'
import { isTiff } from './tiff-head.ts'

export { openGeoTiff } from './geotiff-raster.ts'
export { rasterZonal } from './raster-zonal.ts'

/** GeoTIFF: each band is a sublayer. Bands are read through `openGeoTiff` and measured by `rasterZonal`; as a layer of rows they are refused. */
export const geotiff: Format = {
  id: 'geotiff',
  title: 'GeoTIFF',
  extensions: ['tif', 'tiff'],
  recognises: (head) => isTiff(head),
  async open(file) {
    const { bands, close } = await openGeoTiff(file)
    return {
      format: 'geotiff', close,
      sublayers: bands.map(({ name }) => ({ name, rows: null, geometry: 'none' })),
      openLayer: () => Promise.reject(new AtlasError('RASTER_UNSUPPORTED', `${file.name} is a raster inside another file: unpack it and import the .tif itself.`)),
    }
  },
}
