import { flatgeobuf, geopackage, geoparquet, mbtiles, pmtiles } from './seeds/binary.ts'
import { geotiff } from './seeds/raster.ts'
import { csv, geojson, gpx, kml, topojson } from './seeds/text.ts'
import { dbase, kmz, shapefile, xlsx } from './seeds/zipped.ts'
import type { Target } from './target.ts'

/** Every kind of input that is fuzzed. */
export const targets: readonly Target[] = [csv, geojson, topojson, kml, gpx, kmz, xlsx, shapefile, dbase, flatgeobuf, geoparquet, geopackage, geotiff, pmtiles, mbtiles]

export function targetOf(id: string): Target {
  const found = targets.find((one) => one.id === id)
  if (!found) throw new Error(`no target is called ${id}: there are ${targets.map((one) => one.id).join(', ')}`)
  return found
}
