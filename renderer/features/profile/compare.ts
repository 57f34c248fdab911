import type { ProfileTable } from '../../../shared/model/run.ts'
import type { ScoreColumn } from './columns.ts'
import { classOf } from './layout.ts'

export interface Compared { code: string; name: string; index: number | null; rank: number | null; class: number | null; coverage: number }

/** One line of a comparison: the score of each area and how far the others lie from the first; `spread` is the widest distance between any two. */
export interface ComparedColumn { column: ScoreColumn; scores: (number | null)[]; classes: (number | null)[]; differences: (number | null)[]; spread: number | null }

/** Two to four areas side by side, in the order in which they were selected; codes that the run does not know are left out. */
export function compareAreas(table: ProfileTable, columns: ScoreColumn[], codes: string[]): { areas: Compared[]; lines: ComparedColumn[] } {
  const places = codes.map((code) => table.codes.indexOf(code)).filter((at) => at >= 0).slice(0, 4)
  const areas = places.map((at) => ({
    code: table.codes[at] ?? '', name: table.names[at] ?? '', index: table.index[at] ?? null, rank: table.rank[at] ?? null, class: table.class[at] ?? null, coverage: table.coverage[at] ?? 0,
  }))
  const lines = columns.map((column) => {
    const scores = places.map((at) => column.node.scores[at] ?? null)
    const first = scores[0] ?? null
    const present = scores.filter((score) => score !== null)
    return {
      column, scores, classes: scores.map((score) => classOf(score, table.classes)),
      differences: scores.map((score) => (score === null || first === null ? null : score - first)),
      spread: present.length > 1 ? Math.max(...present) - Math.min(...present) : null,
    }
  })
  return { areas, lines }
}
