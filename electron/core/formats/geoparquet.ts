import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { parquetMetadataAsync, parquetRead } from 'hyparquet'
import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format, OpenedLayer, ReadOptions, SourceRow } from './format.ts'
import { geometryReader } from './geoparquet-geometry.ts'
import { columnsOf } from './geoparquet-columns.ts'
import type { ParquetColumn } from './geoparquet-columns.ts'
import { checkMetadata, checkPages, guardedCompressors } from './geoparquet-guard.ts'
import { geoOf } from './geoparquet-metadata.ts'
import type { GeoColumn } from './geoparquet-metadata.ts'
import { createNotebook } from './notebook.ts'
import type { Notebook } from './notebook.ts'

const batchRows = 1000
const rangeRows = 20_000

/** Apache Parquet, with the geometry that GeoParquet (1.0, 1.1), Parquet's own geometry type or a column of well-known binary describes; read row group by row group. */
export const geoparquet: Format = {
  id: 'geoparquet',
  title: 'GeoParquet',
  extensions: ['parquet', 'geoparquet', 'parq'],
  recognises: (head, name) => ['PAR1', 'PARE'].includes(Buffer.from(head.subarray(0, 4)).toString('latin1')) || /\.(geo)?parquet$/i.test(name),
  async open(file, options) {
    const handle = await open(file.path, 'r')
    try {
      const source = bufferOf(handle, (await handle.stat()).size)
      await checkEnds(source, file.name)
      const metadata = await translated(file.name, () => parquetMetadataAsync(source, { parsers, geoparquet: false }))
      checkMetadata(metadata, source.byteLength, file.name)
      const geo = geoOf(metadata)
      const rows = Number(metadata.num_rows)
      const name = file.name.replace(/\.[^.]*$/, '')
      return {
        format: 'geoparquet', sublayers: [{ name, rows, geometry: geo?.kind ?? 'none' }],
        openLayer(wanted) {
          if (wanted !== name) throw new AtlasError('UNKNOWN_LAYER', `${file.name} has no layer ${JSON.stringify(wanted.slice(0, 60))}: it has ${name}`)
          return Promise.resolve(layerOf({ name, file: file.name, source, metadata, geo }, options))
        },
        close() { void handle.close() },
      }
    } catch (error) {
      await handle.close()
      throw error
    }
  },
}

interface Opened { name: string; file: string; source: AsyncBuffer; metadata: FileMetaData; geo: GeoColumn | null }

function layerOf({ name, file, source, metadata, geo }: Opened, options: ReadOptions): OpenedLayer {
  const notes = createNotebook()
  const columns = columnsOf(metadata, geo, notes)
  const crs = geo ? geo.crs(notes) : null
  let done = 0
  return {
    name, fields: columns.map((column) => ({ name: column.name, type: column.type })), geometry: geo?.kind ?? 'none', rows: Number(metadata.num_rows), crs, encoding: 'utf-8',
    get notes() { return notes.list() },
    size: source.byteLength, done: () => done,
    async *batches() {
      done = 0
      let start = 0
      for (const [index, group] of metadata.row_groups.entries()) {
        await translated(file, () => checkPages(source, metadata, group, file))
        const end = start + Number(group.num_rows)
        const step = group.columns.every((column) => column.offset_index_offset !== undefined) ? rangeRows : end - start
        for (let at = start; at < end; at += step) {
          options.signal?.throwIfAborted()
          const rows = await readRange(source, metadata, [...columns.map((column) => column.name), ...(geo ? [geo.name] : [])], at, Math.min(end, at + step), file)
          for (let first = 0; first < rows.length; first += batchRows) yield rows.slice(first, first + batchRows).map((cells, i) => rowOf(cells, columns, geo, at + first + i + 1, notes))
        }
        start = end
        done = Math.round(source.byteLength * (index + 1) / metadata.row_groups.length)
      }
    },
  }
}

async function readRange(file: AsyncBuffer, metadata: FileMetaData, columns: string[], rowStart: number, rowEnd: number, name: string): Promise<unknown[][]> {
  if (columns.length === 0 || rowEnd <= rowStart) return []
  const found: unknown[][] = []
  const took = (rows: unknown[][]) => { for (const row of rows) found.push(row) }
  await translated(name, () => parquetRead({ file, metadata, columns, rowStart, rowEnd, compressors: guardedCompressors(name), parsers, utf8: false, geoparquet: false, useOffsetIndex: true, rowFormat: 'array', onComplete: took }))
  if (found.length !== rowEnd - rowStart) throw corrupt(name, `it promises ${rowEnd - rowStart} rows and holds ${found.length}`)
  return found
}

function rowOf(cells: unknown[], columns: ParquetColumn[], geo: GeoColumn | null, number: number, notes: Notebook): SourceRow {
  const values = columns.map((column, i) => column.read(cells[i], notes))
  if (!geo) return { geometry: null, values }
  try {
    return { geometry: geometryReader(geo.encoding)(cells[columns.length], notes), values }
  } catch (error) {
    return { geometry: null, values, problem: { code: 'BAD_GEOMETRY', text: `row ${number}: ${error instanceof Error ? error.message : String(error)}` } }
  }
}

/** Dates as ISO text, geometry as its bytes, JSON as its text. */
const parsers = {
  timestampFromMilliseconds: (value: bigint) => iso(Number(value)), timestampFromMicroseconds: (value: bigint) => iso(Number(value / 1000n)), timestampFromNanoseconds: (value: bigint) => iso(Number(value / 1_000_000n)),
  dateFromDays: (days: number) => iso(days * 86_400_000)?.slice(0, 10) ?? null,
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes, geometryFromBytes: (bytes: Uint8Array | undefined) => bytes, geographyFromBytes: (bytes: Uint8Array | undefined) => bytes,
}

function iso(milliseconds: number): string | null {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(start >= 0 && end >= start && end <= byteLength)) throw new RangeError('a part lies outside the file')
      const bytes = new Uint8Array(end - start)
      let at = 0
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at)
        if (bytesRead === 0) throw new RangeError('the file ends early')
        at += bytesRead
      }
      return bytes.buffer
    },
  }
}

async function checkEnds(source: AsyncBuffer, name: string): Promise<void> {
  const text = async (start: number) => Buffer.from(await source.slice(start, start + 4)).toString('latin1')
  if (source.byteLength < 12) throw new AtlasError('FILE_TRUNCATED', `${name} is too short for a Parquet file: download or export it again.`)
  const [head, tail] = [await text(0), await text(source.byteLength - 4)]
  if (head === 'PARE' || tail === 'PARE') throw new AtlasError('FILE_ENCRYPTED', `${name} is an encrypted Parquet file: export it without encryption.`)
  if (head !== 'PAR1') throw new AtlasError('NOT_PARQUET', `${name} is not a Parquet file, whatever its name says: choose the right file.`)
  if (tail !== 'PAR1') throw new AtlasError('FILE_TRUNCATED', `${name} is cut off: the end of the Parquet file is missing. Download or export it again.`)
}

/** What the decoder throws on damaged bytes, as one error of ours. */
async function translated<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AtlasError || (error instanceof Error && error.name === 'AbortError')) throw error
    const message = error instanceof Error ? error.message : String(error)
    const codec = /unsupported compression codec: (\w+)/.exec(message)?.[1]
    throw codec ? new AtlasError('PARQUET_UNSUPPORTED', `${name} is compressed by ${codec}, which is not read: export it with ZSTD or Snappy.`) : corrupt(name, message)
  }
}

function corrupt(name: string, why: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `${name} is damaged and cannot be read (${why.replace(/\s+/g, ' ').slice(0, 120)}): download or export it again.`)
}
