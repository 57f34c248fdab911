/** Stored records as JSON text, in bytes. */
export interface RecordReader {
  /** Adds the row's text; answers where its geometry begins, or -1 where it has none. Throws where the bytes are no such record. */
  read(bytes: Buffer, from: number, to: number, rowid: number): number
  shapeBytes(): number
  json(text: string): void
  text(): Uint8Array
  /** Length of the text in UTF-16 units. */
  characters(): number
  clear(): void
}

const quote = 34
const backslash = 92
const escapes: Record<number, string> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' }

/** Reads records in SQLite's format (sqlite.org/fileformat2.html, section 2.1) and writes what `JSON.stringify` makes of their values, with the geometry as its length. */
export function createRecordReader(spatial: boolean): RecordReader {
  let out = Buffer.allocUnsafe(1 << 18)
  let at = 0
  let units = 0
  let shape = 0
  const reserve = (more: number): void => {
    if (at + more <= out.byteLength) return
    const wider = Buffer.allocUnsafe(Math.max(out.byteLength * 2, at + more))
    out.copy(wider, 0, 0, at)
    out = wider
  }
  const plain = (text: string): void => {
    for (let i = 0; i < text.length; i++) out[at++] = text.charCodeAt(i)
    units += text.length
  }
  const escaped = (code: number): void => {
    const name = escapes[code]
    plain(name === undefined ? `\\u00${code < 16 ? '0' : ''}${code.toString(16)}` : `\\${name}`)
  }
  const string = (bytes: Buffer, from: number, to: number): void => {
    out[at++] = quote
    let length = to - from + 2
    for (let i = from; i < to; i++) {
      const code = bytes[i]!
      if (code >= 128) {
        // Every character counts once, but those of four bytes twice: continuation bytes do not count.
        if (code < 192) length--
        else if (code >= 240) length++
      } else if (code === quote || code === backslash) { out[at++] = backslash; length++ }
      else if (code < 32) { length--; escaped(code); continue }
      out[at++] = code
    }
    out[at++] = quote
    units += length
  }
  const whole = (bytes: Buffer, from: number, type: number): number => {
    switch (type) {
      case 1: return bytes.readInt8(from)
      case 2: return bytes.readInt16BE(from)
      case 3: return bytes.readIntBE(from, 3)
      case 4: return bytes.readInt32BE(from)
      case 5: return bytes.readIntBE(from, 6)
      default: return Number(bytes.readBigInt64BE(from))
    }
  }
  const broken = (): never => { throw new Error('A packed row is not a record') }
  return {
    read(bytes, from, to, rowid) {
      reserve(64)
      let headAt = from
      let varint = 0
      const next = (): void => {
        varint = bytes[headAt++]!
        if (varint < 128) return
        varint &= 127
        for (let i = 0; i < 6; i++) {
          const byte = bytes[headAt++]!
          varint = varint * 128 + (byte & 127)
          if (byte < 128) return
        }
        broken()
      }
      next()
      const headEnd = from + varint
      let body = headEnd
      if (headEnd > to) broken()
      next()
      if (varint !== 0) broken()
      let shapeAt = -1
      shape = 0
      out[at++] = 91
      units++
      if (spatial) {
        next()
        if (varint >= 12 && varint % 2 === 0) { shape = (varint - 12) / 2; shapeAt = body; body += shape; plain(String(shape)) }
        else if (varint === 0) plain('null')
        else broken()
      } else plain('null')
      out[at++] = 44
      units++
      plain(String(rowid))
      reserve(Math.max(0, to - body) * 6 + (headEnd - headAt) * 27 + 8)
      while (headAt < headEnd) {
        next()
        const type = varint
        out[at++] = 44
        units++
        if (type >= 13 && type % 2 === 1) {
          const end = body + (type - 13) / 2
          if (end > to) broken()
          string(bytes, body, end)
          body = end
        } else if (type === 0) plain('null')
        else if (type === 8) plain('0')
        else if (type === 9) plain('1')
        else if (type === 7) { if (body + 8 > to) broken(); plain(JSON.stringify(bytes.readDoubleBE(body))); body += 8 }
        else if (type < 7) {
          const length = type === 6 ? 8 : type === 5 ? 6 : type
          if (body + length > to) broken()
          plain(String(whole(bytes, body, type)))
          body += length
        } else broken()
      }
      if (headAt !== headEnd || body !== to) broken()
      out[at++] = 93
      out[at++] = 10
      units += 2
      return shapeAt
    },
    shapeBytes: () => shape,
    json(text) {
      reserve(text.length * 3)
      at += out.write(text, at)
      units += text.length
    },
    text: () => out.subarray(0, at),
    characters: () => units,
    clear() {
      at = 0
      units = 0
      if (out.byteLength > 16_000_000) out = Buffer.allocUnsafe(1 << 18)
    },
  }
}
