import type { ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { StartProcess } from '../core.ts'
import type { SourceFile } from '../formats/format.ts'
import { runJob } from '../jobs.ts'
import type { ImportMessage, ImportPlan, ReadyRow, ReadySummary } from './ready.ts'

/** What the core does with an import as it goes on. */
export interface ImportHearing { looked(done: number, total: number): void; plan(plan: ImportPlan): void; rows(rows: ReadyRow[], done: number, total: number): void }

/** Imports a file in a process of its own; answers the summary. Throws what the reader threw. */
export async function importInProcess(start: StartProcess, file: SourceFile, options: ImportOptions, signal: AbortSignal, hear: ImportHearing): Promise<ReadySummary> {
  let summary: ReadySummary | null = null
  await runJob(start, { job: 'import', input: { file, options } }, (message: ImportMessage) => {
    if ('looked' in message) hear.looked(message.looked, message.total)
    else if ('plan' in message) hear.plan(message.plan)
    else if ('rows' in message) hear.rows(message.rows, message.done, message.total)
    else summary = message.summary
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
