import type { Framework, FrameworkNode, GroupNode, IndicatorNode } from '../model/framework.ts'
import { namesIn, parseExpression } from './expression.ts'

export interface Visit { node: FrameworkNode; parent: GroupNode | null; depth: number; dimension: string | null }

/** Every node in tree order, the root first, with its parent and its dimension (its own or the nearest above). */
export function walk(framework: Framework): Visit[] {
  const out: Visit[] = []
  const visit = (node: FrameworkNode, parent: GroupNode | null, depth: number, above: string | null): void => {
    const dimension = node.dimension ?? above
    out.push({ node, parent, depth, dimension })
    if (isGroup(node)) for (const child of node.children) visit(child, node, depth + 1, dimension)
  }
  visit(framework.root, null, 0, null)
  return out
}

export function isGroup(node: FrameworkNode): node is GroupNode {
  return 'children' in node
}

/** The indicators in tree order. */
export function indicatorsOf(framework: Framework): IndicatorNode[] {
  return walk(framework).map((v) => v.node).filter((n): n is IndicatorNode => !isGroup(n))
}

/** The ids of the indicators that an indicator is computed from: `[id]` in its formula and `per`. */
export function referencesOf(node: IndicatorNode): string[] {
  const { expression, per } = node.measure
  const ids = node.measure.kind === 'formula' && expression ? namesIn(parseExpression(expression)).indicators : []
  return [...new Set(per && per.by !== 'population' && per.by !== 'area-km2' ? [...ids, per.by] : ids)]
}

/** The indicators in an order in which each comes after those it is computed from. */
export function evaluationOrder(framework: Framework): IndicatorNode[] {
  const byId = new Map(indicatorsOf(framework).map((n) => [n.id, n]))
  const done = new Set<string>()
  const out: IndicatorNode[] = []
  const take = (node: IndicatorNode): void => {
    if (done.has(node.id)) return
    done.add(node.id)
    for (const id of referencesOf(node)) { const other = byId.get(id); if (other) take(other) }
    out.push(node)
  }
  for (const node of byId.values()) take(node)
  return out
}

/** The slots that a framework fills with layers, in order of appearance, with the indicators that read each. The population serves every `per: population`. */
export function slotsOf(framework: Framework): { slot: string; indicators: string[] }[] {
  const slots = new Map<string, string[]>()
  const add = (slot: string | undefined, id: string) => { if (slot && !slots.get(slot)?.includes(id)) slots.set(slot, [...(slots.get(slot) ?? []), id]) }
  const needsPeople = (n: IndicatorNode) => n.measure.per?.by === 'population' || n.measure.from === 'population-weighted' || n.measure.kind === 'population-within' || n.measure.kind === 'share-of-population'
  for (const node of indicatorsOf(framework)) {
    add(node.measure.layer, node.id)
    add(node.measure.population, node.id)
    if (needsPeople(node)) add(framework.population?.layer, node.id)
  }
  if (framework.population && !slots.has(framework.population.layer)) slots.set(framework.population.layer, [])
  return [...slots].map(([slot, indicators]) => ({ slot, indicators }))
}
