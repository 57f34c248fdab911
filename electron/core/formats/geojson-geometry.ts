import type { Geometry, Position } from 'geojson'
import { isRecord } from './json-values.ts'
import type { Notebook } from './notebook.ts'

export type ReadGeometry = { geometry: Geometry | null; problem: { code: string; text: string } | null }

const depths: Record<string, number> = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }
const multi: Record<string, string> = { Point: 'MultiPoint', LineString: 'MultiLineString', Polygon: 'MultiPolygon' }
const single: Record<string, string> = { MultiPoint: 'Point', MultiLineString: 'LineString', MultiPolygon: 'Polygon' }
const types = [...Object.keys(depths), 'GeometryCollection']

/** A geometry as GeoJSON files hold it, its form put right with notes: type in any case, numbers written as text, a Polygon nested like a MultiPolygon (or the reverse). Null for none or an empty one. */
export function readGeometry(value: unknown, notes: Notebook): ReadGeometry {
  if (value === null || value === undefined) return none
  if (!isRecord(value) || typeof value.type !== 'string') return problem('BAD_GEOMETRY', 'a geometry without a type')
  const wanted = value.type
  const type = types.find((name) => name === wanted) ?? types.find((name) => name.toLowerCase() === wanted.toLowerCase())
  if (!type) return problem('BAD_GEOMETRY', `geometry type ${wanted.slice(0, 40)}`)
  if (type !== wanted) notes.add('GEOMETRY_TYPE_CASE', `${wanted.slice(0, 40)} → ${type}`)
  if (type === 'GeometryCollection') return readCollection(value.geometries, notes)
  return readCoordinates(type, value.coordinates, notes)
}

const none: ReadGeometry = { geometry: null, problem: null }

function problem(code: string, text: string): ReadGeometry {
  return { geometry: null, problem: { code, text } }
}

function readCollection(members: unknown, notes: Notebook): ReadGeometry {
  if (!Array.isArray(members)) return problem('BAD_GEOMETRY', 'a collection without members')
  const geometries: Geometry[] = []
  for (const member of members as unknown[]) {
    const read = readGeometry(member, notes)
    if (read.problem) return read
    if (read.geometry) geometries.push(read.geometry)
  }
  if (geometries.length === 0) return none
  if (geometries.length === 1) return { geometry: geometries[0]!, problem: null }
  return { geometry: { type: 'GeometryCollection', geometries }, problem: null }
}

function readCoordinates(type: string, coordinates: unknown, notes: Notebook): ReadGeometry {
  if (!Array.isArray(coordinates)) return problem('BAD_GEOMETRY', `a ${type} without coordinates`)
  if (isEmpty(coordinates)) return none
  const depth = depthOf(coordinates)
  let name = type
  if (depth === depths[type]! + 1 && multi[type]) { name = multi[type]; notes.add('GEOMETRY_NESTING', `a ${type} nested like a ${name}`) }
  else if (depth === depths[type]! - 1 && single[type]) { name = single[type]; notes.add('GEOMETRY_NESTING', `a ${type} nested like a ${name}`) }
  else if (depth !== depths[type]) return problem('BAD_GEOMETRY', `the coordinates of a ${type} are nested ${depth + 1} deep`)
  const state = { texts: 0, bad: '' }
  const clean = cleanCoordinates(coordinates, depths[name]!, state)
  if (state.bad !== '') return problem('BAD_COORDINATE', state.bad)
  if (state.texts > 0) notes.add('COORDINATE_AS_TEXT', 'coordinates written as text')
  return { geometry: { type: name, coordinates: clean } as Geometry, problem: null }
}

/** Depth of the first position: 0 for a position itself. */
function depthOf(coordinates: unknown[]): number {
  let depth = 0
  let inner: unknown = coordinates
  while (Array.isArray(inner) && Array.isArray(firstFilled(inner))) {
    depth += 1
    inner = firstFilled(inner)
  }
  return depth
}

function firstFilled(values: unknown[]): unknown {
  return values.find((value) => !(Array.isArray(value) && value.length === 0)) ?? values[0]
}

function isEmpty(values: unknown[]): boolean {
  return values.every((value) => Array.isArray(value) && isEmpty(value))
}

function cleanCoordinates(value: unknown, depth: number, state: { texts: number; bad: string }): unknown {
  if (depth > 0) {
    if (!Array.isArray(value)) { state.bad ||= 'coordinates are nested unevenly'; return [] }
    return (value as unknown[]).map((inner) => cleanCoordinates(inner, depth - 1, state))
  }
  if (!Array.isArray(value) || value.length < 2) { state.bad ||= `${JSON.stringify(value)?.slice(0, 60)} is not a position`; return [] }
  const position: Position = []
  for (let i = 0; i < 2; i++) {
    const part: unknown = value[i]
    const number = typeof part === 'number' ? part : typeof part === 'string' && part.trim() !== '' ? Number(part) : NaN
    if (typeof part === 'string') state.texts += 1
    if (!Number.isFinite(number)) state.bad ||= `${JSON.stringify(value)?.slice(0, 60)} is not a position`
    position.push(number)
  }
  return position
}
