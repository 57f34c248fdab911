import { parquetSchema } from 'hyparquet'
import type { AsyncBuffer, Compressors, FileMetaData, RowGroup } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js'
import { AtlasError } from '../../../shared/contract/errors.ts'

const mostColumns = 2000
const mostRowsOfGroup = 20_000_000
const mostCellsOfGroup = 400_000_000
const largestPage = 1 << 29
const headerBytes = 65_536

/** Refuses metadata that contradicts itself or the file's size, before anything is read by it. */
export function checkMetadata(metadata: FileMetaData, bytes: number, name: string): void {
  const refuse = (why: string): never => { throw new AtlasError('FILE_CORRUPT', `${name} is damaged and cannot be read (${why}): download or export it again.`) }
  let columns = 0
  try { columns = parquetSchema(metadata).children.length } catch { refuse('its schema is incomplete') }
  if (columns > mostColumns) throw new AtlasError('TOO_MANY_COLUMNS', `${name} has ${columns} columns; at most ${mostColumns} are read.`)
  for (const element of metadata.schema) if (element.type === 'FIXED_LEN_BYTE_ARRAY' && !(Number(element.type_length) > 0)) refuse(`the column ${element.name} has no width`)
  let rows = 0
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows)
    if (!(count >= 0)) refuse('a row group has no count')
    if (count > mostRowsOfGroup || count * group.columns.length > mostCellsOfGroup) throw new AtlasError('FILE_TOO_LARGE', `${name} keeps ${count} rows in one row group; export it with groups of at most 1000000 rows.`)
    rows += count
    for (const column of group.columns) {
      if (column.file_path) throw new AtlasError('PARQUET_UNSUPPORTED', `${name} keeps its columns in other files; export it as one file.`)
      const chunk = column.meta_data
      if (!chunk) throw new AtlasError('FILE_ENCRYPTED', `${name} has encrypted columns: export it without encryption.`)
      const { start, end } = extentOf(chunk)
      if (!(start >= 4 && end >= start && end <= bytes)) refuse(`the column ${chunk.path_in_schema.join('.')} lies outside the file`)
    }
  }
  if (rows !== Number(metadata.num_rows)) refuse(`it promises ${metadata.num_rows} rows, and its row groups ${rows}`)
}

/** Walks over the heads of all pages of a row group, so that no count in them can make the decoder run or grow without end. */
export async function checkPages(source: AsyncBuffer, group: RowGroup, name: string): Promise<void> {
  for (const { meta_data: chunk } of group.columns) {
    if (!chunk) continue
    const promised = Number(chunk.num_values)
    const refuse = (why: string): never => { throw new AtlasError('FILE_CORRUPT', `${name} is damaged and cannot be read (column ${chunk.path_in_schema.join('.').slice(0, 60)}: ${why}): download or export it again.`) }
    if (!(promised >= 0 && promised <= mostCellsOfGroup)) refuse(`${promised} values`)
    let { start: at, end } = extentOf(chunk)
    let values = 0
    while (at < end && values < promised) {
      const view = new DataView(await source.slice(at, Math.min(at + headerBytes, end)))
      const reader = { view, offset: 0 }
      const head = deserializeTCompactProtocol(reader) as Record<string, unknown>
      const [type, size, packed] = [head.field_1, head.field_2, head.field_3].map(Number) as [number, number, number]
      const detail = (head.field_5 ?? head.field_8 ?? head.field_7 ?? {}) as Record<string, unknown>
      const count = Number(detail.field_1)
      if (!(size >= 0 && size <= largestPage && packed >= 0 && at + reader.offset + packed <= end)) refuse('a page lies outside it')
      if (!(count >= 0) || (type === 2 ? count > size : count > promised - values)) refuse(`a page of ${count} values`)
      if (type !== 2) values += count
      at += reader.offset + packed
    }
    if (values !== promised) refuse(`${values} of ${promised} values`)
  }
}

/** The decompressors, kept from unpacking without measure. */
export function guardedCompressors(name: string): Compressors {
  return Object.fromEntries(Object.entries(compressors).map(([codec, unpack]) => [codec, (input: Uint8Array, length: number) => {
    if (!(length >= 0 && length <= largestPage)) throw new AtlasError('FILE_TOO_LARGE', `${name} has a page of ${length} bytes; export it with smaller pages.`)
    return unpack(input, length)
  }]))
}

function extentOf(chunk: { dictionary_page_offset?: bigint; data_page_offset: bigint; total_compressed_size: bigint }): { start: number; end: number } {
  const start = Number(chunk.dictionary_page_offset && chunk.dictionary_page_offset < chunk.data_page_offset ? chunk.dictionary_page_offset : chunk.data_page_offset)
  return { start, end: start + Number(chunk.total_compressed_size) }
}
