import type { Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import { evaluate, namesIn, parseExpression } from '../expression.ts'
import { findColumn } from '../tokens.ts'
import { measured, remark } from './context.ts'
import type { Task } from './context.ts'
import { groupRows } from './groups.ts'
import { columnOf, exactSum, numberOf, withoutCode } from './numbers.ts'
import { noteUnreadable } from './records.ts'

/** The value that a table has for each area, joined by area code. Several rows of one area are added, with a note. */
export function measureColumn(task: Task): Measured {
  const values = columnOf(task.layer, task.measure.field, 'column', task.notes)
  const groups = tableGroups(task)
  noteUnreadable(task, values)
  return measured(groups.map((rows) => added(values, rows)))
}

/** A formula over the columns of a table (rows of one area added first) and over other indicators, whose raw values stand in the context. */
export function measureFormula(task: Task): Measured {
  const { measure, layer, context, areas } = task
  const expression = parseExpression(measure.expression ?? '')
  const names = namesIn(expression)
  const columns = new Map(names.columns.map((name) => [name, withoutCode(layer.columns[findColumn(name, Object.keys(layer.columns), 'EXPRESSION_UNKNOWN_COLUMN')]!, name, task.notes)]))
  const groups = columns.size ? tableGroups(task) : []
  return measured(areas.codes.map((_, area) => evaluate(expression, (name) => added(columns.get(name)!, groups[area]!), (id) => indicatorValue(context.indicators, id, area))))
}

/** The raw value of another indicator. Throws `EXPRESSION_UNKNOWN_INDICATOR`. */
export function indicatorValue(indicators: Record<string, (number | null)[]> | undefined, id: string, area: number): number | null {
  const values = indicators && Object.hasOwn(indicators, id) ? indicators[id] : undefined
  if (!values) throw new AtlasError('EXPRESSION_UNKNOWN_INDICATOR', `no indicator "${id}" is at hand; there are: ${Object.keys(indicators ?? {}).join(', ') || 'none'}`)
  return values[area] ?? null
}

function tableGroups(task: Task): Int32Array[] {
  if (!task.layer.codes) throw new AtlasError('MEASURE_NEEDS_TABLE', `"${task.measure.kind}" reads a table joined by area code; "${task.layer.name}" has no area codes`)
  const groups = groupRows({ ...task, layer: task.layer.positions ? { ...task.layer, positions: null } : task.layer }, true)
  const repeated = groups.findIndex((rows) => rows.length > 1)
  if (repeated >= 0) remark(task.notes, 'ROWS_ADDED', groups.filter((rows) => rows.length > 1).length, `areas have several rows in "${task.layer.name}" that were added, the first is ${task.areas.codes[repeated]} with ${groups[repeated]!.length}`)
  return groups
}

function added(values: (string | number | null)[], rows: Int32Array): number | null {
  const numbers = Array.from(rows, (r) => numberOf(values[r])).filter((v) => v !== null)
  return numbers.length ? exactSum(numbers) : null
}
