import type { AreaInput, LayerInput, Measured } from './input.ts'
import type { Measure } from '../model/framework.ts'
import { AtlasError } from '../model/error.ts'
import type { Note } from '../model/note.ts'
import type { MeasureContext, Task } from './measures/context.ts'
import { remark } from './measures/context.ts'
import { measureDistance } from './measures/distances.ts'
import { divide } from './measures/per.ts'
import { measurePopulation } from './measures/population.ts'
import { measureRaster } from './measures/rasters.ts'
import { measureRecords } from './measures/records.ts'
import { selectRows } from './measures/rows.ts'
import { measureFeatures, measureLength, measureSurface } from './measures/shapes.ts'
import { measureColumn, measureFormula } from './measures/tables.ts'

export type { MeasureContext } from './measures/context.ts'

/**
 * One number per area from one layer, by the `measure` of a framework (FRAMEWORK.md names the kinds), then divided as `per` asks. Null is missing; notes say what was left out and why.
 * Throws `AtlasError` for a measure that its layer cannot serve; raster kinds over a layer without a grid answer `MEASURE_NOT_HERE`.
 */
export function measureAreas(measure: Measure, areas: AreaInput, layer: LayerInput, context: MeasureContext = {}): { measured: Measured; notes: Note[] } {
  const notes: Note[] = []
  if (layer.kind === 'raster' && !measure.kind.startsWith('raster-') && measure.kind !== 'formula') throw new AtlasError('MEASURE_NOT_HERE', `"${layer.name}" is a raster, over which "${measure.kind}" cannot be computed; choose raster-mean, raster-sum, raster-min, raster-max or raster-share`)
  const task: Task = { measure, areas, layer, rows: selectRows(measure, layer, context, notes), context, notes }
  const measured = divide(task, byKind(task))
  const bare = layer.kind === 'table' ? 0 : areas.geometries.filter((g) => !g).length
  remark(notes, 'AREAS_WITHOUT_GEOMETRY', bare, `areas have no geometry, so that nothing can be measured in them over "${layer.name}"`)
  return { measured, notes }
}

function byKind(task: Task): Measured {
  const { kind } = task.measure
  switch (kind) {
    case 'count': case 'sum': case 'mean': case 'median': case 'min': case 'max': case 'distinct': return task.layer.geometries ? measureFeatures(task) : measureRecords(task)
    case 'presence': return measureRecords(task)
    case 'share-of-area': case 'area': return measureSurface(task)
    case 'length': return measureLength(task)
    case 'nearest-distance': case 'within-distance': return measureDistance(task)
    case 'population-within': case 'share-of-population': return measurePopulation(task)
    case 'column': return measureColumn(task)
    case 'formula': return measureFormula(task)
    case 'raster-sum': case 'raster-mean': case 'raster-min': case 'raster-max': case 'raster-share': return measureRaster(task)
  }
}
