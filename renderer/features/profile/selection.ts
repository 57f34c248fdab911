import type { Row } from './sort.ts'

/** The place that a key moves to in a list of `count`, from `at` (-1: nowhere yet); null for keys that do not move. */
export function moved(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1
  if (key === 'ArrowDown') return Math.min(last, at + 1)
  if (key === 'ArrowUp') return Math.max(0, at - 1)
  if (key === 'PageDown') return Math.min(last, at + page)
  if (key === 'PageUp') return Math.max(0, at - page)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return null
}

/** The codes between two rows in the order shown, the anchor first so that the panel stays with it. Without an anchor in view only the row itself. */
export function range(rows: Row[], anchor: string | null, code: string): string[] {
  const from = rows.findIndex((row) => row.code === anchor)
  const to = rows.findIndex((row) => row.code === code)
  if (from < 0 || to < 0) return [code]
  const codes = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.code)
  return from <= to ? codes : codes.toReversed()
}

/** The selection with a code taken out or put at its end. */
export function toggled(selected: string[], code: string): string[] {
  return selected.includes(code) ? selected.filter((one) => one !== code) : [...selected, code]
}
