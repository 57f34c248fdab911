import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Geometry } from 'geojson'
import { importFile } from '../../../electron/core/import/pipeline.ts'
import type { CellValue, ImportPlan, ReadySummary } from '../../../electron/core/import/ready.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'

export interface Imported { plan: ImportPlan; rows: { geometry: Geometry | null; values: CellValue[] }[]; summary: ReadySummary }

/** Imports a file and collects everything that comes. */
export async function imported(path: string, options: ImportOptions = {}): Promise<Imported> {
  let plan: ImportPlan | null = null
  let summary: ReadySummary | null = null
  const rows: Imported['rows'] = []
  for await (const message of importFile({ path, name: basename(path) }, options, new AbortController().signal)) {
    if ('plan' in message) plan = message.plan
    else if ('rows' in message) rows.push(...message.rows.map((row) => ({ geometry: row.geometry ? decodeWkb(row.geometry) : null, values: row.values })))
    else if ('summary' in message) summary = message.summary
  }
  if (!plan || !summary) throw new Error('the import said no plan or no summary')
  return { plan, rows, summary }
}

/** Imports content that the test makes, under a name of its own. */
export async function importedText(name: string, content: string | Uint8Array, options: ImportOptions = {}): Promise<Imported> {
  return withFile(name, content, (path) => imported(path, options))
}

export async function withFile<T>(name: string, content: string | Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-import-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, content)
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The values of one column by its name. */
export function column(result: Imported, name: string): CellValue[] {
  const index = result.plan.fields.findIndex((field) => field.name === name)
  if (index < 0) throw new Error(`no column ${name}: ${result.plan.fields.map((field) => field.name).join(', ')}`)
  return result.rows.map((row) => row.values[index] ?? null)
}

/** Notes (or reasons) as `CODE count`. */
export function counted(notes: readonly { code: string; count: number }[]): string[] {
  return notes.map((note) => `${note.code} ${note.count}`).toSorted()
}

export function chosen(result: Imported, about: string): string | undefined {
  return result.plan.choices.find((choice) => choice.about === about)?.chosen
}

/** The code of the error that a promise ends with; `none` when it does not. */
export async function errorCode(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'none', (error: unknown) => (error as { code?: string }).code ?? `bug: ${String(error)}`)
}
