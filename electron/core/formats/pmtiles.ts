import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Compression, PMTiles, ResolvedValueCache, tileIdToZxy, type Entry, type Header, type Source } from 'pmtiles'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { basemapInfo, emptyBasemap } from './basemap-info.ts'
import { boundsOfNumbers, boundsOfTiles, world } from './basemap-metadata.ts'
import { readBasemapTile } from './basemap-tile.ts'
import type { OpenedBasemap } from './basemap.ts'
import type { SourceFile } from './format.ts'

const lastZoom = 24
const mostDirectoryBytes = 32 << 20
const deepestLeaf = 3
const mostSteps = 200_000

/** Opens a PMTiles archive (version 3) whose directories are gzip, brotli or plain. What the header says is believed only where the directories agree. Throws `BASEMAP_EMPTY`, `BASEMAP_UNSUPPORTED`, `FILE_TRUNCATED` and `FILE_CORRUPT`. */
export async function openPmtiles(file: SourceFile): Promise<OpenedBasemap> {
  const source = openFile(file)
  try {
    const { archive, header, directory } = await open(source, file)
    const tile = async (z: number, x: number, y: number) => {
      if (z > lastZoom) return null
      const found = await archive.getZxy(z, x, y)
      return found ? readBasemapTile(new Uint8Array(found.data)) : null
    }
    const root = await directory(header.rootDirectoryOffset, header.rootDirectoryLength)
    const first = await endOf(root, header, directory, 0)
    const last = await endOf(root, header, directory, -1)
    if (!first || !last) throw emptyBasemap(file.name)
    const [[minZoom], [maxZoom]] = [tileIdToZxy(first.tileId), tileIdToZxy(last.tileId + last.runLength - 1)]
    if (maxZoom > lastZoom) throw damaged(file.name)
    const ids = [first.tileId, root[Math.floor(root.length / 2)]!.tileId, last.tileId]
    const samples = await Promise.all([...new Set(ids)].map(async (id) => { try { return await tile(...tileIdToZxy(id)) } catch (error) { return error as Error } }))
    const box = boxOf(root, minZoom, maxZoom)
    const metadata = await metadataOf(archive)
    const info = basemapInfo(file, 'pmtiles', {
      metadata, named: boundsOfNumbers([header.minLon, header.minLat, header.maxLon, header.maxLat]), box: box.bounds, slack: box.slack, minZoom, maxZoom, saidMinZoom: header.minZoom, saidMaxZoom: header.maxZoom, samples,
    })
    return { info, tile, close: source.close }
  } catch (error) {
    source.close()
    throw error instanceof AtlasError ? error : damaged(file.name)
  }
}

interface FileSource extends Source { size: number; close(): void }

/** Bytes of the file, as many as it has: no length that it names is believed. */
function openFile({ path, name }: SourceFile): FileSource {
  const { size } = statSync(path)
  if (size < 127) throw new AtlasError('FILE_TRUNCATED', `${name} is cut off: part of the file is missing; copy or download it again.`)
  const file = openSync(path, 'r')
  let isOpen = true
  return {
    size,
    getKey: () => 'file',
    async getBytes(offset, length) {
      if (!(offset >= 0 && length >= 0 && length <= mostDirectoryBytes)) throw new Error('a tile is larger than 8 MB')
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
      const count = bytes.length ? readSync(file, bytes, 0, bytes.length, offset) : 0
      if (count < length && offset > 0) throw new Error('a tile lies outside the file')
      return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + count) as ArrayBuffer }
    },
    close() { if (isOpen) closeSync(file); isOpen = false },
  }
}

async function open(source: FileSource, file: SourceFile) {
  const cache = new WideCache(64, false, decompressed)
  const archive = new PMTiles(source, cache, async (data, compression) => decompressed(data, compression).catch((error: unknown) => { if (error instanceof AtlasError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw error; return data }))
  const header = await archive.getHeader()
  if (header.specVersion !== 3) throw new AtlasError('BASEMAP_UNSUPPORTED', `${file.name} is PMTiles of version ${header.specVersion}: convert it to version 3 (pmtiles convert).`)
  if ([...parts(header)].some(([offset, length]) => offset + length > source.size)) throw new AtlasError('FILE_TRUNCATED', `${file.name} is cut off: part of the file is missing; copy or download it again.`)
  const directory = (offset: number, length: number): Promise<Entry[]> => cache.getDirectory(source, offset, length, header)
  return { archive, header, directory }
}

function* parts(header: Header): Generator<[number, number]> {
  yield [header.rootDirectoryOffset, header.rootDirectoryLength]
  yield [header.jsonMetadataOffset, header.jsonMetadataLength]
  yield [header.leafDirectoryOffset, header.leafDirectoryLength ?? 0]
  yield [header.tileDataOffset, header.tileDataLength ?? 0]
}

/** The library's cache, but tiles are looked for at every zoom: headers name wrong ones. */
class WideCache extends ResolvedValueCache {
  override async getHeader(source: Source): Promise<Header> {
    return { ...await super.getHeader(source), minZoom: 0, maxZoom: lastZoom }
  }
}

async function decompressed(data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return data
  const options = { maxOutputLength: mostDirectoryBytes }
  const bytes = compression === Compression.Gzip ? gunzipSync(new Uint8Array(data), options) : compression === Compression.Brotli ? brotliDecompressSync(new Uint8Array(data), options) : null
  if (!bytes) throw new AtlasError('BASEMAP_UNSUPPORTED', 'The archive is packed by a method that is not supported (zstd): convert it with gzip.')
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
}

/** The first (0) or last (-1) entry that is a tile, through leaves of at most three levels. */
async function endOf(entries: Entry[], header: Header, directory: (offset: number, length: number) => Promise<Entry[]>, at: 0 | -1): Promise<Entry | null> {
  let [entry, depth] = [entries.at(at), 0]
  while (entry && entry.runLength === 0) {
    if (++depth > deepestLeaf) throw new Error('directories in directories without end')
    entry = (await directory(header.leafDirectoryOffset + entry.offset, entry.length)).at(at)
  }
  return entry ?? null
}

/** The box of the tiles that the root directory names one by one, at the largest zoom up to 8 that it holds whole; the world where it names none. */
function boxOf(root: Entry[], minZoom: number, maxZoom: number): { bounds: Bounds; slack: [number, number] } {
  const zoom = Math.min(8, maxZoom)
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  if (root.some((entry) => entry.runLength === 0) || minZoom > zoom) return { bounds: world, slack: [360, 180] }
  let steps = 0
  for (const { tileId, runLength } of root) {
    for (let id = tileId; id < tileId + runLength && steps < mostSteps; id++, steps++) {
      const [z, x, y] = tileIdToZxy(id)
      if (z > zoom) break
      if (z < zoom) continue
      box[0] = Math.min(box[0]!, x); box[1] = Math.min(box[1]!, y); box[2] = Math.max(box[2]!, x); box[3] = Math.max(box[3]!, y)
    }
  }
  if (!(box[0]! <= box[2]!)) return { bounds: world, slack: [360, 180] }
  return { bounds: boundsOfTiles(zoom, box[0]!, box[1]!, box[2]!, box[3]!), slack: [360 / 2 ** zoom + 0.01, 720 / 2 ** zoom + 0.01] }
}

async function metadataOf(archive: PMTiles): Promise<Record<string, unknown>> {
  try {
    const value = await archive.getMetadata()
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function damaged(name: string): AtlasError {
  return new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again.`)
}
