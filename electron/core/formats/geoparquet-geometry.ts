import type { Geometry, Position } from 'geojson'
import { decodeWkb } from '../../../shared/geo/wkb.ts'
import type { Notebook } from './notebook.ts'

const encodings = ['wkb', 'point', 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon'] as const
/** Well-known binary, or GeoArrow's nested lists of positions, one type per column. */
export type GeoEncoding = (typeof encodings)[number]

export function isEncoding(name: string): name is GeoEncoding {
  return (encodings as readonly string[]).includes(name)
}

/** A reader of one cell. It throws for a cell that is no geometry; empty ones are null. Z and M are left out. */
export function geometryReader(encoding: GeoEncoding): (cell: unknown, notes: Notebook) => Geometry | null {
  return (cell, notes) => (cell === null || cell === undefined ? null : whole(readers[encoding](cell, notes)))
}

const readers: Record<GeoEncoding, (cell: unknown, notes: Notebook) => Geometry> = {
  wkb: (cell) => {
    if (!(cell instanceof Uint8Array)) throw new Error('the geometry is not well-known binary')
    return decodeWkb(cell)
  },
  point: (cell, notes) => ({ type: 'Point', coordinates: position(cell, notes) }),
  linestring: (cell, notes) => ({ type: 'LineString', coordinates: positions(cell, notes) }),
  polygon: (cell, notes) => ({ type: 'Polygon', coordinates: rings(cell, notes) }),
  multipoint: (cell, notes) => ({ type: 'MultiPoint', coordinates: positions(cell, notes) }),
  multilinestring: (cell, notes) => ({ type: 'MultiLineString', coordinates: rings(cell, notes) }),
  multipolygon: (cell, notes) => ({ type: 'MultiPolygon', coordinates: list(cell).map((polygon) => rings(polygon, notes)) }),
}

function rings(cell: unknown, notes: Notebook): Position[][] {
  return list(cell).map((ring) => positions(ring, notes))
}

function positions(cell: unknown, notes: Notebook): Position[] {
  return list(cell).map((one) => position(one, notes))
}

/** A struct of x and y, or an interleaved pair. */
function position(cell: unknown, notes: Notebook): Position {
  const pair = Array.isArray(cell) || ArrayBuffer.isView(cell) ? cell as unknown as number[] : null
  const { x, y, z } = pair ? { x: pair[0], y: pair[1], z: pair[2] } : (cell ?? {}) as { x?: unknown; y?: unknown; z?: unknown }
  if (typeof x !== 'number' || typeof y !== 'number') throw new Error('a position without x and y')
  if (z !== undefined && z !== null) notes.add('HEIGHTS_LEFT_OUT', 'Z values are not kept')
  return [x, y]
}

function list(cell: unknown): unknown[] {
  if (!Array.isArray(cell)) throw new Error('the nested lists of the geometry are incomplete')
  return cell as unknown[]
}

/** Null for a geometry without positions. */
function whole(geometry: Geometry): Geometry | null {
  if (geometry.type === 'Point') return geometry.coordinates.some((value) => Number.isNaN(value)) ? null : geometry
  return (geometry.type === 'GeometryCollection' ? geometry.geometries : geometry.coordinates).length === 0 ? null : geometry
}
