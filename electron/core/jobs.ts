import { AtlasError, errorLine, errorOf, type ErrorLine } from '../../shared/contract/errors.ts'
import type { ProcessPort, StartProcess } from './core.ts'
import { sweepStaging } from './formats/zip-staging.ts'
import type { ParentPort } from './parent.ts'

/** What a compute process is asked: one job, its name and input. */
export interface JobAsk { job: string; input: unknown }

/** What it says: any number of messages, each to be acknowledged, then the end or an error. */
export type JobSays = { said: unknown } | { done: true } | { error: ErrorLine; stack?: string }

/** At most this many messages are on their way, so that a slow reader does not fill memory. */
const mostUnread = 4

/**
 * Runs a job in a process of its own and hears its messages in order; `hear` may take its time, the process waits. The process is killed on abort, on an error of `hear`, and at the end; what it had unpacked is removed then.
 * Throws what the job threw, `CANCELLED` on abort, and `PROCESS_ENDED` when the process died (out of memory, most often).
 */
export function runJob(start: StartProcess, ask: JobAsk, hear: (message: never) => void | Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) { reject(cancelled()); return }
    const port: ProcessPort = start('compute')
    let ended = false
    let queue = Promise.resolve()
    const end = (finish: () => void) => {
      if (ended) return
      ended = true
      signal.removeEventListener('abort', onAbort)
      port.kill()
      finish()
    }
    const onAbort = () => end(() => reject(cancelled()))
    signal.addEventListener('abort', onAbort, { once: true })
    port.onMessage((message) => {
      const says = message as JobSays
      queue = queue.then(async () => {
        if (ended) return
        if ('said' in says) {
          await hear(says.said as never)
          port.post({ heard: true })
        } else if ('done' in says) end(resolve)
        else end(() => reject(withStack(errorOf(says.error), says.stack)))
      }).catch((error: unknown) => end(() => reject(error as Error)))
    })
    port.onExit(sweepStaging)
    port.onExit((code) => { queue = queue.then(() => end(() => reject(new AtlasError('PROCESS_ENDED', `The work stopped because its process ended${code === null ? ' by a signal' : ` (exit ${code})`}: the file may be too large for this computer's memory. The project is as it was.`)))) })
    port.post(ask)
  })
}

/** The other side: does one job, saying messages as fast as they are heard. */
export function serveJobs(parent: ParentPort, jobs: Record<string, (input: never, signal: AbortSignal) => Iterable<unknown> | AsyncIterable<unknown>>): void {
  let unread = 0
  let wake: (() => void) | null = null
  parent.onMessage((message) => {
    if (typeof message !== 'object' || message === null) return
    if ('heard' in message) { unread--; wake?.(); return }
    if (!('job' in message)) return
    const { job, input } = message as JobAsk
    const work = async () => {
      const run = jobs[job]
      if (!run) throw new Error(`no job is called ${job}`)
      for await (const said of run(input as never, new AbortController().signal)) {
        while (unread >= mostUnread) await new Promise<void>((done) => { wake = done })
        unread++
        parent.post({ said } satisfies JobSays)
      }
    }
    work().then(
      () => parent.post({ done: true } satisfies JobSays),
      (error: unknown) => parent.post({ error: errorLine(error), stack: error instanceof Error && !(error instanceof AtlasError) ? error.stack : undefined } satisfies JobSays),
    )
  })
}

function withStack(error: Error, stack: string | undefined): Error {
  if (stack !== undefined) error.stack = stack
  return error
}

function cancelled(): AtlasError { return new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.') }
