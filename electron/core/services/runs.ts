import { listRuns } from '../sql/runs.ts'
import type { Calls } from './calls.ts'
import { replayRun } from './replay.ts'
import { dbOf, type Session } from './session.ts'

export function runCalls(session: Session): Calls<'runs.list' | 'runs.replay'> {
  return {
    'runs.list': () => listRuns(dbOf(session)),
    'runs.replay': ({ run }, context) => replayRun(session, run, context),
  }
}
