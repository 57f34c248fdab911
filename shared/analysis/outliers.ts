import type { IndicatorNode } from '../model/framework.ts'
import { present, quantile, shape } from './statistics.ts'

type Values = (number | null)[]
type Outliers = NonNullable<IndicatorNode['outliers']>

/**
 * Treats outliers. `tukey` caps at the quartiles -/+ 1.5 times their distance; `percentile` caps at `lower` and `upper` percent (default 5 and 95);
 * `winsorise` is COINr's rule (Treat): where |skewness| >= 2 and kurtosis >= 3.5, up to 5 points on the side of the skew are moved to the next value, and if that is not enough the raw values go through a logarithm instead.
 */
export function treatOutliers(values: Values, rule: Outliers | undefined): Values {
  const sorted = present(values).sort((a, b) => a - b)
  if (!rule || rule.method === 'none' || sorted.length < 2) return values
  switch (rule.method) {
    case 'tukey': {
      const q1 = quantile(sorted, 0.25)
      const q3 = quantile(sorted, 0.75)
      return cap(values, q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))
    }
    case 'percentile': return cap(values, quantile(sorted, (rule.lower ?? 5) / 100), quantile(sorted, (rule.upper ?? 95) / 100))
    case 'winsorise': return winsorise(values)
  }
}

function cap(values: Values, low: number, high: number): Values {
  return values.map((v) => (v === null ? null : Math.min(high, Math.max(low, v))))
}

const mostPoints = 5

function winsorise(values: Values): Values {
  const treated = [...values]
  let moved = 0
  let skew = skewOf(treated)
  if (skew === null) return values
  while (skew !== null && moved < mostPoints) {
    const numbers = present(treated)
    const end = skew >= 0 ? numbers.reduce((a, b) => Math.max(a, b)) : numbers.reduce((a, b) => Math.min(a, b))
    const rest = numbers.filter((v) => v !== end)
    if (!rest.length) break
    const next = skew >= 0 ? rest.reduce((a, b) => Math.max(a, b)) : rest.reduce((a, b) => Math.min(a, b))
    moved = numbers.length - rest.length
    treated.forEach((v, i) => { if (v === end) treated[i] = next })
    skew = skewOf(treated)
  }
  return skew === null ? treated : logarithm(values)
}

/** The skewness of values that fail the test, null for those that pass. */
function skewOf(values: Values): number | null {
  const s = shape(present(values))
  return s && Math.abs(s.skewness) >= 2 && s.kurtosis >= 3.5 ? s.skewness : null
}

/** COINr's log_CT: ln(x - min + 0.01 (max - min)), mirrored where the tail is on the low side. */
function logarithm(values: Values): Values {
  const numbers = present(values)
  const low = numbers.reduce((a, b) => Math.min(a, b))
  const high = numbers.reduce((a, b) => Math.max(a, b))
  const added = 0.01 * (high - low)
  const mirrored = (shape(numbers)?.skewness ?? 0) < 0
  return values.map((v) => (v === null ? null : mirrored ? -Math.log(high - v + added) : Math.log(v - low + added)))
}
