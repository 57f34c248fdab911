import type { NodeColumn, ProfileTable } from '../../../shared/model/run.ts'
import { median } from './layout.ts'

/** One line of the tree: `score` is the chosen area's, otherwise the median of all; `coverage` the share of areas (or of the area's indicators) with data. */
export interface TreeItem { node: NodeColumn; children: boolean; score: number | null; coverage: number }

/** The lines that show when the nodes in `open` are unfolded. `code` is the area whose scores stand in them, null for medians. */
export function treeItems(table: ProfileTable, open: ReadonlySet<string>, code: string | null): TreeItem[] {
  const at = code === null ? -1 : table.codes.indexOf(code)
  const parents = new Set(table.nodes.map((node) => node.parent))
  const shown = new Set<string>()
  return table.nodes.flatMap((node) => {
    if (node.parent !== null && !(shown.has(node.parent) && open.has(node.parent))) return []
    shown.add(node.id)
    const present = node.scores.filter((score) => score !== null).length
    return [{ node, children: parents.has(node.id), score: at >= 0 ? (node.scores[at] ?? null) : median(node.scores), coverage: node.scores.length ? present / node.scores.length : 0 }]
  })
}

/** The nodes that are unfolded at first: the root and whatever leads to the chosen node. */
export function firstOpen(table: ProfileTable, node: string | null): Set<string> {
  const open = new Set(table.nodes[0] ? [table.nodes[0].id] : [])
  for (let id = table.nodes.find((one) => one.id === node)?.parent ?? null; id !== null; id = table.nodes.find((one) => one.id === id)?.parent ?? null) open.add(id)
  return open
}
