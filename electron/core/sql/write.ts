import { AtlasError } from '../../../shared/contract/errors.ts'
import { SqliteError, type Db } from './database.ts'
import { assertWritable, hasMoved } from './identity.ts'
import { rescueMoved } from './rescue.ts'

/** Runs `work` in one immediate transaction, or in the one that is already open: all of it or nothing. Refuses on a read-only, moved or replaced project. */
export function write<T>(db: Db, work: () => T): T {
  if (db.inTransaction) return work()
  assertWritable(db)
  if (hasMoved(db)) throw rescueMoved(db)
  try {
    db.prepare('BEGIN IMMEDIATE').run()
    const result = work()
    if (!hasMoved(db)) {
      db.prepare('COMMIT').run()
      return result
    }
  } catch (error) {
    if (db.open && db.inTransaction) db.prepare('ROLLBACK').run()
    throw translate(error)
  }
  db.prepare('ROLLBACK').run()
  throw rescueMoved(db)
}

/** SQLite's errors that the analyst can mend, in the analyst's words; every other error as it is. */
export function translate(error: unknown): unknown {
  if (!(error instanceof SqliteError)) return error
  const code = error.code
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new AtlasError('PROJECT_BUSY', 'Another program is writing to the project. Close its editing session there and try again.')
  if (code === 'SQLITE_FULL') return new AtlasError('DISK_FULL', 'The disk is full. Nothing of this step was kept: free some space, or save a copy elsewhere.')
  if (code.startsWith('SQLITE_READONLY')) return new AtlasError('PROJECT_READ_ONLY', 'The project cannot be written any more. Save a copy in another folder.')
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new AtlasError('PROJECT_DAMAGED', 'The project file is damaged. Go back to a copy of it; the damaged file was left as it is.')
  if (code.startsWith('SQLITE_IOERR')) return new AtlasError('PROJECT_UNREADABLE', 'The disk that holds the project failed to read or write. Copy the file to another disk and open it there.')
  return error
}
