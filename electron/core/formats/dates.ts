import { westernDigits } from './cells.ts'
import { monthOf } from './month-names.ts'

/** How a text writes a date. `slash` forms: `dmy` and `mdy` can be read one way only, `either` both ways. Forms from `compact` on count only in a column that is known to hold dates; `month` is any part of a year (month, quarter, week), read as its first day, and `year` a year or fiscal year. */
export type DateForm = 'iso' | 'ymd' | 'dmy' | 'mdy' | 'either' | 'named' | 'compact' | 'month' | 'year' | 'serial' | 'epoch'
export type DayOrder = 'dmy' | 'mdy'

/** `date` is ISO; `time` is `HH:MM:SS` or with milliseconds, null where the text has none; `offset` in minutes east of UTC, null where none is written. */
export interface ReadDate { form: DateForm; date: string; time: string | null; offset: number | null }

const time = String.raw`(?:[T ,]+(\d{1,2})[:hH](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?`
const iso = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${time}$`)
const ymd = new RegExp(String.raw`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})${time}$`)
const slash = new RegExp(String.raw`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})${time}$`)
const dayFirst = new RegExp(String.raw`^(\d{1,2})(?:er|st|nd|rd|th|º|°)?[\s\-./]*(?:de\s+|of\s+|del\s+)?([\p{L}]{3,})\.?,?[\s\-./]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?:\s*(?:г|р)\.?)?${time}$`, 'u')
const eastAsian = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?$/
const monthFirst = new RegExp(String.raw`^([\p{L}]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${time}$`, 'u')
const monthYear = /^([\p{L}]{3,})\.?[\s\-/]+(?:de\s+|del\s+)?(\d{4}|\d{2})$/u
const monthRange = /^([\p{L}]{3,})\.?\s*(\d{4})?\s*[-–/]\s*([\p{L}]{3,})\.?\s*(\d{4})$/u
const quarterFirst = /^(?:q|t|trim(?:estre)?\.?|quarter)\s?([1-4])[\s/-]*(\d{4})$/i
const weekFirst = /^(?:w|wk|week|s|sem(?:aine|ana)?\.?)\s?(\d{1,2})[\s/-]+(\d{4})$/i
const weekday = /^(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|lun(?:di|es)?|mardi|martes|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?|mi[ée](?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|s[áa]b(?:ado)?|dom(?:ingo)?)\.?,?\s+/iu

/** Reads one text as a date. Null where it writes none; `impossible` where it has the form of a date that no calendar has (30 February). */
export function readDate(text: string, order: DayOrder, lenient: boolean): ReadDate | 'impossible' | null {
  const plain = westernDigits(text.trim())
  if (plain.length < 4 || plain.length > 60 || !/\d/.test(plain)) return null
  const c = plain.charCodeAt(0)
  if (c >= 48 && c <= 57) {
    const m = iso.exec(plain) ?? ymd.exec(plain)
    if (m) return dated(plain[4] === '-' ? 'iso' : 'ymd', Number(m[1]), Number(m[2]), Number(m[3]), m.slice(4))
    const s = slash.exec(plain)
    if (s) return slashDate(s, order)
    const e = eastAsian.exec(plain)
    if (e && (e[3] || lenient)) return dated(e[3] ? 'ymd' : 'month', Number(e[1]), Number(e[2]), Number(e[3] ?? 1), [])
    const d = dayFirst.exec(plain)
    if (d) { const month = monthOf(d[2]!); return month ? dated('named', fullYear(d[3]!), month, Number(d[1]), d.slice(4)) : null }
    return lenient ? lenientDate(plain) : null
  }
  if (lenient && /^-\d{9,13}$/.test(plain)) return lenientDate(plain)
  const named = plain.replace(weekday, '')
  if (named !== plain && /^\d/.test(named) && !/^\d{4}$/.test(named)) return readDate(named, order, lenient)
  const m = monthFirst.exec(named)
  if (m) { const month = monthOf(m[1]!); return month ? dated('named', Number(m[3]), month, Number(m[2]), m.slice(4)) : null }
  if (lenient) {
    const q = quarterFirst.exec(plain)
    if (q) return dated('month', Number(q[2]), Number(q[1]) * 3 - 2, 1, [])
    const w = weekFirst.exec(plain)
    if (w) return weekDate(Number(w[2]), Number(w[1]))
  }
  const r = lenient ? monthRange.exec(named) : null
  const [from, to] = r ? [monthOf(r[1]!), monthOf(r[3]!)] : [0, 0]
  if (r && from && to) return dated('month', r[2] ? Number(r[2]) : Number(r[4]) - Number(from > to), from, 1, [])
  const y = lenient ? monthYear.exec(named) : null
  const month = y ? monthOf(y[1]!) : 0
  return y && month ? dated('month', fullYear(y[2]!), month, 1, []) : null
}

function slashDate(m: RegExpExecArray, order: DayOrder): ReadDate | 'impossible' {
  const [a, b, year] = [Number(m[1]), Number(m[2]), fullYear(m[3]!)]
  if (a > 12 && b > 12) return 'impossible'
  const form = a > 12 ? 'dmy' : b > 12 ? 'mdy' : a === b ? 'named' : 'either'
  const dayIsFirst = form === 'dmy' || (form !== 'mdy' && order === 'dmy')
  return dayIsFirst ? dated(form, year, b, a, m.slice(4)) : dated(form, year, a, b, m.slice(4))
}

function lenientDate(text: string): ReadDate | 'impossible' | null {
  if (/^\d{8}$/.test(text)) return dated('compact', Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)), [])
  const week = /^(\d{4})[\s-]?[WwSs](\d{1,2})$/.exec(text)
  if (week) return weekDate(Number(week[1]), Number(week[2]))
  const fiscal = fiscalYear(text)
  if (fiscal !== null) return dated('year', fiscal, 1, 1, [])
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text)
  if (month) return dated('month', Number(month[1]), Number(month[2]), 1, [])
  const joined = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(?:\.0+)?$/.exec(text)
  if (joined) return dated('month', Number(joined[1]), Number(joined[2]), 1, [])
  const quarter = /^(\d{4})[- ]?[QqTt]([1-4])$/.exec(text)
  if (quarter) return dated('month', Number(quarter[1]), Number(quarter[2]) * 3 - 2, 1, [])
  if (/^(19|20)\d{2}(\.0+)?$/.test(text)) return dated('year', Number(text.slice(0, 4)), 1, 1, [])
  const value = Number(text)
  if (!Number.isFinite(value)) return null
  if (value >= 10_000 && value < 80_000) return fromMilliseconds('serial', Math.round((value - 25_569) * 86_400_000))
  if (Math.abs(value) >= 1e11 && Math.abs(value) < 1e13) return fromMilliseconds('epoch', value)
  return Math.abs(value) >= 1e8 && Math.abs(value) < 1e10 ? fromMilliseconds('epoch', value * 1000) : null
}

/** The first year of a fiscal year (`2022/23`, `2022-2023`), null where the text writes none; `2010/11` may be a month and is read as one. */
export function fiscalYear(text: string): number | null {
  const m = /^(?:FY\s*)?((?:19|20)\d{2})\s*[/\-–]\s*(\d{4}|\d{2})$/.exec(text)
  if (!m) return null
  const [first, second] = [Number(m[1]), Number(m[2])]
  return second === (m[2]!.length === 4 ? first + 1 : (first + 1) % 100) && (m[2]!.length === 4 || second > 12 || second === 0) ? first : null
}

/** Monday of a week after ISO 8601. */
function weekDate(year: number, week: number): ReadDate | 'impossible' {
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000
  if (year < 1700 || year > 2199 || week < 1 || week > 53) return 'impossible'
  return fromMilliseconds('month', monday + (week - 1) * 7 * 86_400_000, true) ?? 'impossible'
}

/** Which calendar a date of no Gregorian year, or of one that is yet to come, may be of, with the Gregorian year; null where none is likely. */
export function otherCalendar(text: string): { calendar: 'Buddhist' | 'Hijri or Persian' | 'Bikram Sambat'; year: number } | null {
  const year = Number(/(?<!\d)(\d{4})(?!\d)/.exec(westernDigits(text))?.[1])
  if (year >= 2400 && year <= 2700) return { calendar: 'Buddhist', year: year - 543 }
  if (year >= 2065 && year <= 2100) return { calendar: 'Bikram Sambat', year: year - 57 }
  return year >= 1300 && year <= 1500 ? { calendar: 'Hijri or Persian', year: year >= 1420 ? Math.round((year - 1) * 0.970224 + 622.5) : year + 621 } : null
}

function fromMilliseconds(form: DateForm, milliseconds: number, day = false): ReadDate | null {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return null
  const text = date.toISOString()
  const clock = text.slice(11, 23)
  return { form, date: text.slice(0, 10), time: day || (form === 'serial' && clock === '00:00:00.000') ? null : clock.replace(/\.000$/, ''), offset: day || form === 'serial' ? null : 0 }
}

function dated(form: DateForm, year: number, month: number, day: number, clock: (string | undefined)[]): ReadDate | 'impossible' {
  if (year < 1700 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'impossible'
  const date = `${year}-${two(month)}-${two(day)}`
  const [hours, minutes, seconds, fraction, half, zone] = clock
  if (hours === undefined) return { form, date, time: null, offset: null }
  const hour = (Number(hours) % (half ? 12 : 24)) + (half && /^p/i.test(half) ? 12 : 0)
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds ?? 0) > 60) return 'impossible'
  const milliseconds = fraction ? `.${fraction.slice(0, 3).padEnd(3, '0')}` : ''
  return { form, date, time: `${two(hour)}:${minutes}:${two(Math.min(59, Number(seconds ?? 0)))}${milliseconds}`, offset: zone ? offsetOf(zone) : null }
}

/** The moment in UTC as GeoPackage writes it; a text without a zone keeps its clock. */
export function utcText(read: ReadDate): string {
  const moment = Date.parse(`${read.date}T${read.time ?? '00:00:00'}Z`) - (read.offset ?? 0) * 60_000
  return new Date(moment).toISOString()
}

export function daysIn(year: number, month: number): number {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function offsetOf(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0
  const digits = zone.replace(/\D/g, '').padEnd(4, '0')
  return (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}

function fullYear(text: string): number {
  return text.length === 4 ? Number(text) : Number(text) < 50 ? 2000 + Number(text) : 1900 + Number(text)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
