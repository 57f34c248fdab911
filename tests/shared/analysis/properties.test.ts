import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import type { AreaInput, LayerInput } from '../../../shared/analysis/input.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import type { Aggregate, Framework, Normalise } from '../../../shared/model/framework.ts'

const ids = ['a1', 'a2', 'b1', 'b2', 'b3']
type Data = Record<string, (number | null)[]>

const means: Aggregate[] = ['arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'max', 'min']
const relative: Normalise['method'][] = ['minmax', 'zscore', 'rank', 'percentile-rank', 'borda', 'fraction-of-max']

function frameworkOf(inner: Aggregate, outer: Aggregate, normalise: object, outliers = 'none', keep: readonly string[] = ids): Framework {
  const leaf = (id: string) => ({ id, title: id, weight: 1 + ids.indexOf(id), measure: { layer: 't', kind: 'column', field: id }, outliers: { method: outliers }, normalise })
  const group = (g: string) => ({ id: g, title: g, aggregate: inner, atLeast: 0, weight: g === 'a' ? 2 : 1, children: keep.filter((id) => id.startsWith(g)).map(leaf) })
  return parseFramework({ id: 'p', version: 1, title: 'p', root: { id: 'index', title: 'p', aggregate: outer, atLeast: 0, children: ['a', 'b'].map(group).filter((g) => g.children.length) } })
}

function profileOf(framework: Framework, data: Data) {
  const n = data['a1']!.length
  const codes = Array.from({ length: n }, (_, i) => `A${i}`)
  return computeProfile(framework, { codes, names: codes, parents: codes.map(() => null) }, Object.fromEntries(ids.map((id) => [id, { values: data[id]!, coverage: codes.map(() => 1), layer: 't' }])))
}

const dataOf = (n: number, value: fc.Arbitrary<number | null>) => fc.tuple(...ids.map(() => fc.array(value, { minLength: n, maxLength: n }))).map((columns) => Object.fromEntries(ids.map((id, i) => [id, columns[i]!])) as Data)
const whole = fc.integer({ min: 0, max: 1000 })
const some = fc.oneof({ arbitrary: whole, weight: 5 }, { arbitrary: fc.constant(null), weight: 1 })
const near = (got: (number | null)[], wanted: (number | null)[]) => got.forEach((v, i) => (wanted[i] === null ? expect(v).toBeNull() : expect(v!).toBeCloseTo(wanted[i]!, 9)))

describe('a profile', () => {
  it('does not depend on the units of an indicator', () => {
    fc.assert(fc.property(dataOf(12, some), fc.constantFrom(...means), fc.constantFrom(...relative), fc.constantFrom('none', 'tukey', 'winsorise'), fc.constantFrom(0.25, 4, 1024), (data, mean, method, outliers, factor) => {
      const framework = frameworkOf(mean, 'arithmetic', { method, direction: 'more-is-worse' }, outliers)
      const scaled = { ...data, a2: data['a2']!.map((v) => (v === null ? null : v * factor)) }
      near(profileOf(framework, scaled).index, profileOf(framework, data).index)
    }), { seed: 11, numRuns: 400 })
  })

  it('does not fall when an indicator gets worse in one area, and falls to no other area\'s cost, under fixed bounds', () => {
    fc.assert(fc.property(dataOf(6, some), fc.constantFrom(...means), fc.constantFrom(...means), fc.constantFrom(...ids), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 500 }), (data, inner, outer, id, area, rise) => {
      fc.pre(data[id]![area] !== null)
      const framework = frameworkOf(inner, outer, { method: 'goalposts', min: 0, max: 1500, direction: 'more-is-worse' })
      const before = profileOf(framework, data).index
      const after = profileOf(framework, { ...data, [id]: data[id]!.with(area, data[id]![area]! + rise) }).index
      after.forEach((v, i) => {
        if (i === area) expect(v!).toBeGreaterThanOrEqual(before[i]! - 1e-9)
        else expect(v).toBe(before[i])
      })
    }), { seed: 12, numRuns: 400 })
  })

  it('turns round with the direction: what is better for one is worse for the other', () => {
    fc.assert(fc.property(dataOf(8, some), fc.constantFrom('minmax', 'zscore', 'percentile-rank') as fc.Arbitrary<Normalise['method']>, (data, method) => {
      const up = profileOf(frameworkOf('arithmetic', 'arithmetic', { method, direction: 'more-is-worse' }), data)
      const down = profileOf(frameworkOf('arithmetic', 'arithmetic', { method, direction: 'less-is-worse' }), data)
      near(down.index, up.index.map((v) => (v === null ? null : 10 - v)))
    }), { seed: 13, numRuns: 300 })
  })

  it('takes what is missing for missing, not for 0: it is the profile of a framework without that indicator', () => {
    fc.assert(fc.property(dataOf(6, whole), fc.constantFrom(...means), fc.constantFrom(...means), fc.constantFrom(...ids), fc.integer({ min: 0, max: 5 }), (data, inner, outer, id, area) => {
      const rule = { method: 'goalposts', min: 0, max: 1000, direction: 'more-is-worse' }
      const gone = profileOf(frameworkOf(inner, outer, rule), { ...data, [id]: data[id]!.with(area, null) }).index[area]
      const without = profileOf(frameworkOf(inner, outer, rule, 'none', ids.filter((one) => one !== id)), data).index[area]
      near([gone!], [without!])
    }), { seed: 14, numRuns: 400 })
  })

  it('does not depend on the order of the areas', () => {
    fc.assert(fc.property(dataOf(10, some), fc.constantFrom(...means), fc.constantFrom(...relative), fc.constantFrom('none', 'tukey', 'winsorise'), fc.shuffledSubarray(Array.from({ length: 10 }, (_, i) => i), { minLength: 10 }), (data, mean, method, outliers, order) => {
      const framework = frameworkOf(mean, 'geometric', { method, direction: 'more-is-worse' }, outliers)
      const straight = profileOf(framework, data)
      const turned = profileOf(framework, Object.fromEntries(ids.map((id) => [id, order.map((i) => data[id]![i]!)])))
      near(turned.index, order.map((i) => straight.index[i]!))
      near(turned.nodes[0]!.scores, order.map((i) => straight.nodes[0]!.scores[i]!))
    }), { seed: 15, numRuns: 400 })
  })
})

describe('counts and sums', () => {
  const square = (x: number, y: number, w: number) => ({ type: 'Polygon' as const, coordinates: [[[x, y], [x + w, y], [x + w, y + w], [x, y + w], [x, y]]] })
  const children: AreaInput = { codes: [], names: [], parents: [], geometries: [] }
  for (let x = 0; x < 4; x++) for (let y = 0; y < 4; y++) { children.codes.push(`P${Number(x > 1)}${Number(y > 1)}C${x}${y}`); children.names.push(''); children.parents.push(`P${Number(x > 1)}${Number(y > 1)}`); children.geometries.push(square(x, y, 1)) }
  const parents: AreaInput = { codes: ['P00', 'P01', 'P10', 'P11'], names: ['', '', '', ''], parents: [null, null, null, null], geometries: [square(0, 0, 2), square(0, 2, 2), square(2, 0, 2), square(2, 2, 2)] }
  it('of the parts add up to those of the whole, also for points on borders and corners', () => {
    const quarter = fc.integer({ min: -2, max: 18 }).map((v) => v / 4)
    fc.assert(fc.property(fc.array(fc.tuple(quarter, quarter, fc.integer({ min: 0, max: 50 })), { maxLength: 60 }), fc.constantFrom('count', 'sum') as fc.Arbitrary<'count' | 'sum'>, (events, kind) => {
      const layer: LayerInput = { name: 'events', kind: 'points', count: events.length, positions: Float64Array.from(events.flatMap(([x, y]) => [x, y])), geometries: null, columns: { deaths: events.map((e) => e[2]) }, dates: null, codes: null }
      const of = (areas: AreaInput) => measureAreas({ kind, ...(kind === 'sum' && { field: 'deaths' }) }, areas, layer, {}).measured.values
      const parts = of(children)
      expect(parents.codes.map((code) => parts.reduce<number>((sum, v, i) => sum + (children.parents[i] === code ? v! : 0), 0))).toEqual(of(parents))
    }), { seed: 16, numRuns: 300 })
  })
})
