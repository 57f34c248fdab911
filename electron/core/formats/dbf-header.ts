import { AtlasError } from '../../../shared/contract/errors.ts'

/** One column: `at` is its byte offset in a record (the deletion mark is byte 0). */
export interface DbfColumn { name: Uint8Array; type: string; at: number; length: number; decimals: number }

export interface DbfHeader { declaredRows: number; headerBytes: number; recordBytes: number; language: number; columns: DbfColumn[] }

/** Reads the header of a dBase III to 7 or FoxPro table. `bytes` are the first 64 KB. Throws `NOT_DBF` for what is none. */
export function readDbfHeader(bytes: Buffer, name: string): DbfHeader {
  if (bytes.length < 32 || !isDbf(bytes)) throw new AtlasError('NOT_DBF', `${name} is not a dBase table: look at where the file comes from, or export it again.`)
  const headerBytes = bytes.readUInt16LE(8)
  const recordBytes = bytes.readUInt16LE(10)
  const seven = ((bytes[0] ?? 0) & 7) === 4
  const plain = columnsOf(bytes, headerBytes, seven, false)
  const wide = columnsOf(bytes, headerBytes, seven, true)
  const columns = widthOf(plain) === recordBytes - 1 || widthOf(wide) !== recordBytes - 1 ? plain : wide
  const fitting = columns.filter((column) => column.at + column.length <= recordBytes)
  if (!fitting.length || recordBytes < 2) throw new AtlasError('NOT_DBF', `${name} has a damaged header without columns: export it again.`)
  return { declaredRows: bytes.readUInt32LE(4), headerBytes, recordBytes, language: bytes[29] ?? 0, columns: fitting }
}

/** True where the first bytes can be those of a dBase table. */
export function isDbf(head: Uint8Array): boolean {
  if (head.length < 33) return false
  const version = head[0] ?? 0
  const headerBytes = (head[8] ?? 0) | ((head[9] ?? 0) << 8)
  const recordBytes = (head[10] ?? 0) | ((head[11] ?? 0) << 8)
  return [2, 3, 4, 5].includes(version & 7) || version === 0x30 || version === 0x31 || version === 0x32 ? headerBytes >= 33 && recordBytes >= 1 && (head[2] ?? 99) <= 12 && (head[3] ?? 99) <= 31 : false
}

/** With `wide`, texts take the byte of their decimals as the high byte of their length (Clipper). */
function columnsOf(bytes: Buffer, headerBytes: number, seven: boolean, wide: boolean): DbfColumn[] {
  const columns: DbfColumn[] = []
  const step = seven ? 48 : 32
  let at = 1
  for (let from = seven ? 68 : 32; from + step <= Math.min(headerBytes, bytes.length) + 1 && bytes[from] !== 0x0d && bytes[from] !== undefined; from += step) {
    const nameBytes = bytes.subarray(from, from + (seven ? 32 : 11))
    const end = nameBytes.indexOf(0)
    const rest = from + (seven ? 32 : 11)
    const type = String.fromCharCode(bytes[rest] ?? 0)
    const lengthAt = seven ? rest + 1 : from + 16
    if (lengthAt + 1 >= bytes.length) break
    const decimals = bytes[lengthAt + 1] ?? 0
    const length = (bytes[lengthAt] ?? 0) + (wide && type === 'C' ? decimals * 256 : 0)
    columns.push({ name: Buffer.from(end < 0 ? nameBytes : nameBytes.subarray(0, end)), type, at, length, decimals: type === 'C' ? 0 : decimals })
    at += length
  }
  return columns
}

function widthOf(columns: DbfColumn[]): number {
  return columns.reduce((sum, column) => sum + column.length, 0)
}
