import { freedoms, type Dimension, type Freedom } from '../../../shared/model/dimension.ts'
import type { AreaProfile, Contribution, ProfileTable } from '../../../shared/model/run.ts'
import type { ScoreColumn } from './columns.ts'
import { mean, median } from './layout.ts'

/** One bar of the area panel: the area's score with the mean of the areas under the same parent and the median of all areas. */
export interface Bar { column: ScoreColumn; score: number | null; siblings: number | null; median: number | null; present: number; indicators: number; reason: string | null; needs: string[] }

/** The slots without a layer that an indicator waits for, by indicator. */
export type Needs = ReadonlyMap<string, string[]>

export function needsOf(slots: { slot: string; layer: string | null; indicators: string[] }[]): Needs {
  const needs = new Map<string, string[]>()
  for (const { slot, layer, indicators } of slots) if (layer === null) for (const id of indicators) needs.set(id, [...(needs.get(id) ?? []), slot])
  return needs
}

/** The bars of one area, column by column. What the area's profile says about a dimension is used as it is; other columns are taken from the run's table. */
export function barsOf(table: ProfileTable, columns: ScoreColumn[], area: AreaProfile, needs: Needs = new Map()): Bar[] {
  const at = table.codes.indexOf(area.code)
  const siblings = siblingsOf(table, at)
  return columns.map((column) => {
    const inside = indicatorsUnder(table, column.id)
    const parts = area.contributions.filter((one) => inside.has(one.id))
    const missing = parts.filter((one) => one.score === null)
    const told = column.dimension === null ? undefined : area.dimensions.find((one) => one.dimension === column.dimension)
    const scores = column.node.scores
    return {
      column, score: scores[at] ?? null,
      siblings: siblings.length === 0 ? null : told ? told.siblings : mean(siblings.map((i) => scores[i] ?? null)),
      median: told ? told.median : median(scores),
      present: parts.filter((one) => one.score !== null).length, indicators: inside.size,
      reason: missing.find((one) => one.why !== null)?.why ?? null, needs: [...new Set(missing.flatMap((one) => needs.get(one.id) ?? []))],
    }
  })
}

/** A freedom summed up as the plain mean of its dimensions' scores; missing where fewer than half of them have one. */
export interface FreedomSummary { freedom: Freedom; score: number | null; present: number; of: number }

export function freedomsOf(bars: Bar[]): FreedomSummary[] {
  return (Object.keys(freedoms) as Freedom[]).map((freedom) => {
    const wanted: readonly Dimension[] = freedoms[freedom]
    const scores = bars.filter((bar) => bar.column.dimension !== null && wanted.includes(bar.column.dimension)).map((bar) => bar.score)
    const present = scores.filter((score) => score !== null).length
    return { freedom, score: present * 2 >= wanted.length ? mean(scores) : null, present, of: wanted.length }
  })
}

/** What weighs on people and what helps them under one column, on one 0…scale axis: `need` is the plain mean of the scores of threat and vulnerability indicators, `capacity` is `scale` less the mean of capacity indicators. Null where nothing is known. */
export interface Balance { column: ScoreColumn; need: number | null; capacity: number | null }

export function balanceOf(table: ProfileTable, columns: ScoreColumn[], area: AreaProfile): Balance[] {
  return columns.map((column) => {
    const inside = indicatorsUnder(table, column.id)
    const of = (...roles: string[]) => mean(area.contributions.filter((one) => inside.has(one.id) && one.role !== null && roles.includes(one.role)).map((one) => one.score))
    const lack = of('capacity')
    return { column, need: of('threat', 'vulnerability'), capacity: lack === null ? null : table.scale - lack }
  })
}

/** Contributions from the largest down, those without data apart: the first `count`, what the others add together, and the sum of all. */
export function largest(contributions: Contribution[], count: number): { shown: Contribution[]; others: number; othersAdd: number; sum: number; missing: Contribution[] } {
  const present = contributions.filter((one) => one.score !== null).toSorted((a, b) => b.adds - a.adds || (a.id < b.id ? -1 : 1))
  const rest = present.slice(count)
  const add = (list: Contribution[]) => list.reduce((sum, one) => sum + one.adds, 0)
  return { shown: present.slice(0, count), others: rest.length, othersAdd: add(rest), sum: add(present), missing: contributions.filter((one) => one.score === null) }
}

/** The areas under the same parent, the area among them; none where it has no parent. */
function siblingsOf(table: ProfileTable, at: number): number[] {
  const parent = table.parents[at]
  return parent ? table.codes.flatMap((_, i) => (table.parents[i] === parent ? [i] : [])) : []
}

/** Ids of the indicators under a node (itself where it is one). Nodes come in tree order, so that a subtree is what follows with a greater depth. */
function indicatorsUnder(table: ProfileTable, id: string): Set<string> {
  const start = table.nodes.findIndex((node) => node.id === id)
  const top = table.nodes[start]
  const found = new Set<string>()
  if (!top) return found
  if (top.indicator) found.add(top.id)
  for (const node of table.nodes.slice(start + 1)) {
    if (node.depth <= top.depth) break
    if (node.indicator) found.add(node.id)
  }
  return found
}
