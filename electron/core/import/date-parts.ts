import { isMissingToken } from '../formats/cells.ts'
import { daysIn } from '../formats/dates.ts'
import type { SourceValue } from '../formats/format.ts'
import { monthOf } from '../formats/month-names.ts'
import type { Notebook } from '../formats/notebook.ts'
import type { ColumnStats } from './column-stats.ts'
import { plainColumn } from './names.ts'

/** Columns (indexes) that together say when: year, month, and day where there is one. */
export interface DateParts { year: number; month: number; day: number | null }

const parts = {
  year: /^(start|begin|event|incident|reference|i)?(year|yr|annee|ano|anio|jahr|anno|tahun|год|рік|سنة|السنة|سال|年|연도)(start|ofevent|ofincident)?$/,
  month: /^(start|begin|event|incident|i)?(referencelabel|month|mois|mes|monat|mese|bulan|месяц|місяць|شهر|الشهر|ماه|月|월)(name|number|num|no|start|ofevent|ofincident)?$/,
  day: /^(start|begin|event|incident|i)?(day|jour|dia|tag|giorno|hari|день|يوم|اليوم|روز|日|일)(ofmonth|start)?$/,
}

/** The columns of a date that stands in two or three of them, by their names and values; null where year or month is missing. */
export function datePartsIn(stats: ColumnStats[]): DateParts | null {
  const find = (part: keyof typeof parts, fits: (value: string) => boolean) => {
    const index = stats.findIndex((column) => parts[part].test(plainColumn(column.name)) && column.filled > 0 && share(column, fits) >= 0.8)
    return index >= 0 ? index : null
  }
  const year = find('year', (value) => yearOf(value) !== null)
  const month = find('month', (value) => monthNumber(value) !== null || value === '0')
  return year === null || month === null ? null : { year, month, day: find('day', (value) => dayNumber(value) !== null || value === '0') }
}

/** The ISO date that a row's parts make; null with a note where year or month is unknown, the first of the month where the day is. */
export function dateOfParts(values: SourceValue[], { year, month, day }: DateParts, names: string[], notes: Notebook): string | null {
  const text = (index: number | null) => index === null ? '' : String(values[index] ?? '').trim()
  const [y, m] = [yearOf(text(year)), monthNumber(text(month))]
  const written = [year, month, day].map(text).filter((part) => part !== '').join('-')
  if (y === null || m === null) { if (written !== '' && !isMissingToken(text(year))) notes.add('DATE_INCOMPLETE', `${names[year]}, ${names[month]}: ${written}`); return null }
  const d = dayNumber(text(day))
  if (d !== null && d > daysIn(y, m)) { notes.add('DATE_IMPOSSIBLE', written); return null }
  const date = `${y}-${String(m).padStart(2, '0')}-${String(d ?? 1).padStart(2, '0')}`
  notes.add('DATE_FROM_PARTS', `${written} → ${date}`)
  return date
}

function share(column: ColumnStats, fits: (value: string) => boolean): number {
  const values = [...column.distinct]
  return values.length === 0 ? 0 : values.filter((value) => fits(value.trim())).length / values.length
}

function yearOf(text: string): number | null {
  return /^(18|19|20|21)\d\d(\.0+)?$/.test(text) ? Number(text.slice(0, 4)) : null
}

function monthNumber(text: string): number | null {
  const number = /^\d{1,2}(\.0+)?$/.test(text) ? Math.trunc(Number(text)) : monthOf(text.replace(/\s*[-–].*$|\.$/, ''))
  return number >= 1 && number <= 12 ? number : null
}

function dayNumber(text: string): number | null {
  const number = /^\d{1,2}(\.0+)?$/.test(text) ? Math.trunc(Number(text)) : 0
  return number >= 1 && number <= 31 ? number : null
}
