import type { Db } from './database.ts'
import { getLayerRow } from './layers.ts'
import { quote } from './name.ts'

/** Keeps the source's geometry (WKB) of the record that was added last to a layer that is being imported. */
export function keepOriginal(db: Db, layer: number, wkb: Uint8Array): void {
  const table = getLayerRow(db, layer)?.table_name
  if (table === undefined) throw new Error(`The layer ${layer} is not being imported`)
  db.prepare(`INSERT INTO atlas_originals (layer, fid, wkb) VALUES (?, (SELECT max("fid") FROM ${quote(table)}), ?)`).run(layer, wkb)
}

/** The kept geometries of a layer's source, as WKB in the order of the records. Projects of older schemas, opened to look at only, have none. */
export function listOriginals(db: Db, layer: number): { fid: number; wkb: Uint8Array }[] {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'atlas_originals'").get() !== undefined
  return known ? db.prepare<[number], { fid: number; wkb: Uint8Array }>('SELECT fid, wkb FROM atlas_originals WHERE layer = ? ORDER BY fid').all(layer) : []
}
