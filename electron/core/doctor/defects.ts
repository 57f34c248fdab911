import type { Geometry, Position } from 'geojson'
import type { FindingCode, FindingDetail } from '../../../shared/model/doctor.ts'
import { linesOf, pointsOf, polygonsOf } from '../../../shared/geo/parts.ts'
import { unwrapRings } from '../import/antimeridian.ts'
import { cleanRing, signedArea, type Rings } from '../import/rings.ts'
import { locateDefect } from '../import/validity.ts'

/** Longitudes beyond this lie on the 180th meridian, which many files write with a rounding. */
const edge = 180 - 1e-6

export interface Spot { code: FindingCode; at: Position | null; detail: FindingDetail | null }

const details: Record<string, FindingDetail> = {
  'lines cross': 'LINES_CROSS', 'lines lie on each other': 'LINES_OVERLAP', 'a ring touches itself': 'RING_TOUCHES', 'a hole lies outside its shell': 'HOLE_OUTSIDE', 'a hole lies inside another': 'HOLE_IN_HOLE', 'a polygon lies inside another': 'PART_IN_PART',
}

/** What is wrong with one geometry by itself, each kind once, with its first place; empty where it is sound. `flat` is false where it is stored with heights. */
export function defectsOf(geometry: Geometry | null, flat = true): Spot[] {
  const polygons = polygonsOf(geometry).map((rings) => rings.filter((ring) => ring.length > 0)).filter((rings) => rings.length > 0)
  const lines = linesOf(geometry)
  const points = pointsOf(geometry)
  const paths = [...polygons.flat(), ...lines]
  const all = [...paths.flat(), ...points]
  if (all.length === 0) return [{ code: 'EMPTY_GEOMETRY', at: null, detail: null }]
  const spots = new Map<FindingCode, Spot>()
  const add: Add = (code, at, detail = null) => { if (!spots.has(code)) spots.set(code, { code, at, detail }) }
  if (!flat) add('HEIGHTS', all[0]!)
  const outside = all.find((position) => !isOnEarth(position))
  if (outside) add('OUTSIDE_WORLD', outside.every(Number.isFinite) ? [clamp(outside[0]!, 180), clamp(outside[1]!, 90)] : null)
  else {
    const beyond = all.find((position) => Math.abs(position[0]!) > 180) ?? paths.map(jumpOf).find((position) => position !== null)
    if (beyond) add('CROSSES_ANTIMERIDIAN', [clamp(beyond[0]!, 180), beyond[1]!])
    for (const line of lines) examineLine(line, add)
    examinePolygons(polygons, add)
    if (all.some((position) => position[0]! > edge) && all.some((position) => position[0]! < -edge)) add('ON_ANTIMERIDIAN', all.find((position) => Math.abs(position[0]!) > edge)!)
    const pole = all.find((position) => Math.abs(position[1]!) === 90)
    if (pole) add('AT_POLE', pole)
  }
  return [...spots.values()]
}

type Add = (code: FindingCode, at: Position | null, detail?: FindingDetail | null) => void

function examineLine(line: Position[], add: Add): void {
  const repeated = line.find((position, i) => i > 0 && same(position, line[i - 1]!))
  if (repeated) add('REPEATED_POINTS', repeated)
  if (line.every((position) => same(position, line[0]!))) add('INVALID_RING', line[0]!)
}

function examinePolygons(polygons: Rings[], add: Add): void {
  const clean: Rings[] = []
  for (const polygon of polygons) {
    const rings: Rings = []
    for (const [i, raw] of polygon.entries()) {
      const { ring, closed, repeated } = cleanRing(raw)
      if (repeated > 0) add('REPEATED_POINTS', raw.find((position, k) => k > 0 && same(position, raw[k - 1]!))!)
      if (!closed || !ring) add('INVALID_RING', raw[0]!)
      if (!ring) continue
      const area = signedArea(ring)
      if (area !== 0 && jumpOf(ring) === null && (area > 0) !== (i === 0)) add('WRONG_WINDING', ring[0]!)
      rings.push(ring)
    }
    if (rings.length > 0) clean.push(unwrapRings(rings))
  }
  const defect = locateDefect(clean)
  if (defect) add('SELF_INTERSECTION', defect.at, details[defect.what] ?? null)
}

/** Where a path steps over more than half the world, or null. The frame around the whole world is no step. */
function jumpOf(path: Position[]): Position | null {
  for (let i = 1; i < path.length; i++) {
    const step = Math.abs(path[i]![0]! - path[i - 1]![0]!)
    if (step > 180 && step < 359.9999) return path[i]!
  }
  return null
}

function isOnEarth(position: Position): boolean {
  return Math.abs(position[0]!) <= 540 && Math.abs(position[1]!) <= 90
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value))
}
