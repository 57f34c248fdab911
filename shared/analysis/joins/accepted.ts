import type { Join } from '../../model/join.ts'
import { entryKey } from './entry.ts'

/** What was decided for an entry: its areas, none where it is left out; null where nothing was decided, or only for areas that the set has no longer. A decision without a parent holds within every parent. */
export function acceptedAreas(join: Join | null, codes: readonly string[]): (entry: string, within: string | null) => string[] | null {
  const known = new Set(codes)
  const decided = new Map<string, string[]>()
  for (const pair of join?.pairs ?? []) {
    const areas = pair.areas.filter((code) => known.has(code))
    if (areas.length > 0 || pair.areas.length === 0) decided.set(entryKey(pair.entry, pair.within), areas)
  }
  return (entry, within) => decided.get(entryKey(entry, within)) ?? (within === null ? null : (decided.get(entryKey(entry, null)) ?? null))
}
