import type { Geometry, Position } from 'geojson'

/** The polygons of a geometry, each an array of rings; collections are looked into. */
export function polygonsOf(geometry: Geometry | null): Position[][][] {
  if (!geometry) return []
  if (geometry.type === 'Polygon') return geometry.coordinates.length ? [geometry.coordinates] : []
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.filter((rings) => rings.length)
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(polygonsOf)
  return []
}

/** The lines of a geometry, each a chain of positions. */
export function linesOf(geometry: Geometry | null): Position[][] {
  if (!geometry) return []
  if (geometry.type === 'LineString') return geometry.coordinates.length > 1 ? [geometry.coordinates] : []
  if (geometry.type === 'MultiLineString') return geometry.coordinates.filter((path) => path.length > 1)
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(linesOf)
  return []
}

/** The single points of a geometry. */
export function pointsOf(geometry: Geometry | null): Position[] {
  if (!geometry) return []
  if (geometry.type === 'Point') return geometry.coordinates.length ? [geometry.coordinates] : []
  if (geometry.type === 'MultiPoint') return geometry.coordinates
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(pointsOf)
  return []
}

/** Visits every position of a geometry. */
export function eachPosition(geometry: Geometry, visit: (x: number, y: number) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const member of geometry.geometries) eachPosition(member, visit)
    return
  }
  const walk = (value: unknown[]): void => {
    if (typeof value[0] === 'number') visit(value[0], value[1] as number)
    else for (const inner of value) walk(inner as unknown[])
  }
  walk(geometry.coordinates)
}
