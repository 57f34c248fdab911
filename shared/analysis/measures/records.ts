import type { Measured } from '../input.ts'
import { measured, remark } from './context.ts'
import type { Task } from './context.ts'
import { groupRows } from './groups.ts'
import { columnOf, exactSum, isUnreadable, medianOf, numberOf } from './numbers.ts'

/** Count, sum, mean, median, min, max, distinct and presence over points (by where they lie) or over the rows of a table (by area code). Count, sum, distinct and presence over nothing are 0, the others missing; all are missing where a table has no code of any area. */
export function measureRecords(task: Task): Measured {
  const { measure, layer, areas } = task
  const values = measure.kind === 'count' || (measure.kind === 'presence' && !measure.field) ? null : columnOf(layer, measure.field, measure.kind, task.notes)
  const groups = groupRows(task)
  if (values && measure.kind !== 'distinct' && measure.kind !== 'presence') noteUnreadable(task, values)
  const foreign = !layer.positions && task.rows.length > 0 && !joins(task)
  return measured(groups.map((rows, area) => {
    if (foreign) return null
    if (layer.positions && !areas.geometries[area]) return null
    if (!values) return measure.kind === 'presence' ? (rows.length ? 1 : 0) : rows.length
    if (measure.kind === 'distinct' || measure.kind === 'presence') return new Set(Array.from(rows, (r) => keyOf(values[r])).filter((k) => k !== null)).size
    return reduce(measure.kind, Array.from(rows, (r) => numberOf(values[r])).filter((v) => v !== null))
  }))
}

/** Whether any row of the table, taken or not, has the code of an area: a table of another level says nothing about these areas. */
function joins(task: Task): boolean {
  const codes = new Set(task.areas.codes)
  return task.layer.codes?.some((code) => code !== null && codes.has(code.trim())) ?? false
}

/** One number out of many by the kind of a measure. */
export function reduce(kind: string, numbers: number[]): number | null {
  if (kind === 'sum') return exactSum(numbers)
  if (!numbers.length) return null
  switch (kind) {
    case 'mean': return exactSum(numbers) / numbers.length
    case 'median': return medianOf(numbers)
    case 'min': return numbers.reduce((a, b) => (b < a ? b : a))
    case 'max': return numbers.reduce((a, b) => (b > a ? b : a))
    default: return null
  }
}

/** Names are the same when they differ only in case and in blanks around them. */
export function keyOf(value: string | number | null | undefined): string | null {
  const text = String(value ?? '').trim().toLowerCase()
  return text === '' ? null : text
}

export function noteUnreadable(task: Task, values: (string | number | null)[]): void {
  let count = 0
  let first = ''
  for (const row of task.rows) if (isUnreadable(values[row] ?? null)) { if (!count++) first = String(values[row]) }
  remark(task.notes, 'NOT_A_NUMBER', count, `"${first.slice(0, 60)}" in "${task.measure.field ?? ''}" of "${task.layer.name}" is no number and counts as missing`)
}
