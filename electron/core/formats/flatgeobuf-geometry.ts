import type { Geometry, Position } from 'geojson'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { FlatTable } from './flatbuffer.ts'

const deepest = 8

/** What a geometry type of a FlatGeobuf header draws: 0 is unknown, that is each feature's own. */
export function kindOfType(type: number): GeometryKind {
  switch (type) {
    case 1: case 4: return 'point'
    case 2: case 5: return 'line'
    case 3: case 6: return 'polygon'
    default: return 'mixed'
  }
}

/** Reads the geometry table of a feature; `type` stands in where the table names none. Null where it is empty. Throws for what it cannot be. */
export function readFlatGeometry(table: FlatTable, type: number, view: DataView): Geometry | null {
  const budget = { positions: Math.floor(view.byteLength / 16), parts: Math.floor(view.byteLength / 4) }
  return geometryOf(table, type, view, budget, 0)
}

function geometryOf(table: FlatTable, given: number, view: DataView, budget: { positions: number; parts: number }, depth: number): Geometry | null {
  if (depth > deepest) throw new RangeError('a geometry nested too deep')
  const type = table.uint8(6) || given
  if (type === 6 || type === 7) {
    budget.parts -= table.vector(7, 4)?.length ?? 0
    if (budget.parts < 0) throw new RangeError('more parts than bytes')
    const parts = table.tables(7).map((part) => geometryOf(part, type === 6 ? 3 : 0, view, budget, depth + 1)).filter((part) => part !== null)
    if (type === 7) return parts.length > 0 ? { type: 'GeometryCollection', geometries: parts } : null
    const polygons = parts.map((part) => { if (part.type !== 'Polygon') throw new RangeError(`a ${part.type} inside a MultiPolygon`); return part.coordinates })
    return polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : null
  }
  const positions = positionsOf(table, view, budget)
  if (positions.length === 0) return null
  switch (type) {
    case 1: return positions[0]!.some((value) => Number.isNaN(value)) ? null : { type: 'Point', coordinates: positions[0]! }
    case 2: return { type: 'LineString', coordinates: positions }
    case 3: return { type: 'Polygon', coordinates: split(table, positions, view) }
    case 4: return { type: 'MultiPoint', coordinates: positions }
    case 5: return { type: 'MultiLineString', coordinates: split(table, positions, view) }
    default: throw new RangeError(`geometry type ${type} (a curve or surface) is not supported`)
  }
}

function positionsOf(table: FlatTable, view: DataView, budget: { positions: number }): Position[] {
  const xy = table.vector(1, 8)
  const count = xy ? Math.floor(xy.length / 2) : 0
  budget.positions -= count
  if (budget.positions < 0) throw new RangeError('more positions than bytes')
  return Array.from({ length: count }, (_, i) => [view.getFloat64(xy!.at + i * 16, true), view.getFloat64(xy!.at + i * 16 + 8, true)])
}

/** Rings or lines, each up to its end; one where no ends are given. */
function split(table: FlatTable, positions: Position[], view: DataView): Position[][] {
  const ends = table.vector(0, 4)
  if (!ends || ends.length < 2) return [positions]
  const parts: Position[][] = []
  let start = 0
  for (let i = 0; i < ends.length; i++) {
    const end = view.getUint32(ends.at + i * 4, true)
    if (end < start || end > positions.length) throw new RangeError('the ends of the rings are out of order')
    if (end > start) parts.push(positions.slice(start, end))
    start = end
  }
  return parts
}
