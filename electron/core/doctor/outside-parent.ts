import { shapeKm2, shapeOf, withoutShapes, ringsOf, type Shape } from '../../../shared/geo/overlay.ts'
import type { Ring } from '../import/rings.ts'
import type { Patient } from './input.ts'
import { measureRing } from './width.ts'

/** An area that more than this share of lies outside its parent is a finding; less is how borders are drawn at two levels. */
const mostOutside = 0.01

export interface Stray { patient: Patient; ring: Ring; areaKm2: number }

/** Areas that lie outside their parents by more than a hundredth of their surface. */
export function findStrays(patients: readonly Patient[], parents: readonly Patient[]): Stray[] {
  const known = new Map<string, Shape[]>()
  for (const parent of parents) {
    const shape = parent.code === null ? null : shapeOf(parent.geometry)
    if (shape) known.set(parent.code!, [...(known.get(parent.code!) ?? []), shape])
  }
  return patients.flatMap((patient): Stray[] => {
    const above = patient.parent === null ? undefined : known.get(patient.parent)
    const shape = above ? shapeOf(patient.geometry) : null
    const outside = shape && above ? withoutShapes(shape, above) : null
    if (!outside) return []
    const areaKm2 = shapeKm2(outside)
    if (areaKm2 <= mostOutside * shapeKm2(shape)) return []
    const largest = ringsOf(outside).toSorted((a, b) => measureRing(b).areaKm2 - measureRing(a).areaKm2)[0]!
    return [{ patient, ring: largest, areaKm2 }]
  })
}
