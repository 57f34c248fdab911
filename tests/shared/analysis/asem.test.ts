import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import { shared, sharedFile } from '../../fixtures.ts'

type Columns = Record<string, (string | number | null)[]>

describe.skipIf(!shared)('COINr', () => {
  it('its ASEM example comes out with the published scores: 49 indicators winsorised, scaled and averaged over 51 countries', () => {
    const golden = JSON.parse(readFileSync(sharedFile('golden/asem_coinr.json'), 'utf8')) as { iData: Columns; iMeta: Columns; expected: Columns }
    const { iData: data, iMeta: meta, expected } = golden
    const rows = meta['iCode']!.map((code, i) => ({ code: String(code), type: meta['Type']![i], parent: meta['Parent']![i], direction: meta['Direction']![i], denominator: meta['Denominator']![i] }))
    const raw = (code: string, denominator: string | number | null | undefined) => {
      const values = data[code]!.map((v, i) => { const d = typeof denominator === 'string' ? data[denominator]![i] : 1; return v === null || d === null ? null : Number(v) / Number(d) })
      const mean = (group: unknown) => { const list = values.filter((v, i): v is number => v !== null && data['EurAsia_group']![i] === group); return list.reduce((a, b) => a + b, 0) / list.length }
      return values.map((v, i) => v ?? mean(data['EurAsia_group']![i]))
    }
    const node = (code: string): object => {
      const children = rows.filter((r) => r.parent === code)
      const row = rows.find((r) => r.code === code)!
      if (children.length) return { id: code, title: code, aggregate: 'arithmetic', atLeast: 0, children: children.map((c) => node(c.code)) }
      return { id: code, title: code, measure: { layer: 'asem', kind: 'column', field: code }, outliers: { method: 'winsorise' }, normalise: { method: 'minmax', direction: row.direction === 1 ? 'more-is-worse' : 'less-is-worse' } }
    }
    const framework = parseFramework({ id: 'asem', version: 1, title: 'ASEM', scale: 100, classes: [20, 40, 60, 80], root: node('Index') })
    const codes = data['uCode']!.map(String)
    const inputs = Object.fromEntries(rows.filter((r) => r.type === 'Indicator').map((r) => [r.code, { values: raw(r.code, r.denominator), coverage: codes.map(() => 1), layer: 'asem' }]))
    const result = computeProfile(framework, { codes, names: codes, parents: codes.map(() => null) }, inputs)
    expect(Object.keys(inputs).length).toBe(49)
    for (const column of Object.keys(expected).filter((k) => k !== 'uCode')) {
      const scores = result.nodes.find((n) => n.id === column)!.scores
      expected['uCode']!.forEach((code, i) => expect(scores[codes.indexOf(String(code))], `${column} of ${code}`).toBeCloseTo(Number(expected[column]![i]), 8))
    }
    expect(result.index[codes.indexOf('CHE')]).toBeCloseTo(68.38, 2)
    expect([result.rank[codes.indexOf('IND')], result.rank[codes.indexOf('CHE')]]).toEqual([45, 1])
  })
})
