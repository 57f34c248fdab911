import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { StartProcess } from '../../electron/core/core.ts'

const memory = '/sys/fs/cgroup/memory'

/** Whether this system lets a test limit the memory of a process (control groups, version 1). */
export const canLimit = ((): boolean => {
  try {
    const group = join(memory, `atlas-probe-${process.pid}`)
    if (!existsSync(join(memory, 'memory.limit_in_bytes'))) return false
    mkdirSync(group)
    rmdirSync(group)
    return true
  } catch { return false }
})()

export interface Limited { start: StartProcess; /** The most memory that was in use, in MB; null where it cannot be known. */ peakMb(): number | null; remove(): Promise<void> }

/** Import processes with a heap of three quarters of so many MB, which the system also ends beyond them where it can. `remove` waits until they are gone. */
export function limitMemory(megabytes: number): Limited {
  const group = canLimit ? join(memory, `atlas-${process.pid}-${Math.round(performance.now())}`) : null
  if (group) {
    mkdirSync(group)
    writeFileSync(join(group, 'memory.limit_in_bytes'), String(megabytes << 20))
  }
  return {
    start() {
      const child = fork(join(import.meta.dirname, 'limited-worker.ts'), [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [`--max-old-space-size=${Math.round(megabytes * 0.75)}`], env: { ...process.env, NODE_OPTIONS: '', ...(group ? { ATLAS_TEST_GROUP: group } : {}) } })
      child.on('error', () => {})
      return {
        post(message) { if (child.connected) child.send(message as object, () => {}) },
        onMessage(listener) { child.on('message', listener) },
        onExit(listener) { child.once('exit', (code) => listener(code)) },
        kill() { child.kill('SIGKILL') },
      }
    },
    peakMb: () => (group ? Math.round(Number(readFileSync(join(group, 'memory.max_usage_in_bytes'), 'utf8')) / (1 << 20)) : null),
    async remove() {
      for (let tries = 0; group && tries < 100; tries++) {
        try { rmdirSync(group); return } catch { await setTimeout(100) } // a process is still ending
      }
    },
  }
}
