import { listRuns } from '../sql/runs.ts'
import type { Calls } from './calls.ts'
import { dataCheckOf } from './data-check.ts'
import { replayRun } from './replay.ts'
import { robustnessOf } from './robustness.ts'
import { dbOf, type Session } from './session.ts'

export function runCalls(session: Session): Calls<'runs.list' | 'runs.replay' | 'runs.robustness' | 'runs.check'> {
  return {
    'runs.list': () => listRuns(dbOf(session)),
    'runs.replay': ({ run }, context) => replayRun(session, run, context),
    'runs.robustness': (input, context) => robustnessOf(session, input, context),
    'runs.check': ({ run }, context) => dataCheckOf(session, run, context),
  }
}
