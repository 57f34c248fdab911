import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateScores } from '../../../shared/analysis/aggregate.ts'
import { copeland, outranking } from '../../../shared/analysis/copeland.ts'
import { normaliseValues } from '../../../shared/analysis/normalise.ts'
import { treatOutliers } from '../../../shared/analysis/outliers.ts'
import { median, ranks, roundHalfUp, shape } from '../../../shared/analysis/statistics.ts'
import { transformValues } from '../../../shared/analysis/transform.ts'
import type { Aggregate, Normalise } from '../../../shared/model/framework.ts'

const one = (aggregate: Aggregate, scores: (number | null)[], options: { weights?: number[]; p?: number; cutoff?: number; offset?: number; atLeast?: number; scale?: number } = {}) =>
  aggregateScores(scores.map((s) => [s]), options.weights ?? scores.map(() => 1), { aggregate, atLeast: options.atLeast ?? 0, p: options.p, cutoff: options.cutoff, offset: options.offset }, options.scale ?? 10)[0] ?? null
const close = (got: number | null, wanted: number | null, digits = 6) => (wanted === null ? expect(got).toBeNull() : expect(got).toBeCloseTo(wanted, digits))

describe('aggregates', () => {
  it.each([[[9, 1], 6.490973], [[10, 0], 7.597469], [[5, 5], 5], [[0, 0], 0], [[10, 10], 10], [[5.9, 10], 8.704844], [[0, 6.7, 6.3, 0, 9.1], 5.560397]])("INFORM's scaled geometric mean of %j is %d", (scores, wanted) => close(one('scaled-geometric', scores), wanted))
  it.each([[-1, 36.363636], [0.5, 46.637407], [1, 50], [2, 55.677644]])("COINr's power mean of 20, 50, 80 with p = %d is %d", (p, wanted) => close(one('power', [20, 50, 80], { p, scale: 100 }), wanted))
  it.each([[-1, 39.02439], [1, 50], [2, 54.313902]])('weighted 1, 2, 1, with p = %d, it is %d', (p, wanted) => close(one('power', [20, 50, 80], { p, weights: [1, 2, 1], scale: 100 }), wanted))
  it.each([
    ['arithmetic', [2, 4, 9], [1, 1, 2], 6], ['geometric', [20, 50, 80], [1, 1, 1], 43.088694], ['geometric', [20, 50, 80], [1, 2, 1], 44.72136], ['geometric', [0, 5], [1, 1], 0], ['harmonic', [20, 50, 80], [1, 1, 1], 36.363636], ['harmonic', [0, 5], [1, 1], 0],
    ['min', [3, 1, 2], [1, 1, 1], 1], ['max', [3, 1, 2], [1, 1, 1], 3], ['sum', [1, 2, 3], [1, 2, 1], 8],
    ['arithmetic', [null, 4], [3, 1], 4], ['geometric', [null, 4], [3, 1], 4], ['max', [null, null], [1, 1], null],
  ] as [Aggregate, (number | null)[], number[], number | null][])('%s of %j weighted %j is %d', (aggregate, scores, weights, wanted) => close(one(aggregate, scores, { weights }), wanted))
  it('an offset lifts a geometric mean off its zeros', () => close(one('geometric', [0, 3], { offset: 1 }), 1))
  it('below the share of weight that must be present the group is missing, at it it is not', () => {
    expect(one('arithmetic', [null, 4, 6], { atLeast: 0.67 })).toBeNull()
    expect(one('arithmetic', [null, 4, 6], { atLeast: 2 / 3 })).toBe(5)
    expect(one('arithmetic', [null, 4], { weights: [3, 1], atLeast: 0.5 })).toBeNull()
  })
  it.each([[[5, 5, 4, 4, 1, 1, 1, 1], 5], [[5, 4, 4, 4, 1, 1, 1, 1], 4], [[5, 5, 4, 3, 3, 1, 1, 1], 3], [[4, 4, 4, 3, 3, 3, 2, 1], 3], [[2, 2, 2, 1, 1, 1, 1, 1], 1]])("JIAF's severity of %j is %d", (scores, wanted) => expect(one('jiaf-severity', scores)).toBe(wanted))
  it('Alkire-Foster counts from the cutoff on, also where the weights add up to a hair less', () => {
    expect([[0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]].map((g) => one('alkire-foster', g, { cutoff: 0.5 }))).toEqual([0, 5, 10, 0])
    close(one('alkire-foster', [1, 1, 1, 1, 1, 1, 0, 0, 0, 0], { weights: [...Array.from({ length: 6 }, () => 1 / 18), ...Array.from({ length: 4 }, () => 1 / 6)], cutoff: 1 / 3 }), 10 / 3)
  })
  it("Copeland's outranking shares are those of COINr's test", () => {
    const units = [[1, 2, 3, 4], [3, 2, 1, 5], [2, 3, 1, 4]]
    const indicators = [0, 1, 2, 3].map((c) => units.map((u) => u[c]!))
    const three = indicators.slice(0, 3)
    expect(copeland(indicators, [1, 1, 1, 1], 10, () => true)).toHaveLength(3)
    expect(outranking(three, [1, 1, 1], 1, 0)).toBe(0.5)
    expect(outranking([[1, 2], [2, 1], [3, 1]], [1, 1, 1], 0, 1)).toBeCloseTo(2 / 3, 12)
    expect(copeland([[3, 2, 1], [3, 1, 2], [3, 1, 1]], [1, 1, 1], 10, () => true)).toEqual([10, 2.5, 2.5])
  })
  it('every mean lies between its lowest and highest score and does not fall when a score rises', () => {
    const scores = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 2, maxLength: 6 })
    fc.assert(fc.property(scores, fc.constantFrom('arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'min', 'max') as fc.Arbitrary<Aggregate>, fc.double({ min: 0, max: 1, noNaN: true }), (list, aggregate, rise) => {
      const score = one(aggregate, list)!
      expect(score).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9)
      expect(score).toBeLessThanOrEqual(Math.max(...list) + 1e-9)
      expect(one(aggregate, [list[0]! + (10 - list[0]!) * rise, ...list.slice(1)])!).toBeGreaterThanOrEqual(score - 1e-9)
    }), { seed: 1, numRuns: 500 })
  })
})

describe('normalisations', () => {
  const scores = (rule: Partial<Normalise> & { method: Normalise['method'] }, values: (number | null)[] = [0, 5, null, 10, 20], scale = 10) => normaliseValues(values, { direction: 'more-is-worse', ...rule }, scale)
  it.each([
    [{ method: 'minmax' }, [0, 2.5, null, 5, 10], { min: 0, max: 20 }], [{ method: 'minmax', direction: 'less-is-worse' }, [10, 7.5, null, 5, 0], { min: 0, max: 20 }], [{ method: 'minmax', min: 5, max: 10 }, [0, 0, null, 10, 10], { min: 5, max: 10 }],
    [{ method: 'goalposts', min: 0, max: 10 }, [0, 5, null, 10, 10], { min: 0, max: 10 }], [{ method: 'none' }, [0, 5, null, 10, 20], null],
    [{ method: 'percentile-rank' }, [0, 10 / 3, null, 20 / 3, 10], null], [{ method: 'rank' }, [2.5, 5, null, 7.5, 10], null], [{ method: 'borda' }, [0, 10 / 3, null, 20 / 3, 10], null],
    [{ method: 'fraction-of-max' }, [0, 2.5, null, 5, 10], { min: 0, max: 20 }], [{ method: 'distance-to-target', target: 5 }, [0, 0, null, 10 / 3, 10], { min: 5, max: 20 }], [{ method: 'distance-to-target', target: 10, direction: 'less-is-worse' }, [10, 5, null, 0, 0], { min: 0, max: 10 }],
    [{ method: 'classes', thresholds: [5, 10], scores: [1, 4, 9] }, [1, 4, null, 9, 9], { min: 5, max: 10 }], [{ method: 'classes', thresholds: [5, 10] }, [0, 5, null, 10, 10], { min: 5, max: 10 }],
  ] as [Normalise, (number | null)[], object | null][])('%j', (rule, wanted, bounds) => {
    const result = scores(rule)
    result.scores.forEach((s, i) => close(s, wanted[i]!, 12))
    expect(result.bounds).toEqual(bounds)
  })
  it('a z-score puts the mean in the middle and three deviations at the end', () => {
    const result = scores({ method: 'zscore' }, [1, 2, 3])
    result.scores.forEach((s, i) => close(s, [10 / 3, 5, 20 / 3][i]!, 12))
  })
  it('equal values share a rank: the lowest, or the mean for Borda', () => {
    expect(scores({ method: 'percentile-rank' }, [1, 1, 2]).scores).toEqual([0, 0, 10])
    expect(scores({ method: 'borda' }, [1, 1, 2]).scores).toEqual([2.5, 2.5, 10])
  })
  it.each(['minmax', 'zscore', 'fraction-of-max', 'percentile-rank'] as const)('%s has no answer where nothing differs or nothing is there', (method) => {
    expect(scores({ method }, [0, null]).scores).toEqual([null, null])
    expect(scores({ method }, [null, null])).toEqual({ scores: [null, null], bounds: null })
  })
  it('every relative score lies on the scale, whatever the values', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), { maxLength: 20 }), fc.constantFrom('minmax', 'zscore', 'rank', 'percentile-rank', 'borda', 'fraction-of-max') as fc.Arbitrary<Normalise['method']>, fc.constantFrom('more-is-worse', 'less-is-worse') as fc.Arbitrary<Normalise['direction']>, (values, method, direction) => {
      for (const [i, s] of scores({ method, direction }, values).scores.entries()) {
        if (values[i] === null) expect(s).toBeNull()
        else if (s !== null) { expect(s).toBeGreaterThanOrEqual(0); expect(s).toBeLessThanOrEqual(10) }
      }
    }), { seed: 6, numRuns: 500 })
  })
})

describe('transforms and outliers', () => {
  it.each([
    ['log1p', [0, Math.E - 1, null], [0, 1, null]], ['sqrt', [4, -1, null], [2, null, null]], ['exp', [0, 1000, null], [1, null, null]], ['none', [1, 2, null], [1, 2, null]], [undefined, [1, 2, null], [1, 2, null]],
    [{ method: 'log', offset: 0.001 }, [0.999, -1, null], [0, null, null]],
  ] as const)('%j of %j is %j', (transform, values, wanted) => transformValues([...values], transform).forEach((v, i) => close(v, wanted[i]!, 12)))
  it("a log takes the node's offset", () => close(transformValues([0], 'log', 1)[0]!, 0))

  it("skewness and kurtosis are those of e1071's type 2", () => {
    const before = shape([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100])!
    close(before.skewness, 3.255638)
    close(before.kurtosis, 10.706674)
    const after = shape([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10])!
    close(after.skewness, -0.127622)
    close(after.kurtosis, -1.336677)
  })
  it("COINr's rule moves an outlier to the next value and leaves what passes the test alone", () => {
    expect(treatOutliers([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, null], { method: 'winsorise' })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, null])
    expect(treatOutliers([-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { method: 'winsorise' })).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(treatOutliers([1, 2, 3, 4], { method: 'winsorise' })).toEqual([1, 2, 3, 4])
  })
  it('what five points do not mend goes through a logarithm', () => {
    const values = [...Array.from({ length: 93 }, (_, i) => (i % 7) / 10), 50, 90, 200, 300, 500, 900, 1500]
    const treated = treatOutliers(values, { method: 'winsorise' })
    close(treated[0]!, Math.log(0.01 * 1500), 12)
    close(treated.at(-1)!, Math.log(1500 + 0.01 * 1500), 12)
  })
  it('Tukey caps at the quartiles and one and a half times their distance, percentiles at theirs', () => {
    expect(treatOutliers([1, 2, 3, 4, 100, null], { method: 'tukey' })).toEqual([1, 2, 3, 4, 7, null])
    expect(treatOutliers([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { method: 'percentile', lower: 10, upper: 90 })).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])
  })
  it.each([[5.25, 1, 5.3], [1.005, 2, 1.01], [2.5, 0, 3], [-2.5, 0, -3], [0.1 + 0.2, 1, 0.3], [5.2499999999, 1, 5.2], [5.249999999999999, 1, 5.3], [4.35, 1, 4.4], [0, 1, 0], [1e-9, 2, 0], [123456.785, 2, 123456.79]])('%d rounds half up at %i decimals to %d', (value, decimals, wanted) => expect(roundHalfUp(value, decimals)).toBe(wanted))
  it('a median passes over what is missing', () => expect([median([3, null, 1]), median([null])]).toEqual([2, null]))
  it('ranks run from the lowest', () => expect(ranks([30, null, 10, 10], 'lowest')).toEqual([3, null, 1, 1]))
})
