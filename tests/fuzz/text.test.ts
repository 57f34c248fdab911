import { describe } from 'vitest'
import { fuzzTests } from './everyday.ts'

describe('fuzzed texts', () => { fuzzTests(['csv', 'geojson', 'topojson', 'kml', 'gpx', 'kmz', 'xlsx']) })
