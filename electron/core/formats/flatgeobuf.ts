import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { namedCrs } from '../crs/named.ts'
import { rootTable } from './flatbuffer.ts'
import { kindOfType, readFlatGeometry } from './flatgeobuf-geometry.ts'
import { readHeader, typeOfColumn } from './flatgeobuf-header.ts'
import type { FlatHeader } from './flatgeobuf-header.ts'
import { readProperties } from './flatgeobuf-values.ts'
import type { Format, OpenedLayer, ReadOptions, SourceRow } from './format.ts'
import { createNotebook } from './notebook.ts'
import type { Notebook } from './notebook.ts'

const batchRows = 1000
const batchBytes = 8_000_000
const chunkBytes = 1 << 20
const largestHeader = 32 << 20
const largestFeature = 512 << 20

/** FlatGeobuf, versions 3: features are read one after the other as they stand; the spatial index is passed over. */
export const flatgeobuf: Format = {
  id: 'flatgeobuf',
  title: 'FlatGeobuf',
  extensions: ['fgb'],
  recognises: (head, name) => Buffer.from(head.subarray(0, 3)).toString('latin1') === 'fgb' || /\.fgb$/i.test(name),
  async open(file, options) {
    const handle = await open(file.path, 'r')
    try {
      const size = (await handle.stat()).size
      const { header, start } = await readStart(handle, size, file.name)
      const name = file.name.replace(/\.[^.]*$/, '')
      return {
        format: 'flatgeobuf', sublayers: [{ name, rows: header.count, geometry: kindOfType(header.geometryType) }],
        openLayer(wanted) {
          if (wanted !== name) throw new AtlasError('UNKNOWN_LAYER', `${file.name} has no layer ${JSON.stringify(wanted.slice(0, 60))}: it has ${name}`)
          return Promise.resolve(layerOf({ name, file: file.name, handle, size, header, start }, options))
        },
        close() { void handle.close() },
      }
    } catch (error) {
      await handle.close()
      throw error
    }
  },
}

interface Opened { name: string; file: string; handle: FileHandle; size: number; header: FlatHeader; start: number }

function layerOf(opened: Opened, options: ReadOptions): OpenedLayer {
  const { name, header, size } = opened
  const notes = createNotebook()
  if (header.heights) notes.add('HEIGHTS_LEFT_OUT', 'Z values are not kept', header.count ?? 1)
  const crs = namedCrs(header.crs, header.extent, notes)
  let done = 0
  return {
    name, fields: header.columns.map((column, i) => ({ name: column.name || `column ${i + 1}`, type: typeOfColumn(column.type) })), geometry: kindOfType(header.geometryType), rows: header.count, crs, encoding: 'utf-8',
    get notes() { return notes.list() },
    size, done: () => done,
    async *batches() {
      done = 0
      let batch: SourceRow[] = []
      let bytes = 0
      let number = 0
      for await (const { feature, end } of features(opened)) {
        number += 1
        batch.push(rowOf(feature, header, number, notes))
        bytes += feature.byteLength
        done = end
        if (batch.length < batchRows && bytes < batchBytes) continue
        options.signal?.throwIfAborted()
        yield batch
        batch = []
        bytes = 0
      }
      if (header.count !== null && number !== header.count) throw truncated(opened.file, `it promises ${header.count} features and holds ${number}`)
      if (batch.length) yield batch
    },
  }
}

/** The bytes of each feature in turn. */
async function* features({ handle, size, start, file }: Opened): AsyncGenerator<{ feature: DataView; end: number }> {
  let held = Buffer.alloc(0)
  let at = start
  let next = start
  const fill = async (wanted: number) => {
    while (held.length < wanted && next < size) {
      const piece = Buffer.alloc(Math.min(Math.max(chunkBytes, wanted - held.length), size - next))
      const { bytesRead } = await handle.read(piece, 0, piece.length, next)
      if (bytesRead === 0) break
      next += bytesRead
      held = held.length === 0 ? piece.subarray(0, bytesRead) : Buffer.concat([held, piece.subarray(0, bytesRead)])
    }
    if (held.length < wanted) throw truncated(file, 'the last feature is incomplete')
  }
  while (at < size) {
    await fill(4)
    const length = held.readUInt32LE(0)
    if (length < 8 || length > largestFeature) throw new AtlasError('FILE_CORRUPT', `${file} is damaged: a feature at byte ${at} claims ${length} bytes. Download or export it again.`)
    if (at + 4 + length > size) throw truncated(file, 'the last feature is incomplete')
    await fill(4 + length)
    const copy = Uint8Array.prototype.slice.call(held, 4, 4 + length)
    at += 4 + length
    held = held.subarray(4 + length)
    yield { feature: new DataView(copy.buffer, copy.byteOffset, copy.byteLength), end: at }
  }
}

function rowOf(view: DataView, header: FlatHeader, number: number, notes: Notebook): SourceRow {
  try {
    const root = rootTable(view)
    const columns = root.tables(2)
    const own = columns.length > 0 ? columns.map((column) => ({ name: column.text(0) ?? '', type: column.uint8(1) })) : header.columns
    const properties = root.vector(1, 1)
    const read = properties ? readProperties(view, properties.at, properties.length, own, notes) : []
    const values = header.columns.map((column, i) => (own === header.columns ? read[i] : read[own.findIndex((one) => one.name === column.name)]) ?? null)
    const geometry = root.table(0)
    return { geometry: geometry ? readFlatGeometry(geometry, header.geometryType, view) : null, values }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { geometry: null, values: header.columns.map(() => null), problem: { code: 'BAD_GEOMETRY', text: `feature ${number}: ${error.message}` } }
  }
}

async function readStart(handle: FileHandle, size: number, name: string): Promise<{ header: FlatHeader; start: number }> {
  const head = Buffer.alloc(12)
  const { bytesRead } = await handle.read(head, 0, 12, 0)
  if (head.toString('latin1', 0, 3) !== 'fgb') throw new AtlasError('NOT_FLATGEOBUF', `${name} is not a FlatGeobuf file, whatever its name says: choose the right file.`)
  if (head[3] !== 3 && bytesRead > 3) throw new AtlasError('NOT_FLATGEOBUF', `${name} is FlatGeobuf of version ${head[3]}; only version 3 is read: export it again.`)
  if (bytesRead < 12) throw truncated(name, 'it ends in its header')
  const length = head.readUInt32LE(8)
  if (length < 8 || length > largestHeader) throw new AtlasError('FILE_CORRUPT', `${name} is damaged: its header claims ${length} bytes. Download or export it again.`)
  if (12 + length > size) throw truncated(name, 'it ends in its header')
  const bytes = Buffer.alloc(length)
  await handle.read(bytes, 0, length, 12)
  let header: FlatHeader
  try {
    header = readHeader(new DataView(bytes.buffer, bytes.byteOffset, length))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AtlasError('FILE_CORRUPT', `${name} is damaged: its header cannot be read (${error.message}). Download or export it again.`)
  }
  if (header.columns.length > 2000) throw new AtlasError('TOO_MANY_COLUMNS', `${name} has ${header.columns.length} columns; at most 2000 are read.`)
  const start = 12 + length + header.indexBytes
  if (!(start <= size)) throw truncated(name, 'it ends in its spatial index')
  return { header, start }
}

function truncated(name: string, why: string): AtlasError {
  return new AtlasError('FILE_TRUNCATED', `${name} is cut off (${why}): download or export it again.`)
}
