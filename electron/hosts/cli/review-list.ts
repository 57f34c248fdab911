import { AtlasError } from '../../../shared/contract/errors.ts'
import type { JoinPair, JoinReport } from '../../../shared/model/join.ts'
import { findDelimiter } from '../../core/formats/csv-delimiter.ts'
import { createRecordReader } from '../../core/formats/csv-records.ts'
import { createNotebook } from '../../core/formats/notebook.ts'

/** The decisions of a review list: lines with areas, or with `none`. Blank ones decide nothing, nor do those that the report's codes settle in the same way. Throws `PAIRS_UNREADABLE`. */
export function readReviewList(text: string, report: JoinReport): { pairs: JoinPair[]; unused: number } {
  const clean = text.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, '')
  const reader = createRecordReader(findDelimiter(clean.slice(0, 64_000)).delimiter, createNotebook())
  const [head, ...lines] = [...reader.write(clean), ...reader.end()]
  const at = (name: string): number => (head ?? []).findIndex((cell) => cell.trim().toLowerCase() === name)
  const [entryAt, withinAt, areasAt] = [at('entry'), at('within'), at('areas')]
  if (entryAt < 0 || areasAt < 0) throw new AtlasError('PAIRS_UNREADABLE', 'The list of pairs needs the columns "entry" and "areas". Write one with --review and edit it.')
  const pairs: JoinPair[] = []
  let unused = 0
  for (const line of lines) {
    const cell = (index: number): string => (line[index] ?? '').replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '').trim()
    const entry = cell(entryAt), within = withinAt < 0 ? null : cell(withinAt) || null, written = cell(areasAt)
    if (written === '') continue
    const areas = /^(none|-)$/i.test(written) ? [] : written.split(/[;|]/).map((code) => code.trim()).filter((code) => code !== '')
    const row = report.rows.find((one) => one.entry === entry && (within === null || one.within === within))
    if (!row) unused++
    if (row?.how?.startsWith('code') && row.areas.join() === areas.join()) continue
    pairs.push({ entry, within, areas })
  }
  return { pairs, unused }
}
