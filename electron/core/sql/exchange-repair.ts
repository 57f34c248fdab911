import { countAreas } from './areas.ts'
import { contentHash } from './content-hash.ts'
import type { Db } from './database.ts'
import { dateRange } from './date-range.ts'
import { getLayerRow, listFields, type LayerRow } from './layers.ts'
import { quote } from './name.ts'
import { publishLayer } from './publish.ts'
import { readRecordText, recordText, type RecordValues } from './record-text.ts'
import { extentOf } from './refresh.ts'

interface Exchange { fid: number; geom: Uint8Array | null; whole: 0 | 1; record: string | null }

/** Exchanges what a repair keeps with what the layer has: done twice, all is as it was. Only a change's step calls it. */
export function exchangeRepair(db: Db, layer: number, batch: number): void {
  const row = getLayerRow(db, layer)
  if (!row) throw new Error(`There is no layer ${layer}`)
  const table = quote(row.table_name)
  const columns = ['geom', ...listFields(db, layer).map((field) => field.column)].map(quote)
  const read = db.prepare<[number], Uint8Array | null>(`SELECT "geom" FROM ${table} WHERE "fid" = ?`).pluck()
  const give = db.prepare(`UPDATE ${table} SET "geom" = ? WHERE "fid" = ?`)
  const whole = db.prepare<[number], RecordValues>(`SELECT ${columns.slice(1).join(', ') || 'NULL AS none'} FROM ${table} WHERE "fid" = ?`).safeIntegers()
  const keep = db.prepare('UPDATE atlas_repairs SET geom = ?, record = ? WHERE layer = ? AND batch = ? AND fid = ?')
  for (const one of db.prepare<[number, number], Exchange>('SELECT fid, geom, whole, record FROM atlas_repairs WHERE layer = ? AND batch = ? ORDER BY fid').all(layer, batch)) {
    const geom = read.get(one.fid) ?? null
    if (one.whole === 0) {
      give.run(one.geom, one.fid)
      keep.run(geom, null, layer, batch, one.fid)
    } else if (one.record === null) {
      keep.run(geom, recordText(whole.get(one.fid) ?? {}), layer, batch, one.fid)
      db.prepare(`DELETE FROM ${table} WHERE "fid" = ?`).run(one.fid)
    } else {
      const values = readRecordText(one.record)
      const fields = listFields(db, layer).filter((field) => field.column in values)
      db.prepare(`INSERT INTO ${table} (${['fid', 'geom', ...fields.map((field) => field.column)].map(quote).join(', ')}) VALUES (${['fid', 'geom', ...fields].map(() => '?').join(', ')})`).run(one.fid, one.geom, ...fields.map((field) => values[field.column] ?? null))
      keep.run(null, null, layer, batch, one.fid)
    }
  }
  recount(db, row)
}

/** Brings the layer's record in line with its rows. */
function recount(db: Db, row: LayerRow): void {
  const table = quote(row.table_name)
  const extent = extentOf(db, table)
  const dates = dateRange(db, row.table_name, listFields(db, row.id).find((field) => field.name === row.date_field))
  db.prepare('UPDATE atlas_layers SET row_count = ?, west = ?, south = ?, east = ?, north = ?, date_from = ?, date_to = ?, content_hash = ? WHERE id = ?')
    .run(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), extent?.[0] ?? null, extent?.[1] ?? null, extent?.[2] ?? null, extent?.[3] ?? null, dates.from, dates.to, contentHash(db, row.id), row.id)
  if (row.kind === 'areas') db.prepare('UPDATE atlas_area_sets SET area_count = ? WHERE layer = ?').run(countAreas(db, row.table_name), row.id)
  publishLayer(db, row.id)
}
