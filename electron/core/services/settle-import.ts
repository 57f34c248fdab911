import { setImmediate } from 'node:timers/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { CallContext } from '../core.ts'
import type { PackedTally } from '../import/ready.ts'
import type { Db } from '../sql/database.ts'
import { cancelInSteps } from '../sql/importing.ts'
import { settlePacked } from '../sql/packed-import.ts'

/** Makes the spatial index of a layer whose rows are all in, in steps between which others are served and a cancel is heard. Throws `CANCELLED`. */
export async function settle(db: Db, layer: number, tally: PackedTally, context: CallContext): Promise<void> {
  for (const { done, total } of settlePacked(db, layer, tally)) {
    context.report({ step: 'import.indexing', done, total })
    await setImmediate()
    if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.')
  }
}

const patienceMilliseconds = 500

/** Removes a layer whose import was stopped. What takes longer than half a second goes on in the background, so that a cancel is answered at once. */
export async function abandon(db: Db, layer: number): Promise<void> {
  const steps = cancelInSteps(db, layer)
  const began = performance.now()
  while (performance.now() - began < patienceMilliseconds) {
    if (steps.next().done) return
    await setImmediate()
  }
  void finishInBackground(steps)
}

/** A failure here is no one's to mend: what is left is removed when the project is opened again. */
async function finishInBackground(steps: Generator<void>): Promise<void> {
  try {
    while (!steps.next().done) await setImmediate()
  } catch { /* left to the next opening */ }
}
