import type { Normalise } from '../model/framework.ts'
import { deviation, mean, present, ranks } from './statistics.ts'

type Values = (number | null)[]
/** The bounds that a normalisation used: given, or those of the data. */
export interface Bounds { min: number; max: number }

/**
 * Values to scores from 0 to `scale`, high = more insecure. `minmax` between the data's or fixed bounds, `goalposts` between fixed ones (both clamped); `zscore` puts the mean at half of the scale and three sample deviations at its ends;
 * `percentile-rank` is (rank - 1) / (n - 1), equal values sharing the lowest rank; `borda` the same with the mean of their ranks; `rank` is rank / n; `distance-to-target` runs from 0 at the target to the data's worst value (or the fixed bound);
 * `fraction-of-max` is x / max; `classes` gives the score of the class; `none` takes the value as it is. Where the data have no spread a relative method has no answer and the scores are missing.
 */
export function normaliseValues(values: Values, rule: Normalise, scale: number): { scores: Values; bounds: Bounds | null } {
  const numbers = present(values)
  const worse = rule.direction !== 'less-is-worse'
  const none = { scores: values.map(() => null), bounds: null }
  if (!numbers.length) return none
  const low = rule.min ?? numbers.reduce((a, b) => Math.min(a, b))
  const high = rule.max ?? numbers.reduce((a, b) => Math.max(a, b))
  const each = (one: (x: number) => number, bounds: Bounds | null) => ({ scores: values.map((v) => { const s = v === null ? Number.NaN : one(v); return Number.isFinite(s) ? s : null }), bounds })
  const share = (s: number) => scale * Math.min(1, Math.max(0, worse ? s : 1 - s))
  switch (rule.method) {
    case 'none': return each((x) => (worse ? x : scale - x), null)
    case 'minmax': case 'goalposts': return high > low ? each((x) => share((x - low) / (high - low)), { min: low, max: high }) : none
    case 'zscore': {
      const m = mean(numbers)
      const d = deviation(numbers)
      return d > 0 ? each((x) => share(0.5 + (x - m) / (6 * d)), { min: m - 3 * d, max: m + 3 * d }) : none
    }
    case 'rank': case 'percentile-rank': case 'borda': return byRank(values, rule.method, numbers.length, share)
    case 'distance-to-target': {
      const target = rule.target!
      const end = worse ? high : low
      return end !== target ? each((x) => scale * Math.min(1, Math.max(0, (x - target) / (end - target))), { min: Math.min(target, end), max: Math.max(target, end) }) : each(() => 0, { min: target, max: target })
    }
    case 'fraction-of-max': return high > 0 ? each((x) => share(x / high), { min: 0, max: high }) : none
    case 'classes': {
      const thresholds = rule.thresholds ?? []
      const reached = (x: number) => thresholds.filter((t) => x >= t).length
      const scores = rule.scores
      return each((x) => scores ? scores[reached(x)]! : share(reached(x) / thresholds.length), { min: thresholds[0] ?? low, max: thresholds.at(-1) ?? high })
    }
  }
}

function byRank(values: Values, method: 'rank' | 'percentile-rank' | 'borda', n: number, share: (s: number) => number): { scores: Values; bounds: null } {
  const order = ranks(values, method === 'borda' ? 'mean' : 'lowest')
  if (n < 2) return { scores: values.map(() => null), bounds: null }
  return { scores: order.map((r) => (r === null ? null : share(method === 'rank' ? r / n : (r - 1) / (n - 1)))), bounds: null }
}
