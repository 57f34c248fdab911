import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Db } from './database.ts'
import { isNetworkFolder } from './folder.ts'

/** Who writes a project: enough to tell a living holder from one that was killed. `device` and `inode` tell the file itself from a copy of it. */
interface Holder { nonce: string; host: string; boot: string | null; space: string | null; pid: number; started: string | null; device: string; inode: string }

/** The locks that this process holds; a record of ours that is not among them was left by an opening that failed. */
const held = new Set<string>()

/** Takes the project for writing. Answers a nonce to give back, or who holds it, in words. Belongs inside an immediate transaction. */
export function takeLock(db: Db, path: string): { nonce: string } | { holder: string } {
  const holder = whoHolds(db, path)
  if (holder !== null) return { holder }
  const mine = describeMyself(path)
  db.prepare('INSERT INTO atlas_lock (id, holder) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET holder = excluded.holder').run(JSON.stringify(mine))
  held.add(mine.nonce)
  return { nonce: mine.nonce }
}

/** Who has the project open for writing, in words, or null. Takes nothing and waits for nobody. */
export function whoHolds(db: Db, path: string): string | null {
  const row = db.prepare<[], { holder: string }>('SELECT holder FROM atlas_lock WHERE id = 1').get()
  const other = row ? parseHolder(row.holder) : null
  const mine = describeMyself(path)
  if (!other || !holds(other, mine, path)) return null
  return `It is open for writing in process ${other.pid} on ${other.host === mine.host ? 'this computer' : `the computer “${other.host}”`}.`
}

/** Gives the project back, when the lock is still ours. */
export function releaseLock(db: Db, nonce: string): void {
  const row = db.prepare<[], { holder: string }>('SELECT holder FROM atlas_lock WHERE id = 1').get()
  if (row && parseHolder(row.holder)?.nonce === nonce) db.prepare('DELETE FROM atlas_lock WHERE id = 1').run()
  held.delete(nonce)
}

/** True when the file says that somebody has it open for writing, alive or not. */
export function isHeld(db: Db): boolean {
  return db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get('atlas_lock') !== undefined && db.prepare('SELECT 1 FROM atlas_lock WHERE id = 1').get() !== undefined
}

/** Forgets a lock whose file is gone or no longer ours. */
export function forgetLock(nonce: string): void {
  held.delete(nonce)
}

function holds(other: Holder, mine: Holder, path: string): boolean {
  if (other.device !== mine.device || other.inode !== mine.inode) return false
  if (other.host !== mine.host) return isNetworkFolder(path)
  if (other.boot !== mine.boot || other.space !== mine.space) return false
  if (other.pid === mine.pid && other.started === mine.started) return held.has(other.nonce)
  return isAlive(other)
}

function isAlive(holder: Holder): boolean {
  const started = startTime(holder.pid)
  if (started !== null) return started === holder.started
  if (process.platform === 'linux') return false
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function describeMyself(path: string): Holder {
  const { dev, ino } = statSync(path, { bigint: true })
  return {
    nonce: randomUUID(), host: hostname(), boot: readOrNull('/proc/sys/kernel/random/boot_id'), space: linkOrNull('/proc/self/ns/pid'),
    pid: process.pid, started: startTime(process.pid), device: String(dev), inode: String(ino),
  }
}

/** When a process started, in clock ticks since the machine did (field 22 of its stat); null where the system does not say or the process is gone or a zombie. */
function startTime(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

function linkOrNull(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'nonce' in value && 'pid' in value ? (value as Holder) : null
  } catch {
    return null
  }
}
