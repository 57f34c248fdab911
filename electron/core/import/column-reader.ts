import type { FieldType } from '../../../shared/model/layer.ts'
import { isMissingToken, readNumber, type CommaMeaning } from '../formats/cells.ts'
import { fiscalYear, otherCalendar, readDate, utcText, type DayOrder } from '../formats/dates.ts'
import type { SourceValue } from '../formats/format.ts'
import type { Notebook } from '../formats/notebook.ts'
import { detached } from '../formats/detached.ts'
import { scanned, scanNumber } from '../formats/plain-number.ts'
import { datesIn, numbersIn, strictDatesIn, type ColumnStats } from './column-stats.ts'
import type { CellValue } from './ready.ts'

/** How the values of one column are stored. Where a few values do not fit the column's type, `keepsText` is true and `text` answers such a value as it is written, so that nothing is lost. */
export interface ColumnReader {
  type: FieldType
  keepsText: boolean
  /** Says all that the reader goes by: two readers of one column that say the same read alike. Absent: not known. */
  rule?: string
  read(value: SourceValue, notes: Notebook): CellValue
}

export interface ColumnUse { isCode: boolean; isDate: boolean; isCoordinate: boolean; semicolons: boolean; /** True where other columns of the file write decimal commas. */ decimalCommas: boolean }

const mostQuiet = 20_000

/** Chooses a type that fits nearly all values: whole numbers, numbers, dates with or without time, booleans, else text. Codes stay text, and so do numbers with leading zeros or more than 15 digits. A column that is nine tenths numbers (or dates) keeps its other values beside it as text. */
export function chooseReader(stats: ColumnStats, use: ColumnUse, notes: Notebook): ColumnReader {
  const total = stats.filled
  if (use.isCode) return textReader(true)
  if (use.isDate) return dateReader(stats, notes)
  if (stats.given !== null && stats.given !== 'text') return givenReader(stats.given)
  if (total === 0) return textReader(false)
  const numbers = numbersIn(stats)
  if (stats.leadingZeros > 0 || stats.tooLong > 0) { if (numbers + stats.booleans > 0) return textReader(false) }
  if (stats.given !== 'text' && (numbers === total || (numbers >= total * 0.9 && numbers >= 3) || (use.isCoordinate && numbers >= total * 0.5))) return numberReader(stats, use, notes)
  if (stats.booleans === total) return { type: 'boolean', keepsText: false, rule: 'boolean', read: (value) => typeof value === 'boolean' ? Number(value) : typeof value === 'string' && value.trim() !== '' ? Number(/^true$/i.test(value.trim())) : null }
  const dates = strictDatesIn(stats) - stats.dates.either * (stats.dates.dmy + stats.dates.mdy > 0 ? 0 : 1)
  if (stats.given !== 'text' && dates > 0 && dates + stats.impossible >= total * 0.95 && dates >= total * 0.8) return dateReader(stats, notes)
  return textReader(false)
}

export function textReader(trimmed: boolean): ColumnReader {
  return {
    type: 'text', keepsText: false, rule: trimmed ? 'trimmed text' : 'text',
    read(value) {
      if (value === null) return null
      const text = typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : String(value)
      const kept = trimmed ? text.trim() : text
      return kept.trim() === '' ? null : kept
    },
  }
}

function givenReader(type: FieldType): ColumnReader {
  return {
    type, keepsText: false, rule: `given ${type}`,
    read(value) {
      if (value === null) return null
      if (typeof value === 'boolean') return Number(value)
      if (type === 'integer' || type === 'real' || type === 'boolean') {
        const number = typeof value === 'number' ? value : readNumber(value, 'thousands')
        return Number.isFinite(number) ? number : null
      }
      return String(value).trim() === '' ? null : String(value)
    },
  }
}

export function numberReader(stats: ColumnStats, use: ColumnUse, notes: Notebook): ColumnReader {
  const comma = commaMeaning(stats, use)
  const grouping = dotsGroup(stats, use)
  const whole = (stats.reals === 0 || grouping) && stats.fractions === 0 && stats.decimalCommas === 0 && stats.percents === 0 && !(comma === 'decimal' && stats.ambiguousCommas > 0) && !use.isCoordinate
  if (stats.ambiguousCommas > 0 && !use.isCoordinate) notes.add('COMMA_READ_AS', `${stats.name}: the comma in ${stats.commaSample} as ${comma === 'decimal' ? 'a decimal mark' : 'a thousands mark'}`, stats.ambiguousCommas)
  if (grouping) notes.add('COMMA_READ_AS', `${stats.name}: the dot in ${stats.dotSample} as a thousands mark`, stats.ambiguousDots)
  if (stats.percents > 0) notes.add('PERCENT_SIGN', `${stats.name}: 12% is read as 12`, stats.percents)
  if (stats.sentinels > 0 && stats.min === stats.sentinel) notes.add('SENTINEL', `${stats.name} holds ${stats.sentinel}, which often means missing; it was kept`, stats.sentinels)
  const keepsText = numbersIn(stats) < stats.filled
  return {
    type: whole ? 'integer' : 'real', keepsText, rule: `number, comma ${comma}${grouping ? ', dots group' : ''}`,
    read(value, log) {
      if (value === null) return null
      if (typeof value === 'number') return Number.isFinite(value) ? value : null
      if (typeof value === 'boolean') return Number(value)
      if (!grouping && scanNumber(value)) return scanned
      const number = readNumber(grouping ? withoutDots(value) : value, comma)
      if (Number.isFinite(number)) return number
      const text = value.trim()
      if (text === '') return null
      if (isMissingToken(text)) log.add('MISSING_WORD', `${stats.name}: ${text}`)
      else log.add('NOT_A_NUMBER', `${stats.name}: ${text.slice(0, 60)} (kept as text beside it)`)
      return null
    },
  }
}

/** A comma before three digits is a decimal mark in coordinates and where the column (or, with semicolons, the file) has no other decimal mark; else it groups thousands. */
function commaMeaning(stats: ColumnStats, use: ColumnUse): CommaMeaning {
  if (stats.said.decimal !== undefined) return stats.said.decimal === ',' ? 'decimal' : 'thousands'
  if (use.isCoordinate || stats.decimalCommas > 0 || stats.dotGroups > 0) return 'decimal'
  if (stats.groups > 0 || stats.reals > 0) return 'thousands'
  return use.semicolons ? 'decimal' : 'thousands'
}

/** A dot before three digits groups thousands where every number with a dot could be grouped so, and the column (or, with semicolons, the file) shows that the comma is its decimal mark. */
function dotsGroup(stats: ColumnStats, use: ColumnUse): boolean {
  if (stats.ambiguousDots === 0 || stats.reals !== stats.ambiguousDots || use.isCoordinate || stats.said.decimal === '.') return false
  return stats.said.decimal === ',' || stats.dotGroups > 0 || stats.decimalCommas > 0 || (use.semicolons && use.decimalCommas)
}

function withoutDots(text: string): string {
  return text.trim().replace(/^([+-]?\d{1,3})\.(\d{3})$/, '$1$2')
}

/** True where a value that the reader could not take must be kept as text. */
export function isLost(reader: ColumnReader, value: SourceValue, stored: CellValue): boolean {
  return reader.keepsText && stored === null && typeof value === 'string' && value.trim() !== '' && !isMissingToken(value)
}

export function dateReader(stats: ColumnStats, notes: Notebook): ColumnReader {
  /** Dates of which there is nothing to say, as they were stored. */
  const quiet = new Map<string, string>()
  const order = dayOrder(stats, notes)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const withTime = stats.timed >= Math.max(1, datesIn(stats) * 0.5)
  const keepsText = datesIn(stats) < stats.filled
  return {
    type: withTime ? 'datetime' : 'date', keepsText, rule: `date, ${order}${stats.dateLike ? ', any form' : ''}`,
    read(value, log) {
      if (value === null || typeof value === 'boolean') return null
      const text = String(value).trim()
      if (text === '') return null
      const before = quiet.get(text)
      if (before !== undefined) return before
      const read = readDate(text, order, stats.dateLike)
      if (read !== null && read !== 'impossible') {
        if (read.date > tomorrow) log.add('DATE_FUTURE', `${stats.name}: ${text}${calendarHint(text)}`)
        if (read.form === 'year' && fiscalYear(text) !== null) log.add('FISCAL_YEAR', `${stats.name}: ${text} read as ${read.date}`)
        if (read.form === 'either') log.add('DATE_ORDER', `${stats.name}: ${text} read as ${read.date}`)
        if (!withTime && read.time !== null && !/^00:00:00/.test(read.time)) log.add('TIME_LEFT_OUT', `${stats.name}: ${text} read as ${read.date}`)
        const stored = withTime ? utcText(read) : read.date
        if (read.form === 'iso' && read.time === null && read.date <= tomorrow && quiet.size < mostQuiet) quiet.set(detached(text), stored)
        return stored
      }
      if (isMissingToken(text)) log.add('MISSING_WORD', `${stats.name}: ${text}`)
      else if (read === 'impossible' && otherCalendar(text)) log.add('DATE_OTHER_CALENDAR', `${stats.name}: ${text.slice(0, 60)} (${otherCalendar(text)!.calendar}: about ${otherCalendar(text)!.year}; kept as text beside it)`)
      else log.add(read === 'impossible' ? 'DATE_IMPOSSIBLE' : 'NOT_A_DATE', `${stats.name}: ${text.slice(0, 60)} (kept as text beside it)`)
      return null
    },
  }
}

function calendarHint(text: string): string {
  const other = otherCalendar(text)
  return other ? ` (${other.calendar}: about ${other.year})` : ''
}

/** Day or month first: as the values that can be read one way only say; the majority where they disagree. */
export function dayOrder(stats: ColumnStats, notes: Notebook | null): DayOrder {
  const { dmy, mdy, either } = stats.dates
  if (stats.said.dates !== undefined) return stats.said.dates
  const firsts = dmy + mdy === 0 && either > 0 ? firstsOfMonths(stats) : null
  if (firsts !== null) { notes?.add('DATE_ORDER_ASSUMED', `${stats.name}: ${firsts === 'mdy' ? 'month' : 'day'} first, so that all are firsts of months, such as ${stats.sample}`, either); return firsts }
  if (dmy > 0 && mdy > 0) notes?.add('DATE_ORDER_MIXED', `${stats.name}: ${dmy} dates are day first, ${mdy} month first`, dmy + mdy)
  else if (either > 0 && dmy === 0 && mdy === 0) notes?.add('DATE_ORDER_ASSUMED', `${stats.name}: day first, no value shows otherwise`, either)
  return mdy > dmy ? 'mdy' : 'dmy'
}

/** The order in which three or more different dates, none of which shows it, are all firsts of months; null where neither or both do. */
function firstsOfMonths(stats: ColumnStats): DayOrder | null {
  const found = [...stats.distinct].flatMap((value) => { const m = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)/.exec(value); return m ? [[Number(m[1]), Number(m[2])] as const] : [] })
  const [first, second] = [0, 1].map((at) => new Set(found.map((pair) => pair[at]!))) as [Set<number>, Set<number>]
  if (second.size === 1 && second.has(1) && first.size >= 3) return 'mdy'
  return first.size === 1 && first.has(1) && second.size >= 3 ? 'dmy' : null
}
