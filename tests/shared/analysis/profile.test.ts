import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainArea } from '../../../shared/analysis/explain.ts'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import { classOf, computeProfile, ranksFromHighest } from '../../../shared/analysis/profile.ts'
import { AtlasError } from '../../../shared/model/error.ts'
import type { ProfileTable, RunSummary } from '../../../shared/model/run.ts'

const run: RunSummary = { id: 7, framework: 'test', frameworkVersion: 1, frameworkTitle: { en: 'Test' }, areaSet: 1, areaSetName: 'districts', from: null, to: null, made: '2024-01-01T00:00:00Z', areas: 4, missing: 0, notes: [] }
const leaf = (id: string, more: object = {}) => ({ id, title: id, measure: { layer: 'table', kind: 'column', field: id }, ...more })
const areas = { codes: ['A', 'B', 'C', 'D'], names: ['Ay', 'Bee', 'Cee', 'Dee'], parents: ['P', 'P', 'Q', 'Q'] }
const input = (values: (number | null)[]) => ({ values, coverage: values.map((v) => (v === null ? 0 : 1)), layer: 'table' })
const framework = parseFramework({
  id: 'test', version: 1, title: 'Test', classes: [2, 3.5, 5, 6.5],
  root: { id: 'index', title: 'Index', aggregate: 'geometric', children: [
    { id: 'personal', title: 'Personal', dimension: 'personal', weight: 2, children: [leaf('deaths', { weight: 3, normalise: { method: 'goalposts', min: 0, max: 100 } }), leaf('abuses')] },
    { id: 'food', title: 'Food', dimension: 'food', aggregate: 'max', children: [leaf('hunger'), leaf('prices')] },
    { id: 'health', title: 'Health', dimension: 'health', round: 1, children: [leaf('doctors', { role: 'capacity', normalise: { method: 'minmax', direction: 'less-is-worse' } })] },
  ] },
})
const inputs = { deaths: input([80, 20, 0, null]), abuses: input([4, 2, null, null]), hunger: input([3, 9, 5, null]), prices: input([6, 1, 5, null]), doctors: input([1, 7, 4, 2]) }
const table = (): ProfileTable => ({ run, ...computeProfile(framework, areas, inputs) })

describe('computeProfile', () => {
  it('scores every node, missing children dropping out with their weight', () => {
    const result = table()
    const scores = Object.fromEntries(result.nodes.map((n) => [n.id, n.scores]))
    expect(scores).toMatchObject({ deaths: [8, 2, 0, null], personal: [7, 2, 0, null], food: [6, 9, 5, null], health: [10, 0, 5, 8.3] })
    expect(scores['index']![0]).toBeCloseTo((7 * 7 * 6 * 10) ** 0.25, 12)
    expect(scores['index']!.slice(1)).toEqual([0, 0, null])
  })
  it('lists nodes in tree order with what a reader needs', () => {
    expect(table().nodes.map((n) => [n.id, n.parent, n.depth, n.indicator, n.dimension, n.layer])).toEqual([
      ['index', null, 0, false, null, null], ['personal', 'index', 1, false, 'personal', null], ['deaths', 'personal', 2, true, 'personal', 'table'], ['abuses', 'personal', 2, true, 'personal', 'table'],
      ['food', 'index', 1, false, 'food', null], ['hunger', 'food', 2, true, 'food', 'table'], ['prices', 'food', 2, true, 'food', 'table'], ['health', 'index', 1, false, 'health', null], ['doctors', 'health', 2, true, 'health', 'table'],
    ])
  })
  it('ranks from the highest with shared ranks, classes the index and counts what is present', () => {
    const result = table()
    expect([result.rank, result.class, result.coverage]).toEqual([[1, 2, 2, null], [5, 1, 1, null], [1, 1, 0.8, 0.2]])
    expect(ranksFromHighest([1, 3, null, 3, 2])).toEqual([4, 1, null, 1, 3])
    expect([1.99, 2, 3.5, 6.49, 6.5, 10].map((v) => classOf(v, [2, 3.5, 5, 6.5]))).toEqual([1, 2, 3, 4, 5, 5])
  })
  it('keeps the bounds that the normalisation used', () => {
    expect(table().nodes.filter((n) => n.bounds).map((n) => [n.id, n.bounds])).toEqual([['deaths', { min: 0, max: 100 }], ['doctors', { min: 1, max: 7 }]])
  })
  it('an indicator that was not measured is missing everywhere, never 0', () => {
    const result = computeProfile(framework, areas, { doctors: inputs.doctors })
    expect(result.nodes.find((n) => n.id === 'deaths')).toMatchObject({ scores: [null, null, null, null], raw: [null, null, null, null], coverage: [0, 0, 0, 0], layer: null })
    expect(result.index).toEqual([null, null, null, null])
  })
  it('computes a formula over other indicators from their raw values', () => {
    const f = parseFramework({ id: 'f', version: 1, title: 'F', root: { id: 'r', title: 'R', children: [{ id: 'sum', title: 'S', measure: { kind: 'formula', expression: '[double] + [a]' } }, { id: 'double', title: 'D', measure: { kind: 'formula', expression: '2 * [a]' } }, leaf('a'), { id: 'each', title: 'E', measure: { kind: 'formula', expression: '[double]', per: { by: 'a', times: 10 } } }] } })
    const result = computeProfile(f, areas, { a: input([1, 2, null, 0]) })
    expect(result.nodes.map((n) => n.raw)).toEqual([null, [3, 6, null, 0], [2, 4, null, 0], [1, 2, null, 0], [20, 20, null, null]])
  })
  it('says where a relative method has no answer', () => {
    const f = parseFramework({ id: 'f', version: 1, title: 'F', root: { id: 'r', title: 'R', children: [leaf('a', { normalise: { method: 'minmax' } })] } })
    expect(computeProfile(f, areas, { a: input([3, 3, 3, 3]) }).notes.map((n) => n.code)).toEqual(['NO_SPREAD'])
  })
})

describe('explainArea', () => {
  it('shares the index out, largest first, and sets it beside median and siblings', () => {
    const result = explainArea(table(), framework, 'A', { table: { source: 'Ministry', date: '2023-05-01' } })
    expect(result).toMatchObject({ run: 7, code: 'A', name: 'Ay', rank: 1, of: 3, class: 5, present: 5, indicators: 5, newest: '2023-05-01', oldest: '2023-05-01' })
    expect(result.contributions.map((c) => c.id)).toEqual(['doctors', 'deaths', 'prices', 'hunger', 'abuses'])
    expect(result.contributions.reduce((sum, c) => sum + c.adds, 0)).toBeCloseTo(result.index!, 12)
    expect(result.contributions[1]).toMatchObject({ raw: 80, score: 8, median: 20, source: 'Ministry', date: '2023-05-01', why: null })
    expect(result.contributions.at(-1)).toMatchObject({ id: 'abuses', score: 4, why: null })
    expect(result.contributions.at(-1)!.adds).toBeCloseTo(-1.286855, 6)
    expect(result.dimensions.map((d) => [d.dimension, d.score, d.median, d.siblings, d.present, d.indicators])).toEqual([
      ['economic', null, null, null, 0, 0], ['food', 6, 6, 7.5, 2, 2], ['health', 10, 6.65, 5, 1, 1], ['environmental', null, null, null, 0, 0], ['personal', 7, 2, 4.5, 2, 2], ['community', null, null, null, 0, 0], ['political', null, null, null, 0, 0],
    ])
  })
  it('says why an indicator is missing', () => {
    const result = explainArea({ run, ...computeProfile(framework, areas, { ...inputs, prices: undefined as never }) }, framework, 'D')
    expect(Object.fromEntries(result.contributions.map((c) => [c.id, c.why]))).toEqual({ deaths: 'no-data', abuses: 'no-data', hunger: 'no-data', prices: 'unbound', doctors: null })
    expect([result.index, result.rank, result.contributions.every((c) => c.adds === 0)]).toEqual([null, null, true])
  })
  it('refuses an area that the run does not have', () => {
    expect(() => explainArea(table(), framework, 'Z')).toThrow(new AtlasError('UNKNOWN_AREA', 'the run has no area "Z"'))
  })
  it('the points always sum to the index, whatever the scores and aggregates', () => {
    const score = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { freq: 5 })
    const kind = fc.constantFrom('arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'min', 'max', 'sum')
    fc.assert(fc.property(kind, kind, kind, fc.array(score, { minLength: 6, maxLength: 6 }), (root, first, second, list) => {
      const f = parseFramework({ id: 'f', version: 1, title: 'F', root: { id: 'r', title: 'R', aggregate: root, atLeast: 0, children: [{ id: 'g', title: 'G', aggregate: first, weight: 2, children: ['a', 'b', 'c'].map((id) => leaf(id)) }, { id: 'h', title: 'H', aggregate: second, children: ['d', 'e', 'f'].map((id) => leaf(id)) }] } })
      const one = { codes: ['A'], names: ['A'], parents: [null] }
      const profile = explainArea({ run, ...computeProfile(f, one, Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => [id, input([list[i]!])]))) }, f, 'A')
      expect(profile.contributions.reduce((sum, c) => sum + c.adds, 0)).toBeCloseTo(profile.index ?? 0, 9)
    }), { seed: 12, numRuns: 300 })
  })
})
