import type { IndicatorNode } from '../model/framework.ts'
import { columnOf, sortedNumbers, valuesOf, type Column, type Values } from './column.ts'
import { quantile, shape } from './statistics.ts'

export type Outliers = NonNullable<IndicatorNode['outliers']>

/**
 * Treats outliers. `tukey` caps at the quartiles -/+ 1.5 times their distance; `percentile` caps at `lower` and `upper` percent (default 5 and 95);
 * `winsorise` is COINr's rule (Treat): where |skewness| >= 2 and kurtosis >= 3.5, up to 5 points on the side of the skew are moved to the next value, and if that is not enough the raw values go through a logarithm instead.
 */
export function treatOutliers(values: Values, rule: Outliers | undefined): Values {
  return valuesOf(treatColumn(columnOf(values), rule))
}

/** As `treatOutliers`; where nothing is to be treated, the column itself. */
export function treatColumn(column: Column, rule: Outliers | undefined): Column {
  if (!rule || rule.method === 'none') return column
  if (rule.method === 'winsorise') return winsorise(column)
  const sorted = sortedNumbers(column)
  if (sorted.length < 2) return column
  if (rule.method === 'percentile') return cap(column, quantile(sorted, (rule.lower ?? 5) / 100), quantile(sorted, (rule.upper ?? 95) / 100))
  const q1 = quantile(sorted, 0.25)
  const q3 = quantile(sorted, 0.75)
  return cap(column, q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))
}

function cap(column: Column, low: number, high: number): Column {
  const out = new Float64Array(column.length)
  for (let i = 0; i < column.length; i++) { const v = column[i]!; out[i] = v < low ? low : v > high ? high : v }
  return out
}

const mostPoints = 5

function winsorise(column: Column): Column {
  let skew = skewOf(column)
  if (skew === null) return column
  const treated = column.slice()
  let moved = 0
  while (skew !== null && moved < mostPoints) {
    const { end, next, count } = endOf(treated, skew >= 0)
    if (Number.isNaN(next)) break
    moved = count
    for (let i = 0; i < treated.length; i++) if (treated[i] === end) treated[i] = next
    skew = skewOf(treated)
  }
  return skew === null ? treated : logarithm(column)
}

/** The extreme value at the high or low end, how many have it, and the next one to it (NaN where there is no other). */
function endOf(column: Column, high: boolean): { end: number; next: number; count: number } {
  let end = Number.NaN
  let next = Number.NaN
  let count = 0
  for (let i = 0; i < column.length; i++) {
    const v = column[i]!
    if (v !== v) continue
    if (end !== end || (high ? v > end : v < end)) { next = end; end = v; count = 1 }
    else if (v === end) count++
    else if (next !== next || (high ? v > next : v < next)) next = v
  }
  return { end, next, count }
}

/** The skewness of values that fail the test, null for those that pass. */
function skewOf(column: Column): number | null {
  const s = shape(column)
  return s && Math.abs(s.skewness) >= 2 && s.kurtosis >= 3.5 ? s.skewness : null
}

/** COINr's log_CT: ln(x - min + 0.01 (max - min)), mirrored where the tail is on the low side. */
function logarithm(column: Column): Column {
  const high = endOf(column, true).end
  const low = endOf(column, false).end
  const added = 0.01 * (high - low)
  const mirrored = (shape(column)?.skewness ?? 0) < 0
  const out = new Float64Array(column.length)
  for (let i = 0; i < column.length; i++) { const v = column[i]!; out[i] = mirrored ? -Math.log(high - v + added) : Math.log(v - low + added) }
  return out
}
