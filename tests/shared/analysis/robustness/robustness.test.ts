import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { columnOf } from '../../../../shared/analysis/column.ts'
import { parseFramework } from '../../../../shared/analysis/framework.ts'
import { computeProfile } from '../../../../shared/analysis/profile.ts'
import { leaveOut } from '../../../../shared/analysis/robustness/leave-out.ts'
import { createModel } from '../../../../shared/analysis/robustness/model.ts'
import { normals, streamOf } from '../../../../shared/analysis/robustness/random.ts'
import { rankIntervals, type RobustnessRequest } from '../../../../shared/analysis/robustness/ranks.ts'
import { estimate, sensitivities } from '../../../../shared/analysis/robustness/sensitivity.ts'
import { assumption, type Assumption } from '../../../../shared/model/robustness.ts'
import { shared, sharedFile } from '../../../fixtures.ts'

const areas = 40
const stream = streamOf(7)
const ids = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3']
const raw = new Map(ids.map((id) => [id, Float64Array.from({ length: areas }, () => (stream() < 0.05 ? Number.NaN : Math.exp(4 * stream())))]))
const leaf = (id: string) => ({ id, title: id, measure: { layer: 't', kind: 'column', field: id }, outliers: { method: 'tukey' }, normalise: { method: 'minmax', direction: 'more-is-worse' } })
const framework = parseFramework({ id: 'two', version: 1, title: 'Two', root: { id: 'index', title: 'Index', aggregate: 'geometric', children: ['a', 'b'].map((g) => ({ id: g, title: g, aggregate: 'arithmetic', weight: 2, children: [1, 2, 3].map((k) => ({ ...leaf(`${g}${k}`), weight: k })) })) } })
const spread = { weights: 0.25, bounds: 0.1, data: 0.05 }
const request = (more: Partial<RobustnessRequest> = {}): RobustnessRequest => ({ framework, raw, draws: 200, seed: 3, vary: assumption.options, spread, top: 5, ...more })

/** Runs a generator to its end. */
function end<T>(work: Generator<unknown, T>): T {
  for (;;) { const step = work.next(); if (step.done) return step.value }
}

describe('the model that is varied', () => {
  it('without a draw it is the profile, number for number', () => {
    const profile = computeProfile(framework, { codes: ids.map(String), names: [], parents: [] } as never, Object.fromEntries([...raw].map(([id, c]) => [id, { values: Array.from(c, (v) => (Number.isNaN(v) ? null : v)), coverage: [], layer: 't' }])))
    expect(Array.from(createModel(framework, raw, spread)({}), (v) => (Number.isNaN(v) ? null : v)).slice(0, ids.length)).toEqual(profile.index.slice(0, ids.length))
  })
  it('a spread of nothing changes nothing, whatever is drawn', () => {
    const model = createModel(framework, raw, { weights: 0, bounds: 0, data: 0 })
    const stated = model({})
    model({ weights: 0.3, bounds: 0.9, data: 0.1 }).forEach((v, i) => { if (!Number.isNaN(stated[i]!)) expect(v).toBeCloseTo(stated[i]!, 12) })
  })
  it('each alternative is the framework with that choice written into it', () => {
    const model = createModel(framework, raw, spread)
    const withRule = (rule: object) => createModel(JSON.parse(JSON.stringify(framework), (_, v: unknown) => (v && typeof v === 'object' && 'normalise' in v ? { ...v, ...rule } : v)) as typeof framework, raw, spread)({})
    expect(model({ normalise: 0.6 })).toEqual(withRule({ normalise: { method: 'zscore', direction: 'more-is-worse' } }))
    expect(model({ normalise: 0.9 })).toEqual(withRule({ normalise: { method: 'percentile-rank', direction: 'more-is-worse' } }))
    expect(model({ outliers: 0.3 })).toEqual(withRule({ outliers: { method: 'none' } }))
    expect(model({ outliers: 0.99 })).toEqual(withRule({ outliers: { method: 'winsorise' } }))
    const means = JSON.parse(JSON.stringify(framework), (_, v: unknown) => (v && typeof v === 'object' && 'aggregate' in v ? { ...v, aggregate: 'harmonic', offset: 1 } : v)) as typeof framework
    expect(model({ aggregate: 0.8 })).toEqual(createModel(means, raw, spread)({}))
  })
  it('a weight, a bound and a datum stay within their spread', () => {
    const single = parseFramework({ id: 's', version: 1, title: 's', root: { id: 'index', title: 's', aggregate: 'sum', children: [{ ...leaf('a1'), outliers: { method: 'none' }, normalise: { method: 'none', direction: 'more-is-worse' } }] } })
    const ones = new Map([['a1', new Float64Array(2000).fill(1)]])
    const weights = [0.1, 0.5, 0.9].map((u) => createModel(single, ones, spread)({ weights: u })[0]!)
    for (const w of weights) { expect(w).toBeGreaterThanOrEqual(0.75); expect(w).toBeLessThanOrEqual(1.25) }
    const data = createModel(single, ones, spread)({ data: 0.4 })
    const mean = data.reduce((a, b) => a + b) / data.length
    const deviation = Math.sqrt(data.reduce((s, v) => s + (v - mean) ** 2, 0) / data.length)
    expect(mean).toBeCloseTo(1, 2)
    expect(deviation).toBeCloseTo(0.05, 2)
  })
})

describe('rank intervals', () => {
  const found = end(rankIntervals(request()))
  it('the same seed gives the same answer, another seed another', () => {
    expect(end(rankIntervals(request()))).toEqual(found)
    expect(end(rankIntervals(request({ seed: 4 }))).low).not.toEqual(found.low)
  })
  it('stand in order, within the ranks there are, and the top places are shared out among the areas', () => {
    found.nominal.forEach((rank, i) => {
      if (rank === null) return
      expect(found.low[i]!).toBeLessThanOrEqual(found.median[i]!)
      expect(found.median[i]!).toBeLessThanOrEqual(found.high[i]!)
      expect(found.low[i]!).toBeGreaterThanOrEqual(1)
      expect(found.high[i]!).toBeLessThanOrEqual(areas)
    })
    expect(found.inTop.reduce<number>((sum, p) => sum + (p ?? 0), 0)).toBeCloseTo(5, 1)
    expect(found.shift).toBeGreaterThan(0.5)
  })
  it('where nothing varies every draw is the stated rank', () => {
    const none = parseFramework({ id: 's', version: 1, title: 's', root: { id: 'index', title: 's', aggregate: 'max', children: [{ ...leaf('a1'), outliers: { method: 'none' }, normalise: { method: 'none', direction: 'more-is-worse' } }] } })
    const still = end(rankIntervals(request({ framework: none, vary: ['weights', 'bounds', 'normalise', 'aggregate', 'outliers'] })))
    expect(still.varied).toEqual([])
    expect(still.low).toEqual(still.nominal)
    expect(still.high).toEqual(still.nominal)
    expect(still.shift).toBe(0)
  })
  it('an area with no data is missing in every draw and costs the others nothing', () => {
    const gone = new Map([...raw].map(([id, c]) => [id, c.with(0, Number.NaN)]))
    const answer = end(rankIntervals(request({ raw: gone })))
    expect([answer.nominal[0], answer.median[0], answer.low[0], answer.inTop[0], answer.present[0]]).toEqual([null, null, null, null, 0])
    expect(answer.present.slice(1).filter((p) => p === 1).length).toBeGreaterThan(30)
  })
})

describe('sensitivities', () => {
  it("the estimators find the known indices of Ishigami's function: 0.314, 0.442, 0 alone and 0.558, 0.442, 0.244 in all", () => {
    const n = 200_000
    const ishigami = (x: number[]) => { const [a, b, c] = x.map((u) => Math.PI * (2 * u - 1)) as [number, number, number]; return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a) }
    const u = streamOf(1)
    const draw = () => Array.from({ length: n }, () => [u(), u(), u()])
    const [a, b] = [draw(), draw()]
    const y = (rows: number[][]) => Float64Array.from(rows, ishigami)
    const answer = estimate(y(a), y(b), [0, 1, 2].map((j) => y(a.map((row, i) => row.map((v, k) => (k === j ? b[i]![k]! : v))))), Int32Array.from({ length: n }, (_, i) => i))
    ;[0.314, 0.442, 0].forEach((s, j) => expect(Math.abs(answer.first[j]! - s)).toBeLessThan(0.03))
    ;[0.558, 0.442, 0.244].forEach((s, j) => expect(Math.abs(answer.total[j]! - s)).toBeLessThan(0.03))
  })
  it('name what varies, with intervals around the estimates; one assumption alone has all of the variance', () => {
    const both = end(sensitivities(request({ draws: 100, vary: ['weights', 'normalise'] satisfies Assumption[] })))
    expect(both.list.map((s) => s.assumption)).toEqual(['weights', 'normalise'])
    for (const s of both.list) { expect(s.totalLow).toBeLessThanOrEqual(s.total); expect(s.totalHigh).toBeGreaterThanOrEqual(s.total) }
    expect(both.runs).toBe(400)
    const alone = end(sensitivities(request({ draws: 300, vary: ['data'] satisfies Assumption[] })))
    expect(alone.list[0]!.total).toBeCloseTo(1, 0)
  })
})

describe('chance', () => {
  it('streams are even, normals have their moments, and seeds keep apart', () => {
    const s = streamOf(1, 2, 3)
    const bins = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) bins[Math.floor(s() * 10)]!++
    for (const b of bins) expect(Math.abs(b - 1000)).toBeLessThan(130)
    const z = normals(50_000, 5)
    expect(z.reduce((a, b) => a + b) / z.length).toBeCloseTo(0, 1)
    expect(Math.sqrt(z.reduce((a, b) => a + b * b, 0) / z.length)).toBeCloseTo(1, 1)
    expect(streamOf(1, 2)()).not.toBe(streamOf(2, 1)())
  })
})

describe.skipIf(!shared)('COINr', () => {
  it("leaving out each group of the ASEM example shifts the ranks by what remove_elements' documentation prints", () => {
    const golden = JSON.parse(readFileSync(sharedFile('golden/asem_coinr.json'), 'utf8')) as Record<'iData' | 'iMeta', Record<string, (string | number | null)[]>>
    const { iData: data, iMeta: meta } = golden
    const rows = meta['iCode']!.map((code, i) => ({ code: String(code), type: meta['Type']![i], parent: meta['Parent']![i], direction: meta['Direction']![i], denominator: meta['Denominator']![i] }))
    const node = (code: string): object => {
      const children = rows.filter((r) => r.parent === code)
      const row = rows.find((r) => r.code === code)!
      return children.length ? { id: code, title: code, aggregate: 'arithmetic', atLeast: 0, children: children.map((c) => node(c.code)) }
        : { id: code, title: code, measure: { layer: 'asem', kind: 'column', field: code }, outliers: { method: 'winsorise' }, normalise: { method: 'minmax', direction: row.direction === 1 ? 'more-is-worse' : 'less-is-worse' } }
    }
    const measured = new Map(rows.filter((r) => r.type === 'Indicator').map((r) => {
      const values = data[r.code]!.map((v, i) => { const d = typeof r.denominator === 'string' ? data[r.denominator]![i] : 1; return v === null || d === null ? null : Number(v) / Number(d) })
      const mean = (group: unknown) => { const list = values.filter((v, i): v is number => v !== null && data['EurAsia_group']![i] === group); return list.reduce((a, b) => a + b, 0) / list.length }
      return [r.code, columnOf(values.map((v, i) => v ?? mean(data['EurAsia_group']![i])))] as const
    }))
    const asem = parseFramework({ id: 'asem', version: 1, title: 'ASEM', scale: 100, classes: [20, 40, 60, 80], root: node('Index') })
    const shifts = new Map(end(leaveOut(asem, measured)).map((one) => [one.id, one.shift]))
    for (const [id, shift] of [['Physical', 1.529412], ['ConEcFin', 2.627451], ['Political', 2.901961], ['Instit', 1.176471], ['P2P', 1.686275], ['Environ', 3.098039], ['Social', 3.960784], ['SusEcFin', 2.627451]] as const) expect(shifts.get(id), id).toBeCloseTo(shift, 6)
  })
})
