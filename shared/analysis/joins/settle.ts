import type { Join, JoinReason } from '../../model/join.ts'
import { acceptedAreas } from './accepted.ts'
import { indexCodes, isGuess } from './codes.ts'
import { entryKey, type JoinArea } from './entry.ts'

/** What an entry counts for (no areas where it was left out), and why. */
export interface Settled { areas: string[]; how: JoinReason }

/**
 * What counts without further ado, by `entryKey`: what was decided, exact codes, and other writings of one code. Codes that are only guessed (several areas, no country, letters for digits) are not settled,
 * nor those with other zeros whose area another entry names too.
 */
export function settleEntries(entries: readonly { entry: string; within: string | null }[], areas: readonly JoinArea[], join: Join | null): Map<string, Settled> {
  const decided = acceptedAreas(join, areas.map((area) => area.code))
  const codes = indexCodes(areas)
  const settled = new Map<string, Settled>()
  const writers = new Map<string, Set<string>>()
  for (const { entry, within } of entries) {
    const chosen = decided(entry, within)
    const found = codes(entry)
    if (found) writers.set(found.areas.join(), (writers.get(found.areas.join()) ?? new Set()).add(entry))
    if (chosen) settled.set(entryKey(entry, within), { areas: chosen, how: chosen.length > 0 ? 'accepted' : 'left-out' })
    else if (found && !isGuess(found.how)) settled.set(entryKey(entry, within), found)
  }
  for (const [key, one] of settled) if (one.how === 'code.padding' && writers.get(one.areas.join())!.size > 1) settled.delete(key)
  return settled
}
