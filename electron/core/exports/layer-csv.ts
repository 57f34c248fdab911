import { csvLine } from './csv.ts'
import { placeColumns } from './place-columns.ts'
import type { LayerWriter } from './writers.ts'

/** CSV: every field by its source name, single points with `longitude` and `latitude`, other geometries as `wkt`. */
export const layerCsv: LayerWriter = {
  format: 'csv', needsGeometry: false, takesTags: true, passes: 2,
  async write(table, out) {
    const place = await placeColumns(table)
    out.write(`${csvLine([...table.fields.map((field) => field.name), ...place.names])}\n`)
    if (table.tags) out.write(`${csvLine([...table.tags, ...place.tags])}\n`)
    for await (const batch of table.batches()) {
      out.write(batch.map((row) => `${csvLine([...row.values, ...place.values(row)])}\n`).join(''))
    }
  },
}
