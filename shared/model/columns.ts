/**
 * Events on their way to the map, in one binary answer of `/columns/{layer}`:
 * a little-endian uint32 with the length of a JSON header (padded with blanks so that what follows starts at a multiple of 8),
 * the header, then the arrays in this order: positions (Float64, lon and lat by turns), days (Float32, days since 1970-01-01, NaN where undated),
 * weights (Float32, NaN where missing), fids (Uint32), categories (Uint8, index into `categories`, 255 is none).
 */
export interface ColumnsHeader { count: number; weight: string | null; category: string | null; categories: string[]; from: string | null; to: string | null }

export interface Columns { header: ColumnsHeader; positions: Float64Array; days: Float32Array; weights: Float32Array; fids: Uint32Array; categories: Uint8Array }

export function decodeColumns(buffer: ArrayBuffer): Columns {
  const length = new DataView(buffer).getUint32(0, true)
  const header = JSON.parse(text(new Uint8Array(buffer, 4, length))) as ColumnsHeader
  const n = header.count
  let at = 4 + length
  const take = (bytes: number) => { const start = at; at += bytes; return start }
  return {
    header,
    positions: new Float64Array(buffer, take(n * 16), n * 2),
    days: new Float32Array(buffer, take(n * 4), n),
    weights: new Float32Array(buffer, take(n * 4), n),
    fids: new Uint32Array(buffer, take(n * 4), n),
    categories: new Uint8Array(buffer, take(n), n),
  }
}

export function encodeColumns(columns: Columns): Uint8Array {
  let json = escapeNonAscii(JSON.stringify(columns.header))
  json += ' '.repeat((8 - ((4 + json.length) % 8)) % 8)
  const n = columns.header.count
  const bytes = new Uint8Array(4 + json.length + n * 29)
  new DataView(bytes.buffer).setUint32(0, json.length, true)
  for (let i = 0; i < json.length; i++) bytes[4 + i] = json.charCodeAt(i)
  let at = 4 + json.length
  for (const array of [columns.positions, columns.days, columns.weights, columns.fids, columns.categories]) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return bytes
}

function text(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += String.fromCharCode(byte)
  return out
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))
}
