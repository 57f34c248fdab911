import { exportRun } from '../exports/run-file.ts'
import { getRunTable, listRuns } from '../sql/runs.ts'
import type { Calls } from './calls.ts'
import { replayRun } from './replay.ts'
import { dataCheckOf } from './data-check.ts'
import { robustnessOf } from './robustness.ts'
import { dbOf, hold, type Session } from './session.ts'

export function runCalls(session: Session): Calls<'runs.list' | 'runs.replay' | 'runs.robustness' | 'runs.check' | 'runs.export'> {
  return {
    'runs.list': () => listRuns(dbOf(session)),
    'runs.replay': ({ run }, context) => replayRun(session, run, context),
    'runs.robustness': (input, context) => robustnessOf(session, input, context),
    'runs.check': ({ run }, context) => dataCheckOf(session, run, context),
    'runs.export': async ({ run, format }) => {
      const db = dbOf(session)
      const made = await exportRun(db, getRunTable(db, run), format, session.staging)
      return { download: hold(session, made), name: made.name, rows: made.rows }
    },
  }
}
