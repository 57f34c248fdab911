import type { AreaInput, LayerInput, Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import { zonalOf, zonalSums, type Zonal, type ZonalRule } from '../zonal.ts'
import type { Task } from './context.ts'

/** Sum, mean, lowest, highest or the share above a threshold of the cells in each area, each cell by its covered share unless the rule says otherwise. Coverage is the share of the area that has data; an area without data is missing, never 0. */
export function measureRaster(task: Task): Measured {
  const { measure, areas, layer } = task
  if (layer.kind !== 'raster' && !layer.grid) throw new AtlasError('MEASURE_NOT_HERE', `"${measure.kind}" reads a raster; "${layer.name}" holds ${layer.kind === 'table' ? 'a table' : layer.kind}`)
  if (measure.kind === 'raster-share' && measure.threshold === undefined) throw new AtlasError('MEASURE_THRESHOLD', '"raster-share" needs a "threshold"')
  const rule = measure.rule ?? 'fraction'
  const known = layer.zonal?.find((one) => one.rule === rule && one.threshold === (measure.threshold ?? null))
  const results = known?.results ?? zonalOfAreas(layer.outlines ?? areas.geometries, layer, rule, measure.threshold)
  const key = ({ 'raster-sum': 'sum', 'raster-mean': 'mean', 'raster-min': 'min', 'raster-max': 'max', 'raster-share': 'share' } as const)[measure.kind as 'raster-sum']
  return { values: results.map((r) => r?.[key] ?? null), coverage: results.map((r) => r?.coverage ?? 0) }
}

function zonalOfAreas(outlines: AreaInput['geometries'], { grid, name }: LayerInput, rule: ZonalRule, threshold: number | undefined): (Zonal | null)[] {
  if (!grid) throw new Error(`the raster "${name}" came without its cells`)
  const cellArea = Math.abs(grid.stepX * grid.stepY)
  return outlines.map((outline) => (outline ? zonalOf(zonalSums(outline, grid, rule, threshold), outline, cellArea) : null))
}
