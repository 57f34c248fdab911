import { describe } from 'vitest'
import { fuzzTests } from './everyday.ts'

describe('fuzzed binary files', () => { fuzzTests(['shapefile', 'dbase', 'flatgeobuf', 'geoparquet', 'geopackage', 'geotiff', 'pmtiles', 'mbtiles']) })
