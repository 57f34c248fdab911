import { describe, expect, it } from 'vitest'
import { checkData, spearman } from '../../../shared/analysis/check.ts'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'

const n = 30
const up = Array.from({ length: n }, (_, i) => i + 1)
const columns: Record<string, (number | null)[]> = {
  up, twice: up.map((v) => 2 * v + 0.5), down: up.map((v) => -v), half: up.map((v) => (v <= 16 ? 3 : v)), gaps: up.map((v) => (v % 2 ? v : null)), flat: up.map(() => 4), zero: up.map((v) => (v === n ? 7 : 0)), far: up.map((v) => (v === n ? 5000 : v % 7)), few: up.map((v) => (v <= 5 ? v : null)),
}
const framework = parseFramework({ id: 'c', version: 1, title: 'c', root: { id: 'index', title: 'c', aggregate: 'arithmetic', atLeast: 0, children: Object.keys(columns).map((id) => ({ id, title: id, measure: { layer: 't', kind: 'column', field: id }, normalise: { method: 'minmax', direction: 'more-is-worse' } })) } })
const codes = up.map((v) => `A${v}`)
const table = { ...computeProfile(framework, { codes, names: codes, parents: codes.map(() => null) }, Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, { values, coverage: values.map(() => 1), layer: 't' }]))), run: { id: 9 } } as unknown as ProfileTable

describe('the data check', () => {
  const found = checkData(table, { population: up.map((v) => v * 1000), divided: new Set(['twice']) })
  const of = (id: string) => found.indicators.find((one) => one.id === id)!
  it('describes each indicator', () => {
    expect(of('up')).toMatchObject({ areas: 30, available: 1, zeros: 0, distinct: 30, min: 1, median: 15.5, mean: 15.5, max: 30, population: 1 })
    expect(of('up').deviation).toBeCloseTo(8.803408, 6)
    expect(of('gaps')).toMatchObject({ areas: 15, available: 0.5 })
    expect(of('zero').zeros).toBeCloseTo(29 / 30, 12)
    expect(of('far').skewness!).toBeGreaterThan(5)
  })
  it.each([['up', ['follows-population']], ['twice', []], ['down', []], ['half', ['same-value', 'follows-population']], ['gaps', ['low-availability', 'follows-population']], ['flat', ['no-spread']], ['zero', ['mostly-zero', 'same-value', 'skewed']], ['far', ['skewed']], ['few', ['few-areas', 'low-availability', 'follows-population']]])('%s: %j', (id, flags) => expect(of(id).flags).toEqual(flags))
  it('names pairs of a group that say the same or the opposite', () => {
    const pairs = found.pairs.map((p) => [p.a, p.b, p.kind])
    expect(pairs).toContainEqual(['up', 'twice', 'collinear'])
    expect(pairs).toContainEqual(['up', 'down', 'opposed'])
    expect(pairs.some(([a, b]) => a === 'up' && b === 'few')).toBe(false)
  })
  it('lists areas with less than two thirds of the indicators', () => expect(found.sparseAreas.length).toBe(0))
})

describe('rank correlation', () => {
  it("is the published value of Spearman's worked example, and with ties that of R", () => {
    expect(spearman([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])!.rho).toBeCloseTo(-0.17575757575757575, 12)
    expect(spearman([1, 2, 2, 4], [1, 3, 2, 4])!.rho).toBeCloseTo(0.9486832980505138, 12)
  })
  it('passes over what either lacks', () => {
    expect(spearman([1, null, 3, 4], [2, 5, 6, null])).toBeNull()
    expect(spearman([1, 2, 3, null], [3, 2, 1, 9])).toEqual({ rho: -1, n: 3 })
  })
})
