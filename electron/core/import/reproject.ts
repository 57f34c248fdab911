import type { Geometry, Position } from 'geojson'
import { transformOf } from '../crs/index.ts'

/** From a source's coordinates to `[lon, lat]` in WGS 84; NaN where they are outside the system. `same` where nothing changes. */
export interface Projection { name: string; same: boolean; geographic: boolean; note: string | null; /** How degrees that are not written as such are scaled. */ scaled?: string; forward(x: number, y: number): [number, number] }

const longitudeLatitude: Projection = { name: 'EPSG:4326', same: true, geographic: true, note: null, forward: (x, y) => [x, y] }

/** The projection of a named system. Throws `CRS_UNKNOWN`. */
export function projectionOf(crs: string): Projection {
  if (/^(EPSG:4326|(OGC:)?CRS:?84|OGC:CRS84|WGS ?84|urn:ogc:def:crs:OGC:[\d.]*:CRS84|urn:ogc:def:crs:EPSG:[\d.]*:4326|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\d.]+\/CRS84|4326)$/i.test(crs.trim())) return longitudeLatitude
  const transform = transformOf(crs)
  if (transform.code === 'EPSG:4326') return { ...longitudeLatitude, name: 'EPSG:4326' }
  return { name: transform.code ?? transform.name, same: false, geographic: transform.geographic, note: transform.note ?? null, forward: (x, y) => transform.forward(x, y) }
}

/** Degrees that are written as whole numbers, `factor` times as large. */
export function scaledDegrees(factor: number): Projection {
  return { ...longitudeLatitude, same: false, scaled: `/${factor}`, forward: (x, y) => [x / factor, y / factor] }
}

/** Degrees whose signs are left out: 1 or -1 for longitude and latitude. */
export function degreesWithSign(lon: 1 | -1, lat: 1 | -1): Projection {
  return { ...longitudeLatitude, same: false, scaled: `*${lon},${lat}`, forward: (x, y) => [x * lon, y * lat] }
}

export interface Extent { west: number; south: number; east: number; north: number }

export function fitsDegrees(extent: Extent): boolean {
  return extent.west >= -360 && extent.east <= 360 && extent.south >= -90.000001 && extent.north <= 90.000001
}

export function describe(extent: Extent): string {
  return `x ${round(extent.west)} … ${round(extent.east)}, y ${round(extent.south)} … ${round(extent.north)}`
}

function round(value: number): string {
  return Math.abs(value) < 1e15 ? String(Math.round(value * 100) / 100) : value.toExponential(2)
}

/** Every position of a geometry put through a function; new arrays, the source stays. */
export function mapPositions(geometry: Geometry, change: (x: number, y: number) => [number, number]): Geometry {
  if (geometry.type === 'GeometryCollection') return { type: 'GeometryCollection', geometries: geometry.geometries.map((member) => mapPositions(member, change)) }
  const walk = (value: unknown[]): unknown[] => typeof value[0] === 'number' ? change(value[0], value[1] as number) : value.map((inner) => walk(inner as unknown[]))
  return { type: geometry.type, coordinates: walk(geometry.coordinates as Position[]) } as Geometry
}
