import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedLayer, SourceFile } from '../formats/format.ts'
import { createNotebook, type Notebook } from '../formats/notebook.ts'
import { createAreaMerger } from './merge.ts'
import { chosenSublayer, openSource } from './open-source.ts'
import type { ImportMessage, ReadyRow } from './ready.ts'
import { makeRecipe, type Recipe } from './recipe.ts'
import { makeRow, readyRow, type MadeRow, type Rejection } from './rows.ts'
import { lookThrough, type Survey } from './survey.ts'

const batchRows = 1000
const batchBytes = 8_000_000

/**
 * Imports a file as a stream: one plan, batches of ready rows, one summary with `read = imported + rejected`.
 * The source is read twice: first whole, to learn column types, codes and extent from every value (so that no later value can be lost, and a cut file is refused before anything is written), then to make the rows; memory stays bounded by a batch and by area codes.
 * Throws `AtlasError` for what the analyst can mend.
 */
export async function* importFile(file: SourceFile, options: ImportOptions, signal: AbortSignal): AsyncGenerator<ImportMessage> {
  const opened = await openSource(file, options)
  try {
    const name = chosenSublayer(opened, file, options)
    const survey = yield* looked(await opened.openLayer(name), options, signal)
    const layer = await opened.openLayer(name)
    const recipe = makeRecipe(layer, survey, options, { name: file.name, format: opened.format, sublayers: opened.sublayers.length })
    yield { plan: recipe.plan }
    const repeated = recipe.areas && mayRepeat(survey, recipe) ? await repeatedCodes(await opened.openLayer(name), recipe, signal) : new Set<string>()
    yield* importRows(layer, recipe, repeated, file, signal)
  } finally {
    opened.close()
  }
}

/** The first reading, with its progress a few times a second at most: a hundred steps over the file. */
async function* looked(layer: OpenedLayer, options: ImportOptions, signal: AbortSignal): AsyncGenerator<ImportMessage, Survey> {
  const total = Math.max(1, layer.size)
  let said = 0
  const looking = lookThrough(layer, options, signal)
  for (;;) {
    const step = await looking.next()
    if (step.done) return step.value
    if (step.value - said < total / 100) continue
    said = step.value
    yield { looked: Math.min(said, total), total }
  }
}

async function* importRows(layer: OpenedLayer, recipe: Recipe, repeated: ReadonlySet<string>, file: SourceFile, signal: AbortSignal): AsyncGenerator<ImportMessage> {
  const notes = createNotebook()
  const reasons = createNotebook()
  const merger = recipe.areas ? createAreaMerger(repeated, notes) : null
  const total = Math.max(1, layer.size)
  let read = 0
  let rejected = 0
  let rows: ReadyRow[] = []
  let bytes = 0
  const keep = (made: MadeRow) => {
    const row = readyRow(made)
    rows.push(row)
    bytes += 200 + (row.geometry?.length ?? 0)
  }
  for await (const batch of layer.batches()) {
    signal.throwIfAborted()
    for (const source of batch) {
      read += 1
      const made = makeRow(source, recipe, notes)
      const kept: MadeRow | Rejection | null = merger && !('code' in made) ? merger.add(made) : made
      if (kept === null) continue
      if ('code' in kept) { rejected += 1; reasons.add(kept.code, kept.text) } else keep(kept)
      if (rows.length >= batchRows || bytes >= batchBytes) {
        yield { rows, done: Math.min(layer.done(), total), total }
        rows = []
        bytes = 0
      }
    }
  }
  for (const made of merger?.rest() ?? []) keep(made)
  for (let at = 0; at < rows.length; at += batchRows) yield { rows: rows.slice(at, at + batchRows), done: total, total }
  const sha256 = await hashOf(file.path, signal)
  yield { summary: { read, imported: read - rejected, rejected, reasons: reasons.list(), notes: [...recipe.plan.notes, ...joined(layer, notes)], sha256: sha256.hash, bytes: sha256.bytes } }
}

function joined(layer: OpenedLayer, notes: Notebook) {
  const all = createNotebook()
  for (const note of [...layer.notes, ...notes.list()]) all.add(note.code, note.sample, note.count)
  return all.list()
}

/** False where the first reading saw every code and none twice. */
function mayRepeat(survey: Survey, recipe: Recipe): boolean {
  const codes = survey.stats[recipe.areas!.code!]!
  const plain = new Set([...codes.distinct].map((code) => code.toUpperCase()))
  return codes.distinctOf < codes.filled || codes.distinctOf !== plain.size
}

/** Codes that more than one record has, as the rows will write them. */
async function repeatedCodes(layer: OpenedLayer, recipe: Recipe, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for await (const batch of layer.batches()) {
    signal.throwIfAborted()
    for (const row of batch) {
      const value = row.values[recipe.areas!.code!] ?? null
      if (row.problem || value === null) continue
      const trimmed = String(value).trim()
      const code = recipe.upperCodes ? trimmed.toUpperCase() : trimmed
      if (seen.has(code)) repeated.add(code)
      else seen.add(code)
    }
  }
  return repeated
}

async function hashOf(path: string, signal: AbortSignal): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return { hash: hash.digest('hex'), bytes: (await stat(path)).size }
}
