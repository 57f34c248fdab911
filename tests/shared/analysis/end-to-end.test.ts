import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aggregateScores } from '../../../shared/analysis/aggregate.ts'
import { indicatorsOf, parseFramework } from '../../../shared/analysis/framework.ts'
import type { LayerInput } from '../../../shared/analysis/input.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import type { Aggregate } from '../../../shared/model/framework.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { areasOf, layerOf, readCsv } from './support.ts'

describe.skipIf(!shared)('from layers to ranks', () => {
  const file = (path: string) => sharedFile(`fixtures/caf/${path}`)
  const leaf = (id: string, measure: object, direction = 'more-is-worse') => ({ id, title: id, measure, normalise: { method: 'minmax', direction } })
  const tree = (aggregate: string) => parseFramework({
    id: 'caf', version: 1, title: 'CAF', population: { layer: 'population', field: 'T_TL' },
    root: { id: 'index', title: 'Index', aggregate, children: [
      leaf('n_conflict', { layer: 'ged', kind: 'sum', field: 'best', from: '2018-01-01', to: '2022-12-31', per: { by: 'population', times: 100000 } }), leaf('n_fires', { layer: 'fires', kind: 'count', per: { by: 'area-km2', times: 1000 } }),
      { id: 'dim_health', title: 'Health', children: [leaf('n_facilities', { layer: 'facilities', kind: 'count', per: { by: 'population', times: 10000 } }, 'less-is-worse'), leaf('n_hospital', { layer: 'facilities', kind: 'nearest-distance', where: "facility_type_9 = 'Hospital'" })] },
      leaf('n_mpi', { layer: 'mpi', kind: 'column', field: 'mpi' }), leaf('n_ipc', { layer: 'ipc', kind: 'formula', expression: 'phase3plus / population_analyzed' }),
    ] },
  })

  it.each([['arithmetic', 'arith'], ['scaled-geometric', 'geom']])('the profile of 17 prefectures from seven files has the scores and ranks of the reference: %s', (aggregate, suffix) => {
    const framework = tree(aggregate)
    const areas = areasOf(file('boundaries/caf_admin1.geojson'), 'adm1_pcode', 'adm1_name')
    const facilities = readCsv(file('health/caf_who_kwtrp_facilities.csv'))
    const trimmed = (rows: Record<string, string>[]) => rows.map((r) => Object.fromEntries(Object.entries(r).map(([k, v]) => [k.trim(), v.trim()])))
    const layers: Record<string, LayerInput> = {
      ged: layerOf('ged', readCsv(file('conflict/GEDEvent_v23_1_CAF.csv')), { lon: 'longitude', lat: 'latitude', date: 'date_start' }), fires: layerOf('fires', readCsv(file('hazard/caf_modis_fires_7d_2022.csv')), { lon: 'longitude', lat: 'latitude' }),
      facilities: layerOf('facilities', facilities, { lon: 'Long', lat: 'Lat' }), mpi: layerOf('mpi', readCsv(file('reference/mpi_region_to_adm1.csv')), { code: 'pcode_expected' }), ipc: layerOf('ipc', readCsv(file('reference/ipc_area_to_pcode.csv')), { code: 'adm1_pcode' }),
    }
    const people = trimmed(readCsv(file('population/caf_admpop_adm1_2015_v2.csv'), 'latin1'))
    const codeColumn = Object.keys(people[0]!).find((k) => k.toLowerCase() === 'adm1_pcode')!
    const population = measureAreas({ kind: 'column', field: 'T_TL' }, areas, layerOf('population', people, { code: codeColumn })).measured.values
    const inputs = Object.fromEntries(indicatorsOf(framework).map((n) => [n.id, { ...measureAreas(n.measure, areas, layers[n.measure.layer!]!, { population, level: 1 }).measured, layer: n.measure.layer! }]))
    const result = computeProfile(framework, areas, inputs)
    const reference = new Map(readCsv(file('reference/profile_adm1.csv')).map((r) => [r['pcode']!, r]))
    expect(reference.size).toBe(17)
    result.codes.forEach((code, i) => {
      const row = reference.get(code)!
      for (const column of ['n_conflict', 'n_fires', 'n_facilities', 'n_mpi', 'n_ipc']) expect(result.nodes.find((n) => n.id === column)!.scores[i], `${column} of ${code}`).toBeCloseTo(Number(row[column]), 5)
      expect(Math.abs(result.nodes.find((n) => n.id === 'n_hospital')!.scores[i]! - Number(row['n_hospital']))).toBeLessThan(0.02)
      expect(Math.abs(result.index[i]! - Number(row[`index_${suffix}`]))).toBeLessThan(0.01)
      expect(result.rank[i], code).toBe(Number(row[`rank_${suffix}`]))
    })
  })

  it('the aggregates of INFORM Sahel are those recomputed from the published scores, for 132 regions', () => {
    const folder = 'fixtures/inform/sahel'
    const rules = JSON.parse(readFileSync(sharedFile(`${folder}/metadata_INFORM_SAH.json`), 'utf8')) as { OutputIndicatorName: string; ProcessId: string; AggregationElementList: string[] | null; AggregationWeightList: (string | number)[] }[]
    const scores = readCsv(sharedFile(`${folder}/reference/scores_wide.csv`))
    const kinds: Record<string, Aggregate> = { AVG: 'arithmetic', GEOMEAN: 'geometric', GEOMEANINFO: 'scaled-geometric' }
    const byRule = Map.groupBy(readCsv(sharedFile(`${folder}/reference/recomputed_values.csv`)), (r) => r['indicator']!)
    let compared = 0
    for (const rule of rules) {
      const kind = kinds[rule.ProcessId]
      const wanted = byRule.get(rule.OutputIndicatorName)
      if (!kind || !wanted || !rule.AggregationElementList?.length) continue
      const there = rule.AggregationElementList.map((id, i) => ({ id, weight: Number(rule.AggregationWeightList[i]) })).filter((e) => e.id in scores[0]!)
      const number = (text: string) => (text === '' || Number(text) < -90 ? null : Number(text))
      const got = aggregateScores(there.map((e) => scores.map((r) => number(r[e.id]!))), there.map((e) => e.weight), { aggregate: kind, atLeast: 0 }, 10)
      for (const row of wanted) {
        if (kind === 'geometric' && there.some((e) => e.weight !== there[0]!.weight)) continue
        expect(got[scores.findIndex((r) => r['Iso3'] === row['unit'])], `${rule.OutputIndicatorName} of ${row['unit']}`).toBeCloseTo(Number(row['recomputed']), 7)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(1000)
  })
})
