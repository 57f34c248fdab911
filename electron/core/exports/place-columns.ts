import { freeName, type ExportRow, type ExportTable, type ExportValue } from './table.ts'
import { wktOf } from './wkt.ts'

/** The columns by which a table of cells tells where things lie: longitude and latitude of single points, well-known text of anything else, none for a layer without geometry. */
export interface PlaceColumns { names: string[]; tags: string[]; values(row: ExportRow): ExportValue[] }

export async function placeColumns(table: ExportTable): Promise<PlaceColumns> {
  const free = (wanted: string) => freeName(table.fields.map((field) => field.name), wanted)
  if (table.layer.geometry === 'none') return { names: [], tags: [], values: () => [] }
  if (table.layer.geometry === 'point' && !(await hasMultiPoints(table))) return {
    names: [free('longitude'), free('latitude')], tags: ['#geo+lon', '#geo+lat'],
    values: ({ geometry }) => (geometry?.type === 'Point' ? [geometry.coordinates[0] ?? null, geometry.coordinates[1] ?? null] : [null, null]),
  }
  return { names: [free('wkt')], tags: [''], values: ({ geometry }) => [geometry ? wktOf(geometry) : null] }
}

async function hasMultiPoints(table: ExportTable): Promise<boolean> {
  for await (const batch of table.batches()) if (batch.some(({ geometry }) => geometry && geometry.type !== 'Point')) return true
  return false
}
