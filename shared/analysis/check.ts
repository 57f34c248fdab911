import type { DataCheck, IndicatorCheck, IndicatorFlag, PairFlag } from '../model/data-check.ts'
import type { NodeColumn, ProfileTable } from '../model/run.ts'
import { deviation, mean, median, present, ranks, shape } from './statistics.ts'

/** Limits of COINr (availability, screening, skewness and kurtosis of Treat) and of UNHCR's A2SIT (same value, correlations). */
export const limits = { available: 2 / 3, sameValue: 0.5, zeros: 0.95, skewness: 2, kurtosis: 3.5, collinear: 0.9, opposed: -0.4, population: 0.7, areas: 10 }

type Values = readonly (number | null)[]

/**
 * What an analyst checks before trusting an index: per indicator its availability, zeros, spread and shape, and per group the pairs of indicators that double or contradict each other.
 * `population` is the number of people per area, where known: an indicator that is not per anything and follows it is likely a count that wants a denominator (COINr's get_denom_corr).
 */
export function checkData(table: ProfileTable, options: { population?: Values; divided?: ReadonlySet<string> } = {}): DataCheck {
  const leaves = table.nodes.filter((node) => node.indicator)
  return {
    run: table.run.id, areas: table.codes.length,
    indicators: leaves.map((node) => checkIndicator(node, options.population ?? null, options.divided?.has(node.id) ?? false)),
    pairs: pairsOf(table.nodes),
    sparseAreas: table.codes.flatMap((code, i) => (table.coverage[i]! < limits.available - 1e-9 ? [{ code, name: table.names[i]!, available: table.coverage[i]! }] : [])),
  }
}

function checkIndicator(node: NodeColumn, population: Values | null, divided: boolean): IndicatorCheck {
  const raw = node.raw ?? []
  const numbers = present(raw)
  const n = numbers.length
  const counts = new Map<number, number>()
  for (const v of numbers) counts.set(v, (counts.get(v) ?? 0) + 1)
  const form = shape(numbers)
  const followed = population ? spearman(raw, population) : null
  const zeros = n ? (counts.get(0) ?? 0) / n : 0
  const commonest = n ? Math.max(...counts.values()) / n : 0
  const available = raw.length ? n / raw.length : 0
  const flags: IndicatorFlag[] = []
  const flag = (name: IndicatorFlag, when: boolean) => { if (when) flags.push(name) }
  flag('few-areas', n > 0 && n < limits.areas)
  flag('low-availability', available < limits.available - 1e-9)
  flag('no-spread', n > 1 && counts.size === 1)
  flag('mostly-zero', counts.size > 1 && zeros > limits.zeros)
  flag('same-value', counts.size > 1 && commonest > limits.sameValue)
  flag('skewed', form !== null && Math.abs(form.skewness) >= limits.skewness && form.kurtosis >= limits.kurtosis)
  flag('follows-population', !divided && followed !== null && followed.rho > limits.population)
  return {
    id: node.id, areas: n, available, zeros, commonest, distinct: counts.size, min: n ? numbers.reduce((a, b) => Math.min(a, b)) : null, median: median(raw), mean: n ? mean(numbers) : null, max: n ? numbers.reduce((a, b) => Math.max(a, b)) : null,
    deviation: n > 1 ? deviation(numbers) : null, skewness: form?.skewness ?? null, kurtosis: form?.kurtosis ?? null, population: followed?.rho ?? null, flags,
  }
}

/** Pairs among the children of each group, by their scores, so that the directions agree. */
function pairsOf(nodes: readonly NodeColumn[]): PairFlag[] {
  const found: PairFlag[] = []
  for (const group of nodes.filter((node) => !node.indicator)) {
    const children = nodes.filter((node) => node.parent === group.id)
    children.forEach((a, i) => children.slice(i + 1).forEach((b) => {
      const both = spearman(a.scores, b.scores)
      if (!both || both.n < limits.areas) return
      const kind = both.rho > limits.collinear ? 'collinear' : both.rho < limits.opposed ? 'opposed' : null
      if (kind) found.push({ group: group.id, a: a.id, b: b.id, correlation: both.rho, areas: both.n, kind })
    }))
  }
  return found
}

/** Spearman's rank correlation over the places where both have a value (ties share the mean of their ranks); null with fewer than 3 of them or without spread. */
export function spearman(a: Values, b: Values): { rho: number; n: number } | null {
  const both = a.map((v, i) => v !== null && (b[i] ?? null) !== null)
  const ra = present(ranks(a.map((v, i) => (both[i] ? v : null)), 'mean'))
  const rb = present(ranks(b.map((v, i) => (both[i] ? v : null)), 'mean'))
  const n = ra.length
  if (n < 3) return null
  const [ma, mb] = [mean(ra), mean(rb)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [x, y] = [ra[i]! - ma, rb[i]! - mb]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? { rho: ab / Math.sqrt(aa * bb), n } : null
}
