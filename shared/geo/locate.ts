import Flatbush from 'flatbush'
import type { Geometry } from 'geojson'
import { boundsOfPath } from './bounds.ts'
import { polygonHolds, preparePolygon } from './contains.ts'
import type { PreparedPolygon } from './contains.ts'
import { polygonsOf } from './parts.ts'

/** Answers which area holds a point: the index of the first one, -1 for none. A point on a shared border goes to the first area, so areas come in the order of their codes. */
export type Locate = (lon: number, lat: number) => number

/** Prepares areas for many points. Polygons are made ready when a point first falls into their box. */
export function areaLocator(geometries: (Geometry | null)[]): Locate {
  const parts: { area: number; rings: number[][][]; ready: PreparedPolygon | null }[] = []
  geometries.forEach((geometry, area) => { for (const rings of polygonsOf(geometry)) if (rings[0]!.length > 2) parts.push({ area, rings, ready: null }) })
  if (!parts.length) return () => -1
  const index = new Flatbush(parts.length)
  for (const part of parts) index.add(...boundsOfPath(part.rings[0]!))
  index.finish()
  let found = -1
  let x = 0
  let y = 0
  const test = (i: number) => {
    const part = parts[i]!
    if (found >= 0 && part.area >= found) return false
    if (polygonHolds((part.ready ??= preparePolygon(part.rings)), x, y)) found = part.area
    return false
  }
  const at = (lon: number, lat: number) => {
    found = -1
    x = lon
    y = lat
    index.search(lon, lat, lon, lat, test)
    return found
  }
  return (lon, lat) => {
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return -1
    const area = at(lon, lat)
    return area < 0 && Math.abs(lon) === 180 ? at(-lon, lat) : area
  }
}
