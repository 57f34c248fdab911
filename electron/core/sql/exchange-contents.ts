import { countAreas } from './areas.ts'
import type { Db } from './database.ts'
import { getLayerRow } from './layers.ts'
import { publishLayer, withdraw } from './publish.ts'

/** What a layer holds and where that came from; its name, look, place, bindings and joins are its own. */
const contents = ['source', 'geometry', 'geometry_type', 'level', 'row_count', 'date_field', 'code_field', 'date_from', 'date_to', 'west', 'south', 'east', 'north', 'notes', 'choices', 'read_count', 'rejected', 'content_hash'] as const

/** Tables with rows of a layer and the number that, beside the layer, tells them apart. */
const parts = [['atlas_fields', 'position'], ['atlas_originals', 'fid'], ['atlas_layer_files', 'position']] as const

/** Exchanges what two layers of one kind hold: done twice, all is as it was. Only a change's step calls it. */
export function exchangeContents(db: Db, one: number, other: number): void {
  const [a, b] = [getLayerRow(db, one), getLayerRow(db, other)]
  if (!a || !b) throw new Error(`There is no layer ${a ? other : one}`)
  if (a.kind !== b.kind) throw new Error(`Layers of two kinds, ${a.kind} and ${b.kind}, do not exchange what they hold`)
  withdraw(db, a.table_name)
  withdraw(db, b.table_name)
  const set = db.prepare(`UPDATE atlas_layers SET ${contents.map((column) => `"${column}" = ?`).join(', ')} WHERE id = ?`)
  const name = db.prepare('UPDATE atlas_layers SET table_name = ? WHERE id = ?')
  name.run(`exchanged ${other}`, other)
  name.run(b.table_name, one)
  name.run(a.table_name, other)
  set.run(...contents.map((column) => b[column]), one)
  set.run(...contents.map((column) => a[column]), other)
  for (const [table, key] of parts) exchangeRows(db, table, key, one, other)
  for (const id of [one, other]) {
    const row = getLayerRow(db, id)!
    if (row.kind === 'areas') db.prepare('UPDATE atlas_area_sets SET area_count = ?, level = coalesce(?, level) WHERE layer = ?').run(countAreas(db, row.table_name), row.level, id)
    publishLayer(db, id)
  }
}

function exchangeRows(db: Db, table: (typeof parts)[number][0], key: (typeof parts)[number][1], one: number, other: number): void {
  db.prepare(`UPDATE ${table} SET layer = ?, ${key} = -1 - ${key} WHERE layer = ?`).run(other, one)
  db.prepare(`UPDATE ${table} SET layer = ? WHERE layer = ? AND ${key} >= 0`).run(one, other)
  db.prepare(`UPDATE ${table} SET ${key} = -1 - ${key} WHERE layer = ? AND ${key} < 0`).run(other)
}
