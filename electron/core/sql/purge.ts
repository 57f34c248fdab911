import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Purged, RemovedLayer } from '../../../shared/model/purge.ts'
import type { Db } from './database.ts'
import { deleteLayer } from './importing.ts'
import { withdraw } from './publish.ts'
import type { Step } from './steps.ts'
import { translate, write } from './write.ts'

interface ChangeRow { id: number; label: string; forward: string; inverse: string; undone: number }

/** The layers that stand in no list but still in the file, the latest last: removed ones, what layers held before they were imported anew, and imports that were undone. */
export function listRemoved(db: Db): RemovedLayer[] {
  const changes = listSteps(db)
  return db.prepare<[], Omit<RemovedLayer, 'why'>>(`SELECT l.id, l.name, l.kind, l.row_count AS rows, s.file, s.sha256, s.sensitivity, l.content_hash AS contentHash
    FROM atlas_layers l JOIN atlas_sources s ON s.id = l.source WHERE l.status = 'hidden' ORDER BY l.id`).all()
    .map((row) => ({ ...row, why: whyHidden(row.id, changes) }))
}

function whyHidden(id: number, changes: readonly { row: ChangeRow; steps: Step[] }[]): RemovedLayer['why'] {
  if (changes.some(({ steps }) => steps.some((step) => step.noun === 'contents' && step.other === id))) return 'earlier'
  return changes.some(({ row, steps }) => row.undone === 1 && steps.some((step) => step.noun === 'layer' && step.id === id && step.set.status !== undefined)) ? 'undone' : 'removed'
}

/** Deletes removed layers for good (all of them, or `ids`), with everything that speaks of them: undo history, originals, repairs, joins, bindings, import templates; with `runs` also the computations that used them. Answers what was deleted. Throws `NO_SUCH_LAYER` for an id that is no removed layer. The bytes are gone after `compact`. */
export function purgeRemoved(db: Db, ids: readonly number[] | null = null, runs = false): Purged {
  return write(db, () => {
    const removed = listRemoved(db)
    const unknown = ids?.find((id) => !removed.some((layer) => layer.id === id))
    if (unknown !== undefined) throw new AtlasError('NO_SUCH_LAYER', `The project has no removed layer ${unknown}. Only removed layers are deleted for good.`)
    const layers = ids === null ? removed : removed.filter((layer) => ids.includes(layer.id))
    const gone = new Set(layers.map((layer) => layer.id))
    const purged: Purged = { layers, changes: 0, originals: 0, repairs: 0, joins: 0, templates: 0, runs: 0, runsKept: 0 }
    if (gone.size === 0) return purged
    const sets = new Set(listIds(db, 'SELECT id FROM atlas_area_sets WHERE layer', gone))
    purged.originals = countOf(db, 'atlas_originals', 'layer', gone)
    purged.joins = countOf(db, 'atlas_joins', 'layer', gone) + countOf(db, 'atlas_joins', 'area_set', sets)
    purged.changes = forgetLayers(db, gone, sets, purged)
    purged.templates = deleteWhere(db, 'atlas_import_templates', 'layer', gone)
    const used = new Set([...listIds(db, 'SELECT DISTINCT run AS id FROM atlas_run_inputs WHERE layer', gone), ...listIds(db, 'SELECT id FROM atlas_runs WHERE area_set', sets)])
    if (runs) purged.runs = deleteWhere(db, 'atlas_runs', 'id', used)
    else purged.runsKept = used.size
    for (const id of gone) {
      const table = db.prepare<[number], { table_name: string }>('SELECT table_name FROM atlas_layers WHERE id = ?').get(id)?.table_name
      if (table !== undefined) withdraw(db, table)
      deleteLayer(db, id)
    }
    return purged
  })
}

/** Writes the file anew without its empty pages and empties its journal, so that nothing of what was deleted is left in it. Throws `PROJECT_BUSY` while another program reads the project. */
export function compact(db: Db): void {
  try {
    emptyJournal(db)
    db.pragma('temp_store = 1')
    try { db.prepare('VACUUM').run() } finally { db.pragma('temp_store = 2') }
    emptyJournal(db)
  } catch (error) {
    throw translate(error)
  }
}

function emptyJournal(db: Db): void {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (result && result.busy !== 0) throw new AtlasError('PROJECT_BUSY', 'The layers were deleted, but another program reads the project, and its copy of the old pages cannot be emptied yet. Close the project there and purge again.')
}

/** Forgets the changes that cannot be reversed without these layers. A layer whose earlier contents go loses the repairs that were made to them. Answers how many changes that were; repairs are counted into `purged`. */
function forgetLayers(db: Db, gone: ReadonlySet<number>, sets: ReadonlySet<number>, purged: Purged): number {
  const changes = listSteps(db)
  const drop = new Set(changes.filter(({ steps }) => steps.some((step) => speaksOf(step, gone, sets))).map(({ row }) => row.id))
  const dropRepair = db.prepare('DELETE FROM atlas_repairs WHERE layer = ? AND batch = ?')
  for (const { row, steps } of changes) {
    for (const step of steps) {
      if (step.noun !== 'contents' || !gone.has(step.other)) continue
      for (const earlier of changes) {
        if (earlier.row.id >= row.id) continue
        const repairs = earlier.steps.filter((one) => one.noun === 'repair' && one.layer === step.layer)
        if (repairs.length === 0) continue
        drop.add(earlier.row.id)
        for (const one of repairs) if (one.noun === 'repair') purged.repairs += dropRepair.run(one.layer, one.batch).changes
      }
    }
  }
  purged.repairs += countOf(db, 'atlas_repairs', 'layer', gone)
  const forget = db.prepare('DELETE FROM atlas_changes WHERE id = ?')
  for (const id of drop) forget.run(id)
  return drop.size
}

function speaksOf(step: Step, gone: ReadonlySet<number>, sets: ReadonlySet<number>): boolean {
  switch (step.noun) {
    case 'layer': return gone.has(step.id)
    case 'contents': return gone.has(step.other) || gone.has(step.layer)
    case 'join': return gone.has(step.layer) || sets.has(step.areaSet)
    case 'template': return step.template?.layer != null && gone.has(step.template.layer)
    case 'source': case 'repair': return gone.has(step.layer)
    case 'binding': return step.layer !== null && gone.has(step.layer)
    case 'meta': case 'framework': return false
  }
}

function listSteps(db: Db): { row: ChangeRow; steps: Step[] }[] {
  return db.prepare<[], ChangeRow>('SELECT id, label, forward, inverse, undone FROM atlas_changes ORDER BY id').all()
    .map((row) => ({ row, steps: [...(JSON.parse(row.forward) as Step[]), ...(JSON.parse(row.inverse) as Step[])] }))
}

function listIds(db: Db, select: string, ids: ReadonlySet<number>): number[] {
  return db.prepare<[string], { id: number }>(`${select} IN (SELECT value FROM json_each(?))`).all(JSON.stringify([...ids])).map((row) => row.id)
}

function countOf(db: Db, table: string, column: string, ids: ReadonlySet<number>): number {
  return db.prepare(`SELECT count(*) FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).pluck().get(JSON.stringify([...ids])) as number
}

function deleteWhere(db: Db, table: string, column: string, ids: ReadonlySet<number>): number {
  return db.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(JSON.stringify([...ids])).changes
}
