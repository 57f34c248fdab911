import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Db } from './database.ts'
import { isReadOnly, pathOf } from './identity.ts'

const rescued = new WeakMap<Db, string | null>()

/**
 * Saves what a connection still holds of a project whose file was moved, replaced or deleted, as a new file beside where it was, once.
 * Then takes away our log, so that it is not replayed over whatever file lies there now. Answers the error to throw.
 */
export function rescueMoved(db: Db): AtlasError {
  const name = rescueOnce(db)
  const where = name === null ? 'No copy could be written beside it: save one elsewhere now.' : `All that was kept before is in “${name}” beside it: open that file.`
  return new AtlasError('PROJECT_MOVED', `The project file was moved, replaced or deleted while it was open, and this last step was not kept. ${where}`)
}

function rescueOnce(db: Db): string | null {
  const known = rescued.get(db)
  if (known !== undefined) return known
  const path = pathOf(db)
  const name = path === null || isReadOnly(db) ? null : writeRescue(db, path)
  rescued.set(db, name)
  return name
}

function writeRescue(db: Db, path: string): string | null {
  const stem = basename(path).replace(/\.gpkg$/i, '')
  let target = join(dirname(path), `${stem} (rescued).gpkg`)
  for (let n = 2; existsSync(target); n++) target = join(dirname(path), `${stem} (rescued ${n}).gpkg`)
  try {
    db.prepare('VACUUM INTO ?').run(target)
  } catch {
    return null
  }
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
  return basename(target)
}
