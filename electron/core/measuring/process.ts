import type { CallContext, StartProcess } from '../core.ts'
import { runJob } from '../jobs.ts'
import type { MeasureAnswer, MeasureRequest } from './job.ts'

/** Measures in a process of its own; answers by task id, in the order in which they were measured. */
export async function measureInProcess(start: StartProcess, request: MeasureRequest, context: CallContext): Promise<Map<string, MeasureAnswer>> {
  const answers = new Map<string, MeasureAnswer>()
  context.report({ step: 'measure.measuring', done: 0, total: request.tasks.length })
  await runJob(start, { job: 'measure', input: request }, (answer: MeasureAnswer) => {
    answers.set(answer.id, answer)
    context.report({ step: 'measure.measuring', done: answers.size, total: request.tasks.length })
  }, context.signal)
  return answers
}
