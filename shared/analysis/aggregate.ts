import type { GroupNode } from '../model/framework.ts'
import { columnOf, valuesOf, type Column, type Values } from './column.ts'
import { copeland } from './copeland.ts'

export type AggregateRule = Pick<GroupNode, 'aggregate' | 'atLeast' | 'p' | 'cutoff' | 'offset'>

/**
 * The scores of a group from those of its children (one array per child, one entry per area). A missing child drops out with its weight; an area with less than `atLeast` of the weight present is missing.
 * A geometric or harmonic mean with a 0 is 0, unless `offset` lifts all scores first. `scaled-geometric` is INFORM's mean on 10 - x, which favours the higher score.
 * `alkire-foster`: children are 0/1 deprivations or shares; the weighted share counts from `cutoff` on, times the scale. `jiaf-severity`: children are severities 1 to 5 and so is the answer.
 */
export function aggregateScores(children: Values[], weights: number[], rule: AggregateRule, scale: number): Values {
  return valuesOf(aggregateColumns(children.map(columnOf), weights, rule, scale))
}

/** As `aggregateScores`, on columns. */
export function aggregateColumns(children: Column[], weights: ArrayLike<number>, rule: AggregateRule, scale: number): Column {
  const areas = children[0]?.length ?? 0
  let total = 0
  for (let c = 0; c < children.length; c++) total += weights[c]!
  const enough = (area: number) => {
    let there = 0
    for (let c = 0; c < children.length; c++) if (children[c]![area] === children[c]![area]) there += weights[c]!
    return there > 0 && there / total >= rule.atLeast - 1e-9
  }
  if (rule.aggregate === 'copeland') return columnOf(copeland(children.map(valuesOf), Array.from(weights), scale, enough))
  const out = new Float64Array(areas).fill(Number.NaN)
  const xs = new Float64Array(children.length)
  const ws = new Float64Array(children.length)
  for (let area = 0; area < areas; area++) {
    if (!enough(area)) continue
    let n = 0
    for (let c = 0; c < children.length; c++) {
      const x = children[c]![area]!
      const w = weights[c]!
      if (x === x && w > 0) { xs[n] = x; ws[n++] = w }
    }
    const score = scoreOf(xs, ws, n, rule, scale)
    if (Number.isFinite(score)) out[area] = score
  }
  return out
}

/** One area's score from its first `n` scores and weights (all above 0). */
export function scoreOf(xs: Float64Array, ws: Float64Array, n: number, rule: Omit<AggregateRule, 'atLeast'>, scale: number): number {
  const offset = rule.offset ?? 0
  switch (rule.aggregate) {
    case 'arithmetic': return weightedSum(xs, ws, n) / totalOf(ws, n)
    case 'sum': return weightedSum(xs, ws, n)
    case 'geometric': return geometric(xs, ws, n, offset) - offset
    case 'scaled-geometric': return Math.min(scale, Math.max(0, ((10 - geometricFromTop(xs, ws, n, scale)) / 9) * scale))
    case 'harmonic': return harmonic(xs, ws, n, offset)
    case 'power': return power(xs, ws, n, rule.p!)
    case 'min': case 'max': {
      let best = xs[0]!
      for (let i = 1; i < n; i++) if (rule.aggregate === 'max' ? xs[i]! > best : xs[i]! < best) best = xs[i]!
      return best
    }
    case 'alkire-foster': { const c = weightedSum(xs, ws, n) / totalOf(ws, n); return c >= rule.cutoff! - 1e-9 ? scale * c : 0 }
    case 'jiaf-severity': return severity(xs.subarray(0, n))
    case 'copeland': return Number.NaN
  }
}

function totalOf(ws: Float64Array, n: number): number {
  let total = 0
  for (let i = 0; i < n; i++) total += ws[i]!
  return total
}

function weightedSum(xs: Float64Array, ws: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += ws[i]! * xs[i]!
  return sum
}

/** The weighted geometric mean of x plus `offset`; 0 where one of them is not above 0. */
function geometric(xs: Float64Array, ws: Float64Array, n: number, offset: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const x = xs[i]! + offset
    if (x <= 0) return 0
    sum += ws[i]! * Math.log(x)
  }
  return Math.exp(sum / totalOf(ws, n))
}

/** The geometric mean of what is missing to the top of the scale, put on 1 to 10: the heart of INFORM's mean. */
function geometricFromTop(xs: Float64Array, ws: Float64Array, n: number, scale: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const x = ((scale - xs[i]!) / scale) * 9 + 1
    if (x <= 0) return 0
    sum += ws[i]! * Math.log(x)
  }
  return Math.exp(sum / totalOf(ws, n))
}

function harmonic(xs: Float64Array, ws: Float64Array, n: number, offset: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    const x = xs[i]! + offset
    if (x <= 0) return 0
    sum += ws[i]! * (1 / x)
  }
  return totalOf(ws, n) / sum - offset
}

function power(xs: Float64Array, ws: Float64Array, n: number, p: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (p < 0 && xs[i]! <= 0) return 0
    sum += ws[i]! * xs[i]! ** p
  }
  return (sum / totalOf(ws, n)) ** (1 / p)
}

/** JIAF 2's preliminary intersectoral severity: 5 with two sectors at 5 and four at 4 or more, otherwise the highest of 4, 3, 2 that four sectors reach, otherwise 1. */
function severity(xs: Float64Array): number {
  const reaching = (s: number) => xs.filter((x) => x >= s).length
  if (reaching(5) >= 2 && reaching(4) >= 4) return 5
  return [4, 3, 2].find((s) => reaching(s) >= 4) ?? 1
}
