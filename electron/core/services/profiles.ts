import { explainArea } from '../../../shared/analysis/explain.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { AreaProfile } from '../../../shared/model/run.ts'
import { getAreaSet, listAreas } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { listLayers } from '../sql/layers.ts'
import { getRunInputs, getRunTable, insertRun, type RunInput } from '../sql/runs.ts'
import { bindSlots } from './bindings.ts'
import type { Calls } from './calls.ts'
import { computeTable, engineVersion } from './compute-table.ts'
import { requireFramework } from './frameworks.ts'
import { inputHash } from './joined-input.ts'
import { dbOf, writableDb, type Session } from './session.ts'

export function profileCalls(session: Session): Calls<'profiles.compute' | 'profiles.table' | 'profiles.area'> {
  return {
    'profiles.compute': async ({ framework: id, areaSet, from, to, bind }, context) => {
      const db = writableDb(session)
      const framework = requireFramework(db, id)
      const set = getAreaSet(db, areaSet)
      if (!set) throw new AtlasError('UNKNOWN_AREAS', 'That area set is not in the project any more. Choose another one.')
      if (from && to && from > to) throw new AtlasError('PERIOD_REVERSED', `The period ends (${to}) before it begins (${from}). Turn the dates round.`)
      const bound = bindSlots(db, framework, bind ?? {}, set)
      const table = await computeTable(session, framework, set, bound, { from: from ?? null, to: to ?? null }, context)
      const inputs = bound.map((one): RunInput => ({ slot: one.slot, layer: one.layer?.id ?? null, name: one.layer?.name ?? null, hash: one.layer ? inputHash(db, one.layer, set.id) : null }))
      const run = insertRun(db, { framework, table, inputs, engine: engineVersion })
      return { run, areas: table.codes.length, missing: table.run.missing, notes: table.run.notes }
    },
    'profiles.table': ({ run }) => getRunTable(dbOf(session), run),
    'profiles.area': ({ run, code }) => areaProfile(dbOf(session), run, code),
  }
}

/** One area of a run with what explains its score. Throws `UNKNOWN_AREA`. */
function areaProfile(db: Db, run: number, code: string): AreaProfile {
  const table = getRunTable(db, run)
  const at = table.codes.indexOf(code)
  if (at < 0) throw new AtlasError('UNKNOWN_AREA', `The run has no area with the code "${code}".`)
  const { framework } = getRunInputs(db, run)
  const explained = explainArea(table, framework, code)
  const layers = new Map(listLayers(db).map((layer) => [layer.name, layer]))
  const contributions = explained.contributions.map((one) => {
    const layer = one.layer === null ? undefined : layers.get(one.layer)
    return { ...one, source: layer ? [layer.source.publisher, layer.source.file].filter(Boolean)[0] ?? null : one.source, date: layer ? (layer.to ?? (layer.source.date || null)) : one.date }
  })
  const dates = contributions.flatMap((one) => (one.raw !== null && one.date ? [one.date] : [])).toSorted()
  return { ...explained, contributions, path: pathOf(db, table.run.areaSet, table.parents[at] ?? null), newest: dates.at(-1) ?? null, oldest: dates[0] ?? null }
}

/** The parents of an area, the largest first. */
function pathOf(db: Db, set: number, parent: string | null): { code: string; name: string }[] {
  const above = getAreaSet(db, set)?.parent ?? null
  if (above === null || parent === null) return []
  const found = listAreas(db, above).find((one) => one.code === parent)
  return found ? [...pathOf(db, above, found.parent), { code: found.code, name: found.name }] : []
}
