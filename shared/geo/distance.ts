import geographiclib from 'geographiclib-geodesic'
import type { Geometry, Position } from 'geojson'

const { Geodesic } = geographiclib

/** Geodesic distance in km on the WGS 84 ellipsoid (Karney 2013). */
export function distanceKm(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return (Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE).s12 ?? Number.NaN) / 1000
}

/** The point `km` away in the direction `azimuth` (degrees from north), as `[lon, lat]`. */
export function destination(lon: number, lat: number, azimuth: number, km: number): [number, number] {
  const end = Geodesic.WGS84.Direct(lat, lon, azimuth, km * 1000, Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.LONG_UNROLL)
  return [(end as { lon2?: number }).lon2 ?? Number.NaN, (end as { lat2?: number }).lat2 ?? Number.NaN]
}

/** Length in km of a line or multiline on the ellipsoid; 0 for every other geometry. */
export function lengthKm(geometry: Geometry | null): number {
  if (!geometry) return 0
  if (geometry.type === 'LineString') return pathKm(geometry.coordinates)
  if (geometry.type === 'MultiLineString') return geometry.coordinates.reduce((sum, path) => sum + pathKm(path), 0)
  if (geometry.type === 'GeometryCollection') return geometry.geometries.reduce((sum, part) => sum + lengthKm(part), 0)
  return 0
}

/** Length of a chain of positions in km. */
export function pathKm(path: Position[]): number {
  let sum = 0
  for (let i = 1; i < path.length; i++) sum += distanceKm(path[i - 1]![0]!, path[i - 1]![1]!, path[i]![0]!, path[i]![1]!)
  return sum
}
