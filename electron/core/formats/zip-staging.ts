import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'atlas-reading-'

/** A fresh folder for what a reader unpacks or copies. Its name tells the process, so that what a killed process left behind is removed by the next. */
export async function makeStaging(): Promise<string> {
  sweepStaging()
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
}

export function removeStaging(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Removes what processes that are gone left behind. */
export function sweepStaging(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN
    if (!Number.isInteger(owner) || owner <= 0 || isAlive(owner)) continue
    try { removeStaging(join(tmpdir(), name)) } catch { /* another program's, or in use: left for the next time */ }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code !== 'ESRCH'
  }
}
