import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { EditionPreview, EditionResult } from '../../../shared/model/edition.ts'
import { findEdition, getEdition } from '../sql/editions.ts'
import { getContentHash, getLayerByName, requireLayer } from '../sql/layers.ts'
import type { Calls } from './calls.ts'
import { editionCsv } from './editions-csv.ts'
import { planMove, type Plan } from './editions-plan.ts'
import { storeMove } from './editions-store.ts'
import { freeName } from './free-name.ts'
import { dbOf, hold, writableDb, type Session } from './session.ts'

export function editionCalls(session: Session): Calls<'editions.preview' | 'editions.move' | 'editions.report' | 'editions.export'> {
  return {
    'editions.preview': async (request, context) => {
      const db = dbOf(session)
      const plan = await planMove(session, db, request, context)
      const wanted = nameOf(plan)
      return { layer: plan.layer.name, name: getLayerByName(db, wanted) ? freeName(db, wanted) : wanted, rows: plan.input.count, rowsPlaced: plan.areas.filter((area) => area >= 0).length, crosswalk: { ...plan.meeting.said, notes: [...plan.notes, ...plan.meeting.said.notes] }, columns: plan.columns } satisfies EditionPreview
    },
    'editions.move': async ({ name, replace, ...request }, context) => {
      const db = writableDb(session)
      const before = [request.layer, ...('layer' in request.weights ? [request.weights.layer] : [])].map((id) => getContentHash(db, id)).join()
      const plan = await planMove(session, db, request, context)
      const known = findEdition(db, plan.key)
      if (known !== null && !replace && (name === undefined || requireLayer(db, known).name === name)) return already(session, known)
      const wanted = name ?? nameOf(plan)
      const taken = getLayerByName(db, wanted)
      if (taken && !replace) throw new AtlasError('NAME_TAKEN', `There is a layer "${wanted}" already. Give another name, or replace that layer.`)
      if (taken && [plan.layer.id, plan.from.layer, plan.to.layer].includes(taken.id)) throw new AtlasError('NAME_TAKEN', `"${wanted}" is needed for the move itself and cannot be replaced by its result. Give another name.`)
      if ([request.layer, ...('layer' in request.weights ? [request.weights.layer] : [])].map((id) => getContentHash(writableDb(session), id)).join() !== before) throw new AtlasError('LAYER_CHANGED', 'A layer was changed while the editions were compared; nothing was moved. Try again.')
      return storeMove(db, plan, wanted, taken, new Date().toISOString(), context)
    },
    'editions.report': ({ layer }) => getEdition(dbOf(session), requireLayer(dbOf(session), layer).id),
    'editions.export': ({ layer: id }) => {
      const layer = requireLayer(dbOf(session), id)
      const report = getEdition(dbOf(session), id)
      if (!report) throw new AtlasError('NOT_MOVED', `"${layer.name}" was not moved from another edition, so that there is no report. Choose a layer that was.`)
      const name = `${layer.table}-report.csv`, path = join(session.staging, `${randomBytes(8).toString('hex')}-${name}`)
      const { text, rows } = editionCsv(report)
      writeFileSync(path, text)
      return { download: hold(session, { path, name }), name, rows }
    },
  }
}

/** The layer that the same move made before, with a note. */
function already(session: Session, id: number): EditionResult {
  const layer = requireLayer(dbOf(session), id), report = getEdition(dbOf(session), id)!
  return { layer: layer.name, layerId: id, kind: layer.kind, rows: layer.rows, report: { ...report, notes: [{ code: 'ALREADY_MOVED', count: layer.rows, sample: `The same move made the layer "${layer.name}" already.` }, ...report.notes] } }
}

function nameOf({ layer, to }: Plan): string { return `${layer.name} (${to.name})` }
