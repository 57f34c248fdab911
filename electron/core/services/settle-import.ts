import { setImmediate } from 'node:timers/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { CallContext } from '../core.ts'
import type { PackedTally } from '../import/ready.ts'
import type { Db } from '../sql/database.ts'
import { settlePacked } from '../sql/packed-import.ts'

/** Makes the spatial index of a layer whose rows are all in, in steps between which others are served and a cancel is heard. Throws `CANCELLED`. */
export async function settle(db: Db, layer: number, tally: PackedTally, context: CallContext): Promise<void> {
  for (const { done, total } of settlePacked(db, layer, tally)) {
    context.report({ step: 'import.indexing', done, total })
    await setImmediate()
    if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.')
  }
}
