import { utilityProcess } from 'electron'
import type { ProcessPort } from '../../core/core.ts'
import { workerPath, type WorkerName } from '../../core/process.ts'

/** Starts one of `electron/workers` in a utility process of Electron's. */
export function startUtility(entry: WorkerName): ProcessPort {
  const child = utilityProcess.fork(workerPath(entry), [], { serviceName: `atlas ${entry}`, stdio: 'inherit' })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => { child.on('message', listener) },
    onExit: (listener) => { child.once('exit', listener) },
    kill: () => { child.kill() },
  }
}
