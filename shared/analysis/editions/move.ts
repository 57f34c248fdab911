import type { ColumnRule } from '../../model/edition.ts'
import type { ColumnValues } from '../input.ts'
import { exactSum, numberOf } from '../measures/numbers.ts'
import type { Crosswalk, Link } from './crosswalk.ts'

/** A table on its way: the old area of each row (index, -1: none) and its columns with their rules. Columns of rule `key` tell rows of one area apart; `leave` takes no part. */
export interface MoveInput { areas: readonly number[]; columns: readonly MoveColumn[] }
export interface MoveColumn { name: string; rule: ColumnRule; values: ColumnValues; weight: ColumnValues | null }

/** A value of the new edition. `coverage` is the share of its weight that had data; of a category, the share of the one that was taken. */
export interface Moved { value: string | number | null; coverage: number }

/** One row of the result: a new area (index) and its values in the order of the columns; null for those left out. */
export interface MovedRow { to: number; moved: (Moved | null)[] }

/** What of the counts found no place, by old area (-1: rows without one); `values` in the order of the columns, null where nothing was there to place. */
export interface Unplaced { from: number; rows: number; share: number; values: (number | null)[] }

export interface MoveResult { rows: MovedRow[]; unplaced: Unplaced[]; before: (number | null)[]; after: (number | null)[] }

/** Whether old areas kept to one new area each, by index: what `unchanged` asks. */
export type IsUnchanged = (from: number) => boolean

/**
 * Moves a table to another edition. Without keys every new area has one row, with keys one for each combination that any of its old areas has.
 * A missing value stays missing: it is no zero in a sum, takes no part in a mean, and lowers the coverage.
 */
export function moveTable({ areas, columns }: MoveInput, crosswalk: Crosswalk, isUnchanged: IsUnchanged): MoveResult {
  const keys = columns.flatMap((column, c) => (column.rule === 'key' ? [c] : []))
  const groups = groupRows(areas, keys.map((c) => columns[c]!.values))
  const rows: MovedRow[] = []
  const lost = new Map<number, { rows: number; values: (number[] | null)[] }>()
  const before = columns.map((): number[] => []), after = columns.map((): number[] => [])
  const lose = (from: number, count: number, c: number | null, value: number | null): void => {
    const known = lost.get(from) ?? { rows: 0, values: columns.map(() => null) }
    known.rows += count
    if (c !== null && value !== null) (known.values[c] ??= []).push(value)
    lost.set(from, known)
  }
  for (const group of groups) {
    const held = columns.map((column) => heldOf(column, group.byArea))
    const reached = keys.length === 0 ? crosswalk.byTo.map((_, k) => k) : crosswalk.byTo.flatMap((links, k) => (links.some((link) => group.byArea.has(link.from)) ? [k] : []))
    const found = new Map(reached.map((k): [number, MovedRow] => [k, { to: k, moved: columns.map((column): Moved | null => (column.rule === 'leave' ? null : { value: null, coverage: 0 })) }]))
    columns.forEach((column, c) => {
      const own = held[c]!
      if (column.rule === 'key') { for (const row of found.values()) row.moved[c] = { value: column.values[group.first] ?? null, coverage: 1 }; return }
      if (column.rule === 'leave') return
      if (column.rule === 'sum') {
        const parts = splitCounts(own, crosswalk)
        for (const [from, one] of own) if (one.number !== null) { before[c]!.push(one.number); const left = parts.left.get(from) ?? 0; if (left !== 0 || crosswalk.outside[from]! > 0) lose(from, 0, c, left) }
        for (const [k, row] of found) row.moved[c] = sumOf(parts.into.get(k) ?? [], own, crosswalk.byTo[k]!)
        for (const [, row] of found) { const value = row.moved[c]!.value; if (typeof value === 'number') after[c]!.push(value) }
      } else for (const [k, row] of found) row.moved[c] = column.rule === 'mean' ? meanOf(own, crosswalk.byTo[k]!) : column.rule === 'category' ? categoryOf(own, crosswalk.byTo[k]!) : unchangedOf(own, crosswalk.byTo[k]!, isUnchanged)
    })
    for (const [from, list] of group.byArea) if (crosswalk.outside[from]! > 0) lose(from, list.length, null, null)
    if (group.without.length > 0) {
      lose(-1, group.without.length, null, null)
      columns.forEach((column, c) => { if (column.rule === 'sum') for (const row of group.without) { const value = numberOf(column.values[row]); if (value !== null) { before[c]!.push(value); lose(-1, 0, c, value) } } })
    }
    rows.push(...[...found.values()].toSorted((a, b) => a.to - b.to))
  }
  const unplaced = [...lost].toSorted(([a], [b]) => a - b).map(([from, one]): Unplaced => ({ from, rows: one.rows, share: from < 0 ? 1 : crosswalk.outside[from]!, values: one.values.map((list) => (list === null ? null : exactSum(list))) }))
  const sums = (lists: number[][]): (number | null)[] => lists.map((list, c) => (columns[c]!.rule === 'sum' ? exactSum(list) : null))
  return { rows, unplaced, before: sums(before), after: sums(after) }
}

interface Group { first: number; byArea: Map<number, number[]>; without: number[] }

/** Rows by their keys, in the order in which these come first; without rows one empty group, so that new areas are told. */
function groupRows(areas: readonly number[], keys: readonly ColumnValues[]): Group[] {
  const groups = new Map<string, Group>()
  if (keys.length === 0) groups.set('[]', { first: 0, byArea: new Map(), without: [] })
  areas.forEach((area, row) => {
    const key = JSON.stringify(keys.map((values) => values[row] ?? null))
    const group = groups.get(key) ?? { first: row, byArea: new Map<number, number[]>(), without: [] }
    groups.set(key, group)
    if (area < 0) group.without.push(row)
    else group.byArea.set(area, [...(group.byArea.get(area) ?? []), row])
  })
  return [...groups.values()]
}

/** What an old area holds of a column: `number` its sum, or its mean with the weight of it (null where no column says it); `texts` its different entries and how often. */
interface Held { number: number | null; weight: number | null; texts: Map<string | number, number> }

function heldOf(column: MoveColumn, byArea: ReadonlyMap<number, readonly number[]>): Map<number, Held> {
  const held = new Map<number, Held>()
  if (column.rule === 'key' || column.rule === 'leave') return held
  for (const [area, rows] of byArea) {
    const texts = new Map<string | number, number>()
    if (column.rule === 'category' || column.rule === 'unchanged') {
      for (const row of rows) { const value = column.values[row]; if (value !== null && value !== undefined && value !== '') texts.set(value, (texts.get(value) ?? 0) + 1) }
      held.set(area, { number: null, weight: null, texts })
      continue
    }
    const known = rows.map((row) => ({ value: numberOf(column.values[row]), weight: column.weight === null ? 1 : numberOf(column.weight[row]) })).filter((one): one is { value: number; weight: number } => one.value !== null && one.weight !== null && (column.weight === null || one.weight >= 0))
    if (column.rule === 'sum') held.set(area, { number: known.length > 0 ? exactSum(known.map((one) => one.value)) : null, weight: null, texts })
    else {
      const weight = exactSum(known.map((one) => one.weight))
      held.set(area, { number: weight > 0 ? exactSum(known.map((one) => one.value * one.weight)) / weight : null, weight: column.weight === null ? null : weight, texts })
    }
  }
  return held
}

/** Shares counts out: the largest part takes what rounding leaves, so that nothing is lost. `left` is what found no place. */
function splitCounts(held: ReadonlyMap<number, Held>, { byFrom, outside }: Crosswalk): { into: Map<number, number[]>; left: Map<number, number> } {
  const into = new Map<number, number[]>(), left = new Map<number, number>()
  for (const [from, { number }] of held) {
    const links = byFrom[from]!
    if (number === null) continue
    const lost = links.length === 0 ? number : number * outside[from]!
    left.set(from, lost)
    if (links.length === 0) continue
    const largest = links.reduce((best, link) => (link.ofFrom > best.ofFrom ? link : best))
    const others = links.filter((link) => link !== largest).map((link) => ({ to: link.to, value: number * link.ofFrom }))
    for (const { to, value } of [...others, { to: largest.to, value: exactSum([number, -lost, ...others.map((one) => -one.value)]) }]) into.set(to, [...(into.get(to) ?? []), value])
  }
  return { into, left }
}

function sumOf(parts: readonly number[], held: ReadonlyMap<number, Held>, links: readonly Link[]): Moved {
  return parts.length === 0 ? { value: null, coverage: 0 } : { value: exactSum(parts), coverage: knownShare(links, (link) => held.get(link.from)?.number != null) }
}

/** The mean of the old areas, each with its part in the new one: by the overlap, or where a column gives weights by the share of them that comes along. */
function meanOf(held: ReadonlyMap<number, Held>, links: readonly Link[]): Moved {
  const own = links.filter((link) => held.get(link.from)?.number != null)
  const weighed = own.map((link) => { const { number, weight } = held.get(link.from)!; return { value: number!, weight: weight === null ? link.ofTo : weight * link.ofFrom } })
  if (weighed.length === 0) return { value: null, coverage: 0 }
  const coverage = knownShare(links, (link) => held.get(link.from)?.number != null)
  if (weighed.every((one) => one.value === weighed[0]!.value)) return { value: weighed[0]!.value, coverage }
  const all = exactSum(weighed.map((one) => one.weight))
  return all > 0 ? { value: exactSum(weighed.map((one) => one.value * one.weight)) / all, coverage } : { value: null, coverage: 0 }
}

/** The entry with the largest share of the new area; of several the first in order. An old area with several entries shares its part among them. */
function categoryOf(held: ReadonlyMap<number, Held>, links: readonly Link[]): Moved {
  const shares = new Map<string | number, number>()
  for (const link of links) {
    const texts = held.get(link.from)?.texts
    const all = texts ? [...texts.values()].reduce((sum, one) => sum + one, 0) : 0
    for (const [text, count] of texts ?? []) shares.set(text, (shares.get(text) ?? 0) + (link.ofTo * count) / all)
  }
  const [best] = [...shares].toSorted(([a, x], [b, y]) => (Math.abs(x - y) > 1e-12 ? y - x : a < b ? -1 : 1))
  return best ? { value: best[0], coverage: atMostOne(best[1]) } : { value: null, coverage: 0 }
}

function unchangedOf(held: ReadonlyMap<number, Held>, links: readonly Link[], isUnchanged: IsUnchanged): Moved {
  const only = links.length === 1 ? links[0]! : null
  const texts = only && isUnchanged(only.from) ? [...(held.get(only.from)?.texts.keys() ?? [])] : []
  return texts.length === 1 ? { value: texts[0]!, coverage: 1 } : { value: null, coverage: 0 }
}

function knownShare(links: readonly Link[], isKnown: (link: Link) => boolean): number {
  return atMostOne(exactSum(links.filter(isKnown).map((link) => link.ofTo)))
}

/** Shares nearer to 1 than this are rounding. */
function atMostOne(share: number): number { return share > 1 - 1e-9 ? 1 : share }
