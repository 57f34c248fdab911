import { overlapOf, shapeKm2, shapeOf, withoutShapes, ringsOf, type Shape } from '../../../shared/geo/overlay.ts'
import type { Ring } from '../import/rings.ts'
import type { Patient } from './input.ts'
import { measureRing } from './width.ts'

/** An area that more than this share of lies outside its parent is a finding; less is how borders are drawn at two levels. */
const mostOutside = 0.01

export interface Stray { patient: Patient; ring: Ring; areaKm2: number }

/** Areas that lie outside their parents by more than a hundredth of their surface. Says how much is done, 0 to 1. */
export function* findStrays(patients: readonly Patient[], parents: readonly Patient[]): Generator<number, Stray[]> {
  const known = new Map<string, Shape[]>()
  for (const parent of parents) {
    const shape = parent.code === null ? null : shapeOf(parent.geometry)
    if (shape) known.set(parent.code!, [...(known.get(parent.code!) ?? []), shape])
  }
  const strays: Stray[] = []
  for (const [i, patient] of patients.entries()) {
    const above = patient.parent === null ? undefined : known.get(patient.parent)
    const shape = above ? shapeOf(patient.geometry) : null
    const stray = above && shape ? strayOf(patient, shape, above) : null
    if (stray) strays.push(stray)
    yield i / patients.length
  }
  return strays
}

/** What the parents cover of the area is found by a box first, which is quick where they are large; the difference is made only where it matters. */
function strayOf(patient: Patient, shape: Shape, above: Shape[]): Stray | null {
  const whole = shapeKm2(shape)
  const covered = above.length === 1 ? shapeKm2(overlapOf(above[0]!, [shape])) : 0
  if (whole - covered <= mostOutside * whole) return null
  const outside = withoutShapes(shape, above)
  const areaKm2 = shapeKm2(outside)
  if (!outside || areaKm2 <= mostOutside * whole) return null
  const largest = ringsOf(outside).toSorted((a, b) => measureRing(b).areaKm2 - measureRing(a).areaKm2)[0]!
  return { patient, ring: largest, areaKm2 }
}
