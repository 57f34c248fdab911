import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { distanceKm } from '../../../shared/geo/distance.ts'
import type { Ring, Rings } from '../import/rings.ts'

/** How near lines must be to be one border, in degrees: about 10 cm. */
export const borderDegrees = 1e-6

export interface Border { segments: [Position, Position][]; index: Flatbush | null }

/** The lines of polygons made ready for comparing. */
export function borderOf(polygons: readonly Rings[]): Border {
  const segments = polygons.flatMap((rings) => rings.flatMap((ring) => ring.slice(1).map((position, i): [Position, Position] => [ring[i]!, position])))
  if (segments.length === 0) return { segments, index: null }
  const index = new Flatbush(segments.length)
  for (const [a, b] of segments) index.add(Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!))
  index.finish()
  return { segments, index }
}

/** Length in km of those edges of a closed ring that run along a border: both ends and the middle lie on it. */
export function sharedKm(ring: Ring, border: Border): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    if (liesOn(a, border) && liesOn(b, border) && liesOn([(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2], border)) sum += distanceKm(a[0]!, a[1]!, b[0]!, b[1]!)
  }
  return sum
}

/** Whether a position lies on a border, or no further from it than `within` degrees. */
export function liesOn(position: Position, border: Border, within = borderDegrees): boolean {
  const [x, y] = position as [number, number]
  let found = false
  border.index?.search(x - within, y - within, x + within, y + within, (k) => {
    if (!found) found = distance(x, y, border.segments[k]!) <= within
    return false
  })
  return found
}

function distance(x: number, y: number, [a, b]: [Position, Position]): number {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]!) * dx + (y - a[1]!) * dy) / length))
  return Math.hypot(a[0]! + share * dx - x, a[1]! + share * dy - y)
}
