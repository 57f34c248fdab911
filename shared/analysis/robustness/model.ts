import type { Framework, FrameworkNode, GroupNode, IndicatorNode, Normalise } from '../../model/framework.ts'
import type { Assumption, Spread } from '../../model/robustness.ts'
import type { Column } from '../column.ts'
import { boundsOf, normaliseColumn } from '../normalise.ts'
import { treatColumn, type Outliers } from '../outliers.ts'
import { groupColumn, roundColumn } from '../profile.ts'
import { transformColumn } from '../transform.ts'
import { isGroup } from '../tree.ts'
import { normals, seedOf, streamOf } from './random.ts'

/** One number from 0 to below 1 for each assumption that varies; the others stay as the framework states them. */
export type Draw = Partial<Record<Assumption, number>>

const normalisations = ['stated', 'minmax', 'zscore', 'percentile-rank'] as const
const means = ['stated', 'arithmetic', 'geometric', 'harmonic'] as const
const treatments = ['stated', 'none', 'tukey', 'winsorise'] as const

/**
 * A framework over measured indicators as a function from a draw to the index. `raw` holds the raw values of every indicator by its id.
 * `weights`: every weight times 1 + U(-w, w) (COINr's get_noisy_weights). `bounds`: both ends moved by U(-b, b) of their distance. `normalise`, `aggregate` and `outliers`: one of the alternatives for the whole framework, where an indicator or a group allows it.
 * Alternative geometric and harmonic means are taken on scores lifted by a tenth of the scale, so that a 0 in one child does not decide alone. `data`: every value times 1 + N(0, d).
 */
export function createModel(framework: Framework, raw: ReadonlyMap<string, Column>, spread: Spread): (draw: Draw) => Column {
  const { scale } = framework
  const kept = new Map<string, Column>()
  const leafNumbers = new Map<string, number>()

  const leaf = (node: IndicatorNode, draw: Draw): Column => {
    const outliers = alternative(treatments, draw.outliers)
    const method = variesMethod(node.normalise) ? alternative(normalisations, draw.normalise) : 'stated'
    const bounded = draw.bounds !== undefined && (method === 'minmax' || (method === 'stated' && (node.normalise.method === 'minmax' || node.normalise.method === 'goalposts')))
    const fixed = draw.data === undefined && !bounded
    const key = `${node.id} ${outliers} ${method}`
    const known = fixed ? kept.get(key) : undefined
    if (known) return known
    const n = leafNumbers.get(node.id)!
    const treated = treatColumn(transformColumn(draw.data === undefined ? raw.get(node.id)! : disturbed(raw.get(node.id)!, spread.data, draw.data, n), node.transform, node.offset), outliers === 'stated' ? node.outliers : { method: outliers } satisfies Outliers)
    const rule: Normalise = method === 'stated' ? node.normalise : { method, direction: node.normalise.direction }
    const scores = roundColumn(normaliseColumn(treated, bounded ? moved(rule, treated, spread.bounds, draw.bounds!, n) : rule, scale).scores, method === 'stated' ? node.round : null)
    if (fixed) kept.set(key, scores)
    return scores
  }
  const number = (node: FrameworkNode): void => { if (isGroup(node)) node.children.forEach(number); else leafNumbers.set(node.id, leafNumbers.size) }
  number(framework.root)

  return (draw) => {
    const noise = draw.weights === undefined ? null : streamOf(seedOf(draw.weights), 1)
    const score = (node: FrameworkNode): Column => {
      if (!isGroup(node)) return leaf(node, draw)
      const weights = node.children.map((c) => (noise ? c.weight * (1 + spread.weights * (2 * noise() - 1)) : c.weight))
      return groupColumn(ruleOf(node, alternative(means, draw.aggregate), scale), node.children.map(score), weights, scale)
    }
    return score(framework.root)
  }
}

/** The assumptions that make a difference in a framework: where no indicator has bounds there are none to move. */
export function assumptionsOf(framework: Framework, asked: readonly Assumption[]): Assumption[] {
  const leaves: IndicatorNode[] = []
  const groups: GroupNode[] = []
  const visit = (node: FrameworkNode): void => { if (isGroup(node)) { groups.push(node); node.children.forEach(visit) } else leaves.push(node) }
  visit(framework.root)
  const applies: Record<Assumption, boolean> = {
    weights: groups.some((g) => g.children.length > 1 && g.aggregate !== 'min' && g.aggregate !== 'max'),
    bounds: leaves.some((n) => n.normalise.method === 'minmax' || n.normalise.method === 'goalposts' || variesMethod(n.normalise)),
    normalise: leaves.some((n) => variesMethod(n.normalise)), aggregate: groups.some((g) => isMean(g)), outliers: leaves.some((n) => n.normalise.method !== 'none' && n.normalise.method !== 'classes'), data: true,
  }
  return asked.filter((one) => applies[one])
}

function alternative<T>(list: readonly T[], u: number | undefined): T {
  return list[u === undefined ? 0 : Math.floor(u * list.length)]!
}

function variesMethod(rule: Normalise): boolean {
  return rule.method !== 'none' && rule.method !== 'classes' && rule.method !== 'distance-to-target'
}

function isMean(node: GroupNode): boolean {
  return ['arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'power'].includes(node.aggregate)
}

function ruleOf(node: GroupNode, mean: (typeof means)[number], scale: number): GroupNode {
  if (mean === 'stated' || !isMean(node)) return node
  return { ...node, aggregate: mean, offset: mean === 'arithmetic' ? 0 : scale / 10 }
}

function disturbed(column: Column, by: number, u: number, number: number): Column {
  const out = normals(column.length, seedOf(u), 2, number)
  for (let i = 0; i < out.length; i++) out[i] = column[i]! * (1 + by * out[i]!)
  return out
}

function moved(rule: Normalise, column: Column, by: number, u: number, number: number): Normalise {
  const bounds = boundsOf(column, rule)
  if (!bounds) return rule
  const noise = streamOf(seedOf(u), 3, number)
  const distance = bounds.max - bounds.min
  const shift = () => by * distance * (2 * noise() - 1)
  return { ...rule, method: 'minmax', min: bounds.min + shift(), max: bounds.max + shift() }
}
