import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { registeredLayer, writeGeoPackageTable } from '../sql/export-layers.ts'
import { tableName } from '../sql/name.ts'
import { aboutObject } from './about.ts'
import type { ExportRow, ExportTable } from './table.ts'

/** A GeoPackage of one layer that is not copied as it is: some of its columns or rows, joined, reduced or counted. Columns keep their original names as titles, the style and the description go along. */
export async function writeLayerGeoPackage(path: string, table: ExportTable): Promise<void> {
  const cells = ({ values }: ExportRow) => values.map((value) => (typeof value === 'boolean' ? Number(value) : value))
  async function* batches() {
    for await (const batch of table.batches()) {
      yield batch.map((row) => {
        const bounds = row.geometry && boundsOf(row.geometry)
        return { geometry: row.geometry && bounds ? { wkb: encodeWkb(row.geometry), bounds } : null, values: cells(row) }
      })
    }
  }
  await writeGeoPackageTable(path, registeredLayer(table.layer, tableName(table.layer.name, new Set()), aboutObject(table)), table.fields, batches())
}
