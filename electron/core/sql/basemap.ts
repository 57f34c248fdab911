import { ground, type Ground } from '../../../shared/model/basemap.ts'
import type { Db } from './database.ts'
import { getMeta, setMeta } from './meta.ts'
import { write } from './write.ts'

/** The ground that the project's map has: borders and names of countries where nothing else was chosen. */
export function getGround(db: Db): Ground {
  try {
    return ground.parse(JSON.parse(getMeta(db, 'basemap') ?? ''))
  } catch {
    return { choice: 'political', name: '' }
  }
}

/** Keeps the choice; as a part of the view it is no change that undo reverses. */
export function setGround(db: Db, chosen: Ground): void {
  write(db, () => setMeta(db, 'basemap', JSON.stringify(chosen)))
}
