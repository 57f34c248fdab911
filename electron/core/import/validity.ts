import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { boundsMeet, cross, placeInRing, ringBounds, ringInside, type Ring, type Rings } from './rings.ts'

interface Segment { ring: number; index: number; count: number; ax: number; ay: number; bx: number; by: number }

/** What makes a set of polygons (clean, closed rings) invalid in the sense of Simple Features, or null: crossing or overlapping lines, a ring that touches itself, a hole outside its shell, polygons inside each other. */
export function findDefect(polygons: Rings[]): string | null {
  const defect = locateDefect(polygons)
  return defect && (defect.near ? `${defect.what} near ${defect.at[0]!.toFixed(5)}, ${defect.at[1]!.toFixed(5)}` : defect.what)
}

/** What is wrong, and where; `near` where the place belongs into the words. */
export interface Defect { what: string; at: Position; near: boolean }

/** The first defect of a set of polygons as `findDefect` knows them, with its place, or null. */
export function locateDefect(polygons: Rings[]): Defect | null {
  const rings: { ring: Ring; polygon: number; hole: boolean }[] = []
  polygons.forEach((polygon, i) => polygon.forEach((ring, k) => rings.push({ ring, polygon: i, hole: k > 0 })))
  return rings.length === 0 ? null : crossing(rings.map((item) => item.ring)) ?? misplaced(polygons)
}

function crossing(rings: Ring[]): Defect | null {
  const segments: Segment[] = []
  rings.forEach((ring, r) => {
    for (let i = 0; i + 1 < ring.length; i++) segments.push({ ring: r, index: i, count: ring.length - 1, ax: ring[i]![0]!, ay: ring[i]![1]!, bx: ring[i + 1]![0]!, by: ring[i + 1]![1]! })
  })
  const index = new Flatbush(segments.length)
  for (const s of segments) index.add(Math.min(s.ax, s.bx), Math.min(s.ay, s.by), Math.max(s.ax, s.bx), Math.max(s.ay, s.by))
  index.finish()
  for (let i = 0; i < segments.length; i++) {
    const s = segments[i]!
    let defect: Defect | null = null
    index.search(Math.min(s.ax, s.bx), Math.min(s.ay, s.by), Math.max(s.ax, s.bx), Math.max(s.ay, s.by), (k) => {
      if (k > i && defect === null) defect = meeting(s, segments[k]!)
      return false
    })
    if (defect !== null) return defect
  }
  return null
}

function meeting(s: Segment, t: Segment): Defect | null {
  const sa = cross(t.ax, t.ay, t.bx, t.by, s.ax, s.ay)
  const sb = cross(t.ax, t.ay, t.bx, t.by, s.bx, s.by)
  if ((sa > 0 && sb > 0) || (sa < 0 && sb < 0)) return null
  const ta = cross(s.ax, s.ay, s.bx, s.by, t.ax, t.ay)
  const tb = cross(s.ax, s.ay, s.bx, s.by, t.bx, t.by)
  if ((ta > 0 && tb > 0) || (ta < 0 && tb < 0)) return null
  const here = (what: string): Defect => ({ what, at: [s.ax, s.ay], near: true })
  if (sa !== 0 && sb !== 0 && ta !== 0 && tb !== 0) return here('lines cross')
  if (sa === 0 && sb === 0 && ta === 0 && tb === 0) return overlapLength(s, t) > 0 ? here('lines lie on each other') : touching(s, t) ? here('a ring touches itself') : null
  return touching(s, t) ? here('a ring touches itself') : null
}

/** Touching in a point is a defect only inside one ring, and not between neighbours. */
function touching(s: Segment, t: Segment): boolean {
  if (s.ring !== t.ring) return false
  const apart = Math.abs(s.index - t.index)
  if (apart === 1 || apart === s.count - 1) return false
  return touches(s, t.ax, t.ay) || touches(s, t.bx, t.by) || touches(t, s.ax, s.ay) || touches(t, s.bx, s.by)
}

function touches(s: Segment, x: number, y: number): boolean {
  return cross(s.ax, s.ay, s.bx, s.by, x, y) === 0 && x >= Math.min(s.ax, s.bx) && x <= Math.max(s.ax, s.bx) && y >= Math.min(s.ay, s.by) && y <= Math.max(s.ay, s.by)
}

function overlapLength(s: Segment, t: Segment): number {
  const along = Math.abs(s.bx - s.ax) >= Math.abs(s.by - s.ay)
  const [sa, sb, ta, tb] = along ? [s.ax, s.bx, t.ax, t.bx] : [s.ay, s.by, t.ay, t.by]
  return Math.min(Math.max(sa, sb), Math.max(ta, tb)) - Math.max(Math.min(sa, sb), Math.min(ta, tb))
}

/** Lines do not cross here, so one point decides. */
function misplaced(polygons: Rings[]): Defect | null {
  const bounds = polygons.map((polygon) => polygon.map(ringBounds))
  for (const [i, polygon] of polygons.entries()) {
    const shell = polygon[0]!
    for (let h = 1; h < polygon.length; h++) {
      if (!ringInside(polygon[h]!, shell)) return inside('a hole lies outside its shell', polygon[h]!)
      for (let k = 1; k < polygon.length; k++) {
        if (k !== h && boundsMeet(bounds[i]![h]!, bounds[i]![k]!) && ringInside(polygon[h]!, polygon[k]!)) return inside('a hole lies inside another', polygon[h]!)
      }
    }
    for (let k = 0; k < polygons.length; k++) {
      if (k === i || !boundsMeet(bounds[i]![0]!, bounds[k]![0]!)) continue
      if (ringInside(shell, polygons[k]![0]!) && !polygons[k]!.slice(1).some((hole) => ringInside(shell, hole) || onRing(shell, hole))) return inside('a polygon lies inside another', shell)
    }
  }
  return null
}

function inside(what: string, ring: Ring): Defect {
  return { what, at: ring[0]!, near: false }
}

function onRing(ring: Ring, other: Ring): boolean {
  return ring.every((position) => placeInRing(position[0]!, position[1]!, other) >= 0)
}
