import { surfacePoint } from '../../../shared/geo/centre.ts'
import { areaLocator } from '../../../shared/geo/locate.ts'
import { linkParents, listAreas, listAreaSets, readAreaInput, setParentCodes } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import type { Calls } from './calls.ts'
import { dbOf, type Session } from './session.ts'

export function areaCalls(session: Session): Calls<'areaSets.list' | 'areaSets.areas'> {
  return {
    'areaSets.list': () => listAreaSets(dbOf(session)),
    'areaSets.areas': ({ id }) => listAreas(dbOf(session), id),
  }
}

/** Ties the area sets together after one came or went: each set to the next coarser one, and areas that name no parent to the parent whose polygon holds a point inside them, or else to the one whose code begins theirs. */
export function nestAreas(db: Db): void {
  const sets = linkParents(db)
  for (const set of sets) {
    if (set.parent === null) continue
    const children = readAreaInput(db, set.id)
    const orphans = children.parents.flatMap((parent, i) => (parent === null ? [i] : []))
    if (!orphans.length) continue
    const parents = readAreaInput(db, set.parent)
    const locate = areaLocator(parents.geometries)
    const found = new Map<string, string | null>()
    for (const i of orphans) {
      const point = surfacePoint(children.geometries[i] ?? null)
      const at = point ? locate(point[0], point[1]) : -1
      const code = parents.codes[at] ?? parents.codes.filter((one) => one !== children.codes[i] && children.codes[i]!.startsWith(one)).toSorted((a, b) => b.length - a.length)[0]
      if (code !== undefined) found.set(children.codes[i]!, code)
    }
    if (found.size) setParentCodes(db, set.id, found)
  }
}
