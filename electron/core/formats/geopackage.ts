import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'

export const geopackage: Format = {
  id: 'geopackage',
  title: 'GeoPackage',
  extensions: ['gpkg'],
  recognises: (_head, name) => name.toLowerCase().endsWith('.gpkg'),
  open: () => Promise.reject(new AtlasError('FORMAT_UNSUPPORTED', 'This version cannot read GeoPackage files yet; convert the file to GeoJSON or CSV.')),
}
