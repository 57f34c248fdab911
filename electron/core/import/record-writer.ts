import type { CellValue } from './ready.ts'

const safeWhole = 2251799813685248

export interface RecordWriter {
  /** Room for `bytes` more behind `end`. */
  reserve(bytes: number): void
  readonly bytes: Buffer
  readonly view: DataView
  /** Begins a record whose first column is the row's number (stored as NULL in the record, by SQLite's rules). */
  begin(): void
  value(value: CellValue): void
  /** Announces a blob of `length` bytes; answers where they go. */
  blob(length: number): number
  /** Answers where the record ends. */
  finish(): number
  readonly end: number
  clear(): void
}

/** Writes rows in SQLite's record format (sqlite.org/fileformat2.html, section 2.1), one behind the other. Whole numbers are written as such, as a column of numbers keeps them; text as UTF-8. */
export function createRecordWriter(columns: number): RecordWriter {
  let bytes = Buffer.allocUnsafe(1 << 20)
  let view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = new Uint8Array((columns + 1) * 6 + 4)
  let headLength = 0
  let usualHead = columns + 2
  let start = 0
  let body = 0
  let at = 0
  const reserve = (more: number): void => {
    if (at + more <= bytes.byteLength) return
    const wider = Buffer.allocUnsafe(Math.max(bytes.byteLength * 2, at + more))
    bytes.copy(wider, 0, 0, at)
    bytes = wider
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  const type = (serial: number): void => { headLength = putVarint(head, headLength, serial) }
  const text = (value: string): void => {
    const length = value.length
    reserve(length * 3 + 16)
    const from = at
    if (length < 40) {
      let i = 0
      for (; i < length; i++) {
        const code = value.charCodeAt(i)
        if (code > 127) break
        bytes[from + i] = code
      }
      at = i === length ? from + length : from + bytes.write(value, from)
    } else at = from + bytes.write(value, from)
    type(13 + 2 * (at - from))
  }
  const number = (value: number): void => {
    reserve(24)
    if (value === 0) { type(8); return }
    if (value === 1) { type(9); return }
    if (Number.isInteger(value) && value > -safeWhole && value < safeWhole) {
      if (value >= -128 && value <= 127) { type(1); view.setInt8(at, value); at += 1 }
      else if (value >= -32768 && value <= 32767) { type(2); view.setInt16(at, value); at += 2 }
      else if (value >= -2147483648 && value <= 2147483647) { type(4); view.setInt32(at, value); at += 4 }
      else { type(6); view.setInt32(at, Math.floor(value / 4294967296)); view.setUint32(at + 4, value >>> 0); at += 8 }
    } else { type(7); view.setFloat64(at, value); at += 8 }
  }
  return {
    reserve,
    get bytes() { return bytes },
    get view() { return view },
    get end() { return at },
    begin() {
      start = at
      reserve(usualHead + 32)
      at += usualHead
      body = at
      head[0] = 0
      headLength = 1
    },
    value(value) {
      if (value === null) { head[headLength++] = 0; return }
      if (typeof value === 'string') text(value)
      else number(value)
    },
    blob(length) {
      reserve(length + 16)
      type(12 + 2 * length)
      const from = at
      at += length
      return from
    },
    finish() {
      const whole = headLength + (headLength < 127 ? 1 : headLength < 16382 ? 2 : 3)
      if (whole !== body - start) {
        reserve(whole)
        bytes.copyWithin(start + whole, body, at)
        at += whole - (body - start)
        usualHead = whole
      }
      const from = putVarint(bytes, start, whole)
      for (let i = 0; i < headLength; i++) bytes[from + i] = head[i]!
      return at
    },
    clear() { at = 0 },
  }
}

/** Writes a number below 2^53 as SQLite's variable-length integer; answers where it ends. */
function putVarint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 128) { bytes[at] = value; return at + 1 }
  if (value < 16384) { bytes[at] = (value >> 7) | 128; bytes[at + 1] = value & 127; return at + 2 }
  let length = 3
  for (let rest = Math.floor(value / 2097152); rest > 0; rest = Math.floor(rest / 128)) length++
  let rest = value
  for (let i = length - 1; i >= 0; i--) { bytes[at + i] = (rest % 128) | (i === length - 1 ? 0 : 128); rest = Math.floor(rest / 128) }
  return at + length
}
