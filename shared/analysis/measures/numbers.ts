import type { ColumnValues, LayerInput } from '../input.ts'
import type { Note } from '../../model/note.ts'
import { AtlasError } from '../../model/error.ts'
import { findColumn } from '../tokens.ts'

const missingWords = new Set(['', 'x', '#value!', '#n/a', '#ref!', '#div/0!', 'no estimate', 'n/a', 'na', 'nan', 'null', 'none', '-', '..', '...'])

/** The number in a cell; null when it is missing or no number. Text may carry thousands commas (448,465) and a percent sign (12% is 12). */
export function numberOf(value: string | number | null | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value === null || value === undefined) return null
  const text = value.trim()
  if (missingWords.has(text.toLowerCase())) return null
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?%?$/.test(text) ? text.replaceAll(',', '') : text
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?$/i.test(plain)) return null
  return Number(plain.replace('%', ''))
}

/** Whether a cell holds something that is neither a number nor a declared missing value. */
export function isUnreadable(value: string | number | null): boolean {
  return typeof value === 'string' && numberOf(value) === null && !missingWords.has(value.trim().toLowerCase())
}

/** The values of a measure's field, where -99 is missing in a column that has no other negative number (with a note). Throws `MEASURE_FIELD` when the measure names none, `MEASURE_UNKNOWN_COLUMN` with the names there are. */
export function columnOf(layer: LayerInput, field: string | undefined, kind: string, notes?: Note[]): ColumnValues {
  if (!field) throw new AtlasError('MEASURE_FIELD', `"${kind}" over "${layer.name}" needs a field; the columns are: ${Object.keys(layer.columns).join(', ') || 'none'}`)
  return withoutCode(layer.columns[findColumn(field, Object.keys(layer.columns), 'MEASURE_UNKNOWN_COLUMN')]!, field, notes)
}

/** Treats -99, the missing code of many humanitarian tables, as missing where it is the only negative number. */
export function withoutCode(values: ColumnValues, field: string, notes?: Note[]): ColumnValues {
  let coded = 0
  for (const value of values) {
    const n = numberOf(value)
    if (n === -99) coded++
    else if (n !== null && n < 0) return values
  }
  if (!coded) return values
  notes?.push({ code: 'MISSING_CODE', count: coded, sample: `-99 in "${field}" was taken as missing: no other value is negative` })
  return values.map((value) => (numberOf(value) === -99 ? null : value))
}

/** Sum with Neumaier's compensation, so that the order of records does not show. */
export function exactSum(values: Iterable<number>): number {
  let sum = 0
  let lost = 0
  for (const v of values) {
    const t = sum + v
    lost += Math.abs(sum) >= Math.abs(v) ? sum - t + v : v - t + sum
    sum = t
  }
  return sum + lost
}

export function medianOf(values: number[]): number | null {
  if (!values.length) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
