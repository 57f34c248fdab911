import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ExportOptions, RunFormat } from '../../../shared/model/export.ts'
import { layerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext } from '../core.ts'
import { exportLayer, planExport } from '../exports/layer.ts'
import type { ExportParts } from '../exports/prepare.ts'
import { planRun, exportRun } from '../exports/run-file.ts'
import { getAreaSet, getAreaSetOfLayer, readAreaInput } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { hasJoin } from '../sql/joins.ts'
import { listLayers, requireLayer } from '../sql/layers.ts'
import { getRunTable } from '../sql/runs.ts'
import type { Calls } from './calls.ts'
import { joinsByCode, readJoinedInput } from './joined-input.ts'
import { measureCalls } from './measures.ts'
import { dbOf, hold, type Session } from './session.ts'

/** What goes out of the project: layers and runs, and the question before it. */
export function exportCalls(session: Session): Calls<'exports.plan' | 'layers.export' | 'runs.export'> {
  return {
    'exports.plan': ({ layer: id, run, format, ...options }, context) => {
      const db = dbOf(session)
      if (run !== undefined) return planRun(db, getRunTable(db, run), options)
      const known = layerFormat.safeParse(format)
      if (id === undefined || !known.success) throw new AtlasError('INPUT_INVALID', 'An export is of a layer, in a format for layers, or of a run. Name one of them.')
      const layer = requireLayer(db, id)
      return planExport(db, layer, known.data, options, context, partsOf(session, layer, context), joinable(db, layer))
    },
    'layers.export': async ({ id, format, ...options }, context) => {
      const db = dbOf(session)
      const layer = requireLayer(db, id)
      const made = await exportLayer(db, layer, format, options, session.staging, context, partsOf(session, layer, context))
      return { download: hold(session, made), name: made.name, rows: made.rows, notes: made.notes, ...(made.about ? { about: { download: hold(session, made.about), name: made.about.name } } : {}) }
    },
    'runs.export': async ({ run, format, ...options }) => exportOfRun(session, run, format, options),
  }
}

async function exportOfRun(session: Session, run: number, format: RunFormat, options: ExportOptions) {
  const db = dbOf(session)
  const made = await exportRun(db, getRunTable(db, run), format, session.staging, options)
  return { download: hold(session, made), name: made.name, rows: made.rows, notes: made.notes, ...(made.about ? { about: { download: hold(session, made.about), name: made.about.name } } : {}) }
}

/** The tables whose rows are known to name areas: by their own code, or by what was decided. */
function joinable(db: Db, layer: Layer): Layer[] {
  const set = getAreaSetOfLayer(db, layer.id)
  return set === null ? [] : listLayers(db).filter((one) => joinsByCode(one) && (one.codeField !== null || hasJoin(db, one.id, set.id)))
}

function partsOf(session: Session, layer: Layer, context: CallContext): ExportParts {
  const db = dbOf(session)
  const ownSet = () => {
    const set = getAreaSetOfLayer(db, layer.id)
    if (!set) throw new AtlasError('NOT_AREAS', `"${layer.name}" is no area set. Tables are joined to areas.`)
    return { set, codes: new Set(readAreaInput(db, set.id).codes) }
  }
  return {
    ownSet,
    joined: (id) => {
      const other = requireLayer(db, id)
      const { set } = ownSet()
      if (!joinsByCode(other)) throw new AtlasError('JOIN_NEEDS_TABLE', `"${other.name}" is no table: only the rows of tables are joined to areas. Choose a table.`)
      const input = readJoinedInput(db, other, set, other.fields.map((field) => field.name)).layer
      if (!input.codes) throw new AtlasError('JOIN_MISSING', `Nothing says which areas the rows of "${other.name}" name. Join it to "${set.name}" first.`)
      return { layer: other, codes: input.codes, columns: input.columns }
    },
    counted: async (areaSet) => {
      const set = getAreaSet(db, areaSet)
      if (!set) throw new AtlasError('UNKNOWN_AREAS', 'That area set is not in the project any more. Choose another one.')
      const made = await measureCalls(session)['measures.compute']({ areaSet, layer: layer.name, measure: { layer: layer.name, kind: 'count' } }, context)
      return { set, areas: readAreaInput(db, areaSet), counts: made.values }
    },
  }
}
