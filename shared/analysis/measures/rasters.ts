import type { Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import { zonalOf, zonalSums } from '../zonal.ts'
import type { Task } from './context.ts'

/** Sum, mean, lowest, highest or the share above a threshold of the cells in each area, each cell by its covered share unless the rule says otherwise. Coverage is the share of the area that has data; an area without data is missing, never 0. */
export function measureRaster(task: Task): Measured {
  const { measure, areas, layer } = task
  const grid = layer.grid
  if (!grid) throw new AtlasError('MEASURE_NOT_HERE', `"${measure.kind}" reads a raster; "${layer.name}" holds ${layer.kind === 'table' ? 'a table' : layer.kind}`)
  if (measure.kind === 'raster-share' && measure.threshold === undefined) throw new AtlasError('MEASURE_THRESHOLD', '"raster-share" needs a "threshold"')
  const results = areas.geometries.map((geometry) => (geometry ? zonalOf(zonalSums(geometry, grid, measure.rule ?? 'fraction', measure.threshold), geometry, Math.abs(grid.stepX * grid.stepY)) : null))
  const key = ({ 'raster-sum': 'sum', 'raster-mean': 'mean', 'raster-min': 'min', 'raster-max': 'max', 'raster-share': 'share' } as const)[measure.kind as 'raster-sum']
  return { values: results.map((r) => r?.[key] ?? null), coverage: results.map((r) => r?.coverage ?? 0) }
}
