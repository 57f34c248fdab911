import { aboutItems } from './about.ts'
import { placeColumns, type PlaceColumns } from './place-columns.ts'
import type { ExportTable } from './table.ts'
import type { LayerWriter } from './writers.ts'
import { longestText, writeWorkbook, type Cell, type CellKind } from './xlsx-workbook.ts'

/** Excel: a sheet with the rows (points with longitude and latitude, other geometries as well-known text) and a sheet `metadata`. Text that is longer than a cell can hold is cut, a geometry left out; the metadata say so. */
export const layerXlsx: LayerWriter = {
  format: 'xlsx', needsGeometry: false, takesTags: true, passes: 2,
  async write(table, out) {
    const lost = { cut: 0, geometries: 0 }
    const place = await placeColumns(table)
    await writeWorkbook(out, [
      { name: table.layer.name === 'metadata' ? 'data' : table.layer.name, make: () => dataSheet(table, place, lost) },
      { name: 'metadata', make: () => ({ head: [['item', 'value', 'note']], kinds: [], rows: [metadataRows(table, lost)] }) },
    ])
  },
}

function dataSheet(table: ExportTable, place: PlaceColumns, lost: { cut: number; geometries: number }) {
  const kinds = table.fields.map((field): CellKind => (field.type === 'date' || field.type === 'datetime' ? field.type : 'plain'))
  const width = table.fields.length
  async function* rows(): AsyncGenerator<Cell[][]> {
    for await (const batch of table.batches()) {
      yield batch.map((row) => [...row.values, ...place.values(row)].map((cell, i) => {
        if (typeof cell !== 'string' || cell.length <= longestText) return cell
        if (i < width) { lost.cut += 1; return cell }
        lost.geometries += 1
        return null
      }))
    }
  }
  const names = [...table.fields.map((field) => field.name), ...place.names]
  return { head: table.tags ? [names, [...table.tags, ...place.tags]] : [names], kinds, rows: rows() }
}

function metadataRows(table: ExportTable, lost: { cut: number; geometries: number }): Cell[][] {
  const { fields, tags } = table
  return [
    ...aboutItems(table).map(({ item, value, note }): Cell[] => [item, value, note]),
    ...(lost.cut > 0 ? [['texts cut', lost.cut, `a cell holds ${longestText} characters; CSV, GeoPackage and Parquet hold them whole`]] : []),
    ...(lost.geometries > 0 ? [['geometries left out', lost.geometries, `a cell holds ${longestText} characters; GeoPackage, GeoJSON and other formats hold them whole`]] : []),
    [null], ['field', 'type', tags ? 'HXL tag' : null],
    ...fields.map((field, i): Cell[] => [field.name, field.type, tags?.[i] ?? null]),
  ]
}
