import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'

export const shapefile: Format = {
  id: 'shapefile',
  title: 'Shapefile',
  extensions: ['shp'],
  recognises: (_head, name) => name.toLowerCase().endsWith('.shp'),
  open: () => Promise.reject(new AtlasError('FORMAT_UNSUPPORTED', 'This version cannot read Shapefile files yet; convert the file to GeoJSON or CSV.')),
}
