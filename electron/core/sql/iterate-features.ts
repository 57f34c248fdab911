import type { Geometry } from 'geojson'
import type { Db } from './database.ts'
import { geometryOf } from './geometry.ts'
import { cellOf } from './layer-input.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'

export interface WholeFeature { fid: number; geometry: Geometry | null; values: (string | number | null)[] }

const pageRows = 500
const pageBytes = 4_000_000

/** Every record of a layer, whole, in the order of the fids; values in the order of its fields. It is read page by page: between pages the connection is free, also for writing. */
export function* iterateFeatures(db: Db, id: number): Generator<WholeFeature[]> {
  const layer = requireLayer(db, id)
  const columns = ['"fid"', layer.geometry === 'none' ? 'NULL' : '"geom"', ...layer.fields.map((field) => quote(field.column))]
  const statement = db.prepare<[number], unknown[]>(`SELECT ${columns.join(', ')} FROM ${quote(layer.table)} WHERE "fid" > ? ORDER BY "fid" LIMIT ${pageRows}`).raw()
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const page: WholeFeature[] = []
    let bytes = 0
    for (const row of statement.iterate(last) as IterableIterator<unknown[]>) {
      const blob = row[1] instanceof Uint8Array ? row[1] : null
      last = row[0] as number
      page.push({ fid: last, geometry: blob ? geometryOf(blob) : null, values: row.slice(2).map(cellOf) })
      bytes += blob?.byteLength ?? 0
      if (bytes > pageBytes) break
    }
    if (page.length === 0) return
    yield page
  }
}
