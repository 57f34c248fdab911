import { ringsOf, type Shape } from '../../../shared/geo/overlay.ts'
import { signedArea, type Ring } from '../import/rings.ts'
import { alongside, type Neighbourhood } from './neighbours.ts'
import { uniteShapes } from './union.ts'
import { measureRing, toleranceKm } from './width.ts'

/** A hole between areas: its ring, the areas along it (the longest shared border first), km² and mean width. */
export interface Gap { ring: Ring; plots: number[]; areaKm2: number; widthKm: number }

/** Ground that areas enclose and none covers, wider than the tolerance on average. What one area alone encloses is its own hole (a lake, another country) and no gap; ground open to the outside is none either. Says how much is done, 0 to 1. */
export function* findGaps(around: Neighbourhood, shapes: readonly (Shape | null)[]): Generator<number, Gap[]> {
  const solid = shapes.filter((shape) => shape !== null)
  const union = solid.length > 1 ? yield* uniteShapes(solid) : null
  if (!union) return []
  return ringsOf(union).filter((ring) => signedArea(ring) < 0).flatMap((ring): Gap[] => {
    const { areaKm2, widthKm } = measureRing(ring)
    if (widthKm <= toleranceKm) return []
    const plots = alongside(ring, around)
    return new Set(plots.map((plot) => around.plots[plot]!.code ?? around.plots[plot]!.fid)).size < 2 ? [] : [{ ring, plots, areaKm2, widthKm }]
  })
}
