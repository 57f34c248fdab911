import { open, stat } from 'node:fs/promises'
import { DatabaseSync, constants } from 'node:sqlite'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { mostTileBytes } from './basemap-tile.ts'
import type { SourceFile } from './format.ts'

const functions = new Set(['min', 'max', 'count'])

/**
 * Opens an MBTiles file read-only: no extension, no attached file, lowered limits, an authorizer that lets through only reads of tables and of the view that `tiles` may be.
 * A view can be slow without end, and a page can be damaged anywhere: whoever calls this must be a process that can be killed. Throws `FILE_TRUNCATED` and `FILE_CORRUPT`.
 */
export async function openTilesDatabase({ path, name }: SourceFile): Promise<DatabaseSync> {
  await checkHead(path, name)
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(path, { readOnly: true, allowExtension: false, enableForeignKeyConstraints: false, enableDoubleQuotedStringLiterals: false })
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY')
    db.enableDefensive(true)
    Object.assign(db.limits, { length: mostTileBytes + 1_000_000, sqlLength: 100_000, attach: 0, exprDepth: 50, compoundSelect: 10, triggerDepth: 1, likePatternLength: 100, column: 200 })
    db.setAuthorizer((action, _first, second) => {
      if (action === constants.SQLITE_SELECT || action === constants.SQLITE_READ) return constants.SQLITE_OK
      return action === constants.SQLITE_FUNCTION && functions.has(String(second).toLowerCase()) ? constants.SQLITE_OK : constants.SQLITE_DENY
    })
    return db
  } catch (error) {
    if (db?.isOpen) db.close()
    throw mbtilesError(error, name)
  }
}

/** SQLite's own errors as one that the analyst understands; others as they are. */
export function mbtilesError(error: unknown, name: string): unknown {
  const code = (error as { errcode?: number }).errcode
  if (code === undefined || error instanceof AtlasError) return error
  if ((code & 0xff) === 1 || (code & 0xff) === 23) return new AtlasError('NOT_BASEMAP', `${name} is an SQLite database, but its tiles cannot be read as MBTiles: download it again, or choose another basemap.`)
  return new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
}

async function checkHead(path: string, name: string): Promise<void> {
  const { size } = await stat(path)
  const file = await open(path, 'r')
  const head = Buffer.alloc(100)
  await file.read(head, 0, 100, 0)
  await file.close()
  const page = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  if (size < 512 || page < 512 || (page & (page - 1)) !== 0) throw new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
  if (head.readUInt32BE(24) === head.readUInt32BE(92) && head.readUInt32BE(28) * page > size) throw new AtlasError('FILE_TRUNCATED', `${name} is cut off: part of the file is missing; copy or download it again.`)
  if (head[18] === 2 || head[19] === 2) await leaveWal(path)
}

/** A file in WAL mode cannot be opened read-only without its -wal; the kept copy is marked as an ordinary one. */
async function leaveWal(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.from([1, 1]), 0, 2, 18)
  await file.close()
}
