import turfContains from '@turf/boolean-point-in-polygon'
import type { Position } from 'geojson'

/** A polygon made ready for many questions: its edges lie in strips of latitude (`x1, y1, x2, y2` by turns, strip after strip), so that a point meets only the edges beside it. */
export interface PreparedPolygon { rings: Position[][]; south: number; north: number; edges: Float64Array; start: Uint32Array }

const edgesPerStrip = 8
const mostStrips = 4096
/** Shewchuk's first error bound for the sign of a 2 × 2 determinant of rounded differences. */
const errorBound = (3 + 16 * Number.EPSILON) * (Number.EPSILON / 2)

export function preparePolygon(rings: Position[][]): PreparedPolygon {
  let south = Infinity
  let north = -Infinity
  let edges = 0
  for (const ring of rings) for (const p of ring) { const y = p[1]!; edges++; if (y < south) south = y; if (y > north) north = y }
  const count = Math.max(1, Math.min(mostStrips, Math.ceil(edges / edgesPerStrip)))
  const start = new Uint32Array(count + 1)
  for (const ring of rings) for (let i = 0; i + 1 < ring.length; i++) {
    const a = stripOf(ring[i]![1]!, south, north, count)
    const b = stripOf(ring[i + 1]![1]!, south, north, count)
    for (let s = Math.min(a, b); s <= Math.max(a, b); s++) start[s + 1]!++
  }
  for (let s = 0; s < count; s++) start[s + 1]! += start[s]!
  const list = new Float64Array(start[count]! * 4)
  const next = start.slice()
  for (const ring of rings) for (let i = 0; i + 1 < ring.length; i++) {
    const p = ring[i]!
    const q = ring[i + 1]!
    const a = stripOf(p[1]!, south, north, count)
    const b = stripOf(q[1]!, south, north, count)
    for (let s = Math.min(a, b); s <= Math.max(a, b); s++) {
      const at = next[s]!++ * 4
      list[at] = p[0]!
      list[at + 1] = p[1]!
      list[at + 2] = q[0]!
      list[at + 3] = q[1]!
    }
  }
  return { rings, south, north, edges: list, start }
}

/** Whether the polygon holds the point, its border included: the same answer as Turf's booleanPointInPolygon, whose exact arithmetic is asked where the sign is in doubt. */
export function polygonHolds(polygon: PreparedPolygon, x: number, y: number): boolean {
  if (!(y >= polygon.south && y <= polygon.north)) return false
  const { edges, start } = polygon
  const strip = stripOf(y, polygon.south, polygon.north, start.length - 1)
  let inside = false
  for (let i = start[strip]! * 4; i < start[strip + 1]! * 4; i += 4) {
    const v1 = edges[i + 1]! - y
    const v2 = edges[i + 3]! - y
    if ((v1 > 0 && v2 > 0) || (v1 < 0 && v2 < 0)) continue
    const u1 = edges[i]! - x
    const u2 = edges[i + 2]! - x
    if (v1 === 0 && v2 === 0) {
      if ((u2 <= 0 && u1 >= 0) || (u1 <= 0 && u2 >= 0)) return true
      continue
    }
    const left = u2 * v1
    const right = u1 * v2
    const side = left - right
    if (Math.abs(side) <= errorBound * (Math.abs(left) + Math.abs(right))) return turfContains([x, y], { type: 'Polygon', coordinates: polygon.rings })
    if ((side > 0 && v2 > 0 && v1 <= 0) || (side < 0 && v2 <= 0 && v1 > 0)) inside = !inside
  }
  return inside
}

function stripOf(y: number, south: number, north: number, count: number): number {
  if (!(north > south)) return 0
  return Math.max(0, Math.min(count - 1, Math.floor(((y - south) / (north - south)) * count)))
}
