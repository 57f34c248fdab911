import { computeProfile } from '../../../shared/analysis/profile.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import type { AreaSet } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import type { CallContext } from '../core.ts'
import { measureInProcess } from '../measuring/process.ts'
import type { BoundSlot } from './bindings.ts'
import { measureRequest } from './measure-request.ts'
import { dbOf, type Session } from './session.ts'

/** The version of the engine that a run is stored with. */
export const engineVersion = '1'

/** Measures and scores a framework over an area set; nothing is stored. */
export async function computeTable(session: Session, framework: Framework, set: AreaSet, bound: BoundSlot[], period: { from: string | null; to: string | null }, context: CallContext): Promise<ProfileTable> {
  const { request, notes } = measureRequest(dbOf(session), framework, set, bound, period)
  const answers = await measureInProcess(session.start, request, context)
  const names = new Map(bound.map((one) => [one.slot, one.layer?.name ?? null]))
  const layerOf = new Map(request.tasks.map((task) => [task.id, names.get(task.measure.layer ?? '') ?? null]))
  const indicators = Object.fromEntries([...answers].filter(([id]) => id !== '').map(([id, answer]) => [id, { ...answer.measured, layer: layerOf.get(id) ?? null }]))
  const { codes, names: areaNames, parents } = request.areas
  const { notes: more, ...scored } = computeProfile(framework, { codes, names: areaNames, parents }, indicators)
  return {
    run: {
      id: 0, framework: framework.id, frameworkVersion: framework.version, frameworkTitle: framework.title, areaSet: set.id, areaSetName: set.name, ...period, made: new Date().toISOString(),
      areas: codes.length, missing: scored.index.filter((value) => value === null).length, notes: merge([...notes, ...[...answers.values()].flatMap((answer) => answer.notes), ...more]),
    },
    ...scored,
  }
}

/** The same remark said once. */
function merge(notes: Note[]): Note[] {
  const seen = new Map<string, Note>()
  for (const note of notes) seen.set(`${note.code} ${note.sample}`, note)
  return [...seen.values()]
}
