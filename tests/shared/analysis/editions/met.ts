import { classify } from '../../../../shared/analysis/editions/classes.ts'
import { crosswalkOf, type Crosswalk } from '../../../../shared/analysis/editions/crosswalk.ts'
import { overlayEditions } from '../../../../shared/analysis/editions/overlay.ts'
import type { AreaInput } from '../../../../shared/analysis/input.ts'
import type { EditionClass } from '../../../../shared/model/edition.ts'

/** The last value of a generator. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) { const step = work.next(); if (step.done) return step.value }
}

/** Two editions laid over each other, weighed by surface. */
export function meet(from: AreaInput, to: AreaInput, tolerance = 0.01): { crosswalk: Crosswalk; classes: { from: EditionClass[]; to: EditionClass[] } } {
  const { parts, fromKm2, toKm2 } = finish(overlayEditions(from.geometries, to.geometries, false))
  const crosswalk = crosswalkOf(parts.map((part) => ({ from: part.from, to: part.to, size: part.km2, amount: part.km2 })), { from: fromKm2, to: toKm2 }, tolerance)
  return { crosswalk, classes: classify(from, to, crosswalk, tolerance) }
}
