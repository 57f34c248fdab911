import type { LayerInput } from '../input.ts'
import type { Measure } from '../../model/framework.ts'
import type { Note } from '../../model/note.ts'
import { compileWhere } from '../where.ts'
import { remark } from './context.ts'
import type { MeasureContext } from './context.ts'
import { numberOf } from './numbers.ts'

/** The rows of a layer that take part in a measure: those that fulfil its `where`, lie in its period and are known as precisely as the areas ask. */
export function selectRows(measure: Measure, layer: LayerInput, context: MeasureContext, notes: Note[]): Int32Array {
  const tests = [whereTest(measure, layer), periodTest(measure, layer, context, notes), precisionTest(measure, layer, context, notes)].filter((t) => t !== null)
  const rows = new Int32Array(layer.count)
  let n = 0
  for (let row = 0; row < layer.count; row++) if (tests.every((test) => test.takes(row))) rows[n++] = row
  for (const test of tests) test.end()
  return rows.slice(0, n)
}

interface Test { takes(row: number): boolean; end(): void }

function whereTest(measure: Measure, layer: LayerInput): Test | null {
  if (!measure.where?.trim()) return null
  return { takes: compileWhere(measure.where, layer.columns), end: () => {} }
}

/** Whether a text is an ISO date, so that it is a period and not an origin. */
export function isDate(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)
}

function periodTest(measure: Measure, layer: LayerInput, context: MeasureContext, notes: Note[]): Test | null {
  const from = context.from ?? (isDate(measure.from) ? measure.from : null)
  const to = context.to ?? (isDate(measure.to) ? measure.to : null)
  if (from === null && to === null) return null
  const dates = layer.dates
  if (!dates) {
    if (!context.from && !context.to) remark(notes, 'NO_DATES', layer.count, `"${layer.name}" has no dates: the period ${from ?? ''} to ${to ?? ''} was not applied`)
    return null
  }
  let undated = 0
  return {
    takes(row) {
      const date = dates[row]
      if (!date) { undated++; return false }
      return (from === null || date.slice(0, from.length) >= from) && (to === null || date.slice(0, to.length) <= to)
    },
    end: () => remark(notes, 'UNDATED', undated, `records of "${layer.name}" without a date were left out of the period`),
  }
}

/** The coarsest precision code that still counts at levels 0, 1, 2 and deeper: UCDP's where_prec (3 is known to level 2, 4 to level 1, 7 is at sea) and ACLED's geo_precision (2 is part of a region, 3 a larger region). */
const coarsest = { where_prec: [6, 4, 3, 2], geo_precision: [3, 3, 2, 1] }

function precisionTest(measure: Measure, layer: LayerInput, context: MeasureContext, notes: Note[]): Test | null {
  if (measure.precision !== 'respect') return null
  const names = Object.keys(layer.columns)
  const column = (['where_prec', 'geo_precision'] as const).map((code) => ({ code, name: names.find((n) => n.toLowerCase() === code) })).find((c) => c.name !== undefined)
  if (!column?.name) {
    remark(notes, 'PRECISION_UNKNOWN', layer.count, `"${layer.name}" has neither where_prec nor geo_precision: every record counts`)
    return null
  }
  const values = layer.columns[column.name]!
  const level = context.level ?? 2
  const limit = coarsest[column.code][Math.max(0, Math.min(3, level))]!
  let coarse = 0
  return {
    takes(row) {
      const code = numberOf(values[row])
      if (code !== null && code > limit) { coarse++; return false }
      return true
    },
    end: () => remark(notes, 'TOO_COARSE', coarse, `records of "${layer.name}" are known to coarser units than level ${level} (${column.name} above ${limit}) and count only there`),
  }
}
