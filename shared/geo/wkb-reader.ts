/** What a reader of well-known binary makes of the parts it finds. `path` reads `count` positions from `at` on, `step` bytes apart. `many` takes the members of a multipoint (4), multiline (5), multipolygon (6) or collection (7). */
export interface WkbMaker<Path, Made> {
  path(view: DataView, at: number, count: number, step: number, little: boolean): Path
  point(lon: number, lat: number): Made
  line(path: Path): Made
  polygon(rings: Path[]): Made
  many(type: 4 | 5 | 6 | 7, members: Made[]): Made
}

interface Cursor { view: DataView; at: number }

const mostDepth = 32
const heightFlag = 0x80000000
const measureFlag = 0x40000000
const systemFlag = 0x20000000

/**
 * Reads well-known binary in either byte order, ISO or extended (EWKB); heights and measures are left out.
 * Throws `RangeError` where the bytes end early, nest too deep or are no well-known binary. A count is believed only where the bytes left could hold it.
 */
export function readWkb<Path, Made>(bytes: Uint8Array, maker: WkbMaker<Path, Made>): Made {
  return read({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }, maker, 0)
}

/** The simple type number 1 to 7 of a geometry in well-known binary, and whether it carries only two dimensions. */
export function wkbType(bytes: Uint8Array): { type: number; flat: boolean } {
  const code = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1, bytes[0] === 1)
  return { type: (code & 0xffff) % 1000, flat: code <= 7 }
}

function read<Path, Made>(cursor: Cursor, maker: WkbMaker<Path, Made>, depth: number): Made {
  if (depth > mostDepth) throw new RangeError('the geometry nests too deep')
  const { view } = cursor
  const order = view.getUint8(cursor.at)
  if (order > 1) throw new RangeError('the geometry is not well-known binary')
  const little = order === 1
  const code = view.getUint32(cursor.at + 1, little)
  cursor.at += code & systemFlag ? 9 : 5
  const plain = code & 0x1fffffff
  const iso = Math.floor(plain / 1000)
  const type = plain % 1000
  if (iso > 3 || type < 1 || type > 7) throw new RangeError(`a geometry of code ${code} is not supported`)
  const step = 16 + (code & heightFlag || iso === 1 || iso === 3 ? 8 : 0) + (code & measureFlag || iso >= 2 ? 8 : 0)
  switch (type) {
    case 1: {
      const made = maker.point(view.getFloat64(cursor.at, little), view.getFloat64(cursor.at + 8, little))
      cursor.at += step
      return made
    }
    case 2: return maker.line(readPath(cursor, maker, step, little))
    case 3: {
      const rings: Path[] = []
      for (let left = readCount(cursor, 4, little); left > 0; left--) rings.push(readPath(cursor, maker, step, little))
      return maker.polygon(rings)
    }
    default: {
      const members: Made[] = []
      for (let left = readCount(cursor, 9, little); left > 0; left--) members.push(read(cursor, maker, depth + 1))
      return maker.many(type as 4 | 5 | 6 | 7, members)
    }
  }
}

function readPath<Path>(cursor: Cursor, maker: WkbMaker<Path, unknown>, step: number, little: boolean): Path {
  const count = readCount(cursor, step, little)
  const path = maker.path(cursor.view, cursor.at, count, step, little)
  cursor.at += count * step
  return path
}

function readCount(cursor: Cursor, bytesEach: number, little: boolean): number {
  const count = cursor.view.getUint32(cursor.at, little)
  cursor.at += 4
  if (count * bytesEach > cursor.view.byteLength - cursor.at) throw new RangeError('the geometry ends early')
  return count
}
