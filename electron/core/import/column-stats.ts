import type { FieldType } from '../../../shared/model/layer.ts'
import { isMissingToken, numberForm, readNumber } from '../formats/cells.ts'
import { readDate, type DateForm, type DayOrder } from '../formats/dates.ts'
import type { SourceValue } from '../formats/format.ts'
import { dateName } from './names.ts'

/** What the values of one column are like, learnt value by value. */
export interface ColumnStats {
  name: string; tag?: string; given: FieldType | null
  /** Values that are neither blank nor a word for missing. */
  filled: number
  missing: number; missingSample: string
  integers: number; reals: number; ambiguousCommas: number; decimalCommas: number; groups: number; percents: number
  /** Of the grouped numbers, those with a fraction and those whose groups a dot parts; of the others, those that a dot before three digits could group (`12.345`). */
  fractions: number; dotGroups: number; ambiguousDots: number
  leadingZeros: number; tooLong: number; booleans: number
  dates: Record<DateForm, number>; impossible: number; timed: number; looseDates: number
  min: number; max: number; sentinels: number; sentinel: number
  /** Different values, up to a limit; complete while `distinctOf` equals `filled`. */
  distinct: Set<string>; distinctOf: number
  sample: string; commaSample: string; dotSample: string
  dateLike: boolean
  /** What the analyst said of the file's numbers and dates. */
  said: { decimal?: '.' | ','; dates?: DayOrder }
}

const distinctLimit = 20_000

export function createColumnStats(field: { name: string; type: FieldType | null; tag?: string }, asDate: boolean, said: ColumnStats['said'] = {}): ColumnStats {
  return {
    name: field.name, tag: field.tag, given: field.type, filled: 0, missing: 0, missingSample: '', integers: 0, reals: 0, ambiguousCommas: 0, decimalCommas: 0, groups: 0, percents: 0, fractions: 0, dotGroups: 0, ambiguousDots: 0,
    leadingZeros: 0, tooLong: 0, booleans: 0, dates: { iso: 0, ymd: 0, dmy: 0, mdy: 0, either: 0, named: 0, compact: 0, month: 0, year: 0, serial: 0, epoch: 0 }, impossible: 0, timed: 0, looseDates: 0,
    min: Infinity, max: -Infinity, sentinels: 0, sentinel: 0, distinct: new Set(), distinctOf: 0, sample: '', commaSample: '', dotSample: '', dateLike: asDate || dateName(field.name, field.tag) !== null, said,
  }
}

export function learnValue(stats: ColumnStats, value: SourceValue): void {
  if (value === null) return
  if (typeof value === 'number') { learnNumber(stats, value); if (stats.dateLike) learnDate(stats, String(value)); return }
  if (typeof value === 'boolean') { stats.filled += 1; stats.booleans += 1; stats.sample ||= String(value); return }
  const text = value.trim()
  if (text === '') return
  if (isMissingToken(text)) { stats.missing += 1; stats.missingSample ||= text; return }
  stats.filled += 1
  stats.sample ||= text.slice(0, 80)
  see(stats, text)
  const form = numberForm(text)
  if (form !== null) learnForm(stats, form, text)
  else if (/^(true|false)$/i.test(text)) stats.booleans += 1
  if (stats.dateLike || (form === null && !hopeless(stats))) learnDate(stats, text)
}

function learnNumber(stats: ColumnStats, value: number): void {
  if (!Number.isFinite(value)) { stats.missing += 1; stats.missingSample ||= String(value); return }
  stats.filled += 1
  stats.sample ||= String(value)
  see(stats, String(value))
  if (Number.isSafeInteger(value)) stats.integers += 1
  else stats.reals += 1
  learnSize(stats, value)
}

function learnForm(stats: ColumnStats, form: Exclude<ReturnType<typeof numberForm>, null>, text: string): void {
  if (form === 'integer') {
    stats.integers += 1
    if (/^[+-]?0\d/.test(text)) stats.leadingZeros += 1
    if (text.length > 15 && !Number.isSafeInteger(Number(text))) stats.tooLong += 1
    learnSize(stats, Number(text))
  } else if (form === 'real') {
    stats.reals += 1
    if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) { stats.ambiguousDots += 1; stats.dotSample ||= text }
    learnSize(stats, Number(text))
  }
  else if (form === 'ambiguous-comma') { stats.ambiguousCommas += 1; stats.commaSample ||= text }
  else if (form === 'decimal-comma') stats.decimalCommas += 1
  else if (form === 'thousands') {
    stats.groups += 1
    if (!Number.isInteger(readNumber(text, 'thousands'))) stats.fractions += 1
    if (/^[+-]?\d+\.\d{3}(\.|,)/.test(text)) stats.dotGroups += 1
  }
  else stats.percents += 1
}

function learnSize(stats: ColumnStats, value: number): void {
  if (value < stats.min) stats.min = value
  if (value > stats.max) stats.max = value
  if (value === -99 || value === -999 || value === -9999 || value === -99999) { stats.sentinels += 1; stats.sentinel = value }
}

/** After a few thousand values without a date, a column is none, whatever comes: its values stay text. */
function hopeless(stats: ColumnStats): boolean {
  return stats.filled > 4000 && datesIn(stats) === 0 && stats.impossible === 0
}

function learnDate(stats: ColumnStats, text: string): void {
  const read = readDate(text, 'dmy', stats.dateLike)
  if (read === null) return
  if (read === 'impossible') { stats.impossible += 1; return }
  stats.dates[read.form] += 1
  if (read.form === 'compact' || read.form === 'month' || read.form === 'year' || read.form === 'serial' || read.form === 'epoch') stats.looseDates += 1
  if (read.time !== null && !/^00:00:00/.test(read.time)) stats.timed += 1
}

function see(stats: ColumnStats, text: string): void {
  if (stats.distinct.size >= distinctLimit) return
  stats.distinct.add(text)
  stats.distinctOf += 1
}

export function numbersIn(stats: ColumnStats): number {
  return stats.integers + stats.reals + stats.ambiguousCommas + stats.decimalCommas + stats.groups + stats.percents
}

/** Values that are dates whatever the column is called. */
export function strictDatesIn(stats: ColumnStats): number {
  return datesIn(stats) - stats.looseDates
}

export function datesIn(stats: ColumnStats): number {
  return Object.values(stats.dates).reduce((sum, count) => sum + count, 0)
}

/** Share of filled values that are different from one another, 1 where none repeats. */
export function distinctShare(stats: ColumnStats): number {
  return stats.distinctOf === 0 ? 0 : stats.distinct.size / stats.distinctOf
}
