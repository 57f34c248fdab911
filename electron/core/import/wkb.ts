import type { Geometry, Position } from 'geojson'
import type { Bounds } from '../../../shared/model/geometry.ts'

const codes = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6, GeometryCollection: 7 } as const
const names = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'GeometryCollection'] as const

/** A geometry as well-known binary: ISO, little-endian, two dimensions. */
export function encodeWkb(geometry: Geometry): Uint8Array {
  const bytes = new Uint8Array(sizeOf(geometry))
  write(new DataView(bytes.buffer), 0, geometry)
  return bytes
}

/** Reads well-known binary in either byte order, ISO or extended (EWKB); Z and M are left out. Throws a RangeError or Error for bytes that are none. */
export function decodeWkb(bytes: Uint8Array): Geometry {
  return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, 0).geometry
}

/** `[west, south, east, north]` of a geometry's positions, or null where it has none. */
export function boundsOf(geometry: Geometry): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  eachPosition(geometry, (x, y) => {
    if (x < bounds[0]) bounds[0] = x
    if (y < bounds[1]) bounds[1] = y
    if (x > bounds[2]) bounds[2] = x
    if (y > bounds[3]) bounds[3] = y
  })
  return bounds[0] <= bounds[2] ? bounds : null
}

export function eachPosition(geometry: Geometry, visit: (x: number, y: number) => void): void {
  if (geometry.type === 'GeometryCollection') { for (const member of geometry.geometries) eachPosition(member, visit); return }
  const walk = (value: unknown[]): void => {
    if (typeof value[0] === 'number') visit(value[0], value[1] as number)
    else for (const inner of value) walk(inner as unknown[])
  }
  walk(geometry.coordinates)
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

function read(view: DataView, at: number, depth: number): { geometry: Geometry; at: number } {
  if (depth > 16) throw new Error('well-known binary nested too deep')
  const little = view.getUint8(at) === 1
  const raw = view.getUint32(at + 1, little)
  at += 5
  if (raw & 0x20000000) at += 4
  const iso = raw & 0x1fffffff
  const name = names[iso % 1000]
  if (!name || iso > 3999) throw new Error(`geometry code ${raw} is not supported`)
  const dimensions = 2 + (raw & 0x80000000 || iso >= 3000 || Math.floor(iso / 1000) === 1 ? 1 : 0) + (raw & 0x40000000 || iso >= 2000 ? 1 : 0)
  const position = (): Position => {
    const found = [view.getFloat64(at, little), view.getFloat64(at + 8, little)]
    at += dimensions * 8
    return found
  }
  const many = <T>(item: () => T, bytes: number): T[] => {
    const count = view.getUint32(at, little)
    at += 4
    if (count * bytes > view.byteLength - at) throw new RangeError('well-known binary ends early')
    return Array.from({ length: count }, item)
  }
  const member = (): Geometry => {
    const inner = read(view, at, depth + 1)
    at = inner.at
    return inner.geometry
  }
  const line = () => many(position, dimensions * 8)
  const coordinatesOf = <T>(type: string) => (): T => {
    const inner = member()
    if (inner.type !== type) throw new Error(`a ${inner.type} inside a Multi${type}`)
    return (inner as { coordinates: unknown }).coordinates as T
  }
  const geometry = ((): Geometry => {
    switch (name) {
      case 'Point': return { type: name, coordinates: position() }
      case 'LineString': return { type: name, coordinates: line() }
      case 'Polygon': return { type: name, coordinates: many(line, 4) }
      case 'MultiPoint': return { type: name, coordinates: many(coordinatesOf<Position>('Point'), 21) }
      case 'MultiLineString': return { type: name, coordinates: many(coordinatesOf<Position[]>('LineString'), 9) }
      case 'MultiPolygon': return { type: name, coordinates: many(coordinatesOf<Position[][]>('Polygon'), 9) }
      case 'GeometryCollection': return { type: name, geometries: many(member, 9) }
    }
  })()
  return { geometry, at }
}
