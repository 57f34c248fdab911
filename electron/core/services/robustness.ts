import type { z } from 'zod'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Robustness, robustnessInput } from '../../../shared/model/robustness.ts'
import type { CallContext } from '../core.ts'
import { runJob } from '../jobs.ts'
import type { RobustnessJob, RobustnessSays } from '../measuring/robustness.ts'
import { getRunInputs, getRunTable } from '../sql/runs.ts'
import { dbOf, type Session } from './session.ts'

/** How far the ranks of a stored run depend on the choices of its framework, from the raw values stored with it: the same seed gives the same answer, whatever became of the layers. Throws `NO_SUCH_RUN`, `TOO_MANY_DRAWS`. */
export async function robustnessOf(session: Session, input: z.output<typeof robustnessInput>, context: CallContext): Promise<Robustness> {
  const db = dbOf(session)
  const table = getRunTable(db, input.run)
  const { framework } = getRunInputs(db, input.run)
  const most = Math.floor(60_000_000 / Math.max(1, table.codes.length))
  if (input.draws > most) throw new AtlasError('TOO_MANY_DRAWS', `${input.draws} draws of ${table.codes.length} areas are more than fits in memory; ask for ${most} or fewer.`)
  const { run, ...rest } = input
  const job: RobustnessJob = { ...rest, framework, raw: Object.fromEntries(table.nodes.filter((node) => node.indicator).map((node) => [node.id, node.raw ?? table.codes.map(() => null)])) }
  const answer: Robustness = {
    run, draws: input.draws, seed: input.seed, top: input.top, spread: input.spread, varied: [], codes: table.codes, names: table.names,
    nominal: [], median: [], low: [], high: [], inTop: [], present: [], shift: 0, sensitivities: null, leftOut: null,
  }
  context.report({ step: 'robustness.drawing', done: 0, total: input.draws })
  await runJob(session.start, { job: 'robustness', input: job }, (says: RobustnessSays) => {
    if ('done' in says) context.report({ step: 'robustness.drawing', done: says.done, total: says.total })
    else if ('ranks' in says) Object.assign(answer, says.ranks)
    else Object.assign(answer, says)
  }, context.signal)
  return answer
}
