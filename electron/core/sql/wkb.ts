import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import type { Bounds } from '../../../shared/model/geometry.ts'

interface Reader { view: DataView; at: number; little: boolean; skip: number }

const maxDepth = 16

/** ISO (or EWKB) well-known binary as GeoJSON in two dimensions; null for an empty geometry. Throws on bytes that are no WKB. */
export function decodeWkb(bytes: Uint8Array): Geometry | null {
  return readGeometry({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, little: true, skip: 0 }, 0)
}

/** Bounds of a WKB geometry, or null for an empty one. */
export function wkbBounds(bytes: Uint8Array): Bounds | null {
  const geometry = decodeWkb(bytes)
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  if (geometry) grow(bounds, geometry)
  return bounds[0] <= bounds[2] ? bounds : null
}

/** A polygon or multipolygon as the WKB of a multipolygon. */
export function encodePolygons(geometry: Polygon | MultiPolygon): Uint8Array {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const bytes = 9 + polygons.reduce((sum, rings) => sum + 9 + rings.reduce((all, ring) => all + 4 + ring.length * 16, 0), 0)
  const view = new DataView(new ArrayBuffer(bytes))
  let at = 0
  const header = (type: number, count: number): void => {
    view.setUint8(at, 1)
    view.setUint32(at + 1, type, true)
    view.setUint32(at + 5, count, true)
    at += 9
  }
  header(6, polygons.length)
  for (const rings of polygons) {
    header(3, rings.length)
    for (const ring of rings) {
      view.setUint32(at, ring.length, true)
      at += 4
      for (const [lon = Number.NaN, lat = Number.NaN] of ring) {
        view.setFloat64(at, lon, true)
        view.setFloat64(at + 8, lat, true)
        at += 16
      }
    }
  }
  return new Uint8Array(view.buffer)
}

/** The simple type number 1 to 7 of a WKB geometry, and whether it carries only two dimensions. */
export function wkbType(bytes: Uint8Array): { type: number; flat: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const code = view.getUint32(1, bytes[0] === 1)
  return { type: (code & 0xffff) % 1000, flat: code <= 7 }
}

function readGeometry(reader: Reader, depth: number): Geometry | null {
  if (depth > maxDepth) throw new Error('A geometry is nested too deeply')
  const order = reader.view.getUint8(reader.at)
  if (order > 1) throw new Error('A geometry is not well-known binary')
  reader.little = order === 1
  const code = reader.view.getUint32(reader.at + 1, reader.little)
  reader.at += 5
  if (code & 0x20000000) reader.at += 4
  const plain = code & 0xffff
  const type = plain % 1000
  const iso = Math.floor(plain / 1000)
  reader.skip = 8 * ((iso === 1 || iso === 3 || code & 0x80000000 ? 1 : 0) + (iso >= 2 || code & 0x40000000 ? 1 : 0))
  switch (type) {
    case 1: {
      const position = readPosition(reader)
      return position.every(Number.isFinite) ? { type: 'Point', coordinates: position } : null
    }
    case 2: {
      const coordinates = readPositions(reader)
      return coordinates.length ? { type: 'LineString', coordinates } : null
    }
    case 3: {
      const coordinates = readRings(reader)
      return coordinates.length ? { type: 'Polygon', coordinates } : null
    }
    case 4: case 5: case 6: case 7: return join(type, readMembers(reader, depth))
    default: throw new Error(`A geometry has the unknown type ${code}`)
  }
}

function join(type: 4 | 5 | 6 | 7, members: Geometry[]): Geometry | null {
  if (members.length === 0) return null
  if (type === 7) return { type: 'GeometryCollection', geometries: members }
  if (type === 4) return { type: 'MultiPoint', coordinates: members.flatMap((member) => (member.type === 'Point' ? [member.coordinates] : [])) }
  if (type === 5) return { type: 'MultiLineString', coordinates: members.flatMap((member) => (member.type === 'LineString' ? [member.coordinates] : [])) }
  return { type: 'MultiPolygon', coordinates: members.flatMap((member) => (member.type === 'Polygon' ? [member.coordinates] : [])) }
}

function readMembers(reader: Reader, depth: number): Geometry[] {
  const members: Geometry[] = []
  for (let left = readCount(reader, 5); left > 0; left--) {
    const member = readGeometry(reader, depth + 1)
    if (member) members.push(member)
  }
  return members
}

function readRings(reader: Reader): Position[][] {
  const rings: Position[][] = []
  for (let left = readCount(reader, 4); left > 0; left--) rings.push(readPositions(reader))
  return rings
}

function readPositions(reader: Reader): Position[] {
  const count = readCount(reader, 16)
  const positions: Position[] = new Array<Position>(count)
  for (let i = 0; i < count; i++) positions[i] = readPosition(reader)
  return positions
}

/** A count that the bytes left could hold, so that a lying one asks for no memory. */
function readCount(reader: Reader, bytesEach: number): number {
  const count = reader.view.getUint32(reader.at, reader.little)
  reader.at += 4
  if (count * bytesEach > reader.view.byteLength - reader.at) throw new Error('A geometry ends too early')
  return count
}

function readPosition(reader: Reader): Position {
  const position = [reader.view.getFloat64(reader.at, reader.little), reader.view.getFloat64(reader.at + 8, reader.little)]
  reader.at += 16 + reader.skip
  return position
}

function grow(bounds: Bounds, geometry: Geometry): void {
  if (geometry.type === 'GeometryCollection') {
    for (const member of geometry.geometries) grow(bounds, member)
    return
  }
  const visit = (value: Position | Position[] | Position[][] | Position[][][]): void => {
    const [x, y] = value
    if (typeof x === 'number' && typeof y === 'number') {
      bounds[0] = Math.min(bounds[0], x)
      bounds[1] = Math.min(bounds[1], y)
      bounds[2] = Math.max(bounds[2], x)
      bounds[3] = Math.max(bounds[3], y)
    } else for (const member of value) if (Array.isArray(member)) visit(member)
  }
  visit(geometry.coordinates)
}
