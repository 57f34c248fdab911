import type { GroupNode } from '../model/framework.ts'
import { copeland } from './copeland.ts'

type Values = (number | null)[]
type Rule = Pick<GroupNode, 'aggregate' | 'atLeast' | 'p' | 'cutoff' | 'offset'>

/**
 * The scores of a group from those of its children (one array per child, one entry per area). A missing child drops out with its weight; an area with less than `atLeast` of the weight present is missing.
 * A geometric or harmonic mean with a 0 is 0, unless `offset` lifts all scores first. `scaled-geometric` is INFORM's mean on 10 - x, which favours the higher score.
 * `alkire-foster`: children are 0/1 deprivations or shares; the weighted share counts from `cutoff` on, times the scale. `jiaf-severity`: children are severities 1 to 5 and so is the answer.
 */
export function aggregateScores(children: Values[], weights: number[], rule: Rule, scale: number): Values {
  const areas = children[0]?.length ?? 0
  const total = weights.reduce((a, b) => a + b, 0)
  const enough = (area: number) => {
    const there = weights.reduce((sum, w, c) => sum + (children[c]![area] === null ? 0 : w), 0)
    return there > 0 && there / total >= rule.atLeast - 1e-9
  }
  if (rule.aggregate === 'copeland') return copeland(children, weights, scale, enough)
  return Array.from({ length: areas }, (_, area) => {
    if (!enough(area)) return null
    const xs: number[] = []
    const ws: number[] = []
    children.forEach((c, i) => { const x = c[area]; if (x !== null && x !== undefined && weights[i]! > 0) { xs.push(x); ws.push(weights[i]!) } })
    const score = combine(xs, ws, rule, scale)
    return Number.isFinite(score) ? score : null
  })
}

function combine(xs: number[], ws: number[], rule: Rule, scale: number): number {
  const total = ws.reduce((a, b) => a + b, 0)
  const weighted = (of: (x: number) => number) => xs.reduce((sum, x, i) => sum + ws[i]! * of(x), 0)
  const offset = rule.offset ?? 0
  switch (rule.aggregate) {
    case 'arithmetic': return weighted((x) => x) / total
    case 'geometric': return geometric(xs.map((x) => x + offset), ws, total) - offset
    case 'scaled-geometric': return Math.min(scale, Math.max(0, ((10 - geometric(xs.map((x) => ((scale - x) / scale) * 9 + 1), ws, total)) / 9) * scale))
    case 'harmonic': return xs.some((x) => x + offset <= 0) ? 0 : total / weighted((x) => 1 / (x + offset)) - offset
    case 'power': { const p = rule.p!; return p < 0 && xs.some((x) => x <= 0) ? 0 : (weighted((x) => x ** p) / total) ** (1 / p) }
    case 'min': return xs.reduce((a, b) => Math.min(a, b))
    case 'max': return xs.reduce((a, b) => Math.max(a, b))
    case 'sum': return weighted((x) => x)
    case 'alkire-foster': { const c = weighted((x) => x) / total; return c >= rule.cutoff! - 1e-9 ? scale * c : 0 }
    case 'jiaf-severity': return severity(xs)
    case 'copeland': return Number.NaN
  }
}

function geometric(xs: number[], ws: number[], total: number): number {
  if (xs.some((x) => x <= 0)) return 0
  return Math.exp(xs.reduce((sum, x, i) => sum + ws[i]! * Math.log(x), 0) / total)
}

/** JIAF 2's preliminary intersectoral severity: 5 with two sectors at 5 and four at 4 or more, otherwise the highest of 4, 3, 2 that four sectors reach, otherwise 1. */
function severity(xs: number[]): number {
  const reaching = (s: number) => xs.filter((x) => x >= s).length
  if (reaching(5) >= 2 && reaching(4) >= 4) return 5
  return [4, 3, 2].find((s) => reaching(s) >= 4) ?? 1
}
