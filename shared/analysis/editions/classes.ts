import type { EditionClass } from '../../model/edition.ts'
import { nameForm } from '../joins/words.ts'
import type { Crosswalk, Link } from './crosswalk.ts'

/** Codes and names of the areas of one edition, in one order. */
export interface Edition { codes: readonly string[]; names: readonly string[] }

/** What became of each old area, and what each new area came of. Shares are by size; an area is whole in another from `1 - tolerance` on. */
export function classify(from: Edition, to: Edition, { byFrom, byTo }: Crosswalk, tolerance: number): { from: EditionClass[]; to: EditionClass[] } {
  const isWhole = (shares: readonly number[]): boolean => shares.reduce((sum, one) => sum + one, 0) >= 1 - Math.max(tolerance, 1e-6)
  const wholeFrom = byFrom.map((links) => isWhole(links.map((link) => link.sizeOfFrom))), wholeTo = byTo.map((links) => isWhole(links.map((link) => link.sizeOfTo)))
  const oldOne = (own: readonly Link[], i: number): EditionClass => {
    if (own.length === 0) return 'gone'
    const only = own[0]!.to
    if (!wholeFrom[i]) return 'shift'
    if (own.length > 1) return own.every((link) => byTo[link.to]!.length === 1 && wholeTo[link.to]) ? 'split' : 'shift'
    if (!wholeTo[only]) return 'shift'
    if (byTo[only]!.length === 1) return oneToOne(from, i, to, only)
    return byTo[only]!.every((link) => byFrom[link.from]!.length === 1 && wholeFrom[link.from]) ? 'merged' : 'shift'
  }
  const old = byFrom.map(oldOne)
  return { from: old, to: byTo.map((own) => (own.length === 0 ? 'new' : own.every((link) => old[link.from] === old[own[0]!.from]) ? old[own[0]!.from]! : 'shift')) }
}

/** Old codes that another place has in the new edition: a join by code would be wrong there without a word. */
export function reusedCodes(from: Edition, to: Edition, { byFrom }: Crosswalk): string[] {
  const at = new Map(to.codes.map((code, k) => [code, k]))
  return from.codes.filter((code, i) => {
    const k = at.get(code)
    return k !== undefined && byFrom[i]!.length > 0 && !byFrom[i]!.some((link) => link.to === k)
  })
}

function oneToOne(from: Edition, i: number, to: Edition, k: number): EditionClass {
  if (from.codes[i] !== to.codes[k]) return 'recoded'
  return sameName(from.names[i]!, to.names[k]!) ? 'same' : 'renamed'
}

/** Whether two names differ in case, accents, blanks and signs at most. */
export function sameName(a: string, b: string): boolean {
  return a === b || nameForm(a).whole === nameForm(b).whole
}
