import { setImmediate } from 'node:timers/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportChanges } from '../../../shared/model/reimport.ts'
import type { CallContext } from '../core.ts'
import type { Db } from '../sql/database.ts'
import { cancelLayer } from '../sql/importing.ts'
import { getLayerRow } from '../sql/layers.ts'
import { beginPairs, countAbsent, endPairs, enterOld, geometryComparer, listAbsent, noteDifference, pairFresh, sideOf, valueReader, type Comparison, type Pair, type Side } from '../sql/merge-rows.ts'
import { beginMerged, copyOld, copyOriginals, freshWriter, originalKeeper, removeRows, tallyMerged, type Merged } from '../sql/merge-table.ts'
import { write } from '../sql/write.ts'
import type { MergePlan } from './reimport.ts'

const chunk = 2000
const busy = new WeakSet<Db>()

/** Lets one merge at a time have the list of keys. Throws `MERGE_RUNNING`. */
async function withPairs<T>(db: Db, work: () => Promise<T>): Promise<T> {
  if (busy.has(db)) throw new AtlasError('MERGE_RUNNING', 'Another file is being brought into a layer of this project. Wait until it is done and try again.')
  busy.add(db)
  try {
    beginPairs(db)
    return await work()
  } finally {
    busy.delete(db)
    if (db.open) endPairs(db)
  }
}

/** Both sides of a merge, what counts in them, and how many records they have. */
interface Sides { old: Side; fresh: Side; what: Comparison; rows: { old: number; fresh: number } }

/** Counts what a staged file would change in a layer, writing nothing. */
export async function compareRows(db: Db, plan: MergePlan, changes: ImportChanges, context: CallContext): Promise<void> {
  const sides = sidesOf(db, plan)
  const counts = new Map<string, number>()
  await withPairs(db, async () => {
    await learnOld(db, sides, context, () => {})
    await eachPair(db, sides, context, counter(db, sides, changes, counts))
    changes.removed = countAbsent(db)
    changes.fields = ranked(counts)
  })
}

/** Writes the records of a layer and of a staged file as they are together into a new layer that is being imported, and counts what changed. Answers that layer's id. */
export async function mergeRows(db: Db, plan: MergePlan, how: { mode: 'append' | 'update'; removeMissing: boolean; name: string }, changes: ImportChanges, context: CallContext): Promise<number> {
  const sides = sidesOf(db, plan)
  const counts = new Map<string, number>()
  return withPairs(db, async () => {
    const merged = beginMerged(db, getLayerRow(db, plan.into.id)!, getLayerRow(db, plan.staged)!, plan.fields, how.name)
    try {
      await learnOld(db, sides, context, (after) => copyOld(db, merged, sides.old, after, chunk))
      write(db, () => copyOriginals(db, merged, plan.into.id))
      const { add, update } = freshWriter(db, merged, sides.fresh)
      const keep = originalKeeper(db, merged, plan.staged)
      const count = counter(db, sides, changes, counts)
      await eachPair(db, sides, context, (pair) => {
        const changed = count(pair)
        if (pair.old === null) keep(add(pair.fid), pair.fid)
        else if (changed !== null) {
          update(pair.old, pair.fid, changed.fields, changed.geometry)
          if (changed.geometry) keep(pair.old, pair.fid)
        }
      })
      if (how.removeMissing && how.mode === 'update') await removeAbsent(db, merged, changes, context)
      else if (how.mode === 'update') changes.absent = countAbsent(db)
      changes.fields = ranked(counts)
      plan.rowsAfter = write(db, () => tallyMerged(db, merged))
      return merged.id
    } catch (error) {
      if (db.open) cancelLayer(db, merged.id)
      throw error
    }
  })
}

function sidesOf(db: Db, plan: MergePlan): Sides {
  const [old, fresh] = [getLayerRow(db, plan.into.id)!, getLayerRow(db, plan.staged)!]
  return { old: sideOf('old', old.table_name, old.geometry, plan.fields), fresh: sideOf('fresh', fresh.table_name, fresh.geometry, plan.fields), what: plan.comparison, rows: { old: plan.into.rows, fresh: plan.stagedRows } }
}

/** Enters all old records, in steps between which other calls are answered; `also` does more with the same step. */
async function learnOld(db: Db, { old, what, rows }: Sides, context: CallContext, also: (after: number) => void): Promise<void> {
  let after: number | null = 0
  for (let done = 0; after !== null; done += chunk) {
    const from: number = after
    after = write(db, () => {
      also(from)
      return enterOld(db, old, what, from, chunk)
    })
    await pause(context, 'import.comparing', Math.min(done, rows.old), rows.old + rows.fresh)
  }
}

/** Hands on each new record with the old one that it is, in steps. */
async function eachPair(db: Db, { fresh, what, rows }: Sides, context: CallContext, hear: (pair: Pair) => void): Promise<void> {
  let after = 0
  for (let done = 0; ; done += chunk) {
    const pairs = write(db, () => {
      const found = pairFresh(db, fresh, what, after, chunk)
      for (const pair of found) hear(pair)
      return found
    })
    const last = pairs.at(-1)
    if (!last) return
    after = last.fid
    await pause(context, 'import.comparing', rows.old + Math.min(done, rows.fresh), rows.old + rows.fresh)
  }
}

/** Counts records; answers what of one changed, or null when nothing did or it is new. */
function counter(db: Db, { old, fresh, what }: Sides, changes: ImportChanges, counts: Map<string, number>): (pair: Pair) => { fields: number[]; geometry: boolean } | null {
  const [valuesOf, sameShape] = [valueReader(db, old, what), geometryComparer(db, old, fresh)]
  return (pair) => {
    if (pair.repeated) changes.repeated++
    if (pair.blankKey) changes.blankKeys++
    if (pair.old === null) changes.added++
    else if (pair.same) changes.unchanged++
    else {
      changes.changed++
      const geometry = what.geometry && !sameShape(pair.old, pair.fid)
      return { geometry, fields: noteDifference(changes, counts, what, valuesOf(pair.old), pair, geometry) }
    }
    return null
  }
}

async function removeAbsent(db: Db, merged: Merged, changes: ImportChanges, context: CallContext): Promise<void> {
  for (let after = 0; ;) {
    const fids = listAbsent(db, after, chunk)
    if (fids.length === 0) return
    after = fids.at(-1)!
    write(db, () => removeRows(db, merged, fids))
    changes.removed += fids.length
    await pause(context, 'import.comparing', changes.removed, null)
  }
}

function ranked(counts: ReadonlyMap<string, number>): ImportChanges['fields'] {
  return [...counts].map(([name, times]) => ({ name, count: times })).toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** Lets other work have its turn. */
async function pause(context: CallContext, step: string, done: number, total: number | null): Promise<void> {
  context.report({ step, done, total })
  await setImmediate()
  context.signal.throwIfAborted()
}
