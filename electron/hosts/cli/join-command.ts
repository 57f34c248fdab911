import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { JoinPair, JoinReason, JoinReport } from '../../../shared/model/join.ts'
import { writeReviewList, writeUnmatchedList } from '../../core/exports/join-list.ts'
import { oneOf, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { readReviewList } from './review-list.ts'
import { areaSetByName, layerByName, withProject } from './session.ts'

/** Matches a table's rows to areas: says what counts and what is proposed, takes what was decided, and writes the list to decide by. */
export async function joinCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  const { options } = args
  requireFile(project)
  if (options.pairs !== undefined) requireFile(options.pairs)
  const accept = oneOf(args, 'accept', ['codes', 'proposed', 'remembered'] as const)
  const decides = accept !== undefined || options.pairs !== undefined
  return withProject(project, decides ? 'write' : 'read', async (session) => {
    const set = await areaSetByName(session, options.areas)
    const layer = await layerByName(session, options.layer ?? '')
    const ids = { layer: layer.id, areaSet: set.id }
    let report = await session.call('joins.propose', { ...ids, field: options.field, within: options.within })
    let applied: number | null = null, unused = 0
    if (decides) {
      const { join } = await session.call('joins.get', ids)
      const pairs: JoinPair[] = join && join.field === report.field && join.within === report.within ? [...join.pairs] : []
      if (accept === 'proposed') pairs.push(...sureOnes(report))
      if (accept === 'remembered') pairs.push(...sureOnes(report, 'remembered'))
      if (options.pairs !== undefined) {
        const list = readReviewList(readFileSync(options.pairs, 'utf8'), report)
        pairs.push(...list.pairs)
        unused = list.unused
      }
      await session.call('joins.apply', { ...ids, field: report.field, within: report.within, pairs })
      report = await session.call('joins.propose', { ...ids, field: report.field, within: report.within })
      applied = report.counts.accepted + report.counts.leftOut
    }
    const names = new Map((await session.call('areaSets.areas', { id: set.id })).map((area) => [area.code, area.name]))
    if (options.review !== undefined) writeList(options.review, writeReviewList(report, names))
    if (options.unmatched !== undefined) writeList(options.unmatched, writeUnmatchedList(report, names).text)
    const { field, within, counts, without } = report
    return {
      layer: layer.name, areaSet: set.name, field, within, counts, applied, unused, review: options.review === undefined ? null : basename(options.review),
      unmatched: report.rows.filter((row) => row.status === 'unmatched').map((row) => ({ entry: row.entry, within: row.within, rows: row.rows, never: row.never })), without,
    }
  })
}

/** The proposals that stand clear of all others; only those of one reason, where it is given. */
function sureOnes(report: JoinReport, reason?: JoinReason): JoinPair[] {
  return report.rows.filter((row) => row.sure && (reason === undefined || row.candidates[0]!.reason === reason)).map((row) => ({ entry: row.entry, within: row.within, areas: row.candidates[0]!.areas }))
}

function writeList(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new AtlasError('CANNOT_WRITE', `"${basename(path)}" cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Check the folder and the free space.`)
  }
}
