import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFramework } from '../../../shared/analysis/framework.ts'
import { computeProfile } from '../../../shared/analysis/profile.ts'
import { shapleyPoints } from '../../../shared/analysis/shapley.ts'
import type { Aggregate, Framework } from '../../../shared/model/framework.ts'

type Tree = { id: string; aggregate: Aggregate; weight?: number; round?: number; cutoff?: number; children: (Tree | { id: string; weight?: number })[] }
const frameworkOf = (root: Tree): Framework => parseFramework({
  id: 'f', version: 1, title: 'F',
  root: JSON.parse(JSON.stringify(root), (_, v: unknown) => (v && typeof v === 'object' && 'id' in v ? { title: 'x', ...('children' in v ? { atLeast: 0 } : { measure: { layer: 't', kind: 'column', field: 'x' }, normalise: { method: 'none', direction: 'more-is-worse' } }), ...v } : v)),
})
/** The scores of every node in the one area whose indicators have these values. */
const scoresOf = (framework: Framework, values: Record<string, number | null>) => {
  const table = computeProfile(framework, { codes: ['A'], names: ['A'], parents: [null] }, Object.fromEntries(Object.entries(values).map(([id, v]) => [id, { values: [v], coverage: [1], layer: 't' }])))
  const byId = new Map(table.nodes.map((n) => [n.id, n.scores[0] ?? null]))
  return (id: string) => byId.get(id) ?? null
}
const pointsOf = (root: Tree, values: Record<string, number | null>) => {
  const framework = frameworkOf(root)
  const scores = scoresOf(framework, values)
  return { index: scores(framework.root.id), points: shapleyPoints(framework, scores) }
}
const sum = (points: Map<string, number>) => [...points.values()].reduce((a, b) => a + b, 0)

describe('points of the index', () => {
  it('an arithmetic mean gives weight times score, exactly', () => {
    const { points } = pointsOf({ id: 'r', aggregate: 'arithmetic', children: [{ id: 'a', weight: 1 }, { id: 'b', weight: 3 }] }, { a: 8, b: 2 })
    expect([points.get('a'), points.get('b')]).toEqual([2, 1.5])
  })
  it('two children share a geometric mean by hand: half of what each has alone and half of what it changes', () => {
    const { points } = pointsOf({ id: 'r', aggregate: 'geometric', children: [{ id: 'a' }, { id: 'b' }] }, { a: 8, b: 2 })
    expect(points.get('a')).toBeCloseTo(8 / 2 + (4 - 2) / 2, 12)
    expect(points.get('b')).toBeCloseTo(2 / 2 + (4 - 8) / 2, 12)
  })
  it('a maximum is shared as the cost of an airport: 9 and 6 and 3 give 5.5, 2.5 and 1', () => {
    const { points } = pointsOf({ id: 'r', aggregate: 'max', children: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }, { a: 9, b: 6, c: 3 })
    ;[['a', 5.5], ['b', 2.5], ['c', 1]].forEach(([id, v]) => expect(points.get(id as string)).toBeCloseTo(v as number, 12))
  })
  it('counted deprivations have equal parts of a poor area and none of one that is not', () => {
    const tree: Tree = { id: 'r', aggregate: 'alkire-foster', cutoff: 0.5, children: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }] }
    const poor = pointsOf(tree, { a: 1, b: 1, c: 0, d: 0 })
    expect(poor.index).toBe(5)
    ;[['a', 2.5], ['b', 2.5], ['c', 0], ['d', 0]].forEach(([id, v]) => expect(poor.points.get(id as string)).toBeCloseTo(v as number, 12))
    expect(sum(pointsOf(tree, { a: 1, b: 0, c: 0, d: 0 }).points)).toBe(0)
  })
  it('what is missing has no points and a missing index none at all', () => {
    const tree: Tree = { id: 'r', aggregate: 'geometric', children: [{ id: 'a' }, { id: 'b' }] }
    expect([...pointsOf(tree, { a: 4, b: null }).points]).toEqual([['a', 4]])
    expect(pointsOf(tree, { a: null, b: null }).points.size).toBe(0)
  })

  const kinds: Aggregate[] = ['arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'min', 'max', 'sum']
  const score = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { freq: 6 })
  it('are the mean over every order in which the groups, and the indicators within them, can come in', () => {
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.constantFrom(...kinds), fc.constantFrom(...kinds), fc.array(score, { minLength: 5, maxLength: 5 }), fc.option(fc.constant(1)), (root, first, second, list, round) => {
      const values = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id, i) => [id, list[i]!]))
      const tree: Tree = { id: 'r', aggregate: root, ...(round !== null && { round }), children: [{ id: 'g', aggregate: first, weight: 2, children: [{ id: 'a' }, { id: 'b', weight: 3 }, { id: 'c' }] }, { id: 'h', aggregate: second, children: [{ id: 'd' }, { id: 'e' }] }] }
      const { points, index } = pointsOf(tree, values)
      if (index === null) { expect(points.size).toBe(0); return }
      const brute = byAllOrders(frameworkOf(tree), values)
      for (const [id, wanted] of brute) expect(points.get(id) ?? 0, id).toBeCloseTo(wanted, 8)
      expect(Math.abs(sum(points) - index)).toBeLessThan(1e-9)
    }), { seed: 21, numRuns: 60 })
  })
  it('of a tree too large for every order sum to the index, and equals have nearly the same', () => {
    const leaves = (g: string) => Array.from({ length: 9 }, (_, i) => ({ id: `${g}${i}` }))
    const tree: Tree = { id: 'r', aggregate: 'geometric', children: ['p', 'q', 's', 't'].map((g) => ({ id: g, aggregate: 'harmonic' as const, children: leaves(g) })) }
    const values = Object.fromEntries(['p', 'q', 's', 't'].flatMap((g, n) => leaves(g).map(({ id }) => [id, 2 + n])))
    const { points, index } = pointsOf(tree, values)
    expect(points.size).toBe(36)
    expect(Math.abs(sum(points) - index!)).toBeLessThan(1e-9)
    const p = leaves('p').map(({ id }) => points.get(id)!)
    expect(Math.max(...p) - Math.min(...p)).toBeLessThan(0.1)
  })
})

/** The definition, without a shortcut: marginal points averaged over all orders that keep groups together. Arithmetic means and sums keep the weight of what has not come in. */
function byAllOrders(framework: Framework, values: Record<string, number | null>): Map<string, number> {
  const full = scoresOf(framework, values)
  const groups = framework.root.children as Extract<Framework['root'], { children: unknown }>[]
  const here = groups.map((g) => g.children.filter((c) => values[c.id] !== null)).map((list, i) => ({ group: groups[i]!, list })).filter((one) => one.list.length)
  const worth = (there: Set<string>): number => {
    const partial = (node: typeof framework.root, inner: (id: string) => number | null, all: (id: string) => number | null): number | null => {
      const members = node.children.filter((c) => all(c.id) !== null)
      if (members.every((c) => inner(c.id) === null)) return null
      if (node.aggregate === 'arithmetic' || node.aggregate === 'sum') {
        const v = members.reduce((s, c) => s + c.weight * (inner(c.id) ?? 0), 0) / (node.aggregate === 'sum' ? 1 : members.reduce((s, c) => s + c.weight, 0))
        return node.round ? Math.round(v * 10) / 10 : v
      }
      const one = frameworkOf({ id: 'r', aggregate: node.aggregate, ...(node.round && { round: node.round }), children: node.children.map((c) => ({ id: c.id, weight: c.weight })) })
      return scoresOf(one, Object.fromEntries(node.children.map((c) => [c.id, inner(c.id)])))('r')
    }
    const groupScores = new Map(groups.map((g) => [g.id, partial(g as typeof framework.root, (id) => (there.has(id) ? values[id]! : null), (id) => values[id] ?? null)]))
    return partial(framework.root, (id) => groupScores.get(id) ?? null, full) ?? 0
  }
  const points = new Map<string, number>()
  const perms = <T,>(list: T[]): T[][] => (list.length <= 1 ? [list] : list.flatMap((x, i) => perms([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [x, ...rest])))
  const orders = perms(here).flatMap((order) => order.reduce<string[][]>((lists, { list }) => lists.flatMap((begin) => perms(list.map((c) => c.id)).map((ids) => [...begin, ...ids])), [[]]))
  for (const order of orders) {
    const there = new Set<string>()
    let before = 0
    for (const id of order) { there.add(id); const after = worth(there); points.set(id, (points.get(id) ?? 0) + (after - before) / orders.length); before = after }
  }
  return points
}
