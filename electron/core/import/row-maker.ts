import type { OpenedLayer, SourceRow } from '../formats/format.ts'
import { createNotebook } from '../formats/notebook.ts'
import type { Note } from '../../../shared/model/note.ts'
import { createAreaMerger } from './merge.ts'
import type { Recipe } from './recipe.ts'
import { makeRow, type MadeRow, type Rejection } from './rows.ts'

/** Makes rows by a recipe, and counts. */
export interface RowMaker {
  /** The rows of the project that come of these. */
  make(batch: readonly SourceRow[]): MadeRow[]
  /** Those that were held back until all were seen. */
  rest(): MadeRow[]
  counts(): { read: number; imported: number; rejected: number; reasons: Note[]; notes: Note[] }
}

/** `repeated` are area codes that more than one record has. */
export function createRowMaker(layer: OpenedLayer, recipe: Recipe, repeated: ReadonlySet<string>): RowMaker {
  const notes = createNotebook()
  const reasons = createNotebook()
  const merger = recipe.areas ? createAreaMerger(repeated, notes) : null
  let read = 0
  let rejected = 0
  return {
    make(batch) {
      const rows: MadeRow[] = []
      for (const source of batch) {
        read += 1
        const made = makeRow(source, recipe, notes)
        const kept: MadeRow | Rejection | null = merger && !('code' in made) ? merger.add(made) : made
        if (kept === null) continue
        if ('code' in kept) { rejected += 1; reasons.add(kept.code, kept.text) } else rows.push(kept)
      }
      return rows
    },
    rest: () => merger ? [...merger.rest()] : [],
    counts() {
      const all = createNotebook()
      for (const note of [...layer.notes, ...notes.list()]) all.add(note.code, note.sample, note.count)
      return { read, imported: read - rejected, rejected, reasons: reasons.list(), notes: all.list() }
    },
  }
}
