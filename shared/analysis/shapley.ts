import type { Framework, FrameworkNode, GroupNode } from '../model/framework.ts'
import { scoreOf } from './aggregate.ts'
import { streamOf } from './robustness/random.ts'
import { roundHalfUp } from './statistics.ts'
import { isGroup } from './tree.ts'

/** The score of a node in one area; null where it is missing. */
export type ScoreOf = (id: string) => number | null

/** Beyond this many evaluations of the index the points are taken from seeded random orders instead of all of them. */
const mostEvaluations = 60_000
const orders = 400

/**
 * Shares the index of one area out over its indicators. In arithmetic means and sums an indicator has its weight times its score, exactly. For every other aggregate the points are Shapley values of the game in which a child that is not there drops out with its weight, as a missing one does;
 * in a tree of groups they are Owen values (Shapley's rule with the groups as coalitions). So a low score may take points away from a geometric mean that others would have raised. They sum to the index.
 * Alkire-Foster's count is shared out by its deprivations, Copeland's by weight times score. A tree too large for every order takes 400 random ones, of a fixed seed; they sum to the index as well.
 * Source: Shapley 1953; Owen 1977.
 */
export function shapleyPoints(framework: Framework, scores: ScoreOf): Map<string, number> {
  const points = new Map<string, number>()
  if (scores(framework.root.id) === null) return points
  const game: Game = { scores, scale: framework.scale }
  if (evaluations(framework.root, game) <= mostEvaluations) distribute(framework.root, [{ weight: 1, linear: true, of: (x) => (x === x ? x : 0) }], game, points)
  else fromOrders(framework.root, game, points)
  return points
}

interface Game { scores: ScoreOf; scale: number }
/** What the index is once a node has a score (NaN: it is not there), under one coalition of everything outside the node. */
interface Context { weight: number; linear: boolean; of: (score: number) => number }

function distribute(node: FrameworkNode, contexts: Context[], game: Game, points: Map<string, number>): void {
  if (!isGroup(node)) {
    const score = game.scores(node.id)!
    points.set(node.id, contexts.reduce((sum, c) => sum + c.weight * (c.of(score) - c.of(Number.NaN)), 0))
    return
  }
  const players = playersOf(node, game)
  const xs = players.map((p) => game.scores(p.id)!)
  players.forEach((player, at) => distribute(player, contexts.flatMap((context) => within(node, players, xs, at, context, game)), game, points))
}

/** The contexts of one child, from one of its group's: one for every set of siblings that may be there already. */
function within(node: GroupNode, players: FrameworkNode[], xs: number[], at: number, context: Context, game: Game): Context[] {
  const count = players.length
  const value = partial(node, players, game)
  if (context.linear && isLinear(node) && noRound(node)) {
    const alone = new Float64Array(count).fill(Number.NaN)
    return [{ weight: context.weight, linear: true, of: (x) => { alone[at] = x; return x === x ? context.of(value(alone)) : 0 } }]
  }
  const siblings = xs.map((_, i) => i).filter((i) => i !== at)
  return Array.from({ length: 1 << siblings.length }, (_, mask): Context => {
    const there = new Float64Array(count).fill(Number.NaN)
    let size = 0
    siblings.forEach((i, bit) => { if (mask & (1 << bit)) { there[i] = xs[i]!; size++ } })
    return { weight: (context.weight * factorial(size) * factorial(count - size - 1)) / factorial(count), linear: false, of: (x) => { there[at] = x; return context.of(value(there)) } }
  })
}

/** The score of a group when some of its children are there (the others NaN); NaN when none is. */
function partial(node: GroupNode, players: FrameworkNode[], game: Game): (xs: Float64Array) => number {
  const weights = players.map((p) => p.weight)
  const whole = game.scores(node.id)!
  const full = Float64Array.from(players, (p) => game.scores(p.id)!)
  const total = weights.reduce((a, b) => a + b, 0)
  const mass = weights.reduce((sum, w, i) => sum + w * Math.max(0, full[i]!), 0)
  const some = new Float64Array(players.length)
  const someWeights = new Float64Array(players.length)
  return (xs) => {
    let n = 0
    let sum = 0
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i]!
      if (x !== x) continue
      some[n] = x
      someWeights[n++] = weights[i]!
      sum += weights[i]! * x
    }
    if (n === 0) return Number.NaN
    switch (node.aggregate) {
      case 'arithmetic': return rounded(sum / total, node)
      case 'sum': return rounded(sum, node)
      case 'alkire-foster': return whole > 0 ? rounded((game.scale * sum) / total, node) : 0
      case 'copeland': return mass > 0 ? (whole * sum) / mass : (whole * n) / players.length
      default: return rounded(scoreOf(some, someWeights, n, node, game.scale), node)
    }
  }
}

function playersOf(node: GroupNode, game: Game): FrameworkNode[] {
  return node.children.filter((child) => child.weight > 0 && game.scores(child.id) !== null)
}

function isLinear(node: GroupNode): boolean { return node.aggregate === 'arithmetic' || node.aggregate === 'sum' }

function noRound(node: GroupNode): boolean { return node.round === null || node.round === undefined }

function rounded(score: number, node: GroupNode): number { return noRound(node) ? score : roundHalfUp(score, node.round!) }

function factorial(n: number): number {
  let f = 1
  for (let i = 2; i <= n; i++) f *= i
  return f
}

/** How many evaluations all coalitions would take. */
function evaluations(root: FrameworkNode, game: Game): number {
  const count = (node: FrameworkNode, contexts: number, linear: boolean): number => {
    if (!isGroup(node)) return contexts
    const players = playersOf(node, game)
    const straight = linear && isLinear(node) && noRound(node)
    const next = straight ? contexts : contexts * 2 ** Math.max(0, players.length - 1)
    return players.reduce((sum, player) => sum + count(player, next, straight), 0)
  }
  return count(root, 1, true)
}

/** Mean marginal points over random orders in which the indicators of a group follow each other. */
function fromOrders(root: GroupNode, game: Game, points: Map<string, number>): void {
  const stream = streamOf(20_261_201)
  const there = new Set<string>()
  const kept = new Map<string, { players: FrameworkNode[]; value: (xs: Float64Array) => number; xs: Float64Array }>()
  const valueOf = (node: FrameworkNode): number => {
    if (!isGroup(node)) return there.has(node.id) ? game.scores(node.id)! : Number.NaN
    let one = kept.get(node.id)
    if (!one) {
      const players = playersOf(node, game)
      kept.set(node.id, one = { players, value: partial(node, players, game), xs: new Float64Array(players.length) })
    }
    const { players, value, xs } = one
    players.forEach((player, i) => { xs[i] = valueOf(player) })
    return value(xs)
  }
  const enter = (node: FrameworkNode, before: number): number => {
    if (!isGroup(node)) {
      there.add(node.id)
      const after = valueOf(root)
      points.set(node.id, (points.get(node.id) ?? 0) + (after - before) / orders)
      return after
    }
    return shuffled(playersOf(node, game), stream).reduce((value, child) => enter(child, value), before)
  }
  for (let i = 0; i < orders; i++) { there.clear(); enter(root, 0) }
}

function shuffled<T>(list: T[], stream: () => number): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) { const j = Math.floor(stream() * (i + 1)); [out[i], out[j]] = [out[j]!, out[i]!] }
  return out
}
