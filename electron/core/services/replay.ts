import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import type { CallContext } from '../core.ts'
import { getAreaSet } from '../sql/areas.ts'
import { getLayer } from '../sql/layers.ts'
import { getRunInputs, getRunTable } from '../sql/runs.ts'
import type { BoundSlot } from './bindings.ts'
import { computeTable } from './compute-table.ts'
import { inputHash } from './joined-input.ts'
import { dbOf, type Session } from './session.ts'

/** Computes a stored run again from the layers it was made from, wherever they are called now, and compares every number. `changed` names the slots whose layer is gone, has other content or other areas. */
export async function replayRun(session: Session, run: number, context: CallContext): Promise<Output<'runs.replay'>> {
  const db = dbOf(session)
  const stored = getRunTable(db, run)
  const { framework, areaSet, from, to, inputs } = getRunInputs(db, run)
  const set = getAreaSet(db, areaSet)
  if (!set) throw new AtlasError('AREAS_GONE', `The areas of run ${run} were removed from the project. Bring them back (undo) to compute it again.`)
  const changed: string[] = []
  const bound = inputs.map(({ slot, layer: id, hash }): BoundSlot => {
    const layer = id === null ? null : getLayer(db, id)
    if (id !== null && (!layer || inputHash(db, layer, set.id) !== hash)) changed.push(slot)
    return { slot, layer, why: layer ? 'bind.given' : 'bind.none' }
  })
  const again = await computeTable(session, framework, set, bound, { from, to }, context)
  return { maxAbsDifference: difference(stored, again), changed }
}

/** The largest difference of any score, raw value or index; the largest number where one is missing and the other is not. */
function difference(a: ProfileTable, b: ProfileTable): number {
  const at = new Map(b.codes.map((code, i) => [code, i]))
  const columns = [[a.index, b.index], ...a.nodes.flatMap((node, i) => [[node.scores, b.nodes[i]?.scores ?? []], [node.raw ?? [], b.nodes[i]?.raw ?? []]])]
  let worst = a.codes.length === b.codes.length ? 0 : Number.MAX_VALUE
  for (const [left, right] of columns) {
    for (const [i, value] of left!.entries()) {
      const other = right![at.get(a.codes[i]!) ?? -1] ?? null
      if (value === null && other === null) continue
      worst = Math.max(worst, value === null || other === null ? Number.MAX_VALUE : Math.abs(value - other))
    }
  }
  return worst
}
