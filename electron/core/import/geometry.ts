import type { Geometry, Position } from 'geojson'
import { beyondWorld, cutLine, cutPolygons, unwrapRings, wrapLongitude } from './antimeridian.ts'
import { rebuildPolygons } from './overlay.ts'
import { cleanRing, wound, type Rings } from './rings.ts'
import { findDefect } from './validity.ts'

export interface Prepared {
  geometry: Geometry | null
  /** What was put right, as codes with a sample each. */
  notes: { code: string; sample: string }[]
  problem: { code: string; text: string } | null
}

/** A geometry in WGS 84 degrees made fit to be stored: finite, rings closed, valid, wound after RFC 7946, cut at ±180, polygons as MultiPolygon and lines as MultiLineString. Null for an empty one; `problem` where nothing can be made of it. */
export function prepareGeometry(geometry: Geometry): Prepared {
  const notes: Prepared['notes'] = []
  const made = prepare(geometry, notes)
  if (typeof made === 'string') return { geometry: null, notes, problem: { code: 'BAD_GEOMETRY', text: made } }
  return { geometry: made, notes, problem: null }
}

/** A string says what is wrong. */
function prepare(geometry: Geometry, notes: Prepared['notes']): Geometry | null | string {
  switch (geometry.type) {
    case 'Point': return finite(geometry.coordinates) ? { type: 'Point', coordinates: placed(geometry.coordinates) } : 'a position that is not a number'
    case 'MultiPoint': {
      if (geometry.coordinates.length === 0) return null
      if (!geometry.coordinates.every(finite)) return 'a position that is not a number'
      if (geometry.coordinates.length === 1) return { type: 'Point', coordinates: placed(geometry.coordinates[0]!) }
      return { type: 'MultiPoint', coordinates: geometry.coordinates.map(placed) }
    }
    case 'LineString': return prepareLines([geometry.coordinates], notes)
    case 'MultiLineString': return prepareLines(geometry.coordinates, notes)
    case 'Polygon': return preparePolygons([geometry.coordinates], notes)
    case 'MultiPolygon': return preparePolygons(geometry.coordinates, notes)
    case 'GeometryCollection': return prepareCollection(geometry.geometries, notes)
  }
}

/** Members of one kind become one multi-geometry; different kinds stay a collection. */
function prepareCollection(members: Geometry[], notes: Prepared['notes']): Geometry | null | string {
  const flat = flatten(members)
  const polygons = flat.flatMap((member) => member.type === 'Polygon' ? [member.coordinates] : member.type === 'MultiPolygon' ? member.coordinates : [])
  const lines = flat.flatMap((member) => member.type === 'LineString' ? [member.coordinates] : member.type === 'MultiLineString' ? member.coordinates : [])
  const points = flat.flatMap((member) => member.type === 'Point' ? [member.coordinates] : member.type === 'MultiPoint' ? member.coordinates : [])
  const parts: Geometry[] = []
  if (polygons.length > 0) parts.push({ type: 'MultiPolygon', coordinates: polygons })
  if (lines.length > 0) parts.push({ type: 'MultiLineString', coordinates: lines })
  if (points.length > 0) parts.push({ type: 'MultiPoint', coordinates: points })
  const made: Geometry[] = []
  for (const part of parts) {
    const prepared = prepare(part, notes)
    if (typeof prepared === 'string') return prepared
    if (prepared) made.push(prepared)
  }
  return made.length === 0 ? null : made.length === 1 ? made[0]! : { type: 'GeometryCollection', geometries: made }
}

function flatten(members: Geometry[]): Exclude<Geometry, { type: 'GeometryCollection' }>[] {
  return members.flatMap((member) => member.type === 'GeometryCollection' ? flatten(member.geometries) : [member])
}

function prepareLines(lines: Position[][], notes: Prepared['notes']): Geometry | null | string {
  if (lines.every((line) => line.length === 0)) return null
  if (!lines.every((line) => line.every(finite))) return 'a position that is not a number'
  const clean = lines.map(withoutRepeats).filter((line) => line.length > 1)
  if (clean.length === 0) return 'a line with one point only'
  if (clean.length < lines.length) notes.push({ code: 'GEOMETRY_REPAIRED', sample: 'parts of one point left out' })
  const cut = clean.flatMap(cutLine)
  if (cut.length > clean.length) notes.push({ code: 'CUT_AT_ANTIMERIDIAN', sample: 'lines that cross 180° are cut there' })
  return cut.length === 0 ? 'a line with one point only' : { type: 'MultiLineString', coordinates: cut }
}

function preparePolygons(polygons: Rings[], notes: Prepared['notes']): Geometry | null | string {
  if (polygons.every((polygon) => polygon.every((ring) => ring.length === 0))) return null
  if (!polygons.every((polygon) => polygon.every((ring) => ring.every(finite)))) return 'a position that is not a number'
  const clean = polygons.map((polygon) => cleanPolygon(polygon, notes)).filter((polygon) => polygon !== null)
  if (clean.length === 0) return 'a polygon with fewer than three different points'
  const unwrapped = clean.map(unwrapRings)
  const defect = findDefect(unwrapped)
  const valid = defect === null ? unwrapped : rebuildPolygons(unwrapped)
  if (defect !== null) notes.push({ code: 'GEOMETRY_REPAIRED', sample: defect })
  if (valid.length === 0) return 'a polygon without any area'
  const crosses = beyondWorld(valid)
  if (crosses) notes.push({ code: 'CUT_AT_ANTIMERIDIAN', sample: 'polygons that cross 180° are cut there' })
  const cut = crosses ? cutPolygons(valid) : valid
  return cut.length === 0 ? 'a polygon without any area' : { type: 'MultiPolygon', coordinates: cut.map(wound) }
}

/** Null where the shell has no area to speak of; holes without any are left out. */
function cleanPolygon(polygon: Rings, notes: Prepared['notes']): Rings | null {
  const rings: Rings = []
  for (const [i, raw] of polygon.entries()) {
    const { ring, closed } = cleanRing(raw)
    if (!ring) {
      if (i === 0) return null
      notes.push({ code: 'GEOMETRY_REPAIRED', sample: 'a hole of fewer than three points left out' })
      continue
    }
    if (!closed) notes.push({ code: 'RING_CLOSED', sample: `a ring that ends ${ring[ring.length - 2]!.join(', ')} and starts ${ring[0]!.join(', ')}` })
    rings.push(ring)
  }
  return rings.length > 0 ? rings : null
}

function withoutRepeats(line: Position[]): Position[] {
  return line.filter((position, i) => i === 0 || position[0] !== line[i - 1]![0] || position[1] !== line[i - 1]![1])
}

function finite(position: Position): boolean {
  return Number.isFinite(position[0]) && Number.isFinite(position[1])
}

function placed(position: Position): Position {
  return [wrapLongitude(position[0]!), position[1]!]
}
