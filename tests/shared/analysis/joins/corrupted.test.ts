import { describe, expect, it } from 'vitest'
import { proposeJoin } from '../../../../shared/analysis/joins/propose.ts'
import { corrupt, entryOf, madeCountries, seeded, unitsOf, type Corruption } from './corrupted.ts'

const seed = 42
const kinds: Corruption[] = ['none', 'case', 'separated', 'country', 'zeros', 'number', 'bare', 'letter', 'placeholder']

interface Tally { written: number; matched: number; wrong: string[]; proposed: number; surelyWrong: string[] }

/** Writes every unit of a country as a list may write it, and judges what becomes of each: units that the areas do not know must stay without one. */
function judge(name: string, kindOf: (random: () => number) => Corruption): { units: number; known: Tally; unknown: Tally } {
  const country = madeCountries[name]!
  const random = seeded(seed)
  const units = unitsOf(country, random)
  const truth = new Map<string, Set<string | null>>()
  for (const { area, parts, known } of units) {
    const kind = kindOf(random)
    const { entry } = entryOf(corrupt(country, parts, kind))
    truth.set(entry, (truth.get(entry) ?? new Set()).add(known && kind !== 'placeholder' ? area.code : null))
  }
  const tally = (): Tally => ({ written: 0, matched: 0, wrong: [], proposed: 0, surelyWrong: [] })
  const result = { units: units.length, known: tally(), unknown: tally() }
  for (const row of proposeJoin([...truth.keys()].map(entryOf), { areas: units.filter((one) => one.known).map((one) => one.area), finer: [] }, null).rows) {
    const meant = [...truth.get(row.entry)!]
    const right = meant.length === 1 ? meant[0]! : null
    const side = right === null ? result.unknown : result.known
    side.written++
    const told = (row.status === 'matched' ? row.areas : (row.candidates[0]?.areas ?? [])).join()
    if (row.status === 'matched' && told === right) side.matched++
    else if (row.status === 'matched') side.wrong.push(`${row.entry} for ${told}`)
    else if (row.sure && told === right) side.proposed++
    else if (row.sure) side.surelyWrong.push(`${row.entry} for ${told}`)
  }
  return result
}

describe.each(Object.keys(madeCountries))(`codes of a made country (%s, seed ${seed})`, (name) => {
  it('written in every way at once: what counts by itself is right, and no unit that the areas do not know counts', () => {
    const { units, known, unknown } = judge(name, (random) => kinds[Math.floor(random() * kinds.length)]!)
    expect(units).toBeGreaterThan(500)
    expect([known.wrong, unknown.wrong, unknown.matched]).toEqual([[], [], 0])
    expect(known.matched / known.written).toBeGreaterThan(0.6)
    expect((known.matched + known.proposed) / known.written).toBeGreaterThan(0.9)
    expect(known.surelyWrong).toEqual([])
  })
  it.each<[Corruption, number]>([['case', 1], ['separated', 1], ['country', 1], ['number', 0.9], ['zeros', 0.25], ['bare', 0], ['letter', 0]])('all written with “%s”: nothing wrong counts, and at least this share counts by itself: %f', (kind, least) => {
    const { known, unknown } = judge(name, () => kind)
    expect([known.wrong, unknown.wrong, unknown.matched, known.surelyWrong]).toEqual([[], [], 0, []])
    expect(known.matched / known.written).toBeGreaterThanOrEqual(least)
    expect((known.matched + known.proposed) / known.written).toBeGreaterThan(0.85)
  })
})
