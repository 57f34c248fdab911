import { resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { checkProject } from './check.ts'
import { connectTrusted, type Db } from './database.ts'
import { replaceFile } from './drafts.ts'
import { copyLayers, makeGeoPackage } from './export-layers.ts'

/** Writes a compact copy of the project: into a draft beside the target, checked, synchronised, then renamed over it. An old file of that name stays whole until then. */
export function copyProject(db: Db, target: string): void {
  if (resolve(target) === resolve(db.name)) throw new AtlasError('SAME_FILE', 'The copy would take the place of the project itself. Choose another name.')
  replaceFile(target, (draft) => {
    db.prepare('VACUUM INTO ?').run(draft)
    clearLock(draft)
    const { problems } = checkProject(draft)
    if (problems[0] !== undefined) throw new AtlasError('COPY_FAILED', `The copy is not sound and was thrown away: ${problems[0]}`)
  })
}

/** Writes layers as a GeoPackage of their own, whole or not at all: a fresh file that holds nothing else of the project. */
export function exportGeoPackage(db: Db, layers: readonly number[], target: string): void {
  replaceFile(target, (draft) => makeGeoPackage(draft, (made) => copyLayers(db, made, layers)))
}

/** A copy is held by nobody. */
function clearLock(path: string): void {
  const db = connectTrusted(path, false)
  try {
    db.prepare('DELETE FROM atlas_lock').run()
  } finally {
    db.close()
  }
}
