import type { ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { StartProcess } from '../core.ts'
import type { SourceFile } from '../formats/format.ts'
import { runJob } from '../jobs.ts'
import type { ImportPlan, PackedMessage, PackedRows, PackedTally, ReadySummary } from './ready.ts'

/** What the core does with an import as it goes on. */
export interface ImportHearing {
  looked(done: number, total: number): void
  plan(plan: ImportPlan): void
  rows(rows: PackedRows, done: number, total: number): void
  /** The rows that follow may have geometries of any type. */
  widen?(): void
  /** The rows so far do not count: a plan and all rows follow anew. */
  restart?(): void
  /** The plan complete: what was chosen and noted after the whole file was read. */
  settled?(plan: ImportPlan): void
}

/** Imports a file in a process of its own; answers the summary, and what is known of all rows. Throws what the reader threw. */
export async function importInProcess(start: StartProcess, file: SourceFile, options: ImportOptions, signal: AbortSignal, hear: ImportHearing): Promise<ReadySummary & { tally: PackedTally }> {
  let summary: (ReadySummary & { tally: PackedTally }) | null = null
  await runJob(start, { job: 'import', input: { file, options } }, (message: PackedMessage) => {
    if ('looked' in message) hear.looked(message.looked, message.total)
    else if ('plan' in message) hear.plan(message.plan)
    else if ('packed' in message) hear.rows(message.packed, message.done, message.total)
    else if ('widen' in message) hear.widen?.()
    else if ('restart' in message) hear.restart?.()
    else if ('settled' in message) hear.settled?.(message.settled)
    else summary = { ...message.summary, tally: message.tally }
  }, signal)
  if (!summary) throw new Error('the import ended without a summary')
  return summary
}

/** Looks at a file in a process of its own. */
export async function previewInProcess(start: StartProcess, file: SourceFile, options: ImportOptions, signal: AbortSignal): Promise<ImportPreview> {
  let preview: ImportPreview | null = null
  await runJob(start, { job: 'preview', input: { file, options } }, (message: ImportPreview) => { preview = message }, signal)
  if (!preview) throw new Error('the preview ended without an answer')
  return preview
}
