import { dimensions, type Dimension } from '../../../shared/model/dimension.ts'
import type { NodeColumn, ProfileTable } from '../../../shared/model/run.ts'

/** One column of scores that tables and bars show; `dimension` is null in frameworks that are not built on the seven. */
export interface ScoreColumn { id: string; dimension: Dimension | null; node: NodeColumn }

/** The columns of a run: for each of the seven dimensions the group nearest to the root (in the order of the seven); where a framework names none, the children of the root. */
export function scoreColumns(table: ProfileTable): ScoreColumn[] {
  const columns: ScoreColumn[] = []
  for (const dimension of dimensions) {
    const node = nearest(table.nodes.filter((one) => one.dimension === dimension && one.parent !== null))
    if (node) columns.push({ id: node.id, dimension, node })
  }
  if (columns.length > 0) return columns
  const root = table.nodes[0]
  return table.nodes.filter((node) => root !== undefined && node.parent === root.id).map((node) => ({ id: node.id, dimension: null, node }))
}

/** Groups before indicators, then the least deep; the first of equals. */
function nearest(nodes: NodeColumn[]): NodeColumn | undefined {
  return nodes.toSorted((a, b) => Number(a.indicator) - Number(b.indicator) || a.depth - b.depth)[0]
}
