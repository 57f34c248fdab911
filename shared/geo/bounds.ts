import type { Geometry, Position } from 'geojson'
import type { Bounds } from '../model/geometry.ts'

/** The box `[west, south, east, north]` of a geometry, or null for an empty one. */
export function boundsOf(geometry: Geometry | null): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  if (geometry) grow(box, geometry)
  return box[0] <= box[2] ? box : null
}

/** The box of a ring or chain. */
export function boundsOfPath(path: Position[]): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const p of path) include(box, p)
  return box
}

function grow(box: Bounds, geometry: Geometry): void {
  switch (geometry.type) {
    case 'Point': if (geometry.coordinates.length) include(box, geometry.coordinates); return
    case 'MultiPoint': case 'LineString': for (const p of geometry.coordinates) include(box, p); return
    case 'MultiLineString': case 'Polygon': for (const path of geometry.coordinates) for (const p of path) include(box, p); return
    case 'MultiPolygon': for (const rings of geometry.coordinates) for (const ring of rings) for (const p of ring) include(box, p); return
    case 'GeometryCollection': for (const part of geometry.geometries) grow(box, part)
  }
}

function include(box: Bounds, p: Position): void {
  const x = p[0]!
  const y = p[1]!
  if (x < box[0]) box[0] = x
  if (y < box[1]) box[1] = y
  if (x > box[2]) box[2] = x
  if (y > box[3]) box[3] = y
}
