import type { Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import type { LonLat } from '../../model/geometry.ts'
import { centroid, surfacePoint } from '../../geo/centre.ts'
import { nearestFinder } from '../../geo/nearest.ts'
import { locatorOf, measured } from './context.ts'
import type { Task } from './context.ts'
import { columnOf, numberOf } from './numbers.ts'
import { isDate } from './rows.ts'

/** Distance in km from each area's origin to the nearest feature (0 inside a polygon, missing without features), or how many features lie within `km` of it. */
export function measureDistance(task: Task): Measured {
  const { measure, layer, areas } = task
  if (layer.kind === 'table') throw new AtlasError('MEASURE_NEEDS_GEOMETRY', `"${measure.kind}" needs a layer with positions; "${layer.name}" is a table`)
  if (measure.kind === 'within-distance' && !measure.km) throw new AtlasError('MEASURE_KM', '"within-distance" needs "km", the distance in kilometres')
  const finder = nearestFinder(layer, task.rows)
  const origin = originOf(task)
  return measured(areas.codes.map((_, area) => {
    const point = origin(area)
    if (!point) return null
    return measure.kind === 'nearest-distance' ? finder.nearestKm(...point) : finder.countWithin(...point, measure.km!)
  }))
}

function originOf(task: Task): (area: number) => LonLat | null {
  const from = task.measure.from
  const geometry = (area: number) => task.areas.geometries[area] ?? null
  if (from === undefined || from === 'centroid' || isDate(from)) return (area) => centroid(geometry(area))
  if (from === 'surface-point') return (area) => surfacePoint(geometry(area))
  if (from === 'population-weighted') return populationOrigin(task)
  throw new AtlasError('MEASURE_ORIGIN', `"from": "${from}" is no origin; there are: centroid, surface-point, population-weighted`)
}

/** The mean position of an area's people, from a population layer of points; the centroid where none live. */
function populationOrigin(task: Task): (area: number) => LonLat | null {
  const layer = task.context.populationLayer
  if (!layer?.positions) throw new AtlasError('MEASURE_POPULATION', '"from": "population-weighted" needs a population layer of points: bind one as "population"')
  const people = columnOf(layer, task.context.populationField, 'population-weighted')
  const locate = locatorOf(task.areas)
  const sums = task.areas.codes.map(() => [0, 0, 0, 0] as [number, number, number, number])
  for (let row = 0; row < layer.count; row++) {
    const [lon, lat] = [layer.positions[row * 2]!, layer.positions[row * 2 + 1]!]
    const n = numberOf(people[row])
    const sum = n !== null && n > 0 ? sums[locate(lon, lat)] : undefined
    if (!sum || n === null) continue
    const p = (lat * Math.PI) / 180
    const l = (lon * Math.PI) / 180
    sum[0] += n * Math.cos(p) * Math.cos(l)
    sum[1] += n * Math.cos(p) * Math.sin(l)
    sum[2] += n * Math.sin(p)
    sum[3] += n
  }
  return (area) => {
    const [x, y, z, n] = sums[area]!
    return n > 0 ? [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI] : centroid(task.areas.geometries[area] ?? null)
  }
}
