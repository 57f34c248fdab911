import type { Measured } from '../input.ts'
import { areaKm2 } from '../../geo/area.ts'
import { measured, remark } from './context.ts'
import type { Task } from './context.ts'
import { indicatorValue } from './tables.ts'

/** Divides by population, by km² or by another indicator, times `times`. Nothing divided by nothing is missing. */
export function divide(task: Task, whole: Measured): Measured {
  const per = task.measure.per
  if (!per) return whole
  const divisors = divisorsOf(task, per.by)
  const without = whole.values.filter((v, i) => v !== null && !((divisors[i] ?? 0) > 0)).length
  remark(task.notes, per.by === 'population' ? 'NO_POPULATION' : 'NO_DIVISOR', without, `areas have no ${per.by} to divide by and are missing`)
  const result = measured(whole.values.map((v, i) => { const d = divisors[i]; return v !== null && d !== null && d !== undefined && d > 0 ? (v / d) * (per.times ?? 1) : null }))
  return { values: result.values, coverage: whole.coverage.map((c, i) => (result.values[i] === null ? 0 : c)) }
}

function divisorsOf(task: Task, by: string): (number | null)[] {
  const { areas, context } = task
  if (by === 'population') return context.population ?? areas.codes.map(() => null)
  if (by === 'area-km2') return context.areaKm2 ?? areas.geometries.map((g) => (g ? areaKm2(g) : null))
  return areas.codes.map((_, i) => indicatorValue(context.indicators, by, i))
}
