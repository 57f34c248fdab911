import { existsSync, statSync } from 'node:fs'
import { copyFile, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, constants } from 'node:sqlite'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Notebook } from './notebook.ts'
import { makeStaging, removeStaging } from './zip-staging.ts'

/** A foreign SQLite file, opened from a copy that nothing else can reach. */
export interface ForeignDatabase { db: DatabaseSync; close(): void }

const functions = new Set(['count', 'substr', 'lower', 'typeof', 'length'])
const pragmas = new Set(['table_xinfo', 'quick_check'])
const harmless = /constraint failed|NULL value in|value in |non-unique|missing from index.*rtree/i

/**
 * Copies the main file (not its -wal or -journal) and opens the copy read-only: no extension, no attached file, lowered limits, an authorizer that lets through only reads of tables.
 * Throws `NOT_GEOPACKAGE`, `EMPTY_FILE`, `FILE_TRUNCATED` or `FILE_CORRUPT`.
 */
export async function openForeignDatabase(path: string, name: string, notes: Notebook): Promise<ForeignDatabase> {
  const wal = await checkHead(path, name)
  if (wal && existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) notes.add('LAST_CHANGES_LEFT_OUT', 'the file is open in another program, or was not closed: its last changes (-wal) are not read')
  const folder = await makeStaging()
  const close = () => removeStaging(folder)
  let db: DatabaseSync | null = null
  try {
    const copy = join(folder, 'source.gpkg')
    await copyFile(path, copy)
    if (wal) await leaveWal(copy)
    db = new DatabaseSync(copy, { readOnly: true, allowExtension: false, enableForeignKeyConstraints: false, enableDoubleQuotedStringLiterals: false })
    restrict(db)
    check(db, name)
    const opened = db
    return { db: opened, close() { opened.close(); close() } }
  } catch (error) {
    if (db?.isOpen) db.close()
    close()
    throw translated(error, name)
  }
}

/** SQLite's own errors about a damaged file as one that the analyst understands; others as they are. */
export function translated(error: unknown, name: string): unknown {
  if (error instanceof RangeError && (error as { code?: string }).code === 'ERR_OUT_OF_RANGE') return corrupt(name)
  const code = (error as { errcode?: number }).errcode
  if (code === undefined || error instanceof AtlasError) return error
  if ((code & 0xff) === 26) return new AtlasError('NOT_GEOPACKAGE', `${name} is not a GeoPackage: look at where the file comes from, or download it again.`)
  if ((code & 0xff) === 18) return new AtlasError('VALUE_TOO_LONG', `${name} holds a value of more than 100 MB: simplify that geometry or text first.`)
  if ((code & 0xff) === 23) return new AtlasError('GEOPACKAGE_UNSAFE', `${name} holds tables that run code when they are read: export the layer again to a new GeoPackage.`)
  return corrupt(name)
}

async function checkHead(path: string, name: string): Promise<boolean> {
  const size = (await stat(path)).size
  if (size === 0) throw new AtlasError('EMPTY_FILE', `${name} is empty (0 bytes): export it again from its source`)
  const file = await open(path, 'r')
  const head = Buffer.alloc(100)
  await file.read(head, 0, 100, 0)
  await file.close()
  const page = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0' || page < 512 || (page & (page - 1)) !== 0) {
    throw new AtlasError('NOT_GEOPACKAGE', `${name} is not a GeoPackage: look at where the file comes from, or download it again.`)
  }
  if (head.readUInt32BE(24) === head.readUInt32BE(92) && head.readUInt32BE(28) * page > size) throw new AtlasError('FILE_TRUNCATED', `${name} is cut off: part of the file is missing; copy or download it again.`)
  return head[18] === 2 || head[19] === 2
}

/** A file in WAL mode cannot be opened read-only without its -wal; the copy is marked as an ordinary one. */
async function leaveWal(copy: string): Promise<void> {
  const file = await open(copy, 'r+')
  await file.write(Buffer.from([1, 1]), 0, 2, 18)
  await file.close()
}

function restrict(db: DatabaseSync): void {
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY')
  db.enableDefensive(true)
  Object.assign(db.limits, { length: 100_000_000, sqlLength: 1_000_000, attach: 0, exprDepth: 100, compoundSelect: 10, triggerDepth: 1, likePatternLength: 100 })
  db.setAuthorizer((action, first, second, _database, through) => {
    if (through !== null && through !== undefined) return constants.SQLITE_DENY
    if (action === constants.SQLITE_SELECT || action === constants.SQLITE_READ) return constants.SQLITE_OK
    if (action === constants.SQLITE_FUNCTION) return functions.has(String(second).toLowerCase()) ? constants.SQLITE_OK : constants.SQLITE_DENY
    if (action === constants.SQLITE_PRAGMA) return pragmas.has(String(first).toLowerCase()) ? constants.SQLITE_OK : constants.SQLITE_DENY
    return constants.SQLITE_DENY
  })
}

function check(db: DatabaseSync, name: string): void {
  let lines: unknown[]
  try {
    lines = db.prepare('PRAGMA quick_check(20)').all().map((row) => Object.values(row)[0])
  } catch (error) {
    const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff
    if (code === 11 || code === 26) throw error
    return
  }
  if (lines.some((line) => line !== 'ok' && !harmless.test(String(line)))) throw corrupt(name)
}

function corrupt(name: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again, or export its layers anew from QGIS.`)
}
