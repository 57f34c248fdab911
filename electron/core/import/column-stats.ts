import type { FieldType } from '../../../shared/model/layer.ts'
import { readDate, type DateForm, type DayOrder, type ReadDate } from '../formats/dates.ts'
import { detached } from '../formats/detached.ts'
import type { SourceValue } from '../formats/format.ts'
import { scanned, scanNumber } from '../formats/plain-number.ts'
import { dateName } from './names.ts'
import { createLooks, dateOf, hasLeadingZero, isAmbiguousDot, type TextLook } from './text-look.ts'

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
  dates: Record<DateForm, number>; /** All of `dates`. */ dated: number; impossible: number; timed: number; looseDates: number
  min: number; max: number; sentinels: number; sentinel: number
  /** Different values, up to a limit; complete while `distinctOf` equals `filled`. */
  distinct: Set<string>; distinctOf: number
  sample: string; commaSample: string; dotSample: string
  dateLike: boolean
  /** What the analyst said of the file's numbers and dates. */
  said: { decimal?: '.' | ','; dates?: DayOrder }
  /** What its texts are, looked at once where they repeat. */
  look(text: string): TextLook
}

const distinctLimit = 20_000

export function createColumnStats(field: { name: string; type: FieldType | null; tag?: string }, asDate: boolean, said: ColumnStats['said'] = {}, columns = 1): ColumnStats {
  return {
    name: field.name, tag: field.tag, given: field.type, filled: 0, missing: 0, missingSample: '', integers: 0, reals: 0, ambiguousCommas: 0, decimalCommas: 0, groups: 0, percents: 0, fractions: 0, dotGroups: 0, ambiguousDots: 0,
    leadingZeros: 0, tooLong: 0, booleans: 0, dates: { iso: 0, ymd: 0, dmy: 0, mdy: 0, either: 0, named: 0, compact: 0, month: 0, year: 0, serial: 0, epoch: 0 }, dated: 0, impossible: 0, timed: 0, looseDates: 0,
    min: Infinity, max: -Infinity, sentinels: 0, sentinel: 0, distinct: new Set(), distinctOf: 0, sample: '', commaSample: '', dotSample: '', dateLike: asDate || dateName(field.name, field.tag) !== null, said, look: createLooks(columns),
  }
}

export function learnValue(stats: ColumnStats, value: SourceValue): void {
  if (value === null) return
  if (typeof value === 'number') { learnNumber(stats, value); if (stats.dateLike) learnDate(stats, readDate(String(value), 'dmy', true)); return }
  if (typeof value === 'boolean') { stats.filled += 1; stats.booleans += 1; stats.sample ||= String(value); return }
  const plain = stats.dateLike ? null : scanNumber(value)
  if (plain !== null) { learnPlain(stats, value, plain, scanned); return }
  const look = stats.look(value)
  const { text } = look
  if (text === '') return
  if (look.missing) { stats.missing += 1; stats.missingSample ||= text; return }
  stats.filled += 1
  stats.sample ||= text.slice(0, 80)
  if (stats.distinct.size < distinctLimit) {
    if (look.seen) stats.distinctOf += 1
    else see(stats, text)
    look.seen = true
  }
  const { form } = look
  if (form !== null) learnForm(stats, look)
  else if (look.boolean) stats.booleans += 1
  if (stats.dateLike || (form === null && !hopeless(stats))) learnDate(stats, dateOf(look, stats.dateLike))
}

function learnNumber(stats: ColumnStats, value: number): void {
  if (!Number.isFinite(value)) { stats.missing += 1; stats.missingSample ||= String(value); return }
  stats.filled += 1
  stats.sample ||= String(value)
  see(stats, value)
  if (Number.isSafeInteger(value)) stats.integers += 1
  else stats.reals += 1
  learnSize(stats, value)
}

/** A number in its commonest writing, without a word for missing, a date or a mark to be thought of. */
function learnPlain(stats: ColumnStats, text: string, form: 'integer' | 'real', size: number): void {
  stats.filled += 1
  stats.sample ||= text
  see(stats, text)
  if (form === 'integer') {
    stats.integers += 1
    if (hasLeadingZero(text)) stats.leadingZeros += 1
  } else {
    stats.reals += 1
    if (isAmbiguousDot(text)) { stats.ambiguousDots += 1; stats.dotSample ||= text }
  }
  learnSize(stats, size)
}

function learnForm(stats: ColumnStats, { form, text, size, leadingZero, tooLong, ambiguousDot, fraction, dotGroup }: TextLook): void {
  if (form === 'integer') {
    stats.integers += 1
    if (leadingZero) stats.leadingZeros += 1
    if (tooLong) stats.tooLong += 1
    learnSize(stats, size)
  } else if (form === 'real') {
    stats.reals += 1
    if (ambiguousDot) { stats.ambiguousDots += 1; stats.dotSample ||= text }
    learnSize(stats, size)
  }
  else if (form === 'ambiguous-comma') { stats.ambiguousCommas += 1; stats.commaSample ||= text }
  else if (form === 'decimal-comma') stats.decimalCommas += 1
  else if (form === 'thousands') {
    stats.groups += 1
    if (fraction) stats.fractions += 1
    if (dotGroup) stats.dotGroups += 1
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
  return stats.filled > 4000 && stats.dated === 0 && stats.impossible === 0
}

function learnDate(stats: ColumnStats, read: ReadDate | 'impossible' | null): void {
  if (read === null) return
  if (read === 'impossible') { stats.impossible += 1; return }
  stats.dates[read.form] += 1
  stats.dated += 1
  if (read.form === 'compact' || read.form === 'month' || read.form === 'year' || read.form === 'serial' || read.form === 'epoch') stats.looseDates += 1
  if (read.time !== null && !/^00:00:00/.test(read.time)) stats.timed += 1
}

function see(stats: ColumnStats, value: string | number): void {
  if (stats.distinct.size >= distinctLimit) return
  const text = String(value)
  if (!stats.distinct.has(text)) stats.distinct.add(detached(text))
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
  return stats.dated
}

/** Share of filled values that are different from one another, 1 where none repeats. */
export function distinctShare(stats: ColumnStats): number {
  return stats.distinctOf === 0 ? 0 : stats.distinct.size / stats.distinctOf
}
