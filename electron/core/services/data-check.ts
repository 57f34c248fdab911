import { checkData } from '../../../shared/analysis/check.ts'
import { indicatorsOf } from '../../../shared/analysis/framework.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { DataCheck } from '../../../shared/model/data-check.ts'
import type { CallContext } from '../core.ts'
import { getLayer } from '../sql/layers.ts'
import { getRunInputs, getRunTable } from '../sql/runs.ts'
import { findMeantField } from './fields.ts'
import { measureCalls } from './measures.ts'
import { dbOf, type Session } from './session.ts'

/** What is worth a second look in the data of a run; the number of people comes from the layer that the run took it from, where it is still there. Throws `NO_SUCH_RUN`. */
export async function dataCheckOf(session: Session, run: number, context: CallContext): Promise<DataCheck> {
  const table = getRunTable(dbOf(session), run)
  const { framework } = getRunInputs(dbOf(session), run)
  const divided = new Set(indicatorsOf(framework).filter((node) => node.measure.per).map((node) => node.id))
  return checkData(table, { population: await populationOf(session, run, table.codes, context), divided })
}

/** The number of people of each area of a run, or undefined where it is not known. */
async function populationOf(session: Session, run: number, codes: string[], context: CallContext): Promise<(number | null)[] | undefined> {
  const db = dbOf(session)
  const { framework, areaSet, inputs } = getRunInputs(db, run)
  const bound = inputs.find((one) => one.slot === framework.population?.layer)?.layer ?? null
  const layer = bound === null ? null : getLayer(db, bound)
  if (!framework.population || !layer) return undefined
  const field = layer.kind === 'raster' ? undefined : findMeantField(layer, framework.population.field)?.field
  if (layer.kind !== 'raster' && field === undefined) return undefined
  try {
    const measured = await measureCalls(session)['measures.compute']({ areaSet, layer: layer.name, measure: layer.kind === 'raster' ? { kind: 'raster-sum' } : { kind: 'column', field } }, context)
    const at = new Map(measured.codes.map((code, i) => [code, i]))
    return codes.map((code) => measured.values[at.get(code) ?? -1] ?? null)
  } catch (error) {
    if (error instanceof AtlasError && error.code !== 'CANCELLED') return undefined
    throw error
  }
}
