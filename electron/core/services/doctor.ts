import { AtlasError } from '../../../shared/contract/errors.ts'
import type { DoctorReport, Finding } from '../../../shared/model/doctor.ts'
import type { CallContext } from '../core.ts'
import type { ExamineMessage } from '../doctor/examine.ts'
import type { DoctorInput } from '../doctor/input.ts'
import type { RepairMessage } from '../doctor/repair.ts'
import { toleranceKm } from '../doctor/width.ts'
import { runJob } from '../jobs.ts'
import { getContentHash, requireLayer } from '../sql/layers.ts'
import { listBefore } from '../sql/originals.ts'
import { applyRepair } from '../sql/repairs.ts'
import type { Calls } from './calls.ts'
import { readDoctorInput } from './doctor-input.ts'
import { dbOf, writableDb, type Session } from './session.ts'

/** Gaps and overlaps up to this mean width (km) are repaired where nothing else is asked for. */
const usualRepairKm = 0.5

/** Remarks of an import about geometries that it put right. */
const repairNotes = ['GEOMETRY_REPAIRED', 'RING_CLOSED', 'CUT_AT_ANTIMERIDIAN', 'HEIGHTS_LEFT_OUT', 'NOT_A_POLYGON', 'AREAS_MERGED']

export function doctorCalls(session: Session): Calls<'doctor.examine' | 'doctor.repair' | 'doctor.restore'> {
  return {
    'doctor.examine': ({ layer, repairKm = usualRepairKm }, context) => examine(session, layer, repairKm, context),
    'doctor.repair': async ({ layer: id, codes, repairKm = usualRepairKm }, context) => {
      const db = writableDb(session)
      const before = getContentHash(db, id)
      let made: Extract<RepairMessage, { changes: unknown }> | null = null
      await runJob(session.start, { job: 'repair', input: { ...readDoctorInput(db, id, repairKm), codes } }, (message: RepairMessage) => {
        if ('changes' in message) made = message
        else context.report({ step: 'doctor.repairing', ...message })
      }, context.signal)
      const { changes, repaired } = made ?? { changes: [], repaired: [] } as Extract<RepairMessage, { changes: unknown }>
      if (getContentHash(writableDb(session), id) !== before) throw new AtlasError('LAYER_CHANGED', 'The layer was changed while it was examined; nothing was repaired. Check the geometry again.')
      const counts = applyRepair(db, id, changes)
      return { layer: requireLayer(db, id).name, repaired, ...counts, report: await examine(session, id, repairKm, context) }
    },
    'doctor.restore': async ({ layer: id, fids, repairKm = usualRepairKm }, context) => {
      const db = writableDb(session)
      const { name } = requireLayer(db, id)
      const before = listBefore(db, id, fids ?? null)
      if (before.length === 0) throw new AtlasError('NOTHING_TO_RESTORE', `"${name}" keeps no other shapes than it has${fids ? ' for these records' : ''}: nothing was put right in it.`)
      const { changed } = applyRepair(db, id, before, 'layer.originals')
      return { layer: name, restored: changed, report: await examine(session, id, repairKm, context) }
    },
  }
}

async function examine(session: Session, id: number, repairKm: number, context: CallContext): Promise<DoctorReport> {
  const db = dbOf(session)
  const layer = requireLayer(db, id)
  const input: DoctorInput = readDoctorInput(db, id, repairKm)
  const found: { findings: Finding[]; inSource: Finding[] } = { findings: [], inSource: [] }
  context.report({ step: 'doctor.examining', done: 0, total: input.features.fids.length })
  await runJob(session.start, { job: 'examine', input }, (message: ExamineMessage) => {
    if ('findings' in message) Object.assign(found, message)
    else context.report({ step: 'doctor.examining', ...message })
  }, context.signal)
  return { layer: layer.name, features: layer.rows, ...found, repaired: layer.notes.filter((note) => repairNotes.includes(note.code)), originals: input.originals.fids.length, restorable: listBefore(db, id, null).length, toleranceKm, repairKm }
}
