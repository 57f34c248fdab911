import { parquetSchema, toJson } from 'hyparquet'
import type { FileMetaData, SchemaTree } from 'hyparquet'
import type { FieldType } from '../../../shared/model/layer.ts'
import type { SourceValue } from './format.ts'
import type { GeoColumn } from './geoparquet-metadata.ts'
import type { Notebook } from './notebook.ts'

/** A column of attributes: its type as the file declares it (null: judged by the values) and how a cell of it is read. */
export interface ParquetColumn { name: string; type: FieldType | null; read(cell: unknown, notes: Notebook): SourceValue }

/** The columns of a Parquet file besides its geometry. Bounding boxes that cover the geometry and further geometries are left out with a note; lists and structs become JSON. */
export function columnsOf(metadata: FileMetaData, geo: GeoColumn | null, notes: Notebook): ParquetColumn[] {
  const columns: ParquetColumn[] = []
  for (const top of parquetSchema(metadata).children) {
    const { name } = top.element
    if (name === geo?.name) continue
    if (geo?.covering.includes(name) || (geo && isBox(top))) { notes.add('COVERING_LEFT_OUT', `${name}: bounding boxes of the geometry, which are computed anew`); continue }
    if (geo?.others.includes(name)) { notes.add('GEOMETRY_LEFT_OUT', `${name}: a second geometry of each record`); continue }
    if (top.children.length > 0 || top.element.repetition_type === 'REPEATED') { notes.add('NESTED_AS_TEXT', `${name}: lists and structures are kept as JSON`); columns.push({ name, type: 'text', read: nested }); continue }
    columns.push({ name, type: typeOf(top, metadata), read: (cell, log) => plain(cell, name, log) })
  }
  return columns
}

/** GeoParquet writers of before version 1.1 add the box without saying so. */
function isBox(top: SchemaTree): boolean {
  const names = top.children.map((child) => child.element.name).toSorted().join()
  return /^(bbox|.*_bbox)$/.test(top.element.name) && ['xmax,xmin,ymax,ymin', 'xmax,xmin,ymax,ymin,zmax,zmin', 'maxx,maxy,minx,miny'].includes(names)
}

function typeOf({ element }: SchemaTree, metadata: FileMetaData): FieldType | null {
  const kind = String(element.logical_type?.type ?? element.converted_type ?? '')
  if (kind === 'DATE') return 'date'
  if (kind.startsWith('TIMESTAMP') || element.type === 'INT96') return 'datetime'
  if (kind.startsWith('TIME')) return 'text'
  if (kind === 'DECIMAL' || kind === 'FLOAT16') return 'real'
  switch (element.type) {
    case 'BOOLEAN': return 'boolean'
    case 'INT32': return 'integer'
    case 'INT64': return isSafe(element.name, metadata) ? 'integer' : null
    case 'FLOAT': case 'DOUBLE': return 'real'
    default: return 'text'
  }
}

/** True where the statistics of every row group say that whole numbers stay within what a double holds. */
function isSafe(name: string, metadata: FileMetaData): boolean {
  return metadata.row_groups.every((group) => {
    const chunk = group.columns.find((column) => column.meta_data?.path_in_schema[0] === name)?.meta_data
    const ends = [chunk?.statistics?.min_value ?? chunk?.statistics?.min, chunk?.statistics?.max_value ?? chunk?.statistics?.max]
    return ends.every((end) => typeof end === 'bigint' && Number.isSafeInteger(Number(end))) || (chunk?.statistics?.null_count !== undefined && chunk.statistics.null_count === chunk.num_values)
  })
}

function plain(cell: unknown, name: string, notes: Notebook): SourceValue {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return cell ?? null
  if (typeof cell === 'string') return cell === '' ? null : cell
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell)
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString()
  if (cell instanceof Uint8Array) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(cell) || null
    } catch {
      notes.add('VALUE_UNREADABLE', `${name}: binary data`)
      return null
    }
  }
  return nested(cell)
}

function nested(cell: unknown): SourceValue {
  return cell === null || cell === undefined ? null : JSON.stringify(toJson(cell))
}
