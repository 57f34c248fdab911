import type { ProfileTable } from '../../shared/model/run.ts'

/** One node's scores by area: `values` and `classes` (1 to 5) by code, null is missing; `counts` of classes 1 to 5, and of areas without a score. */
export interface Scores {
  title: Record<string, string>
  values: ReadonlyMap<string, number | null>
  classes: ReadonlyMap<string, number | null>
  /** Lower bounds of classes 2 to 5. */
  breaks: number[]
  scale: number
  counts: number[]
  missing: number
}

/** The scores that colour the map: a node's, or the index where none is chosen. */
export function scoresOf(run: ProfileTable, node: string | null): Scores {
  const column = run.nodes.find((one) => one.id === node) ?? run.nodes[0]
  const scores = column && column.parent !== null ? column.scores : run.index
  const counts = [0, 0, 0, 0, 0]
  let missing = 0
  const values = new Map<string, number | null>()
  const classes = new Map<string, number | null>()
  run.codes.forEach((code, i) => {
    const score = scores[i] ?? null
    const level = classOf(score, run.classes)
    values.set(code, score)
    classes.set(code, level)
    if (level === null) missing++
    else counts[level - 1]!++
  })
  return { title: column?.title ?? {}, values, classes, breaks: run.classes, scale: run.scale, counts, missing }
}

/** The class 1 to 5 of a score by the lower bounds of classes 2 to 5; null where it is missing. */
export function classOf(score: number | null, breaks: number[]): number | null {
  return score === null || Number.isNaN(score) ? null : 1 + breaks.filter((bound) => score >= bound).length
}
