import { beforeAll, describe, expect, it } from 'vitest'
import type { AreaInput, LayerInput } from '../../../shared/analysis/input.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import type { MeasureContext } from '../../../shared/analysis/measure.ts'
import type { Measure } from '../../../shared/model/framework.ts'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { areasOf, layerOf, readCsv } from './support.ts'

const file = (path: string) => sharedFile(`fixtures/caf/${path}`)

describe.skipIf(!shared)('Central African Republic', () => {
  let areas: Record<number, AreaInput>
  let ged: LayerInput
  let fires: LayerInput
  let facilities: LayerInput
  beforeAll(() => {
    areas = { 1: areasOf(file('boundaries/caf_admin1.geojson'), 'adm1_pcode', 'adm1_name'), 2: areasOf(file('boundaries/caf_admin2.geojson'), 'adm2_pcode', 'adm2_name') }
    ged = layerOf('ged', readCsv(file('conflict/GEDEvent_v23_1_CAF.csv')), { lon: 'longitude', lat: 'latitude', date: 'date_start' })
    fires = layerOf('fires', readCsv(file('hazard/caf_modis_fires_7d_2022.csv')), { lon: 'longitude', lat: 'latitude' })
    facilities = layerOf('facilities', readCsv(file('health/caf_who_kwtrp_facilities.csv')), { lon: 'Long', lat: 'Lat' })
  })
  const values = (level: number, layer: LayerInput, measure: Measure, context: MeasureContext = {}) => measureAreas(measure, areas[level]!, layer, context).measured.values
  const reference = (table: string, column: string) => readCsv(file(`reference/${table}.csv`)).sort((a, b) => (a['pcode']! < b['pcode']! ? -1 : 1)).map((r) => Number(r[column]))

  it.each([
    [1, 'events_all', { kind: 'count' }], [2, 'events_all', { kind: 'count' }], [2, 'best_all', { kind: 'sum', field: 'best' }], [1, 'low_all', { kind: 'sum', field: 'low' }], [2, 'high_all', { kind: 'sum', field: 'high' }], [2, 'civilians_all', { kind: 'sum', field: 'deaths_civilians' }],
    [2, 'events_where_prec_1_3', { kind: 'count', where: 'where_prec <= 3' }], [2, 'best_where_prec_1_2', { kind: 'sum', field: 'best', where: 'where_prec in (1, 2)' }],
    [1, 'best_one_sided', { kind: 'sum', field: 'best', where: 'type_of_violence = 3' }], [1, 'best_2018_2022', { kind: 'sum', field: 'best', from: '2018-01-01', to: '2022-12-31' }], [2, 'events_2018_2022', { kind: 'count', from: '2018', to: '2022' }],
  ] as [number, string, Measure][])('conflict at level %d: %s equals the reference exactly', (level, column, measure) => {
    expect(values(level, ged, measure)).toEqual(reference(`conflict_by_adm${level}`, column))
  })

  it('respecting precision at level 2 counts the events known to level 2 or better', () => {
    expect(values(2, ged, { kind: 'count', precision: 'respect' }, { level: 2 })).toEqual(reference('conflict_by_adm2', 'events_where_prec_1_3'))
  })

  it('fires that lie outside the country are noted with their number', () => {
    const { notes } = measureAreas({ kind: 'count' }, areas[1]!, fires)
    expect(notes.map((n) => [n.code, n.count])).toEqual([['OUTSIDE_AREAS', 1905 - 607]])
  })

  it('fires and their power per area equal the reference', () => {
    expect(values(1, fires, { kind: 'count' })).toEqual(reference('fires_by_adm1', 'fires'))
    expect(values(2, fires, { kind: 'count', where: "confidence >= 50" })).toEqual(reference('fires_by_adm2', 'fires_conf50'))
    const power = values(1, fires, { kind: 'sum', field: 'frp' })
    reference('fires_by_adm1', 'frp_sum').forEach((r, i) => expect(power[i]).toBeCloseTo(r, 6))
    const density = values(2, fires, { kind: 'count', per: { by: 'area-km2', times: 1000 } })
    reference('fires_by_adm2', 'fires_per_1000km2_geodesic').forEach((r, i) => expect(density[i]).toBeCloseTo(r, 6))
  })

  it('areas are within a millionth of the geodesic reference', () => {
    const rows = new Map(readCsv(file('reference/areas.csv')).map((r) => [r['pcode']!, Number(r['area_km2_geodesic'])]))
    for (const level of [1, 2]) areas[level]!.codes.forEach((code, i) => expect(Math.abs(areaKm2(areas[level]!.geometries[i]!) / rows.get(code)! - 1)).toBeLessThan(1e-6))
  })

  it('facilities per area equal the reference, those without coordinates are noted', () => {
    const { measured, notes } = measureAreas({ kind: 'count' }, areas[2]!, facilities)
    expect(measured.values).toEqual(reference('health_by_adm2', 'who_facilities'))
    expect(notes.find((n) => n.code === 'NO_POSITION')?.count).toBe(10)
  })

  it('the distance from the centroid to the nearest facility is within 0.2 % of the reference', () => {
    for (const level of [1, 2]) {
      const distances = values(level, facilities, { kind: 'nearest-distance' })
      reference(`health_by_adm${level}`, 'nearest_who_km').forEach((r, i) => expect(Math.abs(distances[i]! / r - 1)).toBeLessThan(0.002))
    }
  })
})
