import type { SourceValue } from './format.ts'
import type { FlatColumn } from './flatgeobuf-header.ts'
import type { Notebook } from './notebook.ts'

/** Reads the properties of a feature: pairs of a column's number and its value. Columns that are not written are null. Throws a RangeError for bytes that make no sense. */
export function readProperties(view: DataView, start: number, length: number, columns: readonly FlatColumn[], notes: Notebook): SourceValue[] {
  const values = columns.map((): SourceValue => null)
  const end = start + length
  let at = start
  const take = (bytes: number): number => {
    if (at + bytes > end) throw new RangeError('the values of a feature end early')
    at += bytes
    return at - bytes
  }
  while (at < end) {
    const index = view.getUint16(take(2), true)
    const column = columns[index]
    if (!column) throw new RangeError(`a value of column ${index}, which there is not`)
    values[index] = valueOf(view, column, take, notes)
  }
  return values
}

function valueOf(view: DataView, column: FlatColumn, take: (bytes: number) => number, notes: Notebook): SourceValue {
  switch (column.type) {
    case 0: return view.getInt8(take(1))
    case 1: return view.getUint8(take(1))
    case 2: return view.getUint8(take(1)) !== 0
    case 3: return view.getInt16(take(2), true)
    case 4: return view.getUint16(take(2), true)
    case 5: return view.getInt32(take(4), true)
    case 6: return view.getUint32(take(4), true)
    case 7: return whole(view.getBigInt64(take(8), true))
    case 8: return whole(view.getBigUint64(take(8), true))
    case 9: return finite(view.getFloat32(take(4), true))
    case 10: return finite(view.getFloat64(take(8), true))
    case 11: case 12: case 13: {
      const length = view.getUint32(take(4), true)
      const text = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + take(length), length))
      return text === '' ? null : text
    }
    case 14: {
      take(view.getUint32(take(4), true))
      notes.add('VALUE_UNREADABLE', `${column.name}: binary data`)
      return null
    }
    default: throw new RangeError(`column ${column.name} has the unknown type ${column.type}`)
  }
}

function whole(value: bigint): SourceValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
