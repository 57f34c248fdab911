import { AtlasError } from '../../../shared/contract/errors.ts'
import { asciiGrid } from './ascii-grid.ts'
import { csv } from './csv.ts'
import { dbf } from './dbf.ts'
import { flatgeobuf } from './flatgeobuf.ts'
import { foreignKind } from './foreign-kinds.ts'
import type { Format, SourceFile } from './format.ts'
import { geojson } from './geojson.ts'
import { geopackage } from './geopackage.ts'
import { geoparquet } from './geoparquet.ts'
import { geotiff } from './geotiff.ts'
import { jsonRecords } from './json-records.ts'
import { isPmtiles } from './pmtiles-head.ts'
import { shapefile } from './shapefile.ts'
import { headText, looksBinary, readHead } from './text.ts'
import { gpx } from './gpx.ts'
import { kml } from './kml.ts'
import { topojson } from './topojson.ts'
import { xlsx } from './xlsx.ts'
import { zip } from './zip.ts'

/** Every format that can be read, the more particular before the more general: the first that recognises a file reads it. */
export const formats: readonly Format[] = [geopackage, geotiff, asciiGrid, geoparquet, flatgeobuf, xlsx, kml, gpx, zip, topojson, geojson, jsonRecords, shapefile, dbf, csv]

/** The format of a file, by its first bytes more than by its name. Throws `EMPTY_FILE`, `FORMAT_UNKNOWN`, or `IS_BASEMAP` for map tiles. */
export async function findFormat(file: SourceFile): Promise<Format> {
  if (/\.(prj|cpg|shx|sbn|sbx|qpj|qix|fix|qmd|shp\.xml)$/i.test(file.name)) throw new AtlasError('FORMAT_UNKNOWN', `${file.name} only accompanies a shapefile: choose the .shp file beside it`)
  const head = await readHead(file.path)
  if (head.length === 0) throw new AtlasError('EMPTY_FILE', `${file.name} is empty (0 bytes): export it again from its source`)
  const foreign = foreignKind(head, file.name)
  if (foreign) throw new AtlasError('FORMAT_UNKNOWN', `${file.name} is ${foreign.what}: ${foreign.todo}`)
  if (isPmtiles(head) || /\.mbtiles$/i.test(file.name)) throw new AtlasError('IS_BASEMAP', `${file.name} holds map tiles, not data: add it as a basemap (in the window by the map's Basemap menu, on the command line by: atlas basemap P.gpkg add FILE).`)
  const format = formats.find((one) => one.recognises(head, file.name))
  if (format) return format
  throw new AtlasError('FORMAT_UNKNOWN', `${file.name} is ${describe(head)}: files that can be read are ${formats.map((one) => one.title).join(', ')}`)
}

function describe(head: Uint8Array): string {
  const start = headText(head.subarray(0, 512)).trimStart().toLowerCase()
  if (start.startsWith('<')) return 'XML of an unknown kind'
  return looksBinary(head) ? 'not of a kind that is known' : 'text of an unknown kind'
}
