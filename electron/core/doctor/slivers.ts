import { measureRing } from './width.ts'
import { alongside, isSameArea, type Neighbourhood } from './neighbours.ts'

/** A polygon is a sliver where its thinness is at most this, its surface at most this many km² and at most this share of its record's. */
export const sliverLimits = { thinness: 0.1, areaKm2: 1, share: 0.01 } as const

/** `part` counts the polygons of a plot; `to` is the neighbour with the longest shared border, null where nothing touches it. */
export interface Sliver { plot: number; part: number; to: number | null; areaKm2: number }

/** Thin small polygons beside larger ones of the same record. A record that is nothing else is none: rivers and roads are thin. */
export function findSlivers(around: Neighbourhood): Sliver[] {
  return around.plots.flatMap((plot, i) => {
    if (plot.polygons.length < 2) return []
    const measured = plot.polygons.map((rings) => measureRing(rings[0]!))
    const whole = measured.reduce((sum, one) => sum + one.areaKm2, 0)
    return measured.flatMap(({ areaKm2, thinness }, part): Sliver[] => {
      if (thinness > sliverLimits.thinness || areaKm2 > sliverLimits.areaKm2 || areaKm2 > sliverLimits.share * whole) return []
      const to = alongside(plot.polygons[part]![0]!, around, i).find((other) => !isSameArea(plot, around.plots[other]!)) ?? null
      return [{ plot: i, part, to, areaKm2 }]
    })
  })
}
