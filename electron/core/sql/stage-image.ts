const pageBytes = 32_768
const mostLocal = pageBytes - 35
const leastLocal = Math.floor(((pageBytes - 12) * 32) / 255) - 23
const headOfLeaf = 8
const headOfBranch = 12

/** Rows for one table: `bytes` holds records in SQLite's record format, each ending where `ends` says; `rowid` of each row ascends. */
export interface StagedRows { count: number; bytes: Uint8Array; ends: Uint32Array; rowid(row: number): number }

/**
 * A whole SQLite database (sqlite.org/fileformat2.html) with one table of these rows, as bytes: what SQLite would have written had the rows been inserted one by one, without the cost of that.
 * `statement` is the text that creates the table, called `rows`. The bytes are `room`'s own where it is large enough.
 */
export function stageImage(statement: string, rows: StagedRows, room: Buffer): Buffer {
  let image = room
  let pages = 1
  const page = (): number => {
    pages++
    if (pages * pageBytes > image.byteLength) {
      const wider = Buffer.allocUnsafe(Math.max(image.byteLength * 2, (pages + 16) * pageBytes))
      image.copy(wider, 0, 0, Math.min(image.byteLength, (pages - 1) * pageBytes))
      image = wider
    }
    return pages
  }
  const leaves: { number: number; last: number }[] = []
  const pointers = new Uint16Array(pageBytes / 4)
  let leaf = page()
  let cells = 0
  let content = pageBytes
  let last = 0
  const close = (): void => {
    const at = (leaf - 1) * pageBytes
    putLeafHead(image, at, 0, cells, content)
    for (let i = 0; i < cells; i++) {
      const pointer = pointers[i]!
      image[at + headOfLeaf + 2 * i] = pointer >> 8
      image[at + headOfLeaf + 2 * i + 1] = pointer & 255
    }
    leaves.push({ number: leaf, last })
  }
  const source = Buffer.from(rows.bytes.buffer, rows.bytes.byteOffset, rows.bytes.byteLength)
  for (let row = 0, from = 0; row < rows.count; row++) {
    const to = rows.ends[row]!
    const rowid = rows.rowid(row)
    const payload = to - from
    const local = localBytes(payload)
    const size = varintLength(payload) + varintLength(rowid) + local + (local < payload ? 4 : 0)
    if (content - size < headOfLeaf + 2 * (cells + 1)) {
      close()
      leaf = page()
      cells = 0
      content = pageBytes
    }
    content -= size
    pointers[cells++] = content
    let at = (leaf - 1) * pageBytes + content
    at = putVarint(image, at, payload)
    at = putVarint(image, at, rowid)
    if (local < 32) for (let i = 0; i < local; i++) image[at + i] = source[from + i]!
    else source.copy(image, at, from, from + local)
    if (local < payload) {
      const first = pages + 1
      for (let rest = from + local; rest < to; rest += pageBytes - 4) {
        const start = (page() - 1) * pageBytes
        const end = Math.min(to, rest + pageBytes - 4)
        image.writeUInt32BE(end < to ? pages + 1 : 0, start)
        source.copy(image, start + 4, rest, end)
      }
      image.writeUInt32BE(first, (leaf - 1) * pageBytes + content + size - 4)
    }
    last = rowid
    from = to
  }
  close()
  if (leaves.length > 1) {
    const moved = page()
    image.copy(image, (moved - 1) * pageBytes, pageBytes, 2 * pageBytes)
    leaves[0]!.number = moved
    putBranch(image, leaves)
  }
  putSchema(image, statement, pages)
  return image.subarray(0, pages * pageBytes)
}

/** Page 2, the table's root: a branch over all leaves. (An only leaf is the root itself.) */
function putBranch(image: Buffer, leaves: { number: number; last: number }[]): void {
  let content = pageBytes
  for (let i = 0; i < leaves.length - 1; i++) {
    const { number, last } = leaves[i]!
    content -= 4 + varintLength(last)
    if (content < headOfBranch + 2 * leaves.length) throw new Error(`${leaves.length} pages are too many for one stage`)
    image.writeUInt32BE(number, pageBytes + content)
    putVarint(image, pageBytes + content + 4, last)
    image.writeUInt16BE(content, pageBytes + headOfBranch + 2 * i)
  }
  image[pageBytes] = 5
  image.writeUInt16BE(0, pageBytes + 1)
  image.writeUInt16BE(leaves.length - 1, pageBytes + 3)
  image.writeUInt16BE(content, pageBytes + 5)
  image[pageBytes + 7] = 0
  image.writeUInt32BE(leaves.at(-1)!.number, pageBytes + 8)
}

/** Page 1: the file's head and the schema's only row. */
function putSchema(image: Buffer, statement: string, pages: number): void {
  image.fill(0, 0, 100)
  image.write('SQLite format 3\u0000', 0, 'latin1')
  image.writeUInt16BE(pageBytes, 16)
  image.set([1, 1, 0, 64, 32, 32], 18)
  image.writeUInt32BE(1, 24)
  image.writeUInt32BE(pages, 28)
  image.writeUInt32BE(1, 40)
  image.writeUInt32BE(4, 44)
  image.writeUInt32BE(1, 56)
  image.writeUInt32BE(1, 92)
  image.writeUInt32BE(3_054_000, 96)
  const text = Buffer.from(statement)
  const types = [23, 21, 21, 1, 13 + 2 * text.byteLength]
  const head = types.reduce((sum, type) => sum + varintLength(type), 1)
  const payload = head + 5 + 4 + 4 + 1 + text.byteLength
  if (payload > pageBytes - 200) throw new Error('The table has too many columns for a stage')
  const content = pageBytes - payload - varintLength(payload) - 1
  putLeafHead(image, 100, 0, 1, content)
  image.writeUInt16BE(content, 108)
  let at = putVarint(image, content, payload)
  at = putVarint(image, at, 1)
  image[at++] = head
  for (const type of types) at = putVarint(image, at, type)
  at += image.write('tablerowsrows', at, 'latin1')
  image[at++] = 2
  text.copy(image, at)
}

function putLeafHead(image: Buffer, at: number, free: number, cells: number, content: number): void {
  image[at] = 13
  image.writeUInt16BE(free, at + 1)
  image.writeUInt16BE(cells, at + 3)
  image.writeUInt16BE(content, at + 5)
  image[at + 7] = 0
}

/** How much of a record lies in its leaf; the rest follows in pages of its own. */
function localBytes(payload: number): number {
  if (payload <= mostLocal) return payload
  const kept = leastLocal + ((payload - leastLocal) % (pageBytes - 4))
  return kept <= mostLocal ? kept : leastLocal
}

function varintLength(value: number): number {
  let length = 1
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) length++
  return length
}

/** Writes a number below 2^53 as SQLite's variable-length integer; answers where it ends. */
function putVarint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 128) { bytes[at] = value; return at + 1 }
  const end = at + varintLength(value)
  for (let i = end - 1, rest = value; i >= at; i--, rest = Math.floor(rest / 128)) bytes[i] = (rest % 128) | (i === end - 1 ? 0 : 128)
  return end
}
