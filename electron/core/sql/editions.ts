import type { EditionReport } from '../../../shared/model/edition.ts'
import type { Db } from './database.ts'

/** Keeps with a layer what it was made from and how. Belongs inside the transaction that finishes the layer. */
export function insertEdition(db: Db, layer: number, key: string, report: EditionReport): void {
  db.prepare('INSERT INTO atlas_editions (layer, key, report) VALUES (?, ?, ?)').run(layer, key, JSON.stringify(report))
}

/** What a layer was moved from and how, or null for one that was not. */
export function getEdition(db: Db, layer: number): EditionReport | null {
  if (!hasEditions(db)) return null
  const text = db.prepare<[number], string>('SELECT report FROM atlas_editions WHERE layer = ?').pluck().get(layer)
  return text === undefined ? null : (JSON.parse(text) as EditionReport)
}

/** The layer of the list that came of the same move, or null. */
export function findEdition(db: Db, key: string): number | null {
  return db.prepare<[string], number>("SELECT e.layer FROM atlas_editions e JOIN atlas_layers l ON l.id = e.layer WHERE e.key = ? AND l.status = 'ready' ORDER BY e.layer LIMIT 1").pluck().get(key) ?? null
}

/** Projects of older schemas, opened to look at only, have none. */
function hasEditions(db: Db): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'atlas_editions'").get() !== undefined
}
