import type { JoinReport } from '../../../shared/model/join.ts'
import { csvLine } from './csv.ts'

const columns = ['entry', 'within', 'name', 'rows', 'status', 'how', 'areas', 'area_names', 'score', 'candidates'] as const

/** The review list of a report as CSV: a line for each entry. `areas` holds the codes it counts for, or those of a proposal that stands clear; the analyst writes others, several with `;` between them, or `none` to leave the entry out. */
export function writeReviewList(report: JoinReport, names: ReadonlyMap<string, string>): string {
  const named = (codes: string[]): string => codes.map((code) => names.get(code) ?? code).join('; ')
  const lines = report.rows.map((row) => {
    const first = row.sure ? row.candidates[0] : undefined
    const areas = row.status === 'matched' ? row.areas : (first?.areas ?? [])
    const candidates = row.candidates.map((one) => `${one.areas.join(';')} ${named(one.areas)} (${one.score} ${one.reason})`).join(' | ')
    return csvLine([row.entry, row.within, row.name, row.rows, row.status, row.how ?? first?.reason ?? row.never, row.how === 'left-out' ? 'none' : areas.join(';'), named(areas), first?.score ?? null, candidates])
  })
  return `\ufeff${[csvLine([...columns]), ...lines].join('\r\n')}\r\n`
}

/** What is not matched, on both sides, as CSV: entries of the table (with the best proposal, where there is one) and areas that no entry stands for. */
export function writeUnmatchedList(report: JoinReport, names: ReadonlyMap<string, string>): { text: string; rows: number } {
  const entries = report.rows.filter((row) => row.areas.length === 0 && row.how !== 'left-out').map((row) => {
    const first = row.candidates[0]
    return csvLine(['table', row.entry, row.name, row.within, row.rows, row.never ?? (first ? `proposed: ${first.areas.join(';')} ${first.areas.map((code) => names.get(code) ?? code).join('; ')} (${first.score} ${first.reason})` : 'nothing alike')])
  })
  const areas = report.without.map((area) => csvLine(['areas', area.code, area.name, area.parent, null, 'no entry']))
  const lines = [csvLine(['side', 'entry_or_code', 'name', 'within', 'rows', 'why']), ...entries, ...areas]
  return { text: `\ufeff${lines.join('\r\n')}\r\n`, rows: lines.length - 1 }
}
