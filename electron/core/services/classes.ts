import { ckmeans, quantileSorted } from 'simple-statistics'
import type { Output } from '../../../shared/contract/contract.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'

/**
 * Classes over a field's values: `breaks` are the bounds between classes (count − 1 of them or fewer), `counts` how many values fall in each class
 * (a value on a bound belongs to the class above); `values` are the commonest values with their counts for the method `values`.
 * Methods: quantile, equal interval, ckmeans (Wang and Song 2011). Throws `FIELD_NOT_NUMERIC`.
 */
export function classesOf(column: readonly (string | number | null)[], method: 'quantile' | 'equal' | 'ckmeans' | 'values', count: number): Output<'layers.classes'> {
  if (method === 'values') return { breaks: [], counts: [], values: commonest(column) }
  const numbers = column.filter((value): value is number => typeof value === 'number' && Number.isFinite(value)).toSorted((a, b) => a - b)
  if (!numbers.length) throw new AtlasError('FIELD_NOT_NUMERIC', 'The field holds no numbers, so that it cannot be divided into classes. Choose one colour per value instead.')
  const breaks = [...new Set(bounds(numbers, method, count))].filter((bound) => bound > numbers[0]!).toSorted((a, b) => a - b)
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  for (const value of numbers) counts[breaks.filter((bound) => value >= bound).length]!++
  return { breaks, counts, values: [] }
}

function bounds(sorted: number[], method: 'quantile' | 'equal' | 'ckmeans', count: number): number[] {
  const inner = Array.from({ length: count - 1 }, (_, i) => i + 1)
  if (method === 'quantile') return inner.map((i) => quantileSorted(sorted, i / count))
  if (method === 'equal') return inner.map((i) => sorted[0]! + ((sorted.at(-1)! - sorted[0]!) * i) / count)
  const different = new Set(sorted).size
  if (different <= count) return [...new Set(sorted)].slice(1)
  // Evenly spaced order statistics stand for very long columns, so that the map answers at once.
  const shown = sorted.length <= 20_000 ? sorted : Array.from({ length: 20_000 }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / 19_999)]!)
  return ckmeans(shown, count).slice(1).map((group) => group[0]!)
}

function commonest(column: readonly (string | number | null)[]): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const value of column) if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, 50)
}
