import type { Note } from '../../model/note.ts'
import { exactSum } from '../measures/numbers.ts'

/** A part of two areas (indices; -1 is none): `size` tells what became of the areas (km², or the weights of a list), `amount` how values are shared out (people, or the size again). */
export interface Part { from: number; to: number; size: number; amount: number }

/** A part that counts, with its share of the old and of the new area, by amount and by size. */
export interface Link extends Part { ofFrom: number; ofTo: number; sizeOfFrom: number; sizeOfTo: number }

/** Parts that count. `outside` is the share of each old area without a place in the new edition, `without` that of each new one without an old one; 1 where there is no link at all. */
export interface Crosswalk { links: Link[]; byFrom: Link[][]; byTo: Link[][]; outside: number[]; without: number[]; slivers: Sliver[]; notes: Note[] }

/** A part that does not count; -1 is the land outside the other edition. */
export interface Sliver { from: number; to: number; size: number; sizeOfFrom: number; sizeOfTo: number }

interface Sizes { from: (number | null)[]; to: (number | null)[] }

/** Parts below this share of both areas are rounding, whatever the tolerance. */
const rounding = 1e-6

/**
 * Shares from parts. A part is a sliver where it is less than `tolerance` of either area, by size and by amount; what it held goes to the area's other parts, so that shares of an area add up to 1 with what lies outside.
 * An area where nobody lives is shared out by size. `sizes` are the whole areas (null: not known).
 */
export function crosswalkOf(parts: readonly Part[], sizes: Sizes, tolerance: number): Crosswalk {
  const whole = { from: totals(parts, 'from', sizes.from.length, sizes.from), to: totals(parts, 'to', sizes.to.length, sizes.to) }
  const isSliver = (part: Part): boolean => {
    const shares = (['from', 'to'] as const).filter((side) => part[side] >= 0).flatMap((side) => [part.size / whole[side][part[side]]!.size, share(part.amount, whole[side][part[side]]!.amount)])
    return shares.every((one) => one < Math.max(tolerance, rounding))
  }
  const kept: Part[] = [], slivers: Sliver[] = []
  for (const part of parts) {
    if (!isSliver(part)) { kept.push(part); continue }
    slivers.push({ from: part.from, to: part.to, size: part.size, sizeOfFrom: part.from < 0 ? 0 : part.size / whole.from[part.from]!.size, sizeOfTo: part.to < 0 ? 0 : part.size / whole.to[part.to]!.size })
  }
  const from = totals(kept, 'from', sizes.from.length), to = totals(kept, 'to', sizes.to.length)
  const shareIn = (part: Part, total: Total): number => (total.amount > 0 ? part.amount / total.amount : part.size / total.size)
  const links = kept.filter((part) => part.from >= 0 && part.to >= 0).map((part): Link => {
    const [a, b] = [from[part.from]!, to[part.to]!]
    return { ...part, ofFrom: shareIn(part, a), ofTo: shareIn(part, b), sizeOfFrom: part.size / a.size, sizeOfTo: part.size / b.size }
  }).toSorted((a, b) => a.from - b.from || a.to - b.to)
  const byFrom = grouped(links, 'from', sizes.from.length), byTo = grouped(links, 'to', sizes.to.length)
  const outside = byFrom.map((own) => rest(own.map((link) => link.ofFrom))), without = byTo.map((own) => rest(own.map((link) => link.ofTo)))
  const notes: Note[] = []
  const overfull = sizes.from.filter((size, i) => size !== null && exactSum((byFrom[i] ?? []).map((link) => link.size)) > size * (1 + Math.max(tolerance, 0.001)))
  if (overfull.length > 0) notes.push({ code: 'EDITION_OVERLAPS', count: overfull.length, sample: 'areas lie in new areas that overlap each other; their values were shared out so that nothing counts twice' })
  return { links, byFrom, byTo, outside, without, slivers: slivers.toSorted((a, b) => b.size - a.size || a.from - b.from || a.to - b.to), notes }
}

interface Total { size: number; amount: number }

/** What all parts of each area add up to, at least its own size where that is known. */
function totals(parts: readonly Part[], side: 'from' | 'to', count: number, known?: readonly (number | null)[]): Total[] {
  const found = Array.from({ length: count }, (): Total => ({ size: 0, amount: 0 }))
  for (const part of parts) {
    const total = found[part[side]]
    if (total) { total.size += part.size; total.amount += part.amount }
  }
  known?.forEach((size, i) => { found[i]!.size = Math.max(found[i]!.size, size ?? 0) })
  return found
}

function grouped(links: readonly Link[], side: 'from' | 'to', count: number): Link[][] {
  const groups = Array.from({ length: count }, (): Link[] => [])
  for (const link of links) groups[link[side]]!.push(link)
  return groups
}

function rest(shares: readonly number[]): number {
  const left = 1 - exactSum(shares)
  return left < 1e-9 ? 0 : left
}

function share(part: number, whole: number): number { return whole > 0 ? part / whole : 0 }
