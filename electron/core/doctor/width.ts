import type { Position } from 'geojson'
import { pathKm } from '../../../shared/geo/distance.ts'
import { bandKm2, radians } from '../../../shared/geo/ellipsoid.ts'
import { ringBounds, type Ring } from '../import/rings.ts'

/** What is narrower than this on average, in km (10 cm), is rounding and no finding. */
export const toleranceKm = 0.0001

/** Surface in km², mean width in km (twice the surface by the length around, which holds for narrow shapes) and thinness (4π surface by length squared: 1 for a circle, near 0 for a thread) of a closed ring. */
export function measureRing(ring: Ring): { areaKm2: number; widthKm: number; thinness: number } {
  const areaKm2 = flatAreaKm2(ring)
  const around = pathKm(ring)
  return around === 0 ? { areaKm2: 0, widthKm: 0, thinness: 0 } : { areaKm2, widthKm: (2 * areaKm2) / around, thinness: (4 * Math.PI * areaKm2) / (around * around) }
}

/** Surface on the ellipsoid between edges that are straight in longitude and latitude, by Simpson's rule. Geodesics would bend an edge away from the same edge with one corner more, by more than the tolerance. */
function flatAreaKm2(ring: Ring): number {
  let area = 0
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    const band = (lat: number): number => bandKm2(Math.sin(lat * radians))
    area += ((b[0]! - a[0]!) * radians * (band(a[1]!) + 4 * band((a[1]! + b[1]!) / 2) + band(b[1]!))) / 6
  }
  return Math.abs(area)
}

/** The corner of a ring nearest to the middle of its box: a position that is surely on it. */
export function spotOf(ring: Ring): Position {
  const [west, south, east, north] = ringBounds(ring)
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const far = (position: Position): number => Math.hypot(position[0]! - x, position[1]! - y)
  return ring.reduce((best, position) => (far(position) < far(best) ? position : best))
}
