import iconv from 'iconv-lite'
import type { FieldType } from '../../../shared/model/layer.ts'
import type { SourceValue } from './format.ts'
import { withoutCutCharacter } from './dbf-encoding.ts'
import type { DbfColumn } from './dbf-header.ts'

export type CellReader = (record: Buffer) => SourceValue

/** Types whose values lie in another file (.dbt, .fpt) or are not data: left out. */
export function isLeftOut(column: DbfColumn): boolean {
  return 'MGPWQ0'.includes(column.type) || (column.type === 'B' && column.length !== 8) || column.length === 0
}

/** The type of a column as the importer knows it. Whole numbers of 16 digits and more are declared by `wholeIsSafe` after a look at the values. */
export function typeOf(column: DbfColumn, wholeIsSafe: boolean): FieldType | null {
  switch (column.type) {
    case 'N': case 'F': return column.decimals > 0 ? 'real' : wholeIsSafe ? (column.type === 'N' ? 'integer' : 'real') : 'text'
    case 'I': case '+': return 'integer'
    case 'B': case 'O': case 'Y': return 'real'
    case 'L': return 'boolean'
    case 'D': return 'date'
    case 'T': case '@': return 'datetime'
    default: return 'text'
  }
}

/** A reader of one column's cell. Blank, starred and unreadable cells are null; `unreadable` hears of the latter. */
export function cellReader(column: DbfColumn, encoding: string, asText: boolean, unreadable: (sample: string) => void): CellReader {
  const { at, length, type } = column
  const end = at + length
  switch (type) {
    case 'N': case 'F': return (record) => {
      const text = record.toString('latin1', at, end).replace(/[\0 ]+/g, '')
      if (!text || text.startsWith('*')) return null
      if (asText) return text
      const value = Number(text.includes(',') && !text.includes('.') ? text.replace(',', '.') : text)
      if (Number.isFinite(value) && /^[-+.\d]/.test(text)) return value
      if (!/^[-+]?(nan|inf|1\.#)/i.test(text)) unreadable(text)
      return null
    }
    case 'I': case '+': return (record) => length !== 4 ? null : type === '+' ? (record.readUInt32BE(at) === 0 ? null : (record.readUInt32BE(at) ^ 0x80000000) | 0) : record.readInt32LE(at)
    case 'B': return (record) => finite(record.readDoubleLE(at))
    case 'O': return (record) => length !== 8 ? null : sortableDouble(record, at)
    case 'Y': return (record) => length !== 8 ? null : Number(record.readBigInt64LE(at)) / 10_000
    case 'L': return (record) => {
      const c = String.fromCharCode(record[at] ?? 32)
      return 'TtYy1'.includes(c) ? true : 'FfNn0'.includes(c) ? false : null
    }
    case 'D': return (record) => {
      const text = record.toString('latin1', at, end).replace(/\0/g, '').trim()
      if (!text || /^0+$/.test(text)) return null
      const date = dateOf(text)
      if (date === null) unreadable(text)
      return date
    }
    case 'T': case '@': return (record) => length !== 8 ? null : type === 'T' ? moment(record.readInt32LE(at), record.readInt32LE(at + 4)) : moment(record.readInt32BE(at) ^ 0x80000000, record.readInt32BE(at + 4) ^ 0x80000000)
    default: return (record) => textOf(record.subarray(at, end), encoding)
  }
}

/** The text of a cell without padding, null where there is none. */
export function textOf(cell: Buffer, encoding: string): string | null {
  const zero = cell.indexOf(0)
  let end = zero < 0 ? cell.length : zero
  while (end > 0 && cell[end - 1] === 32) end -= 1
  if (end === 0) return null
  const used = cell.subarray(0, end)
  const text = encoding === 'utf-8' ? Buffer.from(withoutCutCharacter(used)).toString('utf8') : iconv.decode(used, encoding)
  return text.trim() === '' ? null : text.replace(/^\s+(?=\S)/, '')
}

function dateOf(text: string): string | null {
  const found = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(text)
  if (!found) return null
  const [, year, month, day] = found.map(Number) as [number, number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0 ? `${found[1]}-${found[2]}-${found[3]}` : null
}

/** Julian day and milliseconds since midnight. */
function moment(day: number, milliseconds: number): string | null {
  if (day <= 0 || day > 5_373_485 || milliseconds < 0 || milliseconds > 86_400_000) return null
  return new Date((day - 2_440_588) * 86_400_000 + milliseconds).toISOString().slice(0, 19)
}

/** dBase 7 stores doubles with their first byte first and the sign turned, so that they sort as bytes. */
function sortableDouble(record: Buffer, at: number): number | null {
  const bits = record.readBigUInt64BE(at)
  if (bits === 0n) return null
  const copy = Buffer.alloc(8)
  copy.writeBigUInt64BE(bits >> 63n ? bits ^ (1n << 63n) : BigInt.asUintN(64, ~bits))
  return finite(copy.readDoubleBE(0))
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
