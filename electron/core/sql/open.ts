import { existsSync, renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { connectTrusted, connectUntrusted, setJournal, SqliteError, type Db } from './database.ts'
import { draftOf, removeDraft, sweepDrafts, synchronise } from './drafts.ts'
import { folderReason, isNetworkFolder, whyReadOnly } from './folder.ts'
import { createGeoPackageFile, notAProject, readHead } from './head.ts'
import { hasMoved, rememberFile } from './identity.ts'
import { dropImporting } from './importing.ts'
import { forgetLock, releaseLock, takeLock, whoHolds } from './lock.ts'
import { setMeta } from './meta.ts'
import { migrate, readSchema, schemaNumber } from './migrate.ts'
import { refreshChanged } from './refresh.ts'
import { rescueMoved } from './rescue.ts'
import { findForeignCode } from './trust.ts'
import { translate, write } from './write.ts'

/** An open project. `readOnly` says in one sentence why it cannot be written, or is null. `release` closes it and leaves one file at rest. */
export interface Project { db: Db; path: string; readOnly: string | null; release(): void }

/** `readOnly`: look only. `exclusive`: throw `PROJECT_LOCKED` rather than look only when somebody else writes. */
export interface OpenOptions { readOnly?: boolean; exclusive?: boolean }

/** Makes an empty project file and opens it. Throws `FILE_EXISTS` for a taken path. */
export function createProject(file: string, options: { title: string; sample?: boolean }): Project {
  const path = resolve(file)
  if (existsSync(path)) throw new AtlasError('FILE_EXISTS', 'There is a file of that name already. Choose another name or open that file.')
  if (!existsSync(dirname(path))) throw new AtlasError('FOLDER_MISSING', 'The folder for the new project does not exist. Choose another folder.')
  const draft = draftOf(path)
  try {
    const db = createGeoPackageFile(draft)
    try {
      write(db, () => {
        migrate(db, 0)
        setMeta(db, 'title', options.title)
        if (options.sample) setMeta(db, 'sample', 'yes')
      })
    } finally {
      db.close()
    }
    if (existsSync(path)) throw new AtlasError('FILE_EXISTS', 'There is a file of that name already. Choose another name or open that file.')
    synchronise(draft)
    renameSync(draft, path)
    synchronise(dirname(path))
  } catch (error) {
    removeDraft(draft)
    throw creationError(error)
  }
  return openProject(path)
}

/** Opens a project file. Throws `PROJECT_MISSING`, `NOT_A_PROJECT`, `PROJECT_DAMAGED`, `PROJECT_UNTRUSTED`, `PROJECT_NEEDS_COPY`, or `PROJECT_LOCKED` with `exclusive`. */
export function openProject(file: string, options: OpenOptions = {}): Project {
  const path = resolve(file)
  const head = readHead(path)
  const medium = whyReadOnly(path)
  const lookOnly = options.readOnly === true || medium !== null
  const schema = inspect(path, lookOnly, head)
  if (schema > schemaNumber) {
    return openToRead(path, `It was made by a newer version of this program (schema ${schema}; this one knows ${schemaNumber}).`)
  }
  if (lookOnly) return openToRead(path, medium ?? 'It was opened to look at only.')
  for (let attempt = 1; ; attempt++) {
    try {
      return openToWrite(path, schema, options.exclusive === true)
    } catch (error) {
      if (error instanceof SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code)) return openToRead(path, folderReason)
      const translated = translate(error)
      if (translated instanceof AtlasError && translated.code === 'DISK_FULL') return openToRead(path, 'The disk is full.')
      if (!(translated instanceof AtlasError && translated.code === 'PROJECT_BUSY' && attempt < mostAttempts)) throw translated
    }
  }
}

/** Others that open or close the file at the same moment may be in the way for as long as SQLite waits: five seconds each time. */
const mostAttempts = 3

function openToRead(path: string, reason: string): Project {
  const db = connectTrusted(path, true)
  rememberFile(db, path, reason)
  return { db, path, readOnly: reason, release: () => void db.close() }
}

function openToWrite(path: string, schema: number, exclusive: boolean): Project {
  const db = connectTrusted(path, false)
  try {
    rememberFile(db, path, null)
    const holder = whoHolds(db, path)
    if (holder === null) setJournal(db, isNetworkFolder(path) ? 'truncate' : 'wal')
    const lock = holder === null ? write(db, () => takeLock(db, path)) : { holder }
    if ('holder' in lock) {
      db.close()
      if (exclusive) throw new AtlasError('PROJECT_LOCKED', `${lock.holder} Close it there and try again.`)
      return openToRead(path, lock.holder)
    }
    try {
      if (schema < schemaNumber) write(db, () => migrate(db, schema))
      dropImporting(db)
      refreshChanged(db)
      sweepDrafts(path)
    } catch (error) {
      close(db, lock.nonce)
      throw error
    }
    return { db, path, readOnly: null, release: () => close(db, lock.nonce) }
  } catch (error) {
    if (db.open) db.close()
    throw error
  }
}

/** Leaves one file in DELETE mode and no side files. When another program still reads the file or the disk is full, it stays in WAL mode: all that was kept is safe there, and the next closing tidies up. */
function close(db: Db, nonce: string): void {
  if (!db.open) return
  if (hasMoved(db)) {
    rescueMoved(db)
    forgetLock(nonce)
    db.close()
    return
  }
  try {
    write(db, () => releaseLock(db, nonce))
    db.pragma('busy_timeout = 200')
    db.pragma('wal_checkpoint(TRUNCATE)')
    setJournal(db, 'delete')
  } catch (error) {
    const translated = translate(error)
    if (!(translated instanceof AtlasError && (translated.code === 'PROJECT_BUSY' || translated.code === 'DISK_FULL'))) throw translated
  } finally {
    forgetLock(nonce)
    db.close()
  }
}

/** Looks at a file without trusting it. Answers its schema number. */
function inspect(path: string, lookOnly: boolean, head: Uint8Array): number {
  let db: Db | null = null
  try {
    db = connectUntrusted(path, lookOnly)
    const tables = db.prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('atlas_meta','atlas_layers','gpkg_contents')").pluck().get()
    if (tables !== 3) throw notAProject()
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged()
    const foreign = findForeignCode(db)
    if (foreign.length > 0) {
      throw new AtlasError('PROJECT_UNTRUSTED', `The project holds something that this program did not write: ${foreign.slice(0, 3).join(', ')}. It was not opened: ask whoever sent it, or copy its layers out with a GIS.`)
    }
    const schema = readSchema(db)
    if (schema === null) throw notAProject()
    return schema
  } catch (error) {
    if (error instanceof SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code) && (head[18] === 2 || head[19] === 2)) {
      throw new AtlasError('PROJECT_NEEDS_COPY', 'The project was not closed where it was last open, and it lies where nothing can be written. Copy it to another folder and open the copy.')
    }
    throw translate(error)
  } finally {
    db?.close()
  }
}

function creationError(error: unknown): unknown {
  if (error instanceof SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code)) return new AtlasError('FOLDER_READ_ONLY', 'The folder cannot be written. Choose another folder.')
  return translate(error)
}

function damaged(): AtlasError {
  return new AtlasError('PROJECT_DAMAGED', 'The project file is damaged. Go back to a copy of it; the damaged file was left as it is.')
}
