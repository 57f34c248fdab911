import type { Layer } from '../../../shared/model/layer.ts'
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
      { name: 'metadata', make: () => ({ head: [['item', 'value', 'note']], kinds: [], rows: [metadataRows(table.layer, table.tags, lost)] }) },
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

function metadataRows(layer: Layer, tags: readonly string[] | null, lost: { cut: number; geometries: number }): Cell[][] {
  const { source } = layer
  const crs = layer.geometry === 'none' ? null : 'EPSG:4326'
  return [
    ['layer', layer.name, null], ['kind', layer.kind, null], ['dimension', layer.dimension, null], ['rows', layer.rows, null],
    ['publisher', source.publisher, null], ['licence', source.licence, null], ['source date', source.date, null], ['source address', source.url, null], ['sensitivity', source.sensitivity, null],
    ['source file', source.file, null], ['source format', source.format, null], ['source SHA-256', source.sha256, null], ['read', source.read, null],
    ['coordinate system', crs, source.crs && crs && source.crs !== crs ? `converted from ${source.crs}` : null], ['first date', layer.from, null], ['last date', layer.to, null],
    ...(lost.cut > 0 ? [['texts cut', lost.cut, `a cell holds ${longestText} characters; CSV, GeoPackage and Parquet hold them whole`]] : []),
    ...(lost.geometries > 0 ? [['geometries left out', lost.geometries, `a cell holds ${longestText} characters; GeoPackage, GeoJSON and other formats hold them whole`]] : []),
    ...layer.notes.map((note): Cell[] => ['note', note.code, `${note.count}: ${note.sample}`]),
    [null], ['field', 'type', tags ? 'HXL tag' : null],
    ...layer.fields.map((field, i): Cell[] => [field.name, field.type, tags?.[i] ?? null]),
  ]
}
