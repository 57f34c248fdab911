import { resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { checkProject } from './check.ts'
import { connectTrusted, type Db } from './database.ts'
import { replaceFile } from './drafts.ts'
import { copyLayers, makeGeoPackage } from './export-layers.ts'
import { compact, listRemoved, purgeRemoved } from './purge.ts'

/** Writes a compact copy of the project: into a draft beside the target, checked, synchronised, then renamed over it. An old file of that name stays whole until then. Removed layers and what speaks of them stay behind, unless `removed` takes them along. */
export function copyProject(db: Db, target: string, removed = false): void {
  if (resolve(target) === resolve(db.name)) throw new AtlasError('SAME_FILE', 'The copy would take the place of the project itself. Choose another name.')
  replaceFile(target, (draft) => {
    db.prepare('VACUUM INTO ?').run(draft)
    tidyCopy(draft, removed)
    const { problems } = checkProject(draft)
    if (problems[0] !== undefined) throw new AtlasError('COPY_FAILED', `The copy is not sound and was thrown away: ${problems[0]}`)
  })
}

/** Writes layers as a GeoPackage of their own, whole or not at all: a fresh file that holds nothing else of the project. `about` joins what the registers say of each. */
export function exportGeoPackage(db: Db, layers: readonly number[], target: string, about: Record<string, unknown> = {}): void {
  replaceFile(target, (draft) => makeGeoPackage(draft, (made) => copyLayers(db, made, layers, about)))
}

/** A copy is held by nobody, and holds no layer that the project does not show. */
function tidyCopy(path: string, removed: boolean): void {
  const db = connectTrusted(path, false)
  try {
    db.prepare('DELETE FROM atlas_lock').run()
    if (removed || listRemoved(db).length === 0) return
    db.prepare('BEGIN IMMEDIATE').run()
    purgeRemoved(db)
    db.prepare('COMMIT').run()
    compact(db)
  } finally {
    db.close()
  }
}
