import type { Db } from '../sql/database.ts'
import { getLayerByName } from '../sql/layers.ts'

/** A name near to this one that no layer has. */
export function freeName(db: Db, name: string): string {
  for (let n = 2; ; n++) if (!getLayerByName(db, `${name} (${n})`)) return `${name} (${n})`
}
