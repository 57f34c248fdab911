import type { Framework, GroupNode, IndicatorNode } from '../model/framework.ts'
import type { Note } from '../model/note.ts'
import type { NodeColumn, ProfileTable } from '../model/run.ts'
import { aggregateColumns, type AggregateRule } from './aggregate.ts'
import { columnOf, sortedNumbers, upperBound, valuesOf, type Column, type Values } from './column.ts'
import { evaluate, parseExpression } from './expression.ts'
import { normaliseColumn } from './normalise.ts'
import type { Bounds } from './normalise.ts'
import { treatColumn } from './outliers.ts'
import { roundHalfUp } from './statistics.ts'
import { transformColumn } from './transform.ts'
import { evaluationOrder, isGroup, walk } from './tree.ts'

/** An indicator as measured: raw values and coverage per area, and the layer it came from (null where its slot is unbound). */
export interface IndicatorInput { values: Values; coverage: number[]; layer: string | null }
export type Profile = Omit<ProfileTable, 'run'>

/**
 * The scores of every node for every area: each indicator is transformed, its outliers treated, normalised and rounded, then groups are aggregated from the leaves to the root, whose scores are the index.
 * An indicator that is not given is missing; a formula over other indicators alone is computed here from their raw values.
 */
export function computeProfile(framework: Framework, areas: { codes: string[]; names: string[]; parents: (string | null)[] }, indicators: Record<string, IndicatorInput>): Profile & { notes: Note[] } {
  const n = areas.codes.length
  const notes: Note[] = []
  const inputs = completeInputs(framework, indicators, n)
  const columns = new Map<string, NodeColumn>()
  const visits = walk(framework)
  for (const { node, parent, depth, dimension } of visits) {
    columns.set(node.id, {
      id: node.id, title: node.title, parent: parent?.id ?? null, depth, weight: node.weight, indicator: !isGroup(node), dimension, role: node.role ?? null, character: node.character ?? null, unit: node.unit ?? null,
      scores: [], raw: null, coverage: null, bounds: null, layer: null,
    })
  }
  const scored = new Map<string, Column>()
  for (const { node } of visits.toReversed()) {
    const column = columns.get(node.id)!
    if (isGroup(node)) {
      scored.set(node.id, groupColumn(node, node.children.map((c) => scored.get(c.id)!), node.children.map((c) => c.weight), framework.scale))
      column.scores = valuesOf(scored.get(node.id)!)
    } else {
      const input = inputs.get(node.id)!
      const answer = scoreColumn(node, columnOf(input.values), framework.scale)
      scored.set(node.id, answer.scores)
      const scores = valuesOf(answer.scores)
      const { bounds } = answer
      if (scores.every((s) => s === null) && input.values.some((v) => v !== null)) notes.push({ code: 'NO_SPREAD', count: n, sample: `"${node.id}": ${node.normalise.method} has no answer for these values, so the indicator is missing` })
      Object.assign(column, { scores, bounds, raw: input.values, coverage: input.coverage, layer: input.layer })
    }
  }
  const index = columns.get(framework.root.id)!.scores
  return {
    scale: framework.scale, classes: framework.classes, codes: areas.codes, names: areas.names, parents: areas.parents,
    rank: ranksFromHighest(index), class: index.map((v) => (v === null ? null : classOf(v, framework.classes))), index, coverage: presentShare([...columns.values()], n),
    nodes: visits.map((v) => columns.get(v.node.id)!), notes,
  }
}

/** The scores of one indicator from its raw values, and the bounds that its normalisation used. */
export function scoreColumn(node: Pick<IndicatorNode, 'transform' | 'offset' | 'outliers' | 'normalise' | 'round'>, raw: Column, scale: number): { scores: Column; bounds: Bounds | null } {
  const treated = treatColumn(transformColumn(raw, node.transform, node.offset), node.outliers)
  const { scores, bounds } = normaliseColumn(treated, node.normalise, scale)
  return { scores: roundColumn(scores, node.round), bounds }
}

/** The scores of a group from those of its children, in their order. */
export function groupColumn(rule: AggregateRule & Pick<GroupNode, 'round'>, children: Column[], weights: ArrayLike<number>, scale: number): Column {
  return roundColumn(aggregateColumns(children, weights, rule, scale), rule.round)
}

/** 1 to 5 by the lower bounds of classes 2 to 5. */
export function classOf(index: number, classes: number[]): number {
  return 1 + classes.filter((lower) => index >= lower).length
}

/** Rank 1 is the highest; equal values share a rank and the next ranks are skipped. */
export function ranksFromHighest(values: Values): Values {
  return valuesOf(rankColumn(columnOf(values)))
}

/** As `ranksFromHighest`, on columns. */
export function rankColumn(column: Column): Column {
  const sorted = sortedNumbers(column)
  return column.map((v) => (v === v ? sorted.length - upperBound(sorted, v) + 1 : v))
}

/** Rounds half up; without decimals, the column itself. */
export function roundColumn(column: Column, decimals: number | null | undefined): Column {
  return decimals === null || decimals === undefined ? column : column.map((v) => (v === v ? roundHalfUp(v, decimals) : v))
}

function presentShare(columns: NodeColumn[], n: number): number[] {
  const leaves = columns.filter((c) => c.indicator)
  return Array.from({ length: n }, (_, area) => leaves.filter((c) => c.scores[area] !== null).length / leaves.length)
}

function completeInputs(framework: Framework, given: Record<string, IndicatorInput>, n: number): Map<string, IndicatorInput> {
  const inputs = new Map<string, IndicatorInput>()
  for (const node of evaluationOrder(framework)) {
    const input = Object.hasOwn(given, node.id) ? given[node.id] : undefined
    const { kind, layer, expression } = node.measure
    if (input) inputs.set(node.id, input)
    else if (kind === 'formula' && !layer && expression) inputs.set(node.id, fromIndicators(node, expression, inputs, n))
    else inputs.set(node.id, { values: Array.from({ length: n }, () => null), coverage: Array.from({ length: n }, () => 0), layer: null })
  }
  return inputs
}

function fromIndicators(node: IndicatorNode, expression: string, inputs: Map<string, IndicatorInput>, n: number): IndicatorInput {
  const tree = parseExpression(expression)
  const per = node.measure.per
  const values = Array.from({ length: n }, (_, area) => {
    const of = (id: string) => inputs.get(id)?.values[area] ?? null
    const value = evaluate(tree, () => null, of)
    if (!per || value === null) return value
    const divisor = of(per.by)
    return divisor !== null && divisor > 0 ? (value / divisor) * per.times : null
  })
  return { values, coverage: values.map((v) => (v === null ? 0 : 1)), layer: null }
}
