import Flatbush from 'flatbush'
import type { Geometry } from 'geojson'
import { boundsOfPath } from './bounds.ts'
import { polygonHolds, preparePolygon } from './contains.ts'
import { gridLocator } from './locate-grid.ts'
import type { Part } from './locate-grid.ts'
import { polygonsOf } from './parts.ts'

/** Answers which area holds a point: the index of the first one, -1 for none. A point on a shared border goes to the first area, so areas come in the order of their codes. */
export type Locate = (lon: number, lat: number) => number

/** From this many questions on the grid has paid for itself. */
const manyPoints = 20_000

/** Prepares areas for many points. Polygons are made ready when a point first falls into their box. */
export function areaLocator(geometries: (Geometry | null)[]): Locate {
  const parts: Part[] = []
  geometries.forEach((geometry, area) => { for (const rings of polygonsOf(geometry)) if (rings[0]!.length > 2) parts.push({ area, rings, ready: null }) })
  if (!parts.length) return () => -1
  let at = treeLocator(parts)
  let asked = 0
  return (lon, lat) => {
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return -1
    if (++asked === manyPoints) at = gridLocator(parts)
    const area = at(lon, lat)
    return area < 0 && Math.abs(lon) === 180 ? at(-lon, lat) : area
  }
}

function treeLocator(parts: Part[]): Locate {
  const index = new Flatbush(parts.length)
  for (const part of parts) index.add(...boundsOfPath(part.rings[0]!))
  index.finish()
  return (lon, lat) => {
    let found = -1
    index.search(lon, lat, lon, lat, (i) => {
      const part = parts[i]!
      if ((found < 0 || part.area < found) && polygonHolds((part.ready ??= preparePolygon(part.rings)), lon, lat)) found = part.area
      return false
    })
    return found
  }
}
