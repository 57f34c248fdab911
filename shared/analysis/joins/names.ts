import type { JoinCandidate, JoinReason } from '../../model/join.ts'
import type { JoinArea } from './entry.ts'
import { likeness } from './likeness.ts'
import { nameForm, type NameForm } from './words.ts'

/** Proposes areas for a name within a parent (or null): the best first, at most five. */
export type NameIndex = (name: string, within: string | null) => JoinCandidate[]

interface Known { form: NameForm; area: JoinArea }
const enough = 0.94
/** Among the few areas of a parent a name may sound less alike; outside it only names all but equal are worth a word. */
const leastSoundWithin = 0.6
const leastOutside = 0.9
/** Comparisons for which every name is looked at; beyond them only names that begin with the same sound. */
const mostComparisons = 4_000_000

/** Makes areas findable by any of their names. `expected` says how many different names will be asked for. */
export function indexNames(areas: readonly JoinArea[], expected = 1): NameIndex {
  const known = areas.flatMap((area) => area.names.filter((name) => name.trim() !== '').map((name): Known => ({ form: nameForm(name), area })))
  const whole = Map.groupBy(known, (one) => one.form.whole)
  const sorted = Map.groupBy(known, (one) => one.form.sorted)
  const sounds = Map.groupBy(known, (one) => one.form.sound.charAt(0))
  const thorough = known.length * expected <= mostComparisons
  const parents = parentIndex(areas)
  return (name, within) => {
    const form = nameForm(name)
    if (form.whole === '') return []
    const wanted = within === null ? null : parents(within)
    const equal = [...(whole.get(form.whole) ?? []), ...(sorted.get(form.sorted) ?? [])]
    const inside = wanted === null || equal.some((one) => isWithin(one.area, wanted))
    const pool = equal.length > 0 && inside ? equal : thorough ? known : [...equal, ...(sounds.get(form.sound.charAt(0)) ?? [])]
    return rank(form, pool, wanted)
  }
}

function rank(form: NameForm, pool: readonly Known[], wanted: ReadonlySet<string> | null): JoinCandidate[] {
  const found = new Map<string, { score: number; reason: JoinReason }>()
  for (const { form: other, area } of pool) {
    const outside = wanted !== null && !isWithin(area, wanted)
    const like = likeness(form, other, wanted !== null && !outside ? leastSoundWithin : undefined)
    if (!like || (outside && like.score < leastOutside)) continue
    const one = outside ? { score: like.score * 0.6, reason: 'other-parent' as const } : like
    if (one.score > (found.get(area.code)?.score ?? 0)) found.set(area.code, one)
  }
  return [...found].map(([code, one]): JoinCandidate => ({ areas: [code], score: Math.round(one.score * 1000) / 1000, reason: one.reason }))
    .toSorted((a, b) => b.score - a.score || (a.areas[0]! < b.areas[0]! ? -1 : 1)).slice(0, 5)
}

function isWithin(area: JoinArea, parents: ReadonlySet<string>): boolean {
  return area.path.some((parent) => parents.has(parent.code))
}

/** Codes of the parents that a text means, by code or by name; null where it means none of them, so that it does not count. */
function parentIndex(areas: readonly JoinArea[]): (text: string) => ReadonlySet<string> | null {
  const parents = new Map(areas.flatMap((area) => area.path.map((parent) => [parent.code, parent.names.map(nameForm)] as const)))
  const answers = new Map<string, ReadonlySet<string> | null>()
  return (text) => {
    const before = answers.get(text)
    if (before !== undefined) return before
    const answer = meant(text.trim())
    answers.set(text, answer)
    return answer
  }
  function meant(text: string): ReadonlySet<string> | null {
    if (parents.has(text)) return new Set([text])
    const form = nameForm(text)
    const scored = [...parents].map(([code, forms]) => ({ code, score: Math.max(0, ...forms.map((other) => likeness(form, other)?.score ?? 0)) })).filter((one) => one.score >= 0.82)
    const top = Math.max(0, ...scored.map((one) => one.score))
    const best = scored.filter((one) => one.score >= Math.min(top, enough))
    return best.length > 0 ? new Set(best.map((one) => one.code)) : null
  }
}
