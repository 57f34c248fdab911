import type { Framework, FrameworkNode } from '../../model/framework.ts'
import type { LeftOut } from '../../model/robustness.ts'
import type { Column } from '../column.ts'
import { rankColumn } from '../profile.ts'
import { isGroup } from '../tree.ts'
import { createModel } from './model.ts'
import { meanShift } from './ranks.ts'

/** Leaves out every node but the root, one at a time, as COINr's remove_elements does: the node drops out with its weight. Yields how many are done. */
export function* leaveOut(framework: Framework, raw: ReadonlyMap<string, Column>): Generator<number, LeftOut[]> {
  const spread = { weights: 0, bounds: 0, data: 0 }
  const nominal = rankColumn(createModel(framework, raw, spread)({}))
  const out: LeftOut[] = []
  const ids: string[] = []
  const visit = (node: FrameworkNode): void => { if (node !== framework.root) ids.push(node.id); if (isGroup(node)) node.children.forEach(visit) }
  visit(framework.root)
  for (const id of ids) {
    const root = without(framework.root, id)
    out.push({ id, shift: root ? meanShift(rankColumn(createModel({ ...framework, root: root as Framework['root'] }, raw, spread)({})), nominal) : null })
    yield out.length
  }
  return out
}

/** A node without the one of that id below it; null where nothing is left. */
function without(node: FrameworkNode, id: string): FrameworkNode | null {
  if (node.id === id) return null
  if (!isGroup(node)) return node
  const children = node.children.map((c) => without(c, id)).filter((c) => c !== null)
  return children.length ? { ...node, children } : null
}
