import type { Columns } from '../../shared/model/columns.ts'
import type { Layer } from '../../shared/model/layer.ts'
import { classIndex, innerBreaks } from './colours.ts'
import { dayOf } from './drawing.ts'

/** `shown` events in the period, by entry of the style, and those that no entry covers. */
export interface EventCounts { shown: number; entries: number[]; other: number }

/** Counts the events that the period leaves, by the entries of the layer's style. */
export function countEvents(layer: Layer, columns: Columns, period: { from: string; to: string } | null): EventCounts {
  const { by } = layer.style
  const dated = period !== null && layer.dateField !== null
  const [from, to] = dated ? [dayOf(period.from), dayOf(period.to) + 1] : [0, 0]
  const counts: EventCounts = { shown: 0, entries: new Array<number>(by.kind === 'classes' ? by.colours.length : by.kind === 'values' ? by.values.length : 1).fill(0), other: 0 }
  const category = columns.header.categories.map((value) => (by.kind === 'values' ? by.values.findIndex((one) => one.value === value) : -1))
  const breaks = by.kind === 'classes' ? innerBreaks(by.breaks, by.colours.length) : []
  for (let i = 0; i < columns.header.count; i++) {
    const day = columns.days[i]!
    if (dated && !(day >= from && day < to)) continue
    counts.shown++
    const weight = columns.weights[i]!
    const entry = by.kind === 'single' ? 0 : by.kind === 'values' ? (category[columns.categories[i]!] ?? -1) : Number.isNaN(weight) ? -1 : classIndex(weight, breaks)
    if (entry < 0) counts.other++
    else counts.entries[entry]!++
  }
  return counts
}
