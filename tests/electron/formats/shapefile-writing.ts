/** A record of a .shp: its content, starting with the shape type. */
export type Content = Buffer

/** A .shp and its .shx from record contents. */
export function shapesOf(type: number, contents: Content[], bounds: [number, number, number, number] = [0, 0, 0, 0]): { shp: Buffer; shx: Buffer } {
  const head = (words: number) => {
    const bytes = Buffer.alloc(100)
    bytes.writeInt32BE(9994, 0)
    bytes.writeInt32BE(words, 24)
    bytes.writeInt32LE(1000, 28)
    bytes.writeInt32LE(type, 32)
    bounds.forEach((v, i) => bytes.writeDoubleLE(v, 36 + i * 8))
    return bytes
  }
  const records: Buffer[] = []
  const index: Buffer[] = []
  let words = 50
  contents.forEach((content, i) => {
    const lead = Buffer.alloc(8)
    lead.writeInt32BE(i + 1, 0)
    lead.writeInt32BE(content.length / 2, 4)
    const entry = Buffer.alloc(8)
    entry.writeInt32BE(words, 0)
    entry.writeInt32BE(content.length / 2, 4)
    records.push(lead, content)
    index.push(entry)
    words += 4 + content.length / 2
  })
  return { shp: Buffer.concat([head(words), ...records]), shx: Buffer.concat([head(50 + contents.length * 4), ...index]) }
}

export function pointContent(x: number, y: number, type = 1, rest: number[] = []): Content {
  return doubles(type, [x, y, ...rest])
}

/** A polyline or polygon of rings, each a list of `[x, y]`. */
export function partsContent(type: number, rings: [number, number][][]): Content {
  const points = rings.flat()
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  const counts = Buffer.alloc(8 + rings.length * 4)
  counts.writeInt32LE(rings.length, 0)
  counts.writeInt32LE(points.length, 4)
  let start = 0
  rings.forEach((ring, i) => { counts.writeInt32LE(start, 8 + i * 4); start += ring.length })
  return Buffer.concat([doubles(type, [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]), counts, doubles(0, points.flat()).subarray(4)])
}

export function square(x: number, y: number, size: number, clockwise: boolean): [number, number][] {
  const ring: [number, number][] = [[x, y], [x, y + size], [x + size, y + size], [x + size, y], [x, y]]
  return clockwise ? ring : ring.toReversed()
}

function doubles(type: number, values: number[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 8)
  bytes.writeInt32LE(type, 0)
  values.forEach((v, i) => bytes.writeDoubleLE(v, 4 + i * 8))
  return bytes
}

export interface Column { name: string; type: string; length: number; decimals?: number }

/** A dBase III table; cells are written as they are, padded with blanks. */
export function dbfOf(columns: Column[], rows: (string | Buffer)[][], { language = 0, deleted = [] as number[], count = rows.length, version = 3 } = {}): Buffer {
  const head = Buffer.alloc(32)
  head[0] = version
  head[1] = 126
  head[2] = 1
  head[3] = 1
  head.writeUInt32LE(count, 4)
  head.writeUInt16LE(32 + columns.length * 32 + 1, 8)
  head.writeUInt16LE(1 + columns.reduce((sum, c) => sum + c.length, 0), 10)
  head[29] = language
  const fields = columns.map((column) => {
    const bytes = Buffer.alloc(32)
    bytes.write(column.name, 0, 11, 'latin1')
    bytes.write(column.type, 11, 'latin1')
    bytes[16] = column.length & 255
    bytes[17] = column.decimals ?? column.length >> 8
    return bytes
  })
  const records = rows.map((row, i) => Buffer.concat([Buffer.from(deleted.includes(i) ? '*' : ' '), ...columns.map((column, k) => {
    const cell = Buffer.alloc(column.length, 32)
    Buffer.from(row[k] ?? '').copy(cell, 0, 0, column.length)
    return cell
  })]))
  return Buffer.concat([head, ...fields, Buffer.from('\r'), ...records, Buffer.from('\u001a')])
}
