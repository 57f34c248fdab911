import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import { AtlasError, errorLine, errorOf, type ErrorLine } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/wire.ts'
import type { CallContext, Core, HeldFile, ProcessPort, Resource } from './core.ts'

/** A core as a host uses it: `Core` itself, or one that lives in another process and so answers about files a little later. */
export interface HostCore {
  call<N extends CallName>(name: N, input: Input<N>, context: CallContext): Promise<Output<N>>
  resource(path: string): Promise<Resource>
  hold(file: HeldFile): string | Promise<string>
  held(token: string): HeldFile | null | Promise<HeldFile | null>
  project?(): string | null | Promise<string | null>
  close(): Promise<void>
}

/** The core's side of the bridge: what it hears with. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

type Ask =
  | { ask: 'call'; id: number; name: CallName; input: unknown }
  | { ask: 'resource'; id: number; path: string }
  | { ask: 'hold'; id: number; file: HeldFile }
  | { ask: 'held'; id: number; token: string }
  | { ask: 'project'; id: number }
  | { ask: 'close'; id: number }
  | { ask: 'abort'; id: number }

type Answer =
  | { answer: number; progress: Progress }
  | { answer: number; result: unknown }
  | { answer: number; error: ErrorLine; stack?: string }

/** Serves a core over a port: every ask is answered by progress any number of times, then one result or one error. Closing first aborts what still runs and waits for it. Messages that are no ask are left to others on the port. */
export function serveCore(core: Core, port: Port): void {
  const running = new Map<number, { abort: AbortController; done: Promise<void> }>()
  const close = async (): Promise<null> => {
    const others = [...running.values()]
    for (const { abort } of others) abort.abort()
    await Promise.all(others.map(({ done }) => done))
    await core.close()
    return null
  }
  port.onMessage((message) => {
    if (!isAsk(message)) return
    if (message.ask === 'abort') { running.get(message.id)?.abort.abort(); return }
    const abort = new AbortController()
    const entry = { abort, done: Promise.resolve() }
    if (message.ask !== 'close') running.set(message.id, entry)
    const answer = message.ask === 'close' ? close() : answerOf(core, message, { signal: abort.signal, report: (progress) => { if (running.has(message.id)) port.post({ answer: message.id, progress } satisfies Answer) } })
    entry.done = answer.then(
      (result) => port.post({ answer: message.id, result } satisfies Answer),
      (error: unknown) => port.post({ answer: message.id, error: errorLine(error), stack: error instanceof Error && !(error instanceof AtlasError) ? error.stack : undefined } satisfies Answer),
    ).finally(() => running.delete(message.id))
  })
}

/** A core that lives behind a port. When its process ends, everything that waits fails with `CORE_STOPPED`, and so does every later ask. `onBug` hears of errors that the analyst cannot mend. */
export function coreOver(port: ProcessPort, onBug: (text: string) => void = () => {}): HostCore {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void; report?: (progress: Progress) => void }>()
  let next = 1
  let stopped = false
  port.onMessage((message) => {
    if (!isAnswer(message)) return
    const entry = waiting.get(message.answer)
    if (!entry) return
    if ('progress' in message) { entry.report?.(message.progress); return }
    waiting.delete(message.answer)
    if ('error' in message) {
      if (message.stack) onBug(message.stack)
      entry.reject(errorOf(message.error))
    } else entry.resolve(message.result as never)
  })
  port.onExit(() => {
    stopped = true
    for (const entry of waiting.values()) entry.reject(coreStopped())
    waiting.clear()
  })
  const ask = <T>(build: (id: number) => Ask, context?: CallContext): Promise<T> => new Promise((resolve, reject) => {
    if (stopped) { reject(coreStopped()); return }
    if (context?.signal.aborted) { reject(cancelled()); return }
    const id = next++
    const onAbort = (): void => port.post({ ask: 'abort', id } satisfies Ask)
    const done = (): void => context?.signal.removeEventListener('abort', onAbort)
    waiting.set(id, { resolve: (value) => { done(); resolve(value) }, reject: (error) => { done(); reject(error) }, report: context?.report })
    context?.signal.addEventListener('abort', onAbort, { once: true })
    port.post(build(id))
  })
  return {
    call: (name, input, context) => ask((id) => ({ ask: 'call', id, name, input }), context),
    resource: (path) => ask((id) => ({ ask: 'resource', id, path })),
    hold: (file) => ask<string>((id) => ({ ask: 'hold', id, file })),
    held: (token) => ask<HeldFile | null>((id) => ({ ask: 'held', id, token })),
    project: () => ask<string | null>((id) => ({ ask: 'project', id })),
    async close() {
      if (stopped) return
      await ask<null>((id) => ({ ask: 'close', id })).catch((error: unknown) => { if (!stopped) throw error })
    },
  }
}

async function answerOf(core: Core, message: Exclude<Ask, { ask: 'abort' | 'close' }>, context: CallContext): Promise<unknown> {
  switch (message.ask) {
    case 'call': return core.call(message.name, message.input as never, context)
    case 'resource': return core.resource(message.path)
    case 'hold': return core.hold(message.file)
    case 'held': return core.held(message.token)
    case 'project': return core.project?.() ?? null
  }
}

function isAsk(message: unknown): message is Ask { return typeof message === 'object' && message !== null && 'ask' in message }
function isAnswer(message: unknown): message is Answer { return typeof message === 'object' && message !== null && 'answer' in message }
function cancelled(): AtlasError { return new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.') }
function coreStopped(): AtlasError { return new AtlasError('CORE_STOPPED', 'The part of the program that holds the project stopped. Close the window and start again; what was saved is kept.') }
