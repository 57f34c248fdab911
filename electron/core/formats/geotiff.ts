import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'

export const geotiff: Format = {
  id: 'geotiff',
  title: 'GeoTIFF',
  extensions: ['tif', 'tiff'],
  recognises: (_head, name) => name.toLowerCase().endsWith('.tif') || name.toLowerCase().endsWith('.tiff'),
  open: () => Promise.reject(new AtlasError('FORMAT_UNSUPPORTED', 'This version cannot read GeoTIFF files yet; convert the file to GeoJSON or CSV.')),
}
