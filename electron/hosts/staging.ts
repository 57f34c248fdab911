import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A private folder (0700) of this process in the temporary folder; `kind` says what for. Folders that killed processes of the same user left behind are removed first. */
export function makePrivateFolder(kind: 'staging' | 'window', parent = tmpdir()): string {
  sweep(kind, parent)
  return mkdtempSync(join(parent, `atlas-${kind}-${process.pid}-`))
}

function sweep(kind: string, parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^atlas-${kind}-(\\d+)-\\w{6}$`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const path = join(parent, name)
    try {
      if (process.getuid === undefined || statSync(path).uid === process.getuid()) rmSync(path, { recursive: true, force: true })
    } catch { /* Another start swept it meanwhile. */ }
  }
}

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); return true } catch (error) { return (error as NodeJS.ErrnoException).code === 'EPERM' }
}
