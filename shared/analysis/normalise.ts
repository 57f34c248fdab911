import type { Normalise } from '../model/framework.ts'
import { columnOf, lowerBound, sortedNumbers, upperBound, valuesOf, type Column, type Values } from './column.ts'
import { deviation, mean } from './statistics.ts'

/** The bounds that a normalisation used: given, or those of the data. */
export interface Bounds { min: number; max: number }

/**
 * Values to scores from 0 to `scale`, high = more insecure. `minmax` between the data's or fixed bounds, `goalposts` between fixed ones (both clamped); `zscore` puts the mean at half of the scale and three sample deviations at its ends;
 * `percentile-rank` is (rank - 1) / (n - 1), equal values sharing the lowest rank; `borda` the same with the mean of their ranks; `rank` is rank / n; `distance-to-target` runs from 0 at the target to the data's worst value (or the fixed bound);
 * `fraction-of-max` is x / max; `classes` gives the score of the class; `none` takes the value as it is. Where the data have no spread a relative method has no answer and the scores are missing.
 */
export function normaliseValues(values: Values, rule: Normalise, scale: number): { scores: Values; bounds: Bounds | null } {
  const { scores, bounds } = normaliseColumn(columnOf(values), rule, scale)
  return { scores: valuesOf(scores), bounds }
}

/** As `normaliseValues`, on columns. */
export function normaliseColumn(column: Column, rule: Normalise, scale: number): { scores: Column; bounds: Bounds | null } {
  const worse = rule.direction !== 'less-is-worse'
  const none = () => ({ scores: new Float64Array(column.length).fill(Number.NaN), bounds: null })
  const [least, most] = ends(column)
  if (Number.isNaN(least)) return none()
  const low = rule.min ?? least
  const high = rule.max ?? most
  /** Shares of the scale from (x - from) / spread, clamped. */
  const share = (from: number, spread: number, bounds: Bounds | null) => {
    const scores = new Float64Array(column.length)
    for (let i = 0; i < scores.length; i++) {
      const s = (column[i]! - from) / spread
      scores[i] = scale * clamp(worse ? s : 1 - s)
    }
    return { scores, bounds }
  }
  switch (rule.method) {
    case 'none': return { scores: worse ? column : column.map((x) => scale - x), bounds: null }
    case 'minmax': case 'goalposts': return high > low ? share(low, high - low, { min: low, max: high }) : none()
    case 'zscore': {
      const numbers = column.filter((v) => v === v)
      const m = mean(numbers)
      const d = deviation(numbers)
      return d > 0 ? share(m - 3 * d, 6 * d, { min: m - 3 * d, max: m + 3 * d }) : none()
    }
    case 'rank': case 'percentile-rank': case 'borda': {
      const scores = rankShares(column, rule.method)
      return scores ? { scores: scores.map((s) => scale * (worse ? s : 1 - s)), bounds: null } : none()
    }
    case 'distance-to-target': {
      const target = rule.target!
      const end = worse ? high : low
      return { scores: column.map((x) => (end === target ? (x === x ? 0 : x) : scale * clamp((x - target) / (end - target)))), bounds: { min: Math.min(target, end), max: Math.max(target, end) } }
    }
    case 'fraction-of-max': return high > 0 ? share(0, high, { min: 0, max: high }) : none()
    case 'classes': {
      const thresholds = rule.thresholds ?? []
      const given = rule.scores
      return {
        scores: column.map((x) => {
          if (x !== x) return x
          const reached = thresholds.filter((t) => x >= t).length
          const s = reached / thresholds.length
          return given ? given[reached]! : scale * clamp(worse ? s : 1 - s)
        }),
        bounds: { min: thresholds[0] ?? low, max: thresholds.at(-1) ?? high },
      }
    }
  }
}

/** The bounds that a rule takes for a column: its own, or those of the data; null where the column is empty. */
export function boundsOf(column: Column, rule: Pick<Normalise, 'min' | 'max'>): Bounds | null {
  const [least, most] = ends(column)
  return Number.isNaN(least) ? null : { min: rule.min ?? least, max: rule.max ?? most }
}

/** 0 to 1; NaN stays. */
function clamp(s: number): number {
  return s < 0 ? 0 : s > 1 ? 1 : s
}

/** The least and the most of a column, NaN where it is empty. */
function ends(column: Column): [number, number] {
  let least = Number.NaN
  let most = Number.NaN
  for (let i = 0; i < column.length; i++) {
    const v = column[i]!
    if (v !== v) continue
    if (!(v >= least)) least = v
    if (!(v <= most)) most = v
  }
  return [least, most]
}

function rankShares(column: Column, method: 'rank' | 'percentile-rank' | 'borda'): Column | null {
  const sorted = sortedNumbers(column)
  const n = sorted.length
  if (n < 2) return null
  const out = new Float64Array(column.length).fill(Number.NaN)
  for (let i = 0; i < column.length; i++) {
    const v = column[i]!
    if (v !== v) continue
    const below = lowerBound(sorted, v)
    out[i] = method === 'rank' ? (below + 1) / n : (method === 'borda' ? below + (upperBound(sorted, v) - below - 1) / 2 : below) / (n - 1)
  }
  return out
}
