/** A table of a FlatBuffer, every access checked against the bytes: damaged offsets throw a RangeError. Positions are bytes from the start of the view. */
export interface FlatTable {
  has(field: number): boolean
  uint8(field: number, otherwise?: number): number
  uint16(field: number, otherwise?: number): number
  int32(field: number, otherwise?: number): number
  uint64(field: number, otherwise?: number): number
  text(field: number): string | null
  /** Start and length (in elements) of a vector whose elements take `bytes`; null where there is none. */
  vector(field: number, bytes: number): { at: number; length: number } | null
  /** The tables of a vector of tables. */
  tables(field: number): FlatTable[]
  table(field: number): FlatTable | null
}

/** The root table of a FlatBuffer (without a size prefix). */
export function rootTable(view: DataView): FlatTable {
  return tableAt(view, view.getUint32(0, true))
}

function tableAt(view: DataView, at: number): FlatTable {
  const vtable = at - view.getInt32(at, true)
  const vtableBytes = view.getUint16(vtable, true)
  const place = (field: number): number => {
    const slot = 4 + field * 2
    if (slot + 2 > vtableBytes) return 0
    const offset = view.getUint16(vtable + slot, true)
    return offset === 0 ? 0 : at + offset
  }
  const follow = (from: number) => from + view.getUint32(from, true)
  const scalar = (read: (from: number) => number) => (field: number, otherwise = 0) => {
    const from = place(field)
    return from === 0 ? otherwise : read(from)
  }
  const vector = (field: number, bytes: number) => {
    const from = place(field)
    if (from === 0) return null
    const start = follow(from)
    const length = view.getUint32(start, true)
    if (length * bytes > view.byteLength - start - 4) throw new RangeError('a list is longer than its bytes')
    return { at: start + 4, length }
  }
  return {
    has: (field) => place(field) !== 0,
    uint8: scalar((from) => view.getUint8(from)), uint16: scalar((from) => view.getUint16(from, true)), int32: scalar((from) => view.getInt32(from, true)),
    uint64: scalar((from) => Number(view.getBigUint64(from, true))),
    text(field) {
      const found = vector(field, 1)
      return found ? new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + found.at, found.length)) : null
    },
    vector,
    tables(field) {
      const found = vector(field, 4)
      return found ? Array.from({ length: found.length }, (_, i) => tableAt(view, follow(found.at + i * 4))) : []
    },
    table(field) {
      const from = place(field)
      return from === 0 ? null : tableAt(view, follow(from))
    },
  }
}
