import type { EditionReport } from '../../../shared/model/edition.ts'
import { csvLine, type CsvValue } from '../exports/csv.ts'

const head = ['kind', 'class', 'from_code', 'from_name', 'to_code', 'to_name', 'share_of_from', 'share_of_to', 'amount', 'unit', 'column', 'value'] as const

/** A report as one table: how each area that changed went (`area`), slivers, sums of each column before, after and unplaced, old areas without a place with their counts, and new areas without data. */
export function editionCsv(report: EditionReport): { text: string; rows: number } {
  const { crosswalk } = report
  const lines: CsvValue[][] = []
  for (const change of crosswalk.changes) {
    if (change.class === 'new') { lines.push(['area', 'new', null, null, change.code, change.name]); continue }
    for (const part of change.parts) lines.push(['area', change.class, change.code, change.name, part.code, part.name, part.ofFrom, part.ofTo, part.amount, crosswalk.unit])
    if (change.outside > 0 || change.parts.length === 0) lines.push(['area', change.class, change.code, change.name, null, null, change.parts.length === 0 ? 1 : change.outside])
  }
  for (const one of crosswalk.slivers.largest) lines.push(['sliver', null, one.from, null, one.to, null, one.ofFrom, one.ofTo, one.km2, 'km2'])
  for (const column of report.columns) {
    for (const what of ['before', 'after', 'unplaced'] as const) if (column[what] !== null) lines.push([what, column.rule, null, null, null, null, null, null, null, null, column.name, column[what]])
    for (const what of ['values', 'partial', 'missing'] as const) lines.push([what, column.rule, null, null, null, null, null, null, null, null, column.name, column[what]])
  }
  for (const one of report.unplaced) {
    lines.push(['unplaced', null, one.code, one.name, null, null, one.share, null, one.rows, 'rows'])
    one.values.forEach((value, i) => { if (value !== null) lines.push(['unplaced', null, one.code, one.name, null, null, one.share, null, null, null, report.summed[i], value]) })
  }
  for (const one of report.withoutData) lines.push(['without-data', null, null, null, one.code, one.name])
  for (const note of [...crosswalk.notes, ...report.notes]) lines.push(['note', note.code, null, null, null, null, null, null, note.count, null, null, note.sample])
  return { text: `\ufeff${[csvLine([...head]), ...lines.map((line) => csvLine(head.map((_, i) => line[i] ?? null)))].join('\r\n')}\r\n`, rows: lines.length }
}
