import { open, readFile, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Notebook } from './notebook.ts'

/** A .shp file open for reading by record: `offsets` are where the records' contents start, `lengths` their bytes. */
export interface ShapeFile {
  shapeType: number
  bounds: [number, number, number, number]
  offsets: Float64Array
  lengths: Float64Array
  size: number
  /** The content of a record; fewer bytes where the file ends. Valid until the next call. */
  content(record: number): Promise<Buffer>
  close(): Promise<void>
}

const windowBytes = 1 << 22
const largestRecord = 1 << 29

/** Opens a .shp with its .shx where that is sound, else by walking through the records. Throws `NOT_SHAPEFILE`, `EMPTY_FILE` or `FILE_TRUNCATED`. */
export async function openShapeFile(path: string, name: string, indexPath: string | null, notes: Notebook): Promise<ShapeFile> {
  const size = (await stat(path)).size
  if (size === 0) throw new AtlasError('EMPTY_FILE', `${name} is empty (0 bytes): export it again from its source`)
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(100)
    const { bytesRead } = await file.read(head, 0, 100, 0)
    if (!isShapefile(head.subarray(0, bytesRead))) throw new AtlasError('NOT_SHAPEFILE', `${name} is not a shapefile: look at where the file comes from, or export it again.`)
    if (bytesRead < 100) throw truncated(name)
    const declared = head.readInt32BE(24) * 2
    const bytes = createWindow(file, size)
    const found = (indexPath && await readIndex(indexPath, size, notes)) || await walk(bytes, size, declared, name, notes)
    if (found.cut) throw truncated(name)
    return {
      shapeType: head.readInt32LE(32),
      bounds: [head.readDoubleLE(36), head.readDoubleLE(44), head.readDoubleLE(52), head.readDoubleLE(60)],
      offsets: found.offsets, lengths: found.lengths, size,
      content: (record) => bytes(found.offsets[record] ?? size, found.lengths[record] ?? 0),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** True where the first bytes are those of a .shp or .shx. */
export function isShapefile(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return head.length >= 36 && view.getInt32(0, false) === 9994 && view.getInt32(28, true) === 1000
}

interface Records { offsets: Float64Array; lengths: Float64Array; cut: boolean }

/** Null where the .shx does not fit the .shp; `cut` where it names records beyond the .shp's end. */
async function readIndex(path: string, size: number, notes: Notebook): Promise<Records | null> {
  const bytes = await readFile(path)
  const count = Math.floor((bytes.length - 100) / 8)
  if (bytes.length < 100 || !isShapefile(bytes) || (bytes.length - 100) % 8 !== 0) {
    notes.add('INDEX_IGNORED', 'the .shx file is damaged; the .shp was read without it')
    return null
  }
  const offsets = new Float64Array(count)
  const lengths = new Float64Array(count)
  let end = 100
  for (let i = 0; i < count; i++) {
    offsets[i] = bytes.readUInt32BE(100 + i * 8) * 2 + 8
    lengths[i] = bytes.readInt32BE(104 + i * 8) * 2
    if ((lengths[i] ?? -1) < 0 || (offsets[i] ?? 0) < 108) {
      notes.add('INDEX_IGNORED', 'the .shx file is damaged; the .shp was read without it')
      return null
    }
    end = Math.max(end, (offsets[i] ?? 0) + (lengths[i] ?? 0))
  }
  return { offsets, lengths, cut: end > size }
}

async function walk(bytes: (at: number, length: number) => Promise<Buffer>, size: number, declared: number, name: string, notes: Notebook): Promise<Records> {
  const offsets: number[] = []
  const lengths: number[] = []
  let at = 100
  while (at + 8 <= size) {
    const head = await bytes(at, 8)
    const length = head.readInt32BE(4) * 2
    const next = at + 8 + length
    if (length < 4 || length > largestRecord || next > size) {
      if (declared > 100 && at >= declared) break
      if (length < 4 || length > largestRecord) throw new AtlasError('FILE_CORRUPT', `${name} is damaged after record ${offsets.length}: copy or download it again.`)
      return { offsets: new Float64Array(), lengths: new Float64Array(), cut: true }
    }
    offsets.push(at + 8)
    lengths.push(length)
    at = next
  }
  if (at < size) notes.add('TRAILING_BYTES', `${size - at} bytes after the last record are ignored`)
  return { offsets: Float64Array.from(offsets), lengths: Float64Array.from(lengths), cut: at < Math.min(declared, size) || declared > at + 8 }
}

/** Reads pieces of a file through one window of 4 MB. */
function createWindow(file: FileHandle, size: number): (at: number, length: number) => Promise<Buffer> {
  let start = 0
  let held = Buffer.alloc(0)
  return async (at, length) => {
    const wanted = Math.max(0, Math.min(length, size - at))
    if (at < start || at + wanted > start + held.length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(Math.max(windowBytes, wanted), size - at)))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      start = at
      held = buffer.subarray(0, bytesRead)
    }
    return held.subarray(at - start, at - start + wanted)
  }
}

function truncated(name: string): AtlasError {
  return new AtlasError('FILE_TRUNCATED', `${name} is cut off: the end of the file is missing; copy or download it again.`)
}
