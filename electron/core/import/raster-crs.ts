import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Choice } from '../../../shared/model/import.ts'
import { projTextOf, transformOf, type CrsTransform } from '../crs/index.ts'
import type { Notebook } from '../formats/notebook.ts'
import type { OpenedRaster } from '../formats/raster.ts'
import type { RasterSystem } from '../../../shared/model/raster.ts'

/** A raster's coordinate system: its text for `transformOf`, its entry in the register, and how it was decided. */
export interface RasterCrs { text: string; transform: CrsTransform; system: RasterSystem; choice: Choice }

/** The system given by the analyst, else by the file, else degrees where the corners are degrees. Throws `CRS_MISSING` and `CRS_UNKNOWN`. */
export function rasterCrs(band: OpenedRaster, given: string | undefined, notes: Notebook): RasterCrs {
  const named = given ?? band.crs
  if (named === null && !areDegrees(band)) throw new AtlasError('CRS_MISSING', `${band.name} names no coordinate system, and its corners are not degrees; name the system, for example EPSG:32633.`)
  if (named === null) notes.add('CRS_ASSUMED', 'the file names no coordinate system; longitude and latitude in WGS 84 were assumed')
  const transform = transformOf(named ?? 'EPSG:4326')
  if (transform.geographic && !areDegrees(band)) throw new AtlasError('CRS_MISSING', `The corners of ${band.name} are not degrees as ${transform.name} says; name the right system, for example EPSG:32633.`)
  if (transform.note) notes.add('CRS_ACCURACY', transform.note)
  const text = isWgs84(transform, named) ? 'EPSG:4326' : named!
  const why = given !== undefined ? 'given' : named === null ? `coordinates-are-degrees: ${band.transform[0]}, ${band.transform[3]}` : `named-in-file: ${transform.name.slice(0, 60)}`
  return { text, transform, system: systemOf(text, transform), choice: { about: 'crs', chosen: transform.code ?? transform.name.slice(0, 80), why, given: given !== undefined } }
}

/** The box of a grid in degrees: its edges and inner lines, for projections bend them. */
export function boundsOf(transform: CrsTransform, grid: { width: number; height: number; x0: number; y0: number; stepX: number; stepY: number }): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  const parts = 32
  for (let i = 0; i <= parts; i++) {
    for (let j = 0; j <= parts; j++) {
      const [lon, lat] = transform.forward(grid.x0 + (grid.width * grid.stepX * i) / parts, grid.y0 + (grid.height * grid.stepY * j) / parts)
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  }
  if (!(box[0] <= box[2])) throw new AtlasError('CRS_MISSING', `The raster lies outside ${transform.name}; name the right coordinate system.`)
  return [Math.max(-180, box[0]), Math.max(-90, box[1]), Math.min(180, box[2]), Math.min(90, box[3])]
}

function areDegrees({ transform: [x0, a, b, y0, c, d], width, height }: OpenedRaster): boolean {
  const xs = [x0, x0 + a * width, x0 + b * height, x0 + a * width + b * height]
  const ys = [y0, y0 + c * width, y0 + d * height, y0 + c * width + d * height]
  const slack = Math.abs(a) + Math.abs(d)
  return Math.min(...xs) >= -181 - slack && Math.max(...xs) <= 361 + slack && Math.min(...ys) >= -90.5 - slack && Math.max(...ys) <= 90.5 + slack
}

function isWgs84(transform: CrsTransform, named: string | null): boolean {
  if (named === null || transform.code === 'EPSG:4326') return true
  return transform.geographic && transform.note === undefined && [[10, 20], [-70, -35]].every(([x, y]) => { const [lon, lat] = transform.forward(x!, y!); return lon === x && lat === y }) && transform.code === null
}

function systemOf(text: string, transform: CrsTransform): RasterSystem {
  if (text === 'EPSG:4326') return { authority: 'EPSG', code: 4326, name: 'WGS 84 geodetic', definition: '' }
  const [authority, code] = (transform.code ?? '').split(':')
  const definition = text.includes('[') ? text : wktAround(transform, projTextOf(text))
  const name = transform.name.replace(/["\u0000-\u001f]/g, ' ').slice(0, 120)
  return (authority === 'EPSG' || authority === 'ESRI') && code ? { authority, code: Number(code), name, definition } : { authority: null, code: null, name, definition }
}

/** Well-known text around proj text, as GDAL and QGIS understand it. */
function wktAround(transform: CrsTransform, proj: string): string {
  const name = transform.name.replace(/["[\]\u0000-\u001f]/g, ' ').slice(0, 120)
  const extension = `EXTENSION["PROJ4","${proj.replaceAll('"', ' ')} +no_defs"]`
  const base = (last: string) => `GEOGCS["${transform.geographic ? name : 'unknown'}",DATUM["unknown",SPHEROID["WGS 84",6378137,298.257223563]${last ? `,${last}` : ''}],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]`
  if (transform.geographic) return base('').replace(/\]$/, `,${extension}]`)
  return `PROJCS["${name}",${base('')},PROJECTION["custom_proj4"],UNIT["Meter",1],${extension}]`
}
