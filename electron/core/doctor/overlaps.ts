import { overlapOf, ringsOf, shapeOf, type Shape } from '../../../shared/geo/overlay.ts'
import { signedArea, type Ring } from '../import/rings.ts'
import { sharedKm } from './border.ts'
import { isSameArea, type Neighbourhood, type Plot } from './neighbours.ts'
import { measureRing, toleranceKm } from './width.ts'

/** What two plots share: its outer rings, km², its greatest mean width, and which of the two keeps it (the one whose rest has the longer border with it). */
export interface Overlap { a: number; b: number; rings: Ring[]; areaKm2: number; widthKm: number; keeper: number }

/** The plots as shapes on a grid of 1e-7 degrees. */
export function shapesOf(plots: readonly Plot[]): (Shape | null)[] {
  return plots.map((plot) => shapeOf({ type: 'MultiPolygon', coordinates: plot.polygons }))
}

/** Every pair of areas that cover the same ground, wider than the tolerance on average. Says how much is done, 0 to 1. */
export function* findOverlaps(around: Neighbourhood, shapes: readonly (Shape | null)[]): Generator<number, Overlap[]> {
  const found: Overlap[] = []
  for (const [a, plot] of around.plots.entries()) {
    for (const b of around.meeting(plot.bounds)) {
      if (b <= a || isSameArea(plot, around.plots[b]!)) continue
      const overlap = overlapBetween(a, b, around, shapes)
      if (overlap) found.push(overlap)
    }
    yield (a + 1) / around.plots.length
  }
  return found
}

function overlapBetween(a: number, b: number, around: Neighbourhood, shapes: readonly (Shape | null)[]): Overlap | null {
  const [one, other] = [shapes[a], shapes[b]]
  const shared = one && other ? overlapOf(one, [other]) : null
  if (!shared) return null
  const parts = ringsOf(shared).filter((ring) => signedArea(ring) > 0).map((ring) => ({ ring, ...measureRing(ring) })).filter((part) => part.widthKm > toleranceKm)
  if (parts.length === 0) return null
  const length = (plot: number): number => parts.reduce((sum, part) => sum + sharedKm(part.ring, around.border(plot)), 0)
  return {
    a, b, rings: parts.map((part) => part.ring), areaKm2: parts.reduce((sum, part) => sum + part.areaKm2, 0), widthKm: Math.max(...parts.map((part) => part.widthKm)),
    keeper: length(a) > length(b) ? b : a,
  }
}
