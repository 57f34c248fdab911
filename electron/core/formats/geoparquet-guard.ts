import { parquetSchema } from 'hyparquet'
import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData, RowGroup, SchemaTree } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { checkPageRuns, checkRuns, checkValueRuns, type PageShape } from './geoparquet-runs.ts'

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
  if (metadata.schema.some((element) => typeof element.name !== 'string')) refuse('a column has no name')
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
      if (!Array.isArray(chunk.path_in_schema) || chunk.path_in_schema.some((part) => typeof part !== 'string')) refuse('a column has no path')
      const { start, end } = extentOf(chunk)
      if (!(start >= 4 && end >= start && end <= bytes)) refuse(`the column ${chunk.path_in_schema.join('.')} lies outside the file`)
    }
  }
  if (rows !== Number(metadata.num_rows)) refuse(`it promises ${metadata.num_rows} rows, and its row groups ${rows}`)
}

/** Walks over all pages of a row group and the runs in them, so that no count there can make the decoder run or grow without end. */
export async function checkPages(source: AsyncBuffer, metadata: FileMetaData, group: RowGroup, name: string): Promise<void> {
  const tree = parquetSchema(metadata)
  const unpackers = guardedCompressors(name)
  for (const { meta_data: chunk } of group.columns) {
    if (!chunk) continue
    const promised = Number(chunk.num_values)
    const refuse = (why: string): never => { throw new AtlasError('FILE_CORRUPT', `${name} is damaged and cannot be read (column ${chunk.path_in_schema.join('.').slice(0, 60)}: ${why}): download or export it again.`) }
    if (!(promised >= 0 && promised <= mostCellsOfGroup)) refuse(`${promised} values`)
    let { start: at, end } = extentOf(chunk)
    const levels = levelsOf(tree, chunk.path_in_schema)
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
      if (type === 0 || type === 3) {
        const body = new Uint8Array(await source.slice(at + reader.offset, at + reader.offset + packed))
        checkBody(body, size, type === 3, detail, { ...levels, values: count, encoding: Number(type === 3 ? detail.field_4 : detail.field_2), boolean: chunk.type === 'BOOLEAN' }, chunk, unpackers)
      }
      if (type !== 2) values += count
      at += reader.offset + packed
    }
    if (values !== promised) refuse(`${values} of ${promised} values`)
  }
}

/** Version 2 keeps the levels unpacked before the values, and their lengths in the page's head. */
function checkBody(body: Uint8Array, size: number, second: boolean, detail: Record<string, unknown>, shape: PageShape, chunk: ColumnMetaData, unpackers: Compressors): void {
  const before = second ? Number(detail.field_5 ?? 0) + Number(detail.field_6 ?? 0) : 0
  if (!(before >= 0 && before <= body.length)) throw new RangeError('the levels of a page are longer than it')
  const unpack = chunk.codec === 'UNCOMPRESSED' || (second && detail.field_7 === false) ? null : unpackers[chunk.codec]
  if (chunk.codec !== 'UNCOMPRESSED' && !unpackers[chunk.codec]) return
  const packed = body.subarray(before)
  const values = unpack && packed.length > 0 ? unpack(packed, size - before) : packed
  if (!second) { checkPageRuns(values, shape); return }
  const repetition = Number(detail.field_6 ?? 0)
  if (shape.repetitionBits > 0) checkRuns(body.subarray(0, repetition), 0, shape.repetitionBits, shape.values)
  if (shape.definitionBits > 0) checkRuns(body.subarray(repetition, before), 0, shape.definitionBits, shape.values)
  checkValueRuns(values, 0, shape)
}

/** How many bits the levels of a column take: by how many of its ancestors repeat, and how many may be missing. */
function levelsOf(tree: SchemaTree, path: readonly string[]): Pick<PageShape, 'repetitionBits' | 'definitionBits'> {
  let node: SchemaTree | undefined = tree
  let repeated = 0
  let optional = 0
  for (const part of path) {
    node = node?.children.find((child) => child.element.name === part)
    if (!node) throw new RangeError('a column is not in the schema')
    if (node.element.repetition_type === 'REPEATED') repeated += 1
    if (node.element.repetition_type !== 'REQUIRED') optional += 1
  }
  const bits = (most: number) => 32 - Math.clz32(most)
  return { repetitionBits: bits(repeated), definitionBits: bits(optional) }
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
