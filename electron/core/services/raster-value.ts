import type { Output } from '../../../shared/contract/contract.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { transformOf } from '../crs/index.ts'
import type { Db } from '../sql/database.ts'
import { requireLayer } from '../sql/layers.ts'
import { getRasterGrid } from '../sql/raster-grid.ts'
import { readRasterWindow } from '../sql/raster-window.ts'

/** What a raster says at a place: the value of its cell as the only record, none where there is no data. Null for a layer that is no raster. */
export function identifyRaster(db: Db, id: number, lon: number, lat: number): Output<'layers.identify'> | null {
  const grid = getRasterGrid(db, id)
  if (!grid) return null
  const layer = requireLayer(db, id)
  const [x, y] = transformOf(grid.crs).inverse(lon, lat)
  const column = Math.floor(((x < grid.x0 && grid.crs === 'EPSG:4326' ? x + 360 : x) - grid.x0) / grid.stepX)
  const row = Math.floor((y - grid.y0) / grid.stepY)
  if (!(column >= 0 && column < grid.width && row >= 0 && row < grid.height)) return []
  const [value = NaN] = readRasterWindow(db, grid, { level: grid.levels - 1, column, row, width: 1, height: 1 })
  const unit = layer.style.ramp?.unit ?? grid.unit
  return Number.isNaN(value) ? [] : [{ layer: id, name: layer.name, fid: row * grid.width + column + 1, values: [{ name: unit ? `${layer.name} (${unit})` : layer.name, value: className(layer, value) ?? Number(value.toPrecision(7)) }] }]
}

/** What the layer calls a class, with its number; null where it has no name for it. */
function className({ style: { by } }: Layer, value: number): string | null {
  const label = by.kind === 'values' ? by.values.find((one) => Number(one.value) === value)?.label : undefined
  return label === undefined ? null : `${label} (${value})`
}
