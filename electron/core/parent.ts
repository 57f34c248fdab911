import type { Port } from './bridge.ts'
import type { ProcessPort, StartProcess } from './core.ts'
import { startNode } from './process.ts'

/** Electron's port of a utility process, as far as it is used. */
interface ElectronParentPort { postMessage(message: unknown): void; on(event: 'message', listener: (event: { data: unknown }) => void): void }

/** What a main process is asked for by the core, because only it may start utility processes. */
export type ProcessAsk =
  | { process: 'start'; id: number; entry: 'compute' }
  | { process: 'post'; id: number; message: unknown }
  | { process: 'kill'; id: number }

export type ProcessNews =
  | { processOf: number; message: unknown }
  | { processOf: number; exit: number | null }

export interface ParentPort extends Port { electron: boolean }

/** The port to the process that started this one, under Node's `fork` and Electron's `utilityProcess` alike. Under Node this process ends when its parent does, after `onGone`; a signal to the whole group (Ctrl+C) is the parent's to answer. */
export function parentPort(onGone: () => Promise<void> | void = () => {}): ParentPort {
  const electron = (process as { parentPort?: ElectronParentPort }).parentPort
  if (electron) return { electron: true, post: (message) => electron.postMessage(message), onMessage: (listener) => electron.on('message', (event) => listener(event.data)) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.once('disconnect', () => { void Promise.resolve(onGone()).finally(() => process.exit(0)) })
  return {
    electron: false,
    post(message) { if (process.connected) process.send?.(message as object, undefined, undefined, () => {}) },
    onMessage(listener) { process.on('message', listener) },
  }
}

/** How a core in its own process starts compute processes: by itself under Node, through the main process under Electron. */
export function startBeside(parent: ParentPort): StartProcess { return parent.electron ? startThrough(parent) : startNode }

/** Starts processes through the one at the other end of `port`, which relays their messages. */
export function startThrough(port: Port): StartProcess {
  const started = new Map<number, { message: ((message: unknown) => void)[]; exit: ((code: number | null) => void)[] }>()
  let next = 1
  port.onMessage((news) => {
    if (typeof news !== 'object' || news === null || !('processOf' in news)) return
    const { processOf, ...what } = news as ProcessNews
    const entry = started.get(processOf)
    if (!entry) return
    if ('exit' in what) { started.delete(processOf); for (const listener of entry.exit) listener(what.exit) }
    else for (const listener of entry.message) listener(what.message)
  })
  return (entry): ProcessPort => {
    const id = next++
    const listeners = { message: [] as ((message: unknown) => void)[], exit: [] as ((code: number | null) => void)[] }
    started.set(id, listeners)
    const say = (ask: ProcessAsk): void => port.post(ask)
    say({ process: 'start', id, entry })
    return {
      post: (message) => say({ process: 'post', id, message }),
      onMessage: (listener) => { listeners.message.push(listener) },
      onExit: (listener) => { listeners.exit.push(listener) },
      kill: () => say({ process: 'kill', id }),
    }
  }
}

/** The other side of `startThrough`: starts, relays and kills for the process behind `port`. Everything it started is killed with it. */
export function relayProcesses(port: ProcessPort, start: StartProcess): void {
  const running = new Map<number, ProcessPort>()
  const tell = (news: ProcessNews): void => port.post(news)
  port.onMessage((message) => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return
    const ask = message as ProcessAsk
    if (ask.process === 'start') {
      const child = start(ask.entry)
      running.set(ask.id, child)
      child.onMessage((said) => tell({ processOf: ask.id, message: said }))
      child.onExit((exit) => { running.delete(ask.id); tell({ processOf: ask.id, exit }) })
    } else if (ask.process === 'post') running.get(ask.id)?.post(ask.message)
    else running.get(ask.id)?.kill()
  })
  port.onExit(() => { for (const child of running.values()) child.kill() })
}
