import type { Db } from './database.ts'
import { quote } from './name.ts'
import { createRowsHash } from './rows-hash.ts'

/** SHA-256 (hex) over a layer's rows in the order of their fids: fid and geometry as stored, then the values in the order of the fields. The same rows give the same hash in any file on any machine. */
export function contentHash(db: Db, layer: number): string {
  const row = db.prepare<[number], { table_name: string; geometry: string }>('SELECT table_name, geometry FROM atlas_layers WHERE id = ?').get(layer)
  if (!row) throw new Error(`There is no layer ${layer}`)
  const columns = db.prepare<[number], { column_name: string }>('SELECT column_name FROM atlas_fields WHERE layer = ? ORDER BY position').all(layer).map((field) => quote(field.column_name))
  const geometry = row.geometry === 'none' ? 'NULL' : '"geom"'
  const hash = createRowsHash(row.geometry !== 'none')
  const rows = db.prepare<[], unknown[]>(`SELECT ${[geometry, '"fid"', ...columns].join(', ')} FROM ${quote(row.table_name)} ORDER BY "fid"`).raw().iterate()
  for (const [shape, fid, ...values] of rows as IterableIterator<unknown[]>) hash.add(shape instanceof Uint8Array ? shape : null, fid as number, values)
  return hash.digest()
}
