import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { linkParents } from '../sql/areas.ts'
import { restoreLayer } from '../sql/edit-layers.ts'
import { compact, listRemoved, purgeRemoved } from '../sql/purge.ts'
import type { Calls } from './calls.ts'
import { freeName } from './free-name.ts'
import { dbOf, writableDb, type Session } from './session.ts'

/** The size of a project's file with its journal. */
function sizeOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** Removed layers: what they are, how they come back, and how they are deleted for good. */
export function purgeCalls(session: Session): Calls<'layers.removed' | 'layers.restore' | 'layers.purge'> {
  return {
    'layers.removed': () => listRemoved(dbOf(session)),
    'layers.restore': ({ id }) => {
      const db = writableDb(session)
      return restoreLayer(db, id, (name) => freeName(db, name))
    },
    'layers.purge': ({ ids, runs }) => {
      const db = writableDb(session)
      const path = session.project!.path
      const bytesBefore = sizeOf(path)
      const purged = purgeRemoved(db, ids ?? null, runs ?? false)
      linkParents(db)
      compact(db)
      return { ...purged, project: basename(path), made: new Date().toISOString(), bytesBefore, bytesAfter: sizeOf(path) }
    },
  }
}
