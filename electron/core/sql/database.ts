import Database from 'better-sqlite3'
import { fold } from './fold.ts'
import { addGeometryFunctions } from './geometry-functions.ts'

/** An open connection. Every function of this folder takes one first. */
export type Db = Database.Database

export const SqliteError = Database.SqliteError

/** A connection for a file that nobody vouches for yet: the schema is not trusted, no function is registered, nothing is written. A buffer is a whole file in memory. */
export function connectUntrusted(file: string | Buffer, readOnly: boolean): Db {
  const db = typeof file === 'string' ? new Database(file, { readonly: readOnly, fileMustExist: true, timeout: 5000 }) : new Database(file, { readonly: readOnly })
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('mmap_size = 0')
  db.pragma('query_only = ON')
  return db
}

/** A connection for our own project file, only after its triggers and views were found to be ours. */
export function connectTrusted(path: string, readOnly: boolean): Db {
  const db = new Database(path, { readonly: readOnly, fileMustExist: true, timeout: 5000 })
  applyProfile(db)
  addFunctions(db)
  return db
}

/** Makes a new file and its connection. */
export function connectNew(path: string): Db {
  const db = new Database(path, { timeout: 5000 })
  applyProfile(db)
  addFunctions(db)
  return db
}

/** The settings of every connection to a project, beside the journal's. */
const profile = {
  locking_mode: 'normal', foreign_keys: 1, checkpoint_fullfsync: 1, secure_delete: 1, temp_store: 2, cell_size_check: 1, mmap_size: 0,
  recursive_triggers: 0, busy_timeout: 5000, trusted_schema: 1, journal_size_limit: 67108864,
} as const

function applyProfile(db: Db): void {
  for (const [name, value] of Object.entries(profile)) {
    db.pragma(`${name} = ${value}`)
    const now = db.pragma(name, { simple: true })
    if (now !== value) throw new Error(`The setting ${name} of the project's connection is ${String(now)}, not ${value}`)
  }
}

function addFunctions(db: Db): void {
  addGeometryFunctions(db)
  db.function('atlas_fold', { deterministic: true, directOnly: true }, (value: unknown): string | null => (value === null ? null : fold(String(value))))
}

/** Sets how the project is journalled while it is open and reads both settings back: better-sqlite3 lowers `synchronous` when WAL begins. */
export function setJournal(db: Db, mode: 'wal' | 'truncate' | 'delete'): void {
  const now = db.pragma(`journal_mode = ${mode}`, { simple: true })
  db.pragma('synchronous = FULL')
  if (now !== mode) throw new Error(`The journal of the project is ${String(now)}, not ${mode}`)
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('The project is not written with full synchronisation')
}
