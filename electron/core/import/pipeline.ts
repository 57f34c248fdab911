import { statSync } from 'node:fs'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedLayer, SourceFile } from '../formats/format.ts'
import { hashFiles } from '../formats/hash-files.ts'
import { chosenSublayer, openSource } from './open-source.ts'
import { readOnce } from './read-once.ts'
import type { ImportMessage, ImportPlan, ReadyRow, ReadySummary } from './ready.ts'
import { makeRecipe, type Recipe } from './recipe.ts'
import { createRowMaker, type RowMaker } from './row-maker.ts'
import { readyRow, type MadeRow } from './rows.ts'
import { lookThrough, type Survey } from './survey.ts'

const batchRows = 1000
const batchBytes = 8_000_000

/** What making the rows of a file says: as `ImportMessage`, with rows not yet packed; `settled` and `restart` as `PackedMessage` has them. */
export type MakeMessage =
  | { looked: number; total: number }
  | { plan: ImportPlan }
  | { settled: ImportPlan }
  | { restart: true }
  | { made: MadeRow[]; done: number; total: number }
  | { summary: ReadySummary }

/** From which size on a file is read once, and how many of its first rows suggest how. */
export interface Once { bytes: number; rows: number }

/**
 * Makes the rows of a file as a stream: one plan, batches of rows, one summary with `read = imported + rejected`.
 * The source is read whole before a row counts, to learn column types, codes and extent from every value (so that no later value can be lost, and a cut file is refused); memory stays bounded by a batch and by area codes.
 * Small files are read twice, first to learn and then to make. Of files of `once.bytes` and more, rows are made while learning, by what the first of them say, and made again in a second reading where the rest says otherwise.
 * Throws `AtlasError` for what the analyst can mend.
 */
export async function* makeFile(file: SourceFile, options: ImportOptions, signal: AbortSignal, once: Once): AsyncGenerator<MakeMessage> {
  const opened = await openSource(file, options)
  try {
    const name = chosenSublayer(opened, file, options)
    const recipeOf = (layer: OpenedLayer) => (survey: Survey) => makeRecipe(layer, survey, options, { name: file.name, format: opened.format, sublayers: opened.sublayers.length })
    const first = await opened.openLayer(name)
    if (first.size >= once.bytes) {
      const { survey, recipe, counts } = yield* readOnce(first, options, signal, recipeOf(first), once.rows)
      if (counts) yield summaryOf(counts, recipe, file)
      else yield* makeRows(await opened.openLayer(name), () => opened.openLayer(name), survey, recipe, file, signal)
      return
    }
    const survey = yield* looked(first, options, signal)
    const layer = await opened.openLayer(name)
    yield* makeRows(layer, () => opened.openLayer(name), survey, recipeOf(layer)(survey), file, signal)
  } finally {
    opened.close()
  }
}

/** Imports a file with its rows ready one by one, read twice. */
export async function* importFile(file: SourceFile, options: ImportOptions, signal: AbortSignal): AsyncGenerator<ImportMessage> {
  let rows: ReadyRow[] = []
  let bytes = 0
  let [done, total] = [1, 1]
  for await (const message of makeFile(file, options, signal, { bytes: Infinity, rows: Infinity })) {
    if ('made' in message) {
      ({ done, total } = message)
      for (const made of message.made) {
        const row = readyRow(made)
        rows.push(row)
        bytes += 200 + (row.geometry?.length ?? 0)
        if (rows.length < batchRows && bytes < batchBytes) continue
        yield { rows, done, total }
        rows = []
        bytes = 0
      }
    } else if ('summary' in message) {
      if (rows.length > 0) yield { rows, done: total, total }
      yield { summary: { ...message.summary, sha256: await hashFiles([file.path], signal) } }
    } else if ('looked' in message || 'plan' in message) yield message
  }
}

/** The first reading, with its progress a few times a second at most: a hundred steps over the file. */
async function* looked(layer: OpenedLayer, options: ImportOptions, signal: AbortSignal): AsyncGenerator<MakeMessage, Survey> {
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

/** The second reading. */
async function* makeRows(layer: OpenedLayer, again: () => Promise<OpenedLayer>, survey: Survey, recipe: Recipe, file: SourceFile, signal: AbortSignal): AsyncGenerator<MakeMessage> {
  yield { plan: recipe.plan }
  const repeated = recipe.areas && mayRepeat(survey, recipe) ? await repeatedCodes(await again(), recipe, signal) : new Set<string>()
  const maker = createRowMaker(layer, recipe, repeated)
  const total = Math.max(1, layer.size)
  for await (const batch of layer.batches()) {
    signal.throwIfAborted()
    yield { made: maker.make(batch), done: Math.min(layer.done(), total), total }
  }
  yield { made: maker.rest(), done: total, total }
  yield summaryOf(maker.counts(), recipe, file)
}

function summaryOf({ notes, ...counts }: ReturnType<RowMaker['counts']>, recipe: Recipe, file: SourceFile): { summary: ReadySummary } {
  return { summary: { ...counts, notes: [...recipe.plan.notes, ...notes], bytes: statSync(file.path).size } }
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
