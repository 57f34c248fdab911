import type { AreaInput, LayerInput, Measured } from '../../../shared/analysis/input.ts'
import { measureAreas, type MeasureContext } from '../../../shared/analysis/measure.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Measure } from '../../../shared/model/framework.ts'
import type { Note } from '../../../shared/model/note.ts'

/** Measures over one area set. `layers` are by key; `population` names the layer and field that every `per: population` reads. */
export interface MeasureRequest {
  areas: AreaInput
  level: number
  layers: Record<string, LayerInput>
  population: { layer: string; field: string } | null
  from: string | null
  to: string | null
  /** Each comes after those whose values it divides by or computes with. */
  tasks: MeasureTask[]
  /** Throws what a layer cannot serve, instead of noting it. */
  strict?: boolean
}

/** One indicator's measure: `layer` is a key of the request's layers, null where its slot is not bound. `problem` is known before anything is measured. */
export interface MeasureTask { id: string; measure: Measure; layer: string | null; populationLayer: string | null; problem: Note | null }

export interface MeasureAnswer { id: string; measured: Measured; notes: Note[] }

/** Measures every task in its order. A measure that its layer cannot serve is missing in every area, with a note that says why. Formulas over other indicators only are left to the engine. */
export function* measureAll(request: MeasureRequest): Generator<MeasureAnswer> {
  const { areas, layers } = request
  const context: MeasureContext = { level: request.level, from: request.from, to: request.to, indicators: {} }
  const notes: Note[] = []
  if (request.population) {
    const layer = layers[request.population.layer]
    const found = attempt(() => measureAreas({ kind: 'column', field: request.population!.field }, areas, layer!, {}), areas, notes, false)
    context.population = found.values
    context.populationField = request.population.field
    if (layer && layer.kind !== 'table') context.populationLayer = layer
  }
  for (const task of request.tasks) {
    const layer = task.layer === null ? null : layers[task.layer]
    const own: Note[] = task.problem ? [task.problem] : []
    const taskContext = { ...context, populationLayer: task.populationLayer === null ? context.populationLayer : layers[task.populationLayer] }
    const measured = task.problem || !layer ? missing(areas) : attempt(() => {
      const answer = measureAreas(task.measure, areas, layer, taskContext)
      own.push(...answer.notes)
      return answer
    }, areas, own, request.strict === true)
    context.indicators![task.id] = measured.values
    yield { id: task.id, measured, notes: own.map((note) => ({ ...note, sample: `${task.id}: ${note.sample}` })) }
  }
  if (notes.length) yield { id: '', measured: missing(areas), notes }
}

function attempt(work: () => { measured: Measured }, areas: AreaInput, notes: Note[], strict: boolean): Measured {
  try {
    return work().measured
  } catch (error) {
    if (strict || !(error instanceof AtlasError)) throw error
    notes.push({ code: error.code, count: areas.codes.length, sample: error.message })
    return missing(areas)
  }
}

function missing(areas: AreaInput): Measured {
  return { values: areas.codes.map(() => null), coverage: areas.codes.map(() => 0) }
}
