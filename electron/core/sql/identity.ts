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

/** Refuses to go on when the project cannot be written, or when its path no longer leads to the file that was opened. */
export function assertWritable(db: Db): void {
  const file = opened.get(db)
  if (!file) return
  if (file.readOnly !== null) throw new AtlasError('PROJECT_READ_ONLY', `The project cannot be changed: ${file.readOnly}`)
  if (hasMoved(db)) {
    throw new AtlasError('PROJECT_MOVED', 'The project file was moved, replaced or deleted while it was open. Nothing was written: save a copy, then open the file again.')
  }
}

/** True when the path of a connection no longer leads to the file that it opened. */
export function hasMoved(db: Db): boolean {
  const file = opened.get(db)
  if (!file) return false
  const now = statSync(file.path, { bigint: true, throwIfNoEntry: false })
  return !now || now.dev !== file.device || now.ino !== file.inode
}
