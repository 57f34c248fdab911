import type { Join, JoinCandidate, JoinCounts, JoinReason, JoinRow } from '../../model/join.ts'
import { acceptedAreas } from './accepted.ts'
import { indexCodes, isGuess, type CodeMatch } from './codes.ts'
import { entryKey, neverByName, type JoinArea, type JoinEntry } from './entry.ts'
import { indexLocalCodes } from './local-codes.ts'
import { indexNames, type NameIndex } from './names.ts'
import { settleEntries } from './settle.ts'
import { severalAreas } from './several.ts'
import { nameForm } from './words.ts'

/** Areas of the set, and those of finer sets, whose parts an entry may name. Their paths lead up to the coarsest level. */
export interface JoinPlaces { areas: readonly JoinArea[]; finer: readonly JoinArea[] }

export interface Proposed { rows: JoinRow[]; counts: JoinCounts; without: JoinArea[] }

/** The least score and the least lead over the next candidate for a proposal to stand clear. */
const sureScore = 0.85
const sureLead = 0.06

/**
 * Matches the entries of a table to areas, in the order of the entries: what was decided before, then exact codes and other writings of a code, which count at once;
 * all else (what other tables' entries were decided to mean, the latest first; names, parts and wholes, several areas in one entry) is proposed with a score and a reason. Order and idea follow HDX's matching of administrative units; names never count by themselves.
 */
export function proposeJoin(entries: readonly JoinEntry[], places: JoinPlaces, join: Join | null, memory: readonly Join[] = []): Proposed {
  const { areas } = places
  const settled = settleEntries(entries, areas, join)
  const codes = indexCodes(areas)
  const localCodes = indexLocalCodes(areas)
  const remembered = memory.map((one) => acceptedAreas(one, areas.map((area) => area.code)))
  const exact = new Set(areas.map((area) => area.code))
  const names = indexNames(areas, entries.length)
  const levels = otherLevels(places, entries.length)
  const rows = entries.map((one): JoinRow => {
    const base = { entry: one.entry, within: one.within, name: one.name, rows: one.rows, candidates: [], sure: false, never: null }
    const done = settled.get(entryKey(one.entry, one.within))
    if (done) return { ...base, status: 'matched', how: done.how, areas: done.areas }
    const called = one.name ?? one.entry
    const direct = namedWith(names, called, one.within)
    const never = direct[0]?.reason === 'name.same' ? null : (neverByName(called) ?? (one.name === null || one.entry !== '' ? null : 'empty'))
    if (never) return { ...base, status: 'unmatched', how: null, areas: [], never }
    const candidates = ranked([...byMemory(remembered, one), ...byLocalCode(localCodes(one.entry, one.within)), ...byCode(codes(one.entry)), ...withRowCode(direct, one.code, exact), ...severalAreas(called, one.within, direct[0]?.score ?? 0, names), ...levels(one, direct[0]?.score ?? 0)])
    return { ...base, status: candidates.length > 0 ? 'proposed' : 'unmatched', how: null, areas: [], candidates, sure: standsClear(candidates, one.code, exact) }
  })
  contest(rows)
  return summed(rows, areas)
}

/** The areas that the latest decision about this entry in another table named. A decision within a parent holds for entries within it. */
function byMemory(remembered: readonly ReturnType<typeof acceptedAreas>[], { entry, within }: JoinEntry): JoinCandidate[] {
  const areas = remembered.map((decided) => decided(entry, within)).find((one) => one !== null && one.length > 0)
  return areas ? [{ areas, score: 1, reason: 'remembered' }] : []
}

function byLocalCode(code: string | null): JoinCandidate[] {
  return code === null ? [] : [{ areas: [code], score: 0.95, reason: 'code.local' }]
}

const guessScores: Partial<Record<JoinReason, number>> = { 'code.letters': 0.93, 'code.bare': 0.9, 'code.zeros': 0.86 }

/** Names for an entry; where it has a second name in brackets (“Ixcán (Playa Grande)”) and nothing stands clear, for each of its names alone. */
function namedWith(names: NameIndex, called: string, within: string | null): JoinCandidate[] {
  const direct = names(called, within)
  const both = /^([^()]+?)\s*\(([^()]+)\)\s*$/.exec(called)
  if (!both || (direct[0]?.score ?? 0) >= sureScore) return direct
  const alone = [both[1]!, both[2]!].flatMap((name) => names(name, within)).filter((one) => one.reason !== 'other-parent').map((one): JoinCandidate => ({ ...one, score: Math.round(one.score * 900) / 1000, reason: 'name.part' }))
  return [...direct, ...alone].toSorted((a, b) => b.score - a.score)
}

/** Codes that do not count by themselves. */
function byCode(found: CodeMatch | null): JoinCandidate[] {
  return (found?.areas ?? []).map((area) => ({ areas: [area], score: guessScores[found!.how] ?? 0.7, reason: found!.how }))
}

/** A code beside the name counts for it or is another candidate. */
function withRowCode(direct: JoinCandidate[], code: string | null, exact: ReadonlySet<string>): JoinCandidate[] {
  const own = code?.trim()
  if (own === undefined || !exact.has(own) || direct.some((one) => one.areas[0] === own && one.score >= sureScore)) return direct
  return [...direct, { areas: [own], score: 0.84, reason: 'code.row' }]
}

function ranked(candidates: JoinCandidate[]): JoinCandidate[] {
  const seen = new Set<string>()
  return candidates.toSorted((a, b) => b.score - a.score).filter((one) => { const key = one.areas.join(); return seen.has(key) ? false : seen.add(key) }).slice(0, 6)
}

function standsClear(candidates: readonly JoinCandidate[], code: string | null, exact: ReadonlySet<string>): boolean {
  const [first, second] = candidates
  if (!first || first.score < sureScore) return false
  const own = code?.trim()
  if (own !== undefined && exact.has(own) && !first.areas.includes(own)) return false
  return !second || second.score <= first.score - sureLead || second.areas.every((area) => first.areas.includes(area))
}

/** Where two entries would have the same area, only the one that is clearly more like it stays sure; a name whose code another row has right is not. */
function contest(rows: JoinRow[]): void {
  const claims = new Map<string, number>()
  const best = (row: JoinRow): number => (row.status === 'matched' ? 1.01 : row.sure ? row.candidates[0]!.score : 0)
  const areasOf = (row: JoinRow): string[] => (row.status === 'matched' ? row.areas : (row.candidates[0]?.areas ?? []))
  for (const row of rows) for (const area of areasOf(row)) claims.set(area, Math.max(claims.get(area) ?? 0, best(row)))
  for (const row of rows) if (row.sure && (row.name !== null || row.candidates[0]!.score < 0.94) && areasOf(row).some((area) => claims.get(area)! > row.candidates[0]!.score)) row.sure = false
}

/** Finds entries that name an area of another level by code or name: a part of an area of this set (`part-of`), or several of them together (`whole-of`). */
function otherLevels({ areas, finer }: JoinPlaces, expected: number): (entry: JoinEntry, known: number) => JoinCandidate[] {
  const wholes = new Map<string, { area: JoinArea; children: string[] }>()
  for (const area of areas) {
    area.path.forEach((parent, i) => {
      const whole = wholes.get(parent.code) ?? { area: { ...parent, path: area.path.slice(i + 1) }, children: [] }
      whole.children.push(area.code)
      wholes.set(parent.code, whole)
    })
  }
  const own = new Set(areas.map((area) => area.code))
  const holder = new Map(finer.map((area) => [area.code, area.path.find((parent) => own.has(parent.code))?.code]))
  const coarser = [...wholes.values()].map((one) => one.area)
  const search = [coarser, finer].map((list): { codes: ReturnType<typeof indexCodes>; names: NameIndex } => ({ codes: indexCodes(list), names: indexNames(list, expected) }))
  const found = (at: number, one: JoinEntry): { code: string; score: number } | null => {
    const code = search[at]!.codes(one.entry)
    if (code && code.areas.length === 1 && !isGuess(code.how)) return { code: code.areas[0]!, score: 0.84 }
    const name = search[at]!.names(one.name ?? one.entry, at === 0 ? null : one.within)[0]
    return name && name.score >= 0.92 && name.reason !== 'other-parent' ? { code: name.areas[0]!, score: Math.round(name.score * 800) / 1000 } : null
  }
  return (one, known) => {
    if (known >= sureScore) return []
    const whole = found(0, one), part = found(1, one)
    const inside = part ? holder.get(part.code) : undefined
    return [
      ...(part && inside !== undefined ? [{ areas: [inside], score: part.score, reason: 'part-of' as const }] : []),
      ...(whole ? [{ areas: wholes.get(whole.code)!.children, score: whole.score, reason: 'whole-of' as const }] : []),
    ]
  }
}

function summed(rows: JoinRow[], areas: readonly JoinArea[]): Proposed {
  const count = (test: (row: JoinRow) => boolean): number => rows.filter(test).length
  const reached = new Set(rows.flatMap((row) => row.areas))
  const without = areas.filter((area) => !reached.has(area.code))
  const matched = rows.filter((row) => row.areas.length > 0)
  return {
    rows, without,
    counts: {
      entries: rows.length, rows: rows.reduce((sum, row) => sum + row.rows, 0), code: count((row) => row.how === 'code'), variant: count((row) => row.how?.startsWith('code.') ?? false),
      accepted: count((row) => row.how === 'accepted'), leftOut: count((row) => row.how === 'left-out'), proposed: count((row) => row.status === 'proposed'), sure: count((row) => row.sure), unmatched: count((row) => row.status === 'unmatched'),
      rowsMatched: matched.reduce((sum, row) => sum + row.rows, 0), areas: areas.length, areasWithout: without.length,
    },
  }
}

/** How many of some names an area set knows by exactly these words: what tells a field of names from others. */
export function knowsName(areas: readonly JoinArea[]): (name: string) => string | null {
  const known = new Map<string, string>()
  for (const area of areas) for (const name of area.names) { const form = nameForm(name); if (form.whole !== '') known.set(form.sorted, area.code) }
  return (name) => known.get(nameForm(name).sorted) ?? null
}
