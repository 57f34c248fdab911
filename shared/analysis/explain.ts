import { dimensions } from '../model/dimension.ts'
import { AtlasError } from '../model/error.ts'
import type { Framework } from '../model/framework.ts'
import type { AreaProfile, Contribution, NodeColumn, ProfileTable } from '../model/run.ts'
import { shapleyPoints } from './shapley.ts'
import { median, present } from './statistics.ts'
import { walk } from './tree.ts'

/** What is known of a layer beside its numbers: who published it and its date (ISO). */
export type LayerSources = Record<string, { source: string | null; date: string | null }>

/**
 * Why one area of a run has its index. `adds` are points of the index and sum to it (below 0 where a low score takes points away; see `shapleyPoints`); `share` the same as a share of 1; largest first, then the missing ones.
 * `median` is that of the raw values of all areas, `siblings` the mean over the areas under the same parent, the area among them (null without a parent). Throws `UNKNOWN_AREA`.
 */
export function explainArea(table: ProfileTable, framework: Framework, code: string, sources: LayerSources = {}): AreaProfile {
  const area = table.codes.indexOf(code)
  if (area < 0) throw new AtlasError('UNKNOWN_AREA', `the run has no area "${code}"`)
  const columns = new Map(table.nodes.map((c) => [c.id, c]))
  const adds = shareOut(framework, columns, area)
  const index = table.index[area] ?? null
  const nodes = new Map(walk(framework).map((v) => [v.node.id, v.node]))
  const leaves = table.nodes.filter((c) => c.indicator)
  const contributions = leaves.map((c): Contribution => {
    const score = c.scores[area] ?? null
    const known = c.layer === null ? undefined : sources[c.layer]
    return {
      id: c.id, title: c.title, dimension: c.dimension, role: c.role, score, raw: c.raw?.[area] ?? null, median: median(c.raw ?? []),
      share: index ? (adds.get(c.id) ?? 0) / index : 0, adds: adds.get(c.id) ?? 0, unit: c.unit, layer: c.layer, source: known?.source || nodes.get(c.id)?.source || null, date: known?.date ?? null,
      why: score !== null ? null : c.layer === null && (c.raw ?? []).every((v) => v === null) ? 'unbound' : (c.raw?.[area] ?? null) === null ? 'no-data' : 'no-score',
    }
  })
  const dates = [...new Set(contributions.filter((c) => c.score !== null && c.date !== null).map((c) => c.date!))].sort()
  return {
    run: table.run.id, code, name: table.names[area]!, path: table.parents[area] === null ? [] : [{ code: table.parents[area]!, name: table.parents[area]! }],
    index, class: table.class[area] ?? null, rank: table.rank[area] ?? null, of: present(table.index).length,
    present: contributions.filter((c) => c.score !== null).length, indicators: leaves.length, newest: dates.at(-1) ?? null, oldest: dates[0] ?? null,
    dimensions: dimensions.map((d) => summary(table, d, area)),
    contributions: contributions.sort((a, b) => b.adds - a.adds || Number(a.score === null) - Number(b.score === null)),
  }
}

/** The scores of one dimension over all areas: the weighted mean of its topmost nodes, null where none is present. */
export function dimensionScores(table: Pick<ProfileTable, 'nodes' | 'codes'>, dimension: string): (number | null)[] {
  const byId = new Map(table.nodes.map((c) => [c.id, c]))
  const tops = table.nodes.filter((c) => c.dimension === dimension && (c.parent === null || byId.get(c.parent)?.dimension !== dimension))
  return table.codes.map((_, area) => {
    let sum = 0
    let weight = 0
    for (const c of tops) { const s = c.scores[area]; if (s !== null && s !== undefined && c.weight > 0) { sum += s * c.weight; weight += c.weight } }
    return weight > 0 ? sum / weight : null
  })
}

function summary(table: ProfileTable, dimension: string, area: number): AreaProfile['dimensions'][number] {
  const scores = dimensionScores(table, dimension)
  const siblings = table.parents[area] === null ? [] : present(scores.filter((_, i) => table.parents[i] === table.parents[area]))
  const leaves = table.nodes.filter((c) => c.indicator && c.dimension === dimension)
  return {
    dimension, score: scores[area] ?? null, median: median(scores), siblings: siblings.length ? siblings.reduce((a, b) => a + b, 0) / siblings.length : null,
    present: leaves.filter((c) => c.scores[area] !== null).length, indicators: leaves.length,
  }
}

/** The points of the index that each indicator adds; the last digits that are left over go to the largest, so that they sum to the index. */
function shareOut(framework: Framework, columns: Map<string, NodeColumn>, area: number): Map<string, number> {
  const adds = shapleyPoints(framework, (id) => columns.get(id)!.scores[area] ?? null)
  const root = columns.get(framework.root.id)!.scores[area] ?? null
  if (root !== null) settle(adds, root)
  return adds
}

function settle(adds: Map<string, number>, index: number): void {
  let largest: string | null = null
  for (const [id, points] of adds) if (largest === null || points > adds.get(largest)!) largest = id
  if (largest === null) return
  let others = 0
  for (const [id, points] of adds) if (id !== largest) others += points
  adds.set(largest, index - others)
}
