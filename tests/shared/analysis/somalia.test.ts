import { DatabaseSync } from 'node:sqlite'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { areasOf, layerOf, readCsv, shapesFrom } from './support.ts'

/** The polygons of a GeoPackage table: its header, then little-endian WKB. */
function polygonsIn(path: string, table: string): Geometry[] {
  const db = new DatabaseSync(path, { readOnly: true })
  const rows = db.prepare(`select geom from ${table}`).all() as { geom: Uint8Array }[]
  db.close()
  return rows.map(({ geom }) => {
    const view = new DataView(geom.buffer, geom.byteOffset, geom.byteLength)
    let at = 8 + [0, 32, 48, 48, 64][(view.getUint8(3) >> 1) & 7]!
    const int = () => { at += 4; return view.getUint32(at - 4, true) }
    const double = () => { at += 8; return view.getFloat64(at - 8, true) }
    const rings = () => Array.from({ length: int() }, () => Array.from({ length: int() }, () => [double(), double()]))
    at += 1
    const type = int()
    if (type === 3) return { type: 'Polygon', coordinates: rings() }
    return { type: 'MultiPolygon', coordinates: Array.from({ length: int() }, () => { at += 5; return rings() }) }
  })
}

describe.skipIf(!shared)('Somalia', () => {
  const file = (path: string) => sharedFile(`fixtures/som/${path}`)
  it('the flooded surface and share of every district are within 0.1 % of the reference, 0 where none', () => {
    const areas = areasOf(file('boundaries/som_admbnda_adm2_ocha_20230308_dv.json'), 'ADM2_PCODE', 'ADM2_EN')
    const flood = shapesFrom('polygons', polygonsIn(file('hazard/som_flood_20231114_ge500ha.gpkg'), 'flood'))
    const reference = new Map(readCsv(file('reference/flood_overlap_by_adm2.csv')).map((r) => [r['adm2_pcode']!, r]))
    const km2 = measureAreas({ kind: 'area' }, areas, flood).measured.values
    const share = measureAreas({ kind: 'share-of-area' }, areas, flood).measured.values
    expect(areas.codes.length).toBe(reference.size)
    areas.codes.forEach((code, i) => {
      const wanted = Number(reference.get(code)!['flooded_km2_geodesic'])
      expect(Math.abs(km2[i]! - wanted)).toBeLessThanOrEqual(0.001 * Math.max(1, wanted))
      expect(Math.abs(share[i]! * 100 - Number(reference.get(code)!['flooded_pct']))).toBeLessThanOrEqual(0.001)
    })
  })

  it('facilities per district equal the reference and the nearest lies within 0.2 %', () => {
    const areas = areasOf(file('boundaries/som_admbnda_adm2_ocha_20230308_dv.json'), 'ADM2_PCODE', 'ADM2_EN')
    const facilities = layerOf('facilities', readCsv(file('health/som_who_kwtrp_facilities.csv')), { lon: 'Long', lat: 'Lat' })
    const reference = new Map(readCsv(file('reference/health_by_adm2.csv')).map((r) => [r['ADM2_PCODE']!, r]))
    const count = measureAreas({ kind: 'count' }, areas, facilities).measured.values
    const near = measureAreas({ kind: 'nearest-distance' }, areas, facilities).measured.values
    areas.codes.forEach((code, i) => {
      expect(count[i]).toBe(Number(reference.get(code)!['facilities']))
      expect(Math.abs(near[i]! / Number(reference.get(code)!['nearest_facility_km']) - 1)).toBeLessThan(0.002)
    })
  })
})
