import { deflateSync } from 'node:zlib'
import { below, mutateBytes, pick, type Chance } from '../mutate.ts'
import type { Seed, Target } from '../target.ts'

/** An entry of an image directory: tag, type (2 text, 3 short, 4 long, 12 double, 16 long of 8 bytes), values. */
type Entry = [tag: number, type: number, values: number[] | string]

const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 12: 8, 16: 8 }

/** A little-endian TIFF of one directory, classic or Big, whose data stand where tag 273 or 324 says. */
export function tiffOf(entries: Entry[], data: Uint8Array, { big = false, next = 0 } = {}): Buffer {
  const sorted = entries.toSorted((a, b) => a[0] - b[0])
  const [head, entrySize, inline] = big ? [16, 20, 8] : [8, 12, 4]
  const directory = Buffer.alloc((big ? 8 : 2) + entrySize * sorted.length + inline)
  let at = head + directory.length
  const extra: Buffer[] = []
  const place = (values: Buffer): number => { const here = at; extra.push(values); at += values.length; return here }
  const encoded = sorted.map(([tag, type, values]) => ({ tag, type, count: values.length, bytes: encode(type, values) }))
  const dataAt = place(Buffer.from(data))
  if (big) directory.writeBigUInt64LE(BigInt(sorted.length), 0); else directory.writeUInt16LE(sorted.length, 0)
  encoded.forEach(({ tag, type, count, bytes }, i) => {
    const start = (big ? 8 : 2) + entrySize * i
    const value = tag === 273 || tag === 324 ? encode(type, [dataAt]) : bytes
    directory.writeUInt16LE(tag, start)
    directory.writeUInt16LE(type, start + 2)
    if (big) directory.writeBigUInt64LE(BigInt(count), start + 4); else directory.writeUInt32LE(count, start + 4)
    const field = start + (big ? 12 : 8)
    if (value.length <= inline) value.copy(directory, field)
    else if (big) directory.writeBigUInt64LE(BigInt(place(value)), field)
    else directory.writeUInt32LE(place(value), field)
  })
  if (big) directory.writeBigUInt64LE(BigInt(next), directory.length - 8); else directory.writeUInt32LE(next, directory.length - 4)
  const start = Buffer.alloc(head)
  start.write('II', 'latin1')
  start.writeUInt16LE(big ? 43 : 42, 2)
  if (big) { start.writeUInt16LE(8, 4); start.writeBigUInt64LE(16n, 8) } else start.writeUInt32LE(8, 4)
  return Buffer.concat([start, directory, ...extra])
}

function encode(type: number, values: number[] | string): Buffer {
  if (typeof values === 'string') return Buffer.from(values, 'latin1')
  const out = Buffer.alloc(values.length * sizes[type]!)
  values.forEach((value, i) => {
    if (type === 3) out.writeUInt16LE(value, i * 2)
    else if (type === 4) out.writeUInt32LE(value, i * 4)
    else if (type === 12) out.writeDoubleLE(value, i * 8)
    else if (type === 16) out.writeBigUInt64LE(BigInt(value), i * 8)
    else out[i] = value
  })
  return out
}

export interface TiffShape { width: number; height: number; bits: number; format: number; compression?: number; tile?: number; predictor?: number; bytes: number; samples?: number }

/** The tags of a grid in degrees. */
export function tags({ width, height, bits, format, compression = 1, tile, predictor, bytes, samples = 1 }: TiffShape): Entry[] {
  return [
    [256, 4, [width]], [257, 4, [height]], [258, 3, Array.from({ length: samples }, () => bits)], [259, 3, [compression]], [262, 3, [1]], [277, 3, [samples]], [339, 3, Array.from({ length: samples }, () => format)], ...(predictor ? [[317, 3, [predictor]] as Entry] : []),
    ...(tile ? [[322, 4, [tile]], [323, 4, [tile]], [324, 4, [0]], [325, 4, [bytes]]] as Entry[] : [[273, 4, [0]], [278, 4, [height]], [279, 4, [bytes]]] as Entry[]),
    [33_550, 12, [0.5, 0.5, 0]], [33_922, 12, [0, 0, 0, 10, 8, 0]], [34_735, 3, [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]], [42_113, 2, '-9999\u0000'], [42_112, 2, '<GDALMetadata><Item name="SCALE" sample="0" role="scale">0.1</Item></GDALMetadata>\u0000'],
  ]
}

function seeds(): Seed[] {
  const floats = Buffer.from(Float32Array.from({ length: 64 }, (_, i) => (i === 5 ? -9999 : i / 3)).buffer)
  const plain = { width: 8, height: 8, bits: 32, format: 3, bytes: floats.length }
  const packed = deflateSync(floats)
  const tiled = deflateSync(Buffer.alloc(16 * 16 * 2, 7))
  return [
    { name: 'float.tif', bytes: tiffOf(tags(plain), floats) }, { name: 'big.tif', bytes: tiffOf(tags(plain), floats, { big: true }) }, { name: 'deflate.tif', bytes: tiffOf(tags({ ...plain, compression: 8, predictor: 3, bytes: packed.length }), packed) },
    { name: 'tiles.tif', bytes: tiffOf(tags({ width: 16, height: 16, bits: 16, format: 2, compression: 8, tile: 16, bytes: tiled.length }), tiled) }, { name: 'loop.tif', bytes: tiffOf(tags(plain), floats, { next: 8 }) },
    { name: 'bands.tif', bytes: tiffOf(tags({ width: 4, height: 4, bits: 8, format: 1, samples: 3, bytes: 48 }), Buffer.alloc(48, 9)) }, { name: 'lzw.tif', bytes: tiffOf(tags({ ...plain, compression: 5 }), floats) }, { name: 'jpeg.tif', bytes: tiffOf(tags({ ...plain, compression: 7 }), floats) },
    { name: 'zstd.tif', bytes: tiffOf(tags({ ...plain, compression: 50_000 }), floats) }, { name: 'huge.tif', bytes: tiffOf(tags({ ...plain, width: 60_000, height: 60_000 }), floats) }, { name: 'bomb.tif', bytes: tiffOf(tags({ ...plain, width: 20_000, height: 20_000, compression: 8, bytes: 90 }), deflateSync(Buffer.alloc(30_000)).subarray(0, 90)) },
  ]
}

const tagNumbers = [256, 257, 258, 259, 262, 273, 277, 278, 279, 284, 317, 322, 323, 324, 325, 339, 33_550, 33_922, 34_264, 34_735, 34_736, 34_737, 42_112, 42_113, 330, 347]
const values = [0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 32, 50, 100, 255, 1024, 4326, 32_767, 32_768, 34_887, 50_000, 50_001, 60_000, 65_535, 65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]

/** Tags, types, counts and values of the first directory. */
function mutateDirectory(bytes: Uint8Array, next: Chance): Uint8Array {
  const out = Buffer.from(bytes)
  const big = out[2] === 43
  const [first, size, counted] = big ? [24, 20, 4] : [10, 12, 4]
  const count = Math.min(40, out.length > 26 ? out.readUInt16LE(big ? 16 : 8) : 0)
  for (let rounds = 1 + below(3, next); rounds > 0; rounds--) {
    const at = first + size * below(Math.max(1, count), next)
    if (at + size + 4 > out.length) break
    switch (below(7, next)) {
      case 0: out.writeUInt16LE(pick(tagNumbers, next), at); break
      case 1: out.writeUInt16LE(pick([0, 1, 2, 3, 4, 5, 7, 9, 11, 12, 13, 16, 99], next), at + 2); break
      case 2: out.writeUInt32LE(pick(values, next), at + counted); break
      case 3: case 4: out.writeUInt32LE(pick(values, next), at + (big ? 12 : 8)); break
      case 5: out.writeUInt32LE(pick([0, 8, 10, out.length - 1, 2 ** 31], next), Math.min(out.length - 4, first + size * count)); break
      default: out.writeUInt32LE(pick([0, 4, 8, out.length, 2 ** 32 - 1], next), 4)
    }
  }
  return next() < 0.3 ? mutateBytes(out, next, 300) : out
}

export const geotiff: Target = { id: 'geotiff', read: 'layer', short: 1000, long: 2000, night: 50_000, seeds, mutate: ({ bytes }, next) => (next() < 0.7 ? mutateDirectory(bytes, next) : mutateBytes(bytes, next, 300)) }
