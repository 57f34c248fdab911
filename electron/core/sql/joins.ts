import type { Join, JoinPair } from '../../../shared/model/join.ts'
import type { Db } from './database.ts'
import type { Step } from './steps.ts'

/** A row of `atlas_joins` as changes carry it; `pairs` is JSON. */
export interface StoredJoin { field: string; within: string | null; pairs: string }
interface JoinRow extends StoredJoin { layer: number; area_set: number }

/** What was decided for a layer and an area set, or null. Projects of schema 1, opened to look at only, have decided nothing. */
export function getJoin(db: Db, layer: number, areaSet: number): Join | null {
  const row = readJoin(db, layer, areaSet)
  return row ? { field: row.field, within: row.within, pairs: JSON.parse(row.pairs) as JoinPair[] } : null
}

/** What was decided for other layers and the area set, the latest layer first: where tables of one source name an area alike, one decision serves all. */
export function listOtherJoins(db: Db, layer: number, areaSet: number): Join[] {
  if (!hasJoins(db)) return []
  return db.prepare<[number, number], JoinRow>('SELECT * FROM atlas_joins WHERE layer <> ? AND area_set = ? ORDER BY layer DESC').all(layer, areaSet).map((row) => ({ field: row.field, within: row.within, pairs: JSON.parse(row.pairs) as JoinPair[] }))
}

/** Whether anything was decided for a layer and an area set. */
export function hasJoin(db: Db, layer: number, areaSet: number): boolean {
  return readJoin(db, layer, areaSet) !== null
}

/** The change that gives a layer and an area set another join, or none. */
export function joinSteps(db: Db, layer: number, areaSet: number, join: Join | null): { forward: Step[]; inverse: Step[] } {
  const row = readJoin(db, layer, areaSet)
  const before = row ? { field: row.field, within: row.within, pairs: row.pairs } : null
  const after = join ? { field: join.field, within: join.within, pairs: JSON.stringify(join.pairs) } : null
  if (JSON.stringify(before) === JSON.stringify(after)) return { forward: [], inverse: [] }
  return { forward: [{ noun: 'join', layer, areaSet, join: after }], inverse: [{ noun: 'join', layer, areaSet, join: before }] }
}

/** The change that gives a layer the joins of the one whose place it takes, as a table and as areas. */
export function moveJoins(db: Db, from: number, to: number): { forward: Step[]; inverse: Step[] } {
  const setOf = (layer: number): number | null => db.prepare<[number], { id: number }>('SELECT id FROM atlas_area_sets WHERE layer = ?').get(layer)?.id ?? null
  const [oldSet, newSet] = [setOf(from), setOf(to)]
  const rows = hasJoins(db) ? db.prepare<[number, number | null], JoinRow>('SELECT * FROM atlas_joins WHERE layer = ? OR area_set = ?').all(from, oldSet) : []
  const moved = rows.map(({ layer, area_set: set, ...join }) => ({ layer: layer === from ? to : layer, areaSet: set === oldSet && newSet !== null ? newSet : set, join }))
  return {
    forward: moved.map((one) => ({ noun: 'join', ...one })),
    inverse: moved.map((one) => ({ noun: 'join', ...one, join: null })),
  }
}

/** Stores a join in the place of the one before, or takes it away. Only a change's step calls it. */
export function writeJoin(db: Db, layer: number, areaSet: number, join: StoredJoin | null): void {
  if (join === null) db.prepare('DELETE FROM atlas_joins WHERE layer = ? AND area_set = ?').run(layer, areaSet)
  else {
    db.prepare('INSERT INTO atlas_joins (layer, area_set, field, within, pairs) VALUES (?, ?, ?, ?, ?) ON CONFLICT (layer, area_set) DO UPDATE SET field = excluded.field, within = excluded.within, pairs = excluded.pairs')
      .run(layer, areaSet, join.field, join.within, join.pairs)
  }
}

function readJoin(db: Db, layer: number, areaSet: number): JoinRow | null {
  return hasJoins(db) ? (db.prepare<[number, number], JoinRow>('SELECT * FROM atlas_joins WHERE layer = ? AND area_set = ?').get(layer, areaSet) ?? null) : null
}

function hasJoins(db: Db): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'atlas_joins'").get() !== undefined
}
