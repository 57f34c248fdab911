import Flatbush from 'flatbush'
import type { Measured } from '../input.ts'
import { AtlasError } from '../../model/error.ts'
import { areaKm2 } from '../../geo/area.ts'
import { buffer } from '../../geo/buffer.ts'
import { nearestFinder } from '../../geo/nearest.ts'
import { boundsMeet, overlapOf, shapeKm2 } from '../../geo/overlay.ts'
import type { Shape } from '../../geo/overlay.ts'
import { locatorOf, measured, remark, shapeAt } from './context.ts'
import type { Task } from './context.ts'
import { columnOf, numberOf } from './numbers.ts'

/** People near the features, and all people, per area. */
interface People { near: number; all: number }

/**
 * People who live within `km` of the features (buffers dissolved, nobody counts twice), or their share of the area's population; without `km` a share is of those inside polygons.
 * The population layer may be points (each person where the point is) or polygons (spread evenly over each); with neither, the area's own number is spread evenly over it, with a note.
 */
export function measurePopulation(task: Task): Measured {
  const { measure, layer } = task
  if (layer.kind === 'table') throw new AtlasError('MEASURE_NEEDS_GEOMETRY', `"${measure.kind}" needs a layer with positions; "${layer.name}" is a table`)
  if (measure.kind === 'population-within' && !measure.km) throw new AtlasError('MEASURE_KM', '"population-within" needs "km", the distance in kilometres')
  const people = task.context.populationLayer
  const found = people?.positions ? fromPoints(task) : people?.geometries ? fromPolygons(task) : fromAreas(task)
  return measured(found.map((p) => (p === null ? null : measure.kind === 'population-within' ? p.near : p.all > 0 ? Math.min(1, p.near / p.all) : null)))
}

function fromPoints(task: Task): (People | null)[] {
  const layer = task.context.populationLayer!
  const values = columnOf(layer, task.context.populationField, 'population')
  const sums = task.areas.geometries.map((g): People | null => (g ? { near: 0, all: 0 } : null))
  const locate = locatorOf(task.areas)
  const finder = nearestFinder(task.layer, task.rows)
  for (let row = 0; row < layer.count; row++) {
    const n = numberOf(values[row])
    const [lon, lat] = [layer.positions![row * 2]!, layer.positions![row * 2 + 1]!]
    const sum = n === null ? null : sums[locate(lon, lat)]
    if (!sum || n === null) continue
    sum.all += n
    const km = finder.nearestKm(lon, lat)
    if (km !== null && km <= (task.measure.km ?? 0)) sum.near += n
  }
  return sums
}

function fromPolygons(task: Task): (People | null)[] {
  const layer = task.context.populationLayer!
  const values = columnOf(layer, task.context.populationField, 'population')
  const zones = zonesOf(task)
  const blocks = Array.from({ length: layer.count }, (_, row) => ({ people: numberOf(values[row]), shape: shapeAt(layer, row) })).filter((b): b is { people: number; shape: Shape } => b.people !== null && b.shape !== null)
  return task.areas.codes.map((_, area) => {
    const shape = shapeAt(task.areas, area)
    if (!shape) return null
    const zone = overlapOf(shape, zones(shape))
    const sum: People = { near: 0, all: 0 }
    for (const block of blocks) {
      if (!boundsMeet(block.shape.bounds, shape.bounds)) continue
      const perKm2 = block.people / shapeKm2(block.shape)
      sum.all += perKm2 * shapeKm2(overlapOf(shape, [block.shape]))
      if (zone) sum.near += perKm2 * shapeKm2(overlapOf(zone, [block.shape]))
    }
    return sum
  })
}

function fromAreas(task: Task): (People | null)[] {
  const population = task.context.population
  if (!population) throw new AtlasError('MEASURE_POPULATION', `"${task.measure.kind}" needs a population: bind a population layer`)
  remark(task.notes, 'SPREAD_EVENLY', task.areas.codes.length, 'areas: the population was taken as spread evenly over each area, because no population layer with positions is bound')
  const zones = zonesOf(task)
  return task.areas.codes.map((_, area) => {
    const shape = shapeAt(task.areas, area)
    const all = population[area] ?? null
    if (!shape || all === null) return null
    return { near: all * Math.min(1, shapeKm2(overlapOf(shape, zones(shape))) / areaKm2(task.areas.geometries[area]!)), all }
  })
}

/** Answers the shapes of what is within `km` of the features, near a shape. */
function zonesOf(task: Task): (shape: Shape) => Shape[] {
  const { layer, measure } = task
  const zones: Shape[] = []
  for (const row of task.rows) {
    const own = layer.positions ? null : (layer.geometries?.[row] ?? null)
    const [lon, lat] = layer.positions ? [layer.positions[row * 2]!, layer.positions[row * 2 + 1]!] : [Number.NaN, Number.NaN]
    if (measure.km) zones.push(...buffer(own ?? (Number.isFinite(lon) && Number.isFinite(lat) ? { type: 'Point', coordinates: [lon, lat] } : null), measure.km))
    else { const shape = own ? shapeAt(layer, row) : null; if (shape) zones.push(shape) }
  }
  if (!zones.length) return () => []
  const index = new Flatbush(zones.length)
  for (const z of zones) index.add(...z.bounds)
  index.finish()
  return (shape) => index.search(...shape.bounds).sort((a, b) => a - b).map((i) => zones[i]!)
}
