import { packLzw, unpackLzw } from './lzw.ts'

/** Width and height of a tile in cells. */
export const tileSide = 256

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** A tile of 256 × 256 numbers as a TIFF with one band of 32-bit floats, packed by LZW where that is shorter: what the GeoPackage extension for gridded coverages wants. */
export function encodeFloatTile(values: Float32Array): Uint8Array {
  const plain = bytesOf(values)
  const shorter = packLzw(plain)
  const [packing, packed] = shorter.length < plain.length ? [5, shorter] : [1, plain]
  const tags: [tag: number, type: 3 | 4, value: number][] = [
    [256, 4, tileSide], [257, 4, tileSide], [258, 3, 32], [259, 3, packing], [262, 3, 1], [273, 4, 8], [277, 3, 1], [278, 4, tileSide], [279, 4, packed.length], [284, 3, 1], [339, 3, 3],
  ]
  const directory = 8 + packed.length + (packed.length & 1)
  const file = new Uint8Array(directory + 2 + tags.length * 12 + 4)
  const view = new DataView(file.buffer)
  view.setUint32(0, 0x002a_4949, true)
  view.setUint32(4, directory, true)
  file.set(packed, 8)
  view.setUint16(directory, tags.length, true)
  tags.forEach(([tag, type, value], i) => {
    const at = directory + 2 + i * 12
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, 1, true)
    if (type === 3) view.setUint16(at + 8, value, true)
    else view.setUint32(at + 8, value, true)
  })
  return file
}

/** The numbers of such a tile, also where another program wrote it (in strips, plain or packed by LZW). Throws `RangeError` for any other TIFF. */
export function decodeFloatTile(file: Uint8Array): Float32Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 14 || view.getUint32(0, true) !== 0x002a_4949) throw unsuitable()
  const tags = readTags(view)
  const one = (tag: number, otherwise: number) => tags.get(tag)?.[0] ?? otherwise
  const offsets = tags.get(273) ?? tags.get(324) ?? []
  const counts = tags.get(279) ?? tags.get(325) ?? []
  const packing = one(259, 1)
  if (one(256, 0) !== tileSide || one(257, 0) !== tileSide || one(258, 1) !== 32 || one(339, 1) !== 3 || one(277, 1) !== 1 || one(317, 1) !== 1 || (packing !== 1 && packing !== 5) || offsets.length === 0 || offsets.length !== counts.length) throw unsuitable()
  const rows = Math.min(tileSide, tags.has(324) ? one(323, 0) : one(278, tileSide))
  const bytes = new Uint8Array(tileSide * tileSide * 4)
  offsets.forEach((offset, i) => {
    const from = i * rows * tileSide * 4
    const length = Math.min(rows * tileSide * 4, bytes.length - from)
    const part = file.subarray(offset, offset + (counts[i] ?? 0))
    if (length <= 0) return
    if (packing === 1 && part.length < length) throw unsuitable()
    bytes.set(packing === 5 ? unpackLzw(part, length) : part.subarray(0, length), from)
  })
  return floatsOf(bytes)
}

function readTags(view: DataView): Map<number, number[]> {
  const directory = view.getUint32(4, true)
  if (directory + 2 > view.byteLength) throw unsuitable()
  const count = view.getUint16(directory, true)
  if (directory + 2 + count * 12 > view.byteLength) throw unsuitable()
  return new Map(Array.from({ length: count }, (_, i): [number, number[]] => {
    const at = directory + 2 + i * 12
    const [tag, type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true), view.getUint32(at + 4, true)]
    const size = type === 3 ? 2 : type === 4 ? 4 : 0
    if (size === 0 || length > 4096) return [tag, []]
    const from = length * size <= 4 ? at + 8 : view.getUint32(at + 8, true)
    if (from + length * size > view.byteLength) throw unsuitable()
    return [tag, Array.from({ length }, (__, k) => (size === 2 ? view.getUint16(from + k * 2, true) : view.getUint32(from + k * 4, true)))]
  }))
}

function bytesOf(values: Float32Array): Uint8Array {
  if (littleEndian) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const view = new DataView(new ArrayBuffer(values.byteLength))
  values.forEach((value, i) => view.setFloat32(i * 4, value, true))
  return new Uint8Array(view.buffer)
}

function floatsOf(bytes: Uint8Array): Float32Array {
  if (littleEndian) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(i * 4, true))
}

function unsuitable(): RangeError { return new RangeError('a tile of the raster is not a TIFF of 256 × 256 32-bit floats') }
