import type { JoinCandidate } from '../../model/join.ts'
import type { NameIndex } from './names.ts'

const separators = /\s*[,;/&+|\n،؛]\s*|\s+(?:and|et|y|e|und|و)\s+|\s+و(?=\p{L})/iu

/** The parts of an entry that lists several names, or the entry alone. */
export function partsOfEntry(entry: string): string[] {
  const parts = entry.split(separators).map((part) => part.trim()).filter((part) => part !== '')
  return parts.length > 1 && parts.length <= 60 ? parts : [entry]
}

/** One candidate for an entry that names several areas (“Ouham, Ouham-Pendé”; “North and South Kivu”): all of them together, no surer than the least sure of them. None when one area is as good an answer (`known`), or a part is none. */
export function severalAreas(entry: string, within: string | null, known: number, names: NameIndex): JoinCandidate[] {
  if (known >= 0.94) return []
  const parts = partsOfEntry(entry)
  if (parts.length < 2) return []
  const last = /\s(\S+)$/.exec(parts.at(-1)!)?.[1]
  const found = parts.map((part, i) => clear(names(part, within)) ?? (last !== undefined && i < parts.length - 1 ? clear(names(`${part} ${last}`, within)) : null))
  if (found.some((part) => part === null)) return []
  const areas = [...new Set(found.map((part) => part!.areas[0]!))].toSorted()
  if (areas.length < 2) return []
  return [{ areas, score: Math.round(Math.min(...found.map((part) => part!.score)) * 980) / 1000, reason: 'several' }]
}

/** The first candidate when it stands clear of the next. */
function clear(candidates: JoinCandidate[]): JoinCandidate | null {
  const [first, second] = candidates
  return first && first.score >= 0.72 && first.reason !== 'other-parent' && (!second || second.score <= first.score - 0.04) ? first : null
}
