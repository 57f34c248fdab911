import { statSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Db } from './database.ts'

interface Opened { path: string; device: bigint; inode: bigint; readOnly: string | null }

const opened = new WeakMap<Db, Opened>()

/** Remembers which file a connection has opened: journals in WAL mode do not notice a file that was renamed or replaced. */
export function rememberFile(db: Db, path: string, readOnly: string | null): void {
  const { dev, ino } = statSync(path, { bigint: true })
  opened.set(db, { path, device: dev, inode: ino, readOnly })
}

/** Refuses to go on when the project was opened to look at only. */
export function assertWritable(db: Db): void {
  const reason = opened.get(db)?.readOnly ?? null
  if (reason !== null) throw new AtlasError('PROJECT_READ_ONLY', `${reason} Save a copy to change it.`)
}

/** True when the path of a connection no longer leads to the file that it opened. */
export function hasMoved(db: Db): boolean {
  const file = opened.get(db)
  if (!file) return false
  const now = statSync(file.path, { bigint: true, throwIfNoEntry: false })
  return !now || now.dev !== file.device || now.ino !== file.inode
}

/** Where the project of a connection lies, or null for a connection to something else. */
export function pathOf(db: Db): string | null {
  return opened.get(db)?.path ?? null
}

export function isReadOnly(db: Db): boolean {
  return (opened.get(db)?.readOnly ?? null) !== null
}
