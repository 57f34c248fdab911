import type { EditionPair } from '../../model/edition.ts'
import type { Note } from '../../model/note.ts'
import { indexCodes, isGuess, type CodeMatch } from '../joins/codes.ts'
import type { JoinArea } from '../joins/entry.ts'
import { nameForm } from '../joins/words.ts'
import type { Part } from './crosswalk.ts'

/** Old areas and the new ones that have their code, or a name that only one area of either edition has. Each goes whole. `only` names the areas to look at on each side. */
export function partsByCodes(from: readonly JoinArea[], to: readonly JoinArea[], only: { from: (i: number) => boolean; to: (k: number) => boolean } = { from: () => true, to: () => true }): Part[] {
  const places = new Map(to.map((area, k) => [area.code, k]))
  const byCode = indexCodes(to)
  const found = new Map<number, number>()
  const taken = new Set<number>()
  const take = (i: number, k: number | undefined): void => { if (k !== undefined && only.to(k) && !taken.has(k) && !found.has(i)) { found.set(i, k); taken.add(k) } }
  from.forEach((area, i) => { if (only.from(i)) take(i, places.get(area.code)) })
  from.forEach((area, i) => { if (only.from(i) && !found.has(i)) { const match = byCode(area.code); if (match && isSure(match)) take(i, places.get(match.areas[0]!)) } })
  const free = (areas: readonly JoinArea[], isFree: (at: number) => boolean): Map<string, number> => {
    const names = new Map<string, number[]>()
    areas.forEach((area, at) => { if (isFree(at)) for (const name of new Set(area.names.map((one) => nameForm(one).whole))) if (name !== '') names.set(name, [...(names.get(name) ?? []), at]) })
    return new Map([...names].flatMap(([name, at]) => (at.length === 1 ? [[name, at[0]!]] : [])))
  }
  const [oldNames, newNames] = [free(from, (i) => only.from(i) && !found.has(i)), free(to, (k) => only.to(k) && !taken.has(k))]
  for (const [name, i] of oldNames) take(i, newNames.get(name))
  return [...found].toSorted(([a], [b]) => a - b).map(([i, k]) => ({ from: i, to: k, size: 1, amount: 1 }))
}

/**
 * Parts after a list of changes. Weights are read as shares (0 to 1), percent, or amounts, whichever all of them fit; where an area's lines have none, its new areas get equal shares.
 * What a line sends to a code that the new edition does not have finds no place. Areas that the list does not name keep their code, where both editions have it.
 */
export function partsByList(pairs: readonly EditionPair[], from: readonly JoinArea[], to: readonly JoinArea[]): { parts: Part[]; notes: Note[] } {
  const notes: Note[] = []
  const [oldAt, newAt] = [placesOf(from), placesOf(to)]
  const lines = new Map<number, { to: number; weight: number | null }[]>()
  const unknown = { from: new Set<string>(), to: new Set<string>() }
  let bad = 0
  for (const pair of pairs) {
    const [i, k] = [oldAt(pair.from), newAt(pair.to)]
    if (i === null) { if (pair.from.trim() !== '') unknown.from.add(pair.from) ; continue }
    if (k === null) unknown.to.add(pair.to)
    if (pair.weight !== null && !(pair.weight >= 0 && Number.isFinite(pair.weight))) { bad++; continue }
    lines.set(i, [...(lines.get(i) ?? []), { to: k ?? -1, weight: pair.weight }])
  }
  const sums = [...lines.values()].filter((own) => own.every((one) => one.weight !== null)).map((own) => own.reduce((sum, one) => sum + one.weight!, 0))
  const full = sums.every((sum) => sum <= 1 + 1e-6) ? 1 : sums.every((sum) => sum <= 100.5) && sums.filter((sum) => Math.abs(sum - 100) <= 1).length * 2 >= sums.length ? 100 : null
  let equal = 0
  const parts = [...lines].toSorted(([a], [b]) => a - b).flatMap(([i, own]): Part[] => {
    const weighed = own.every((one) => one.weight !== null)
    if (!weighed && own.length > 1) equal++
    const sum = own.reduce((all, one) => all + (one.weight ?? 0), 0)
    const whole = !weighed ? own.length : full === null ? sum : Math.max(sum, Math.abs(sum - full) <= full * 0.005 ? sum : full)
    if (!(whole > 0)) return []
    const found = own.map((one): Part => { const size = (weighed ? one.weight! : 1) / whole; return { from: i, to: one.to, size, amount: size } }).filter((part) => part.size > 0)
    const left = 1 - found.reduce((all, part) => all + part.size, 0)
    return left > 1e-9 ? [...found, { from: i, to: -1, size: left, amount: left }] : found
  })
  const unlisted = partsByCodes(from, to, { from: (i) => !lines.has(i), to: () => true }).filter((part) => from[part.from]!.code === to[part.to]!.code)
  const remark = (code: string, count: number, sample: string): void => { if (count > 0) notes.push({ code, count, sample }) }
  remark('LIST_UNKNOWN_OLD', unknown.from.size, [...unknown.from].slice(0, 5).join(', '))
  remark('LIST_UNKNOWN_NEW', unknown.to.size, [...unknown.to].slice(0, 5).join(', '))
  remark('LIST_BAD_WEIGHT', bad, 'lines whose weight is below 0 or no number were left out')
  remark('LIST_EQUAL_SHARES', equal, 'areas without weights in the list were shared out equally among their new areas')
  remark('LIST_KEPT_CODES', unlisted.length, 'areas that the list does not name keep their code')
  return { parts: [...merged(parts), ...unlisted], notes }
}

/** Whether it is the same code in another writing, not a guess. */
function isSure({ areas, how }: CodeMatch): boolean {
  return areas.length === 1 && !isGuess(how)
}

/** Lines that repeat a pair added up. */
function merged(parts: readonly Part[]): Part[] {
  const pairs = new Map<string, Part>()
  for (const part of parts) {
    const key = `${part.from} ${part.to}`, known = pairs.get(key)
    pairs.set(key, known ? { ...known, size: known.size + part.size, amount: known.amount + part.amount } : part)
  }
  return [...pairs.values()]
}

function placesOf(areas: readonly JoinArea[]): (code: string) => number | null {
  const places = new Map(areas.map((area, i) => [area.code, i]))
  const index = indexCodes(areas)
  return (code) => {
    const exact = places.get(code.trim())
    if (exact !== undefined) return exact
    const match = index(code)
    return match && isSure(match) ? places.get(match.areas[0]!)! : null
  }
}
