import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Db } from './database.ts'
import { applyStep, type Step } from './steps.ts'
import { write } from './write.ts'

/** One edit as a value: what it does and what undoes it, both as steps. `label` is a message id (`layer.rename`), `subject` the name of what it concerns. */
export interface Change { label: string; subject: string; forward: Step[]; inverse: Step[] }

/** What undo or redo would act on next. */
export interface PendingChange { label: string; subject: string }

/** Applies a change and remembers it; what had been undone can no longer be redone. */
export function applyChange(db: Db, change: Change): void {
  write(db, () => {
    for (const step of change.forward) applyStep(db, step)
    recordChange(db, change)
  })
}

/** Makes one change, for one undo, of all the changes that `work` applies. All of it or nothing. */
export function asOneChange<T>(db: Db, label: string, subject: string, work: () => T): T {
  if (groups.has(db)) return work()
  const group: Change = { label, subject, forward: [], inverse: [] }
  groups.set(db, group)
  try {
    return write(db, () => {
      const result = work()
      groups.delete(db)
      if (group.forward.length > 0) recordChange(db, group)
      return result
    })
  } finally {
    groups.delete(db)
  }
}

/** Makes one change, for one undo, of the latest one and the import of a layer just before it. Belongs inside a transaction. */
export function joinWithImport(db: Db, layer: number): void {
  const [last, before] = db.prepare<[], ChangeRow>('SELECT * FROM atlas_changes WHERE undone = 0 ORDER BY id DESC LIMIT 2').all()
  if (!last || before?.label !== 'layer.import') return
  const steps = [JSON.parse(before.forward), JSON.parse(before.inverse), JSON.parse(last.forward), JSON.parse(last.inverse)] as [Step[], Step[], Step[], Step[]]
  const [first] = steps[0]
  if (first?.noun !== 'layer' || first.id !== layer) return
  db.prepare('UPDATE atlas_changes SET forward = ?, inverse = ? WHERE id = ?').run(JSON.stringify([...steps[0], ...steps[2]]), JSON.stringify([...steps[1], ...steps[3]]), last.id)
  db.prepare('DELETE FROM atlas_changes WHERE id = ?').run(before.id)
}

/** Takes the import of a layer just before back out of the changes: its rows will stand in the place of others. Belongs inside the transaction of the import. */
export function forgetImport(db: Db, layer: number): void {
  const last = db.prepare<[], ChangeRow>('SELECT * FROM atlas_changes WHERE undone = 0 ORDER BY id DESC LIMIT 1').get()
  const [step] = last ? (JSON.parse(last.forward) as Step[]) : []
  if (last?.label !== 'layer.import' || step?.noun !== 'layer' || step.id !== layer) throw new Error(`The latest change is not the import of layer ${layer}`)
  db.prepare('DELETE FROM atlas_changes WHERE id = ?').run(last.id)
}

const groups = new WeakMap<Db, Change>()

/** Remembers a change that was applied already. Belongs inside the transaction that applied it. */
export function recordChange(db: Db, change: Change): void {
  const group = groups.get(db)
  if (group) {
    group.forward.push(...change.forward)
    group.inverse.push(...change.inverse)
    return
  }
  db.prepare('DELETE FROM atlas_changes WHERE undone = 1').run()
  db.prepare('INSERT INTO atlas_changes (label, subject, forward, inverse) VALUES (?, ?, ?, ?)').run(change.label, change.subject, JSON.stringify(change.forward), JSON.stringify(change.inverse))
}

/** Reverses the latest change that stands. Throws `NOTHING_TO_UNDO`. */
export function undoChange(db: Db): PendingChange {
  return write(db, () => {
    const row = nextUndo(db)
    if (!row) throw new AtlasError('NOTHING_TO_UNDO', 'There is nothing to undo.')
    for (const step of (JSON.parse(row.inverse) as Step[]).toReversed()) applyStep(db, step)
    db.prepare('UPDATE atlas_changes SET undone = 1 WHERE id = ?').run(row.id)
    return { label: row.label, subject: row.subject }
  })
}

/** Applies again the change that was undone last. Throws `NOTHING_TO_REDO`. */
export function redoChange(db: Db): PendingChange {
  return write(db, () => {
    const row = nextRedo(db)
    if (!row) throw new AtlasError('NOTHING_TO_REDO', 'There is nothing to redo.')
    for (const step of JSON.parse(row.forward) as Step[]) applyStep(db, step)
    db.prepare('UPDATE atlas_changes SET undone = 0 WHERE id = ?').run(row.id)
    return { label: row.label, subject: row.subject }
  })
}

/** Forgets all changes: nothing can be undone any more. For a project that is made by the program itself. */
export function forgetChanges(db: Db): void {
  write(db, () => db.prepare('DELETE FROM atlas_changes').run())
}

/** How many changes stand, and what undo and redo would act on. */
export function getChanges(db: Db): { count: number; undo: PendingChange | null; redo: PendingChange | null } {
  const pending = (row: ChangeRow | undefined): PendingChange | null => (row ? { label: row.label, subject: row.subject } : null)
  return { count: db.prepare('SELECT count(*) FROM atlas_changes WHERE undone = 0').pluck().get() as number, undo: pending(nextUndo(db)), redo: pending(nextRedo(db)) }
}

interface ChangeRow { id: number; label: string; subject: string; forward: string; inverse: string }

function nextUndo(db: Db): ChangeRow | undefined {
  return db.prepare<[], ChangeRow>('SELECT * FROM atlas_changes WHERE undone = 0 ORDER BY id DESC LIMIT 1').get()
}

function nextRedo(db: Db): ChangeRow | undefined {
  return db.prepare<[], ChangeRow>('SELECT * FROM atlas_changes WHERE undone = 1 ORDER BY id LIMIT 1').get()
}
