import Flatbush from 'flatbush'
import type { Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import { areaKm2 } from '../../geo/area.ts'
import { boundsOf } from '../../geo/bounds.ts'
import { lengthKm } from '../../geo/distance.ts'
import { linesInsideKm, overlapOf, shapeKm2 } from '../../geo/overlay.ts'
import type { Shape } from '../../geo/overlay.ts'
import { pointsOf } from '../../geo/parts.ts'
import { locatorOf, measured, remark, shapeAt } from './context.ts'
import type { Task } from './context.ts'
import { columnOf, exactSum, medianOf, numberOf } from './numbers.ts'
import { keyOf, noteUnreadable } from './records.ts'

/** One feature's part in one area: `amount` is the surface (km²) or length (km) inside, `whole` that of the feature; both 1 for a point. */
interface Part { row: number; amount: number; whole: number }

/** Surface of the polygons inside each area in km², or its share of the area; where polygons overlap each place counts once. 0 where none lies. */
export function measureSurface(task: Task): Measured {
  requireShapes(task, 'polygons')
  const near = neighbours(task)
  return measured(task.areas.codes.map((_, area) => {
    const shape = shapeAt(task.areas, area)
    if (!shape) return null
    const others = near(shape).map((row) => shapeAt(task.layer, row)).filter((s) => s !== null)
    const km2 = shapeKm2(overlapOf(shape, others))
    return task.measure.kind === 'area' ? km2 : Math.min(1, km2 / areaKm2(task.areas.geometries[area]!))
  }))
}

/** Length in km of the lines inside each area. */
export function measureLength(task: Task): Measured {
  requireShapes(task, 'lines')
  const near = neighbours(task)
  return measured(task.areas.codes.map((_, area) => {
    const shape = shapeAt(task.areas, area)
    return shape ? exactSum(near(shape).map((row) => linesInsideKm(shape, task.layer.geometries![row]!))) : null
  }))
}

/**
 * Count, sum, mean, median, min, max and distinct over lines and polygons. A feature counts in every area that it shares surface or length with;
 * a sum is divided by the share of the feature inside, so that areas add up to their parent; a mean is weighted by surface or length inside.
 */
export function measureFeatures(task: Task): Measured {
  const { measure, layer, areas } = task
  const values = measure.kind === 'count' ? null : columnOf(layer, measure.field, measure.kind, task.notes)
  if (values && measure.kind !== 'distinct') noteUnreadable(task, values)
  const near = neighbours(task)
  const met = new Map<number, number>()
  const result = measured(areas.codes.map((_, area) => {
    const shape = shapeAt(areas, area)
    if (!shape) return null
    const parts = near(shape).map((row) => partOf(task, area, shape, row)).filter((p) => p !== null)
    for (const p of parts) met.set(p.row, (met.get(p.row) ?? 0) + 1)
    return values ? reduceParts(measure.kind, parts, values) : parts.length
  }))
  remark(task.notes, 'IN_SEVERAL_AREAS', [...met.values()].filter((n) => n > 1).length, measure.kind === 'sum' ? `features of "${layer.name}" lie in several areas; their values were divided by the share inside each` : `features of "${layer.name}" lie in several areas and count in each`)
  return result
}

function reduceParts(kind: string, parts: Part[], values: (string | number | null)[]): number | null {
  if (kind === 'distinct') return new Set(parts.map((p) => keyOf(values[p.row])).filter((k) => k !== null)).size
  const known = parts.map((p) => ({ ...p, value: numberOf(values[p.row]) })).filter((p): p is Part & { value: number } => p.value !== null)
  if (kind === 'sum') return exactSum(known.map((p) => p.value * Math.min(1, p.amount / p.whole)))
  if (!known.length) return null
  if (kind === 'mean') return exactSum(known.map((p) => p.value * p.amount)) / exactSum(known.map((p) => p.amount))
  if (kind === 'median') return medianOf(known.map((p) => p.value))
  return known.reduce((best, p) => ((kind === 'min' ? p.value < best : p.value > best) ? p.value : best), known[0]!.value)
}

function partOf(task: Task, area: number, shape: Shape, row: number): Part | null {
  const geometry = task.layer.geometries![row]!
  const own = shapeAt(task.layer, row)
  if (own) {
    const amount = shapeKm2(overlapOf(shape, [own]))
    return amount > 1e-9 ? { row, amount, whole: Math.max(amount, shapeKm2(own)) } : null
  }
  const whole = lengthKm(geometry)
  if (whole > 0) {
    const amount = linesInsideKm(shape, geometry)
    return amount > 1e-9 ? { row, amount, whole: Math.max(amount, whole) } : null
  }
  const point = pointsOf(geometry)[0]
  return point && locatorOf(task.areas)(point[0]!, point[1]!) === area ? { row, amount: 1, whole: 1 } : null
}

/** Answers the rows whose box meets the shape's, in the order of the layer. */
function neighbours(task: Task): (shape: Shape) => number[] {
  const rows: number[] = []
  const boxes = Array.from(task.rows, (row) => ({ row, box: boundsOf(task.layer.geometries?.[row] ?? null) })).filter((b) => b.box !== null)
  if (!boxes.length) return () => rows
  const index = new Flatbush(boxes.length)
  for (const b of boxes) index.add(...b.box!)
  index.finish()
  return (shape) => index.search(...shape.bounds).sort((a, b) => a - b).map((i) => boxes[i]!.row)
}

function requireShapes(task: Task, wanted: 'polygons' | 'lines'): void {
  const { kind, name } = task.layer
  if (kind !== wanted && kind !== 'mixed') throw new AtlasError(wanted === 'lines' ? 'MEASURE_NEEDS_LINES' : 'MEASURE_NEEDS_POLYGONS', `"${task.measure.kind}" needs a layer of ${wanted}; "${name}" holds ${kind === 'table' ? 'a table' : kind}`)
}
