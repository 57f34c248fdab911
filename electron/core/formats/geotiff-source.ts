import { closeSync, openSync, readSync, statSync } from 'node:fs'

interface Slice { offset: number; length: number }

/** A file as the TIFF decoder reads it. Unlike the decoder's own source it answers fewer bytes at the end of the file instead of zeros, and refuses lengths that no honest file names. */
export interface TiffSource {
  fileSize: number
  fetch(slices: Slice[]): Promise<ArrayBufferLike[]>
  fetchSlice(slice: Slice): Promise<Slice & { data: ArrayBufferLike }>
  close(): Promise<void>
}

const largestSlice = 1 << 29

export function openTiffSource(path: string): TiffSource {
  const fileSize = statSync(path).size
  const file = openSync(path, 'r')
  let open = true
  const read = ({ offset, length }: Slice): ArrayBufferLike => {
    if (!(length >= 0 && length <= largestSlice) || !(offset >= 0)) throw new RangeError('a slice outside the file')
    const bytes = new Uint8Array(Math.max(0, Math.min(length, fileSize - offset)))
    const count = bytes.length ? readSync(file, bytes, 0, bytes.length, offset) : 0
    return bytes.buffer.slice(0, count)
  }
  return {
    fileSize,
    fetch: async (slices) => slices.map(read),
    fetchSlice: async (slice) => ({ ...slice, data: read(slice) }),
    async close() {
      if (open) closeSync(file)
      open = false
    },
  }
}
