import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ProcessPort } from './core.ts'

/** Rows that stream by are garbage at once: room for more of it than this costs memory and saves no time. */
const youngGeneration = '--max-semi-space-size=8'

export type WorkerName = 'core' | 'compute'

/** Starts one of `electron/workers` in a Node process of its own, with structured-cloned messages. It has no standard input; what it prints goes to standard error. It is killed when this process ends. */
export function startNode(entry: WorkerName): ProcessPort { return startNodeFile(workerPath(entry)) }

/** The same for any entry file. */
export function startNodeFile(path: string): ProcessPort {
  const child = fork(path, [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], execArgv: [youngGeneration] })
  children.add(child)
  if (children.size === 1) process.once('exit', killAll)
  child.on('error', () => {})
  let exited: { code: number | null } | null = null
  const exitListeners: ((code: number | null) => void)[] = []
  child.once('exit', (code) => {
    exited = { code }
    children.delete(child)
    if (!children.size) process.removeListener('exit', killAll)
    for (const listener of exitListeners) listener(code)
  })
  return {
    post(message) { if (child.connected) child.send(message as object, () => {}) },
    onMessage(listener) { child.on('message', listener) },
    onExit(listener) { if (exited) listener(exited.code); else exitListeners.push(listener) },
    kill() { child.kill('SIGKILL') },
  }
}

/** Where a worker's entry lies: beside the sources, or beside the bundle in a packed program. */
export function workerPath(entry: WorkerName): string {
  const bundled = !import.meta.url.endsWith('.ts')
  return fileURLToPath(new URL(bundled ? `./${entry}.js` : `../workers/${entry}.ts`, import.meta.url))
}

const children = new Set<ChildProcess>()

function killAll(): void { for (const child of children) child.kill('SIGKILL') }
