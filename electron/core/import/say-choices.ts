import type { OpenedLayer } from '../formats/format.ts'
import type { ImportAsk } from './ask.ts'
import type { Place } from './place.ts'
import { dayOrder } from './column-reader.ts'
import { datesIn, type ColumnStats } from './column-stats.ts'
import type { Choose } from './recipe-columns.ts'

/** Says how the file itself was read: encoding, delimiter and header row, and why. */
export function sayReading(choose: Choose, layer: OpenedLayer, options: ImportAsk): void {
  if (layer.encoding && options.encoding !== undefined) choose('encoding', layer.encoding, 'given', true)
  else if (layer.encoding) choose('encoding', layer.encoding, layer.encodingWhy ?? (layer.encoding === 'utf-8' ? 'bytes-are-utf-8' : 'bytes-suggest'))
  if (layer.delimiter) choose('delimiter', layer.delimiter, 'most-even-columns', options.delimiter !== undefined)
  if (layer.headerRow !== undefined && (layer.headerRow > 0 || options.header !== undefined)) choose('header', String(layer.headerRow), options.header !== undefined ? 'given' : `header-row: ${layer.fields.slice(0, 3).map((field) => field.name).join(', ')}`, options.header !== undefined)
}

/** Says how the file's cells are read: the mark before fractions, the order of day and month, and which coordinate stands first in one column. */
export function sayCells(choose: Choose, stats: ColumnStats[], dateField: number | null, place: Place, options: ImportAsk): void {
  if (options.decimal !== undefined) choose('decimal', options.decimal, 'given', true)
  else {
    const comma = stats.map((column) => sampleOf(column, /^[+-]?\d+,\d+$/)).find((sample) => sample !== null)
    if (stats.some((column) => column.decimalCommas > 0) && comma) choose('decimal', ',', `decimal-comma: ${comma}`)
  }
  const dates = dateField !== null ? [stats[dateField]!] : stats.filter((column) => datesIn(column) > 0)
  const [dmy, mdy, either] = (['dmy', 'mdy', 'either'] as const).map((form) => dates.reduce((sum, column) => sum + column.dates[form], 0)) as [number, number, number]
  if (options.dates !== undefined) choose('dates', options.dates, 'given', true)
  else if (dmy + mdy + either > 0) {
    const order = dayOrder(dates.toSorted((a, b) => b.dates.dmy + b.dates.mdy - a.dates.dmy - a.dates.mdy || b.dates.either - a.dates.either)[0]!, null)
    const pattern = order === 'mdy' ? /^\d{1,2}[/.-](1[3-9]|2\d|3[01])[/.-]/ : /^(1[3-9]|2\d|3[01])[/.-]\d{1,2}[/.-]/
    const shown = dates.map((column) => sampleOf(column, pattern)).find((sample) => sample !== null)
    choose('dates', order, shown ? `date-order-shown: ${shown}` : `date-order-assumed: ${dates.find((column) => column.dates.either > 0)?.sample ?? ''}`)
  }
  if (place.from === 'pair') choose('order', place.order, place.orderWhy === 'given' ? 'given' : `order-${place.orderWhy}: ${stats[place.column]!.sample}`, place.orderWhy === 'given')
}

function sampleOf(column: ColumnStats, pattern: RegExp): string | null {
  for (const value of column.distinct) if (pattern.test(value)) return value
  return null
}
