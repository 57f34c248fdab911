import { createHash } from 'node:crypto'
import { createRecordReader } from './record-reader.ts'

/** The hash of a layer's rows as it grows, row by row in the order of their numbers. */
export interface RowsHash {
  /** A row as its values read: the geometry's bytes or null, its number, the values of the fields. */
  add(geometry: Uint8Array | null, rowid: number, values: readonly unknown[]): void
  /** The same from a stored record (first column the number, then the geometry where `spatial`). */
  addRecord(bytes: Buffer, from: number, to: number, rowid: number): void
  digest(): string
}

/** SHA-256 over rows: the text of each as a JSON array (length of the geometry, number, values) and a line end, and the geometries, by turns of at most 500 geometries or 60,000 characters. */
export function createRowsHash(spatial: boolean): RowsHash {
  const hash = createHash('sha256')
  const reader = createRecordReader(spatial)
  let blobs = Buffer.allocUnsafe(1 << 16)
  let blobBytes = 0
  let shapes = 0
  const keep = (bytes: Uint8Array, from: number, to: number): void => {
    if (blobBytes + to - from > blobs.byteLength) {
      const wider = Buffer.allocUnsafe(Math.max(blobs.byteLength * 2, blobBytes + to - from))
      blobs.copy(wider, 0, 0, blobBytes)
      blobs = wider
    }
    if (to - from === 29) for (let i = 0; i < 29; i++) blobs[blobBytes + i] = bytes[from + i]!
    else blobs.set(bytes.subarray(from, to), blobBytes)
    blobBytes += to - from
    shapes++
  }
  const flush = (): void => {
    hash.update(reader.text()).update(blobs.subarray(0, blobBytes))
    reader.clear()
    blobBytes = 0
    shapes = 0
    if (blobs.byteLength > 16_000_000) blobs = Buffer.allocUnsafe(1 << 16)
  }
  const settle = (): void => { if (shapes === 500 || reader.characters() > 60_000) flush() }
  return {
    add(geometry, rowid, values) {
      reader.json(`${JSON.stringify([geometry ? geometry.byteLength : null, rowid, ...values])}\n`)
      if (geometry) keep(geometry, 0, geometry.byteLength)
      settle()
    },
    addRecord(bytes, from, to, rowid) {
      const blob = reader.read(bytes, from, to, rowid)
      if (blob >= 0) keep(bytes, blob, blob + reader.shapeBytes())
      settle()
    },
    digest() {
      flush()
      return hash.digest('hex')
    },
  }
}
