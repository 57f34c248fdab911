import type { Geometry } from 'geojson'
import type { Db } from './database.ts'
import { geometryOf } from './geometry.ts'
import { cellOf } from './layer-input.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'

export interface WholeFeature { fid: number; geometry: Geometry | null; values: (string | number | null)[] }

/** Every record of a layer, whole, in the order of the fids; values in the order of its fields. The connection cannot write until the loop over them ends. */
export function* iterateFeatures(db: Db, id: number): Generator<WholeFeature> {
  const layer = requireLayer(db, id)
  const columns = ['"fid"', layer.geometry === 'none' ? 'NULL' : '"geom"', ...layer.fields.map((field) => quote(field.column))]
  const rows = db.prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM ${quote(layer.table)} ORDER BY "fid"`).raw()
  for (const row of rows.iterate() as IterableIterator<unknown[]>) {
    yield { fid: row[0] as number, geometry: row[1] instanceof Uint8Array ? geometryOf(row[1]) : null, values: row.slice(2).map(cellOf) }
  }
}
