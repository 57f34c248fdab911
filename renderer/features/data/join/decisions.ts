import type { Join, JoinPair, JoinReason, JoinReport, JoinRow } from '../../../../shared/model/join.ts'

/** What the analyst chose in the dialog, by `rowKey`: areas, none to leave the entry out, null to take back what was decided before. */
export type Choices = Readonly<Record<string, readonly string[] | null>>

export function rowKey(row: Pick<JoinRow, 'entry' | 'within'>): string { return JSON.stringify([row.within, row.entry]) }

/** What an entry will count for: `decided` by choice now, `matched` already, or nothing yet (null). */
export function outcomeOf(row: JoinRow, choices: Choices): { areas: readonly string[]; by: 'decided' | 'matched' } | null {
  const choice = choices[rowKey(row)]
  if (choice) return { areas: choice, by: 'decided' }
  if (choice === null) return null
  return row.status === 'matched' ? { areas: row.areas, by: 'matched' } : null
}

/** Proposals that nobody has answered yet, by the reason of their first candidate: only those that stand clear, or that are of another level (these are never clear). */
export function openProposals(report: JoinReport, choices: Choices): Map<JoinReason, JoinRow[]> {
  const open = report.rows.filter((row) => row.status === 'proposed' && choices[rowKey(row)] === undefined && (row.sure || row.candidates[0]!.reason === 'part-of' || row.candidates[0]!.reason === 'whole-of'))
  return Map.groupBy(open, (row) => row.candidates[0]!.reason)
}

/** The choices with the first candidates of some rows accepted. */
export function acceptRows(choices: Choices, rows: readonly JoinRow[]): Choices {
  return { ...choices, ...Object.fromEntries(rows.map((row) => [rowKey(row), row.candidates[0]!.areas])) }
}

/** All decisions to store: those of before that still stand, and the new ones; none for what its code settles already. */
export function pairsOf(report: JoinReport, choices: Choices, before: Join | null): JoinPair[] {
  const rows = new Map(report.rows.map((row) => [rowKey(row), row]))
  const kept = before && before.field === report.field && before.within === report.within ? before.pairs.filter((pair) => choices[rowKey(pair)] === undefined) : []
  const chosen = Object.entries(choices).flatMap(([key, areas]): JoinPair[] => {
    const row = rows.get(key)
    if (!row || areas === null || (row.how?.startsWith('code') && row.areas.join() === areas.join())) return []
    return [{ entry: row.entry, within: row.within, areas: [...areas] }]
  })
  return [...kept, ...chosen]
}

/** Sums of entries as they stand with the choices (`review`: those matched because somebody said so), and the areas that nothing stands for. */
export function sumsOf(report: JoinReport, choices: Choices, codes: readonly string[]): { matched: number; review: number; open: number; unmatched: number; without: string[] } {
  const reached = new Set<string>()
  let matched = 0, review = 0, open = 0, unmatched = 0
  for (const row of report.rows) {
    const outcome = outcomeOf(row, choices)
    if (outcome) { if (outcome.areas.length > 0) { matched++; if (outcome.by === 'decided' || row.how === 'accepted') review++ } else unmatched++ } else if (row.candidates.length > 0) open++
    else unmatched++
    for (const area of outcome?.areas ?? []) reached.add(area)
  }
  return { matched, review, open, unmatched, without: codes.filter((code) => !reached.has(code)) }
}

export type View = 'all' | 'open' | 'matched' | 'unmatched'

export function rowsIn(report: JoinReport, choices: Choices, view: View, search: string): JoinRow[] {
  const wanted = search.trim().toLocaleLowerCase()
  return report.rows.filter((row) => {
    const outcome = outcomeOf(row, choices)
    const is: View = outcome ? (outcome.areas.length > 0 ? 'matched' : 'unmatched') : row.candidates.length > 0 ? 'open' : 'unmatched'
    return (view === 'all' || view === is) && (wanted === '' || `${row.entry} ${row.within ?? ''} ${row.name ?? ''}`.toLocaleLowerCase().includes(wanted))
  })
}
