import type { Geometry, Position } from 'geojson'
import { destination } from './distance.ts'
import { shapeOf } from './overlay.ts'
import type { Shape } from './overlay.ts'
import { linesOf, pointsOf, polygonsOf } from './parts.ts'

const corners = 64
/** A polygon of 64 corners on this many radii has the surface of the circle. */
const equalSurface = Math.sqrt((2 * Math.PI) / corners / Math.sin((2 * Math.PI) / corners))

/** What lies within `km` of a geometry, as shapes that may overlap one another (join them, or overlay them, to count each place once). Circles are geodesic; not for places within `km` of a pole. */
export function buffer(geometry: Geometry | null, km: number): Shape[] {
  const pieceDegrees = Math.max(0.02, Math.min(0.5, km / 111))
  const rings: Position[][] = pointsOf(geometry).map((p) => circle(p, km))
  const addPath = (path: Position[]) => {
    for (let i = 1; i < path.length; i++) for (const [a, b] of pieces(path[i - 1]!, path[i]!, pieceDegrees)) rings.push(hull([...circle(a, km), ...circle(b, km)]))
  }
  linesOf(geometry).forEach(addPath)
  const own = polygonsOf(geometry)
  for (const polygon of own) polygon.forEach(addPath)
  const shapes = own.length ? [shapeOf(geometry)] : []
  for (const ring of rings) for (const turned of onMap(ring)) shapes.push(shapeOf({ type: 'Polygon', coordinates: [turned] }))
  return shapes.filter((s) => s !== null)
}

function circle(p: Position, km: number): Position[] {
  const ring = Array.from({ length: corners }, (_, i) => destination(p[0]!, p[1]!, (-360 * i) / corners, km * equalSurface))
  return [...ring, ring[0]!]
}

/** A ring that leaves the map on one side comes back in on the other. */
function onMap(ring: Position[]): Position[][] {
  const shift = ring.some((p) => p[0]! > 180) ? -360 : ring.some((p) => p[0]! < -180) ? 360 : 0
  return shift ? [ring, ring.map((p) => [p[0]! + shift, p[1]!])] : [ring]
}

function pieces(a: Position, b: Position, degrees: number): [Position, Position][] {
  const steps = Math.max(1, Math.ceil(Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!) / degrees))
  const at = (s: number): Position => [a[0]! + ((b[0]! - a[0]!) * s) / steps, a[1]! + ((b[1]! - a[1]!) * s) / steps]
  return Array.from({ length: steps }, (_, s) => [at(s), at(s + 1)])
}

/** The convex hull as a closed ring (Andrew's monotone chain). */
function hull(points: Position[]): Position[] {
  const sorted = points.toSorted((p, q) => p[0]! - q[0]! || p[1]! - q[1]!)
  const half = (list: Position[]) => {
    const chain: Position[] = []
    for (const p of list) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop()
      chain.push(p)
    }
    return chain.slice(0, -1)
  }
  const ring = [...half(sorted), ...half(sorted.toReversed())]
  return [...ring, ring[0]!]
}

function turn(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)
}
