import type { MultiPolygon, Polygon, Position } from 'geojson'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { addZonalSums, noZonalSums, zonalOf, zonalSums } from '../../../shared/analysis/zonal.ts'
import type { Zonal, ZonalRule } from '../../../shared/analysis/zonal.ts'
import { transformOf } from '../crs/index.ts'
import type { OpenedRaster } from './raster.ts'

const stripCells = 1 << 21

/**
 * Statistics of one band in one area given in longitude and latitude. The area is taken into the raster's own coordinates, where cells are equal, and the raster is read in strips, so that its size does not matter.
 * A raster without a system is taken to be in degrees; one of 0 to 360 degrees is met by areas west of Greenwich too. Throws `RASTER_ROTATED` for a raster that is not north-up.
 */
export async function rasterZonal(raster: OpenedRaster, area: Polygon | MultiPolygon, rule: ZonalRule, threshold?: number, signal?: AbortSignal): Promise<Zonal> {
  const [x0, stepX, turnX, y0, turnY, stepY] = raster.transform
  if (turnX !== 0 || turnY !== 0) throw new AtlasError('RASTER_ROTATED', `${raster.name} is rotated: warp it to north-up in QGIS or GDAL first.`)
  const system = transformOf(raster.crs ?? 'EPSG:4326')
  const own = placed(area, (lon, lat) => system.inverse(lon, lat))
  const shapes = system.geographic && x0 + raster.width * stepX > 180.5 ? [own, placed(own, (x, y) => [x + 360, y])] : [own]
  let sums = noZonalSums
  for (const shape of shapes) {
    const box = boxOf(shape)
    const [left, right] = range((box[0] - x0) / stepX, (box[2] - x0) / stepX, raster.width)
    const [top, bottom] = range((box[1] - y0) / stepY, (box[3] - y0) / stepY, raster.height)
    if (left >= right) continue
    const rows = Math.max(1, Math.floor(stripCells / (right - left)))
    for (let row = top; row < bottom; row += rows) {
      signal?.throwIfAborted()
      const height = Math.min(rows, bottom - row)
      const values = await raster.readWindow(left, row, right - left, height)
      sums = addZonalSums(sums, zonalSums(shape, { width: right - left, height, x0: x0 + left * stepX, y0: y0 + row * stepY, stepX, stepY, values }, rule, threshold))
    }
  }
  return zonalOf(sums, own, Math.abs(stepX * stepY))
}

function placed(area: Polygon | MultiPolygon, move: (x: number, y: number) => [number, number]): Polygon | MultiPolygon {
  const ring = (positions: Position[]) => positions.map(([x = NaN, y = NaN]) => move(x, y)).filter((position) => position.every(Number.isFinite))
  return area.type === 'Polygon' ? { type: 'Polygon', coordinates: area.coordinates.map(ring) } : { type: 'MultiPolygon', coordinates: area.coordinates.map((polygon) => polygon.map(ring)) }
}

function boxOf(area: Polygon | MultiPolygon): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const polygon of area.type === 'Polygon' ? [area.coordinates] : area.coordinates) {
    for (const [x = NaN, y = NaN] of polygon[0] ?? []) {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y)
    }
  }
  return box
}

/** Whole cells from one end to the other, one to spare on each side, within the raster. */
function range(a: number, b: number, size: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(a, b)) - 1), Math.min(size, Math.ceil(Math.max(a, b)) + 1)]
}
