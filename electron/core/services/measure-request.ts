import { evaluationOrder } from '../../../shared/analysis/framework.ts'
import type { LayerInput } from '../../../shared/analysis/input.ts'
import type { Framework, Measure } from '../../../shared/model/framework.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { MeasureRequest, MeasureTask } from '../measuring/job.ts'
import { readAreaInput } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import type { BoundSlot } from './bindings.ts'
import { readJoinedInput } from './joined-input.ts'
import { readRasterInput } from './raster-input.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { fieldsNamedIn, findMeantField, meantWhere, unknownField } from './fields.ts'

/** Everything that a framework's measures need of the project, read once: outlines, layers with only the columns that are named, and the measures with their fields found. Notes say what was taken for what. */
export function measureRequest(db: Db, framework: Framework, set: AreaSet, bound: BoundSlot[], period: { from: string | null; to: string | null }): { request: MeasureRequest; notes: Note[] } {
  const notes: Note[] = []
  const bySlot = new Map(bound.map((one) => [one.slot, one.layer]))
  const columns = new Map<Layer, Set<string>>()
  const need = (layer: Layer, names: string[]) => { const known = columns.get(layer) ?? new Set(); for (const name of names) known.add(name); columns.set(layer, known) }

  const tasks: MeasureTask[] = evaluationOrder(framework).flatMap((indicator): MeasureTask[] => {
    const { measure, id } = indicator
    if (measure.layer === undefined) return []
    const layer = bySlot.get(measure.layer) ?? null
    if (!layer) {
      return [{ id, measure, layer: null, populationLayer: null, problem: { code: 'SLOT_UNBOUND', count: 1, sample: `no layer is bound to "${measure.layer}"` } }]
    }
    const meant = resolve(layer, measure, id)
    notes.push(...meant.notes)
    if (meant.problem) return [{ id, measure, layer: null, populationLayer: null, problem: meant.problem }]
    const found = meant.measure
    need(layer, columnsOf(layer, found))
    const people = measure.population === undefined ? null : (bySlot.get(measure.population) ?? null)
    if (people) need(people, [])
    return [{ id, measure: found, layer: String(layer.id), populationLayer: people ? String(people.id) : null, problem: null }]
  })
  const population = framework.population ? (bySlot.get(framework.population.layer) ?? null) : null
  let field: string | null = null
  if (framework.population && population) {
    const meant = findMeantField(population, framework.population.field)
    if (!meant) notes.push({ code: 'POPULATION_UNKNOWN', count: 1, sample: `"${population.name}" has no field "${framework.population.field}"` })
    else {
      if (meant.taken) notes.push({ code: 'FIELD_TAKEN_FOR', count: 1, sample: `population: "${meant.field}" of "${population.name}" was taken for "${framework.population.field}"` })
      field = meant.field
      need(population, [field])
    }
  }
  const layers: Record<string, LayerInput> = {}
  const areas = readAreaInput(db, set.id)
  for (const [layer, names] of columns) {
    const measures = tasks.filter((task) => task.layer === String(layer.id)).map((task) => task.measure)
    if (layer.kind === 'raster') layers[String(layer.id)] = readRasterInput(db, layer, areas, measures)
    else {
      const joined = readJoinedInput(db, layer, set, [...names])
      layers[String(layer.id)] = joined.layer
      notes.push(...joined.notes)
    }
  }
  return { request: { areas, level: set.level, layers, population: population && field !== null ? { layer: String(population.id), field } : null, ...period, tasks }, notes }
}

/** The measure with its field and condition as the layer names them; a problem where the layer has no such field. */
function resolve(layer: Layer, measure: Measure, id: string): { measure: Measure; notes: Note[]; problem: Note | null } {
  try {
    const field = measure.field === undefined ? null : findMeantField(layer, measure.field)
    if (measure.field !== undefined && !field) throw unknownField(layer, measure.field)
    const where = measure.where?.trim() ? meantWhere(layer, measure.where) : null
    const taken = [...(field?.taken ? [{ field: field.field, meant: measure.field! }] : []), ...(where?.taken ?? [])]
    return {
      measure: { ...measure, ...(field && { field: field.field }), ...(where && { where: where.where }) }, problem: null,
      notes: taken.map((one) => ({ code: 'FIELD_TAKEN_FOR', count: 1, sample: `${id}: "${one.field}" of "${layer.name}" was taken for "${one.meant}"` })),
    }
  } catch (error) {
    if (!(error instanceof AtlasError)) throw error
    return { measure, notes: [], problem: { code: error.code, count: 1, sample: error.message } }
  }
}

/** The columns that a measure reads: its field, those named in its condition and expression, and the precision of its events. */
export function columnsOf(layer: Layer, measure: Measure): string[] {
  const names = layer.fields.map((field) => field.name)
  return [...new Set([
    ...(measure.field !== undefined && names.includes(measure.field) ? [measure.field] : []),
    ...fieldsNamedIn(layer, `${measure.where ?? ''} ${measure.expression ?? ''}`),
    ...(measure.precision === 'respect' ? names.filter((name) => /^(where_prec|geo_precision)$/i.test(name)) : []),
  ])]
}
