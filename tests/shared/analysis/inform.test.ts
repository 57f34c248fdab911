import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import type { LayerInput } from '../../../shared/analysis/input.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import type { IndicatorInput } from '../../../shared/analysis/profile.ts'
import { indicatorsOf } from '../../../shared/analysis/tree.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { layerOf, readCsv } from './support.ts'

/** The example frameworks over the table that they were made for, joined by country code. */
function profile(frameworkFile: string, tableFile: string) {
  const framework = parseFramework(JSON.parse(readFileSync(sharedFile(frameworkFile), 'utf8')))
  const rows = readCsv(sharedFile(tableFile), 'latin1').sort((a, b) => (a['ISO3']! < b['ISO3']! ? -1 : 1))
  const table: LayerInput = layerOf('inform', rows, { code: 'ISO3' })
  const areas = { codes: rows.map((r) => r['ISO3']!), names: rows.map((r) => r['COUNTRY']!), parents: rows.map(() => null), geometries: rows.map(() => null) }
  const inputs: Record<string, IndicatorInput> = {}
  for (const node of indicatorsOf(framework)) inputs[node.id] = { ...measureAreas(node.measure, areas, table).measured, layer: 'inform' }
  return computeProfile(framework, areas, inputs)
}

function misses(result: ReturnType<typeof profile>, publishedFile: string, node: string): string[] {
  const published = new Map(readCsv(sharedFile(publishedFile)).map((r) => [r['iso3']!, Number(r[node])]))
  const scores = result.nodes.find((n) => n.id === node)!.scores
  expect(published.size).toBe(191)
  return result.codes.filter((code, i) => !(Math.abs((scores[i] ?? Number.NaN) - published.get(code)!) <= 0.1 + 1e-9))
}

describe.skipIf(!shared)('INFORM', () => {
  it('2015 comes out of the framework file within 0.1: three dimensions for 191 of 191 countries, risk for all but the three with printed hazards of 0', () => {
    const result = profile('examples/inform-2015.framework.json', 'golden/inform2015.csv')
    const of = (node: string) => misses(result, 'accept/inform2015_published.csv', node)
    expect({ hazard: of('hazard'), vulnerability: of('vulnerability'), coping: of('coping'), risk: of('risk') }).toEqual({ hazard: [], vulnerability: [], coping: [], risk: ['FIN', 'MLT', 'STP'] })
  })

  it('2020 comes out of the framework file within 0.1: three dimensions for 191 of 191 countries, risk for at least 188', () => {
    const result = profile('examples/inform-2020.framework.json', 'fixtures/inform/inform_gri_2020_v040.csv')
    const of = (node: string) => misses(result, 'accept/inform2020_published.csv', node)
    expect({ hazard: of('hazard'), vulnerability: of('vulnerability'), coping: of('coping') }).toEqual({ hazard: [], vulnerability: [], coping: [] })
    expect(of('risk').length).toBeLessThanOrEqual(3)
  })

  it('2015 ranks Somalia first, in class 5', () => {
    const result = profile('examples/inform-2015.framework.json', 'golden/inform2015.csv')
    const somalia = result.codes.indexOf('SOM')
    expect([result.rank[somalia], result.class[somalia]]).toEqual([1, 5])
    expect(result.index[somalia]).toBeCloseTo(8.86, 1)
  })
})
