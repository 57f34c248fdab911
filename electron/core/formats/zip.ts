import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'

export const zip: Format = {
  id: 'zip',
  title: 'Zip archive',
  extensions: ['zip'],
  recognises: (_head, name) => name.toLowerCase().endsWith('.zip'),
  open: () => Promise.reject(new AtlasError('FORMAT_UNSUPPORTED', 'This version cannot read Zip archive files yet; convert the file to GeoJSON or CSV.')),
}
