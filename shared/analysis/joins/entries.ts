import type { ColumnValues } from '../input.ts'
import { entryKey, type JoinEntry } from './entry.ts'

/** Columns that stand beside the field of the entries: their parents, codes and names, where there are any. */
export interface Beside { within?: ColumnValues | null; codes?: ColumnValues | null; names?: ColumnValues | null }

/** The different entries of a field, in the order in which they first come; the same entry within two parents is two. */
export function entriesOf(values: ColumnValues, { within, codes, names }: Beside = {}): JoinEntry[] {
  const entries = new Map<string, JoinEntry>()
  const text = (column: ColumnValues | null | undefined, row: number): string | null => (column ? entryText(column[row]) || null : null)
  for (let row = 0; row < values.length; row++) {
    const entry = entryText(values[row])
    const parent = text(within, row), code = text(codes, row), name = text(names, row)
    const key = entryKey(entry, parent)
    const known = entries.get(key)
    if (!known) entries.set(key, { entry, within: parent, code, name, rows: 1 })
    else {
      known.rows++
      if (known.code !== code) known.code = null
      if (known.name !== name) known.name = null
    }
  }
  return [...entries.values()]
}

/** A cell as an entry: its text without blanks around it, empty where nothing is written. */
export function entryText(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value).trim().slice(0, 400)
}
