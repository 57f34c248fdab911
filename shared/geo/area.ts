import geographiclib from 'geographiclib-geodesic'
import type { Geometry, Position } from 'geojson'
import { bandKm2, meridianRadiusKm, parallelRadiusKm, radians } from './ellipsoid.ts'

const { Geodesic } = geographiclib
/** Edges up to this long (degrees) take the series; longer ones take geographiclib. */
const shortDegrees = 0.06
const polarDegrees = 80

/** Area of a polygon or multipolygon in km² on the WGS 84 ellipsoid, edges being geodesics; 0 for every other geometry. Holes are taken off whatever the direction of the rings. */
export function areaKm2(geometry: Geometry | null): number {
  if (!geometry) return 0
  if (geometry.type === 'Polygon') return polygonAreaKm2(geometry.coordinates)
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.reduce((sum, rings) => sum + polygonAreaKm2(rings), 0)
  if (geometry.type === 'GeometryCollection') return geometry.geometries.reduce((sum, part) => sum + areaKm2(part), 0)
  return 0
}

function polygonAreaKm2(rings: Position[][]): number {
  let area = 0
  rings.forEach((ring, i) => { const one = Math.abs(signedRingAreaKm2(ring)); area += i === 0 ? one : -one })
  return Math.max(0, area)
}

/** Signed area of a ring in km²: positive when it runs clockwise (east along its northern side). The ring may be open or closed and must not cross the antimeridian. */
export function signedRingAreaKm2(ring: Position[]): number {
  const n = ring.length
  if (n < 3) return 0
  let area = 0
  for (let i = 0; i < n; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % n]!
    area += edgeKm2(a[0]!, a[1]!, b[0]!, b[1]!)
  }
  return area
}

function edgeKm2(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const dLon = lon2 - lon1
  if (dLon === 0) return 0
  if (Math.abs(dLon) >= 180) return straightEdgeKm2(lon1, lat1, lon2, lat2)
  if (Math.abs(dLon) < shortDegrees && Math.abs(lat2 - lat1) < shortDegrees && Math.abs(lat1) < polarDegrees && Math.abs(lat2) < polarDegrees) return shortEdgeKm2(dLon, lat1, lat2)
  return (Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.AREA).S12 ?? 0) / 1e6
}

/**
 * Area between a short geodesic and the equator. In isometric coordinates (longitude l, isometric latitude p) the ellipsoid is conformal with factor r (radius of the parallel),
 * a geodesic obeys p″ = −(1 + p′²) sin φ and the area per longitude has derivative r² by p; integrating to the third order leaves an error of the fifth.
 */
function shortEdgeKm2(dLonDegrees: number, lat1: number, lat2: number): number {
  const dLon = dLonDegrees * radians
  const middle = ((lat1 + lat2) / 2) * radians
  const sin = Math.sin(middle)
  const radius = parallelRadiusKm(sin, Math.cos(middle))
  const dIso = ((lat2 - lat1) * radians * meridianRadiusKm(sin)) / radius
  const mean = (bandKm2(Math.sin(lat1 * radians)) + bandKm2(Math.sin(lat2 * radians))) / 2
  return dLon * (mean + radius * radius * sin * ((dLon * dLon + 3 * dIso * dIso) / 12))
}

/** An edge of half the globe or more can only be the frame of a flat world map (the pole's line, a cut at ±180): it is taken straight on that map. */
function straightEdgeKm2(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const steps = 720
  let area = 0
  for (let i = 0; i < steps; i++) area += bandKm2(Math.sin((lat1 + ((lat2 - lat1) * (i + 0.5)) / steps) * radians))
  return (area / steps) * (lon2 - lon1) * radians
}
