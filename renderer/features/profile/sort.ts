import type { ProfileTable } from '../../../shared/model/run.ts'
import type { ScoreColumn } from './columns.ts'

/** One area of the ranked table; `at` is its place in the run's arrays, `scores` follow the columns. */
export interface Row { at: number; code: string; name: string; rank: number | null; class: number | null; index: number | null; coverage: number; scores: (number | null)[] }

/** What the table is sorted by: a fixed column or the place of a score column. */
export interface Sort { by: 'rank' | 'name' | 'class' | 'index' | 'coverage' | number; descending: boolean }

export function rowsOf(table: ProfileTable, columns: ScoreColumn[]): Row[] {
  return table.codes.map((code, at) => ({
    at, code, name: table.names[at] ?? code, rank: table.rank[at] ?? null, class: table.class[at] ?? null, index: table.index[at] ?? null, coverage: table.coverage[at] ?? 0,
    scores: columns.map((column) => column.node.scores[at] ?? null),
  }))
}

/** Rows in order. Missing values come last in both directions; ties keep the order of the codes. Names follow the language's own alphabet. */
export function sortRows(rows: Row[], sort: Sort, language: string): Row[] {
  const collator = new Intl.Collator(language, { numeric: true })
  const turn = sort.descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const byValue = sort.by === 'name' ? turn * collator.compare(a.name, b.name) : compare(valueOf(a, sort.by), valueOf(b, sort.by), turn)
    return byValue || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  })
}

/** Rows whose name or code holds the text (case and accents do not count), and whose code is in `only` where that is given. */
export function filterRows(rows: Row[], search: string, only: ReadonlySet<string> | null): Row[] {
  const needle = fold(search.trim())
  return rows.filter((row) => (only === null || only.has(row.code)) && (needle === '' || fold(row.name).includes(needle) || fold(row.code).includes(needle)))
}

/** The direction in which a first click sorts: worst first for numbers, the best rank and the first letter first. */
export function firstDirection(by: Sort['by']): boolean {
  return by !== 'rank' && by !== 'name'
}

function valueOf(row: Row, by: Exclude<Sort['by'], 'name'>): number | null {
  return typeof by === 'number' ? (row.scores[by] ?? null) : row[by]
}

function compare(a: number | null, b: number | null, turn: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return turn * (a - b)
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en')
}
