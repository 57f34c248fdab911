import type { Geometry, Position } from 'geojson'
import { readWkb, type WkbMaker } from './wkb-reader.ts'

const codes = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6, GeometryCollection: 7 } as const

const maker: WkbMaker<Position[], Geometry> = {
  path: (view, at, count, step, little) => {
    const positions = new Array<Position>(count)
    for (let i = 0; i < count; i++, at += step) positions[i] = [view.getFloat64(at, little), view.getFloat64(at + 8, little)]
    return positions
  },
  point: (lon, lat) => ({ type: 'Point', coordinates: [lon, lat] }),
  line: (coordinates) => ({ type: 'LineString', coordinates }),
  polygon: (coordinates) => ({ type: 'Polygon', coordinates }),
  many: (type, members) => {
    switch (type) {
      case 4: return { type: 'MultiPoint', coordinates: members.map((member) => (member.type === 'Point' ? member.coordinates : refuse(member, 'MultiPoint'))) }
      case 5: return { type: 'MultiLineString', coordinates: members.map((member) => (member.type === 'LineString' ? member.coordinates : refuse(member, 'MultiLineString'))) }
      case 6: return { type: 'MultiPolygon', coordinates: members.map((member) => (member.type === 'Polygon' ? member.coordinates : refuse(member, 'MultiPolygon'))) }
      case 7: return { type: 'GeometryCollection', geometries: members }
    }
  },
}

/** Well-known binary as GeoJSON in two dimensions; an empty geometry has no positions, an empty point has NaN. Throws as `readWkb` does. */
export function decodeWkb(bytes: Uint8Array): Geometry {
  return readWkb(bytes, maker)
}

/** A geometry as well-known binary: ISO, little-endian, two dimensions. */
export function encodeWkb(geometry: Geometry): Uint8Array {
  const bytes = new Uint8Array(sizeOf(geometry))
  write(new DataView(bytes.buffer), 0, geometry)
  return bytes
}

/** The geometry without members that have no positions; null where nothing is left. */
export function withoutEmpty(geometry: Geometry): Geometry | null {
  switch (geometry.type) {
    case 'Point': return geometry.coordinates.length >= 2 && geometry.coordinates.every(Number.isFinite) ? geometry : null
    case 'LineString': case 'Polygon': return geometry.coordinates.length ? geometry : null
    case 'MultiPoint': return filled(geometry.coordinates.filter((position) => position.every(Number.isFinite)), (coordinates) => ({ ...geometry, coordinates }))
    case 'MultiLineString': return filled(geometry.coordinates.filter((line) => line.length), (coordinates) => ({ ...geometry, coordinates }))
    case 'MultiPolygon': return filled(geometry.coordinates.filter((rings) => rings.length), (coordinates) => ({ ...geometry, coordinates }))
    case 'GeometryCollection': return filled(geometry.geometries.map(withoutEmpty).filter((member) => member !== null), (geometries) => ({ ...geometry, geometries }))
  }
}

function filled<T>(members: T[], make: (members: T[]) => Geometry): Geometry | null {
  return members.length ? make(members) : null
}

function refuse(member: Geometry, inside: string): never {
  throw new RangeError(`a ${member.type} inside a ${inside}`)
}

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point': return 21
    case 'LineString': return 9 + geometry.coordinates.length * 16
    case 'Polygon': return 9 + ringsSize(geometry.coordinates)
    case 'MultiPoint': return 9 + geometry.coordinates.length * 21
    case 'MultiLineString': return 9 + geometry.coordinates.reduce((sum, line) => sum + 9 + line.length * 16, 0)
    case 'MultiPolygon': return 9 + geometry.coordinates.reduce((sum, rings) => sum + 9 + ringsSize(rings), 0)
    case 'GeometryCollection': return 9 + geometry.geometries.reduce((sum, member) => sum + sizeOf(member), 0)
  }
}

function ringsSize(rings: Position[][]): number {
  return rings.reduce((sum, ring) => sum + 4 + ring.length * 16, 0)
}

function write(view: DataView, at: number, geometry: Geometry): number {
  view.setUint8(at, 1)
  view.setUint32(at + 1, codes[geometry.type], true)
  at += 5
  switch (geometry.type) {
    case 'Point': return writePosition(view, at, geometry.coordinates)
    case 'LineString': return writePositions(view, at, geometry.coordinates)
    case 'Polygon': return writeMany(view, at, geometry.coordinates, (ring, to) => writePositions(view, to, ring))
    case 'MultiPoint': return writeMany(view, at, geometry.coordinates, (coordinates, to) => write(view, to, { type: 'Point', coordinates }))
    case 'MultiLineString': return writeMany(view, at, geometry.coordinates, (coordinates, to) => write(view, to, { type: 'LineString', coordinates }))
    case 'MultiPolygon': return writeMany(view, at, geometry.coordinates, (coordinates, to) => write(view, to, { type: 'Polygon', coordinates }))
    case 'GeometryCollection': return writeMany(view, at, geometry.geometries, (member, to) => write(view, to, member))
  }
}

function writeMany<T>(view: DataView, at: number, items: T[], each: (item: T, at: number) => number): number {
  view.setUint32(at, items.length, true)
  at += 4
  for (const item of items) at = each(item, at)
  return at
}

function writePositions(view: DataView, at: number, positions: Position[]): number {
  return writeMany(view, at, positions, (position, to) => writePosition(view, to, position))
}

function writePosition(view: DataView, at: number, position: Position): number {
  view.setFloat64(at, position[0]!, true)
  view.setFloat64(at + 8, position[1]!, true)
  return at + 16
}
