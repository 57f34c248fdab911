import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format } from './format.ts'

export const dbf: Format = {
  id: 'dbf',
  title: 'dBase table',
  extensions: ['dbf'],
  recognises: (_head, name) => name.toLowerCase().endsWith('.dbf'),
  open: () => Promise.reject(new AtlasError('FORMAT_UNSUPPORTED', 'This version cannot read dBase table files yet; convert the file to GeoJSON or CSV.')),
}
