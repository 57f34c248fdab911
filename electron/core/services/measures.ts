import { AtlasError } from '../../../shared/contract/errors.ts'
import { measureInProcess } from '../measuring/process.ts'
import { getAreaSet, readAreaInput } from '../sql/areas.ts'
import { getLayerByName, listLayers } from '../sql/layers.ts'
import type { Calls } from './calls.ts'
import { findMeantField, meantWhere, unknownField } from './fields.ts'
import { readJoinedInput } from './joined-input.ts'
import { columnsOf } from './measure-request.ts'
import { readRasterInput } from './raster-input.ts'
import { dbOf, type Session } from './session.ts'

export function measureCalls(session: Session): Calls<'measures.compute'> {
  return {
    'measures.compute': async ({ areaSet, layer: name, measure }, context) => {
      const db = dbOf(session)
      const set = getAreaSet(db, areaSet)
      if (!set) throw new AtlasError('UNKNOWN_AREAS', 'That area set is not in the project any more. Choose another one.')
      const layer = getLayerByName(db, name)
      if (!layer) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}". Choose one of the list.`)
      if (measure.field !== undefined && !layer.fields.some((field) => field.name === measure.field)) throw unknownField(layer, measure.field)
      if (measure.where?.trim()) meantWhere(layer, measure.where)
      const people = populationOf(db, measure.population)
      const usesPeople = measure.per?.by === 'population' || measure.kind === 'population-within' || measure.kind === 'share-of-population'
      if (measure.per && measure.per.by !== 'population' && measure.per.by !== 'area-km2') throw new AtlasError('USAGE', `A measure on its own is divided by population or area-km2, not by "${measure.per.by}".`)
      if (usesPeople && !people) throw new AtlasError('NO_POPULATION', 'The measure needs a population. Import one as a table with a field "population", or name its layer.')
      const areas = readAreaInput(db, areaSet)
      const columns = [...columnsOf(layer, measure), ...(people?.layer.id === layer.id ? [people.field] : [])]
      const joined = layer.kind === 'raster' ? { layer: readRasterInput(db, layer, areas, [measure]), notes: [] } : readJoinedInput(db, layer, set, [...new Set(columns)])
      const layers = { [String(layer.id)]: joined.layer }
      if (people) layers[String(people.layer.id)] ??= readJoinedInput(db, people.layer, set, [people.field]).layer
      const answers = await measureInProcess(session.start, {
        areas, level: set.level, layers, population: people ? { layer: String(people.layer.id), field: people.field } : null, from: null, to: null,
        tasks: [{ id: 'measure', measure, layer: String(layer.id), populationLayer: null, problem: null }], strict: true,
      }, context)
      const answer = answers.get('measure')
      if (!answer) throw new Error('the measure was not answered')
      return { codes: areas.codes, names: areas.names, values: answer.measured.values, coverage: answer.measured.coverage, notes: [...joined.notes, ...[...answers.values()].flatMap((one) => one.notes).map((note) => ({ ...note, sample: note.sample.replace(/^measure: /, '') }))] }
    },
  }
}

/** The layer and field that hold the population: the one named, or the layer called `population`. */
function populationOf(db: Parameters<typeof listLayers>[0], name: string | undefined) {
  const layer = name === undefined ? listLayers(db).find((one) => one.name.toLowerCase() === 'population') : getLayerByName(db, name)
  if (name !== undefined && !layer) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}". Choose one of the list.`)
  if (!layer) return null
  const meant = findMeantField(layer, 'population')
  if (!meant) throw unknownField(layer, 'population')
  return { layer, field: meant.field }
}
