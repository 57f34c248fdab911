import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { findField } from './fields.ts'
import { quote } from './name.ts'
import { rtreeName } from './rtree.ts'

/** Which records: those whose box touches `bbox` (degrees), those dated from `from` to `to` (ISO dates, both included). Undated records fall out of any period. */
export interface RowFilter { bbox?: Bounds; from?: string; to?: string }

/** A filter as a condition over a layer's table, with its parameters. A layer without geometry ignores `bbox`, one without dates the period. */
export function whereOf(layer: Layer, filter: RowFilter): { sql: string; values: (string | number)[] } {
  const parts: string[] = []
  const values: (string | number)[] = []
  if (filter.bbox && layer.geometry !== 'none') {
    const [west, south, east, north] = filter.bbox
    parts.push(`"fid" IN (SELECT id FROM ${quote(rtreeName(layer.table, 'geom'))} WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)`)
    values.push(west, east, south, north)
  }
  const date = layer.dateField === null ? null : findField(layer, layer.dateField)
  if (date && filter.from !== undefined) {
    parts.push(`${quote(date.column)} >= ?`)
    values.push(filter.from)
  }
  if (date && filter.to !== undefined) {
    parts.push(`substr(${quote(date.column)}, 1, 10) <= ?`)
    values.push(filter.to)
  }
  return { sql: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values }
}
