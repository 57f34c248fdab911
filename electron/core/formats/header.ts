import { isMissingToken, looksNumeric } from './cells.ts'
import type { Notebook } from './notebook.ts'

/** What the first rows of a table say: column names (unique, none blank), HXL tags, the index of the first row of data and of the header (-1 where there is none). */
export interface Header { names: string[]; tags: (string | null)[]; firstData: number; headerIndex: number }

const hxlTag = /^#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*$/i

/** `given` is the number of the row that names the columns, counted from 1; 0 says that there is none. Finds the header among the first rows (up to some 100): rows of titles above it, several rows of header, a row of HXL tags below it, or none at all. */
export function readHeader(rows: string[][], notes: Notebook, given?: number): Header {
  const width = modalWidth(rows)
  const tagIndex = rows.slice(0, 30).findIndex(isTagRow)
  const body = rows.slice(tagIndex + 1)
  const first = given !== undefined ? Math.min(given, rows.length) - 1 : tagIndex >= 0 ? bestAbove(rows, tagIndex) : firstHeader(rows, width)
  const last = tagIndex >= 0 || given !== undefined ? first : lastHeader(rows, first, width)
  if (tagIndex >= 0) notes.add('HXL_ROW', rows[tagIndex]!.filter((cell) => cell.trim() !== '').join(', '))
  const firstData = tagIndex >= first && tagIndex >= 0 ? tagIndex + 1 : last + 1
  if (first < 0 && tagIndex < 0 && given === undefined) notes.add('NO_HEADER', 'the first row holds values: columns are named column_1, column_2 …')
  if (first > 0) notes.add('TITLE_ROWS', rows.slice(0, first).map((row) => row.filter((cell) => cell.trim() !== '').join(' ')).join(' / '), first)
  const columns = Math.max(first >= 0 ? trimmedLength(rows[first]!) : 0, first >= 0 ? trimmedLength(rows[last]!) : 0, tagIndex >= 0 ? trimmedLength(rows[tagIndex]!) : 0, first >= 0 ? filledWithin(rows.slice(firstData), rows[last]!.length) : 0, first > 0 && filledBeyond(rows.slice(firstData), rows[first - 1]!) ? trimmedLength(rows[first - 1]!) : 0, first < 0 ? modalWidth(body) : 0, 1)
  const tags = Array.from({ length: columns }, (_, i) => tagIndex >= 0 ? normalTag(rows[tagIndex]![i] ?? '') : null)
  const raw = Array.from({ length: columns }, (_, i) => {
    const parts = first < 0 ? [] : headerParts(rows.slice(first, last + 1), i).filter((part, k) => k === 0 || !/^[([].*[)\]]$/.test(part) || numericBelow(rows.slice(firstData, firstData + 50), i))
    return [...new Set(parts)].join(' ') || (first < 0 ? tags[i] ?? '' : first > 0 ? clean(rows[first - 1]![i] ?? '') : '')
  })
  const groups = first > 0 ? filledRight(rows[first - 1]!, columns) : []
  return { names: uniqueNames(raw, groups, tags, notes), tags, firstData, headerIndex: first }
}

/** What the rows of a header say of one column; a cell of an upper row holds for the blank ones right of it that have something below them. */
function headerParts(rows: string[][], column: number): string[] {
  return rows.map((row, k) => {
    const own = clean(row[column] ?? '')
    const below = rows.slice(k + 1).some((lower) => clean(lower[column] ?? '') !== '')
    return own !== '' || !below ? own : clean(row.slice(0, column).findLast((cell) => cell.trim() !== '') ?? '')
  }).filter((part) => part !== '')
}

/** A remark under or between the rows of a table: one long text alone in a row of four columns or more. */
export function isFootnote(values: readonly unknown[]): boolean {
  if (values.length < 4) return false
  const filled = values.filter((value) => value !== null && value !== '')
  return filled.length === 1 && typeof filled[0] === 'string' && filled[0].trim().length > 40 && filled[0] === values[0]
}

/** Column names made whole: blank ones numbered (or called by their tag), repeated ones told apart. */
export function uniqueNames(raw: string[], groups: string[], tags: (string | null)[], notes: Notebook): string[] {
  const taken = new Set<string>()
  const times = new Map<string, number>()
  for (const name of raw) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1)
  return raw.map((name, i) => {
    const repeated = name !== '' && times.get(name.toLowerCase())! > 1
    let wanted = repeated && groups[i] ? `${groups[i]} ${name}` : name
    if (wanted === '') {
      wanted = tags[i] ?? `column_${i + 1}`
      if (!tags[i]) notes.add('HEADER_BLANK', wanted)
    }
    let unique = wanted
    for (let k = 2; taken.has(unique.toLowerCase()); k++) unique = `${wanted}_${k}`
    if (unique !== wanted) notes.add('HEADER_REPEATED', `${wanted} → ${unique}`)
    taken.add(unique.toLowerCase())
    return unique
  })
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}

function normalTag(text: string): string | null {
  const tag = text.trim().toLowerCase().replace(/\s+/g, '')
  return hxlTag.test(tag) ? tag : null
}

function isTagRow(row: string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '')
  const tags = filled.filter((cell) => hxlTag.test(cell.trim()))
  return tags.length > 0 && tags.length >= filled.length * 0.6
}

/** The header above a row of tags: the nearest row that is not blank. */
function bestAbove(rows: string[][], tagIndex: number): number {
  for (let i = tagIndex - 1; i >= 0; i--) if (rows[i]!.some((cell) => cell.trim() !== '')) return i
  return -1
}

function modalWidth(rows: string[][]): number {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1
}

function trimmedLength(row: string[]): number {
  let length = row.length
  while (length > 0 && row[length - 1]!.trim() === '') length -= 1
  return length
}

/** The first row that is filled enough and holds no values; -1 when the first filled row is data already. */
function firstHeader(rows: string[][], width: number): number {
  const used = Array.from({ length: width }, (_, i) => rows.some((row) => (row[i] ?? '').trim() !== '')).filter(Boolean).length
  const enough = used <= 2 ? used : Math.ceil(used * 0.6)
  for (let i = 0; i < Math.min(rows.length, 30); i++) {
    const filled = rows[i]!.filter((cell) => cell.trim() !== '')
    if (filled.length < enough) continue
    return isData(rows, i) ? -1 : i
  }
  return rows.length > 0 ? 0 : -1
}

/** A first row is data when no column changes from words to numbers below it, and one has a number that is no year in both. */
function isData(rows: string[][], index: number): boolean {
  const row = rows[index]!
  const below = rows.slice(index + 1, index + 50)
  if (!row.some((cell) => looksNumeric(cell) && !isLabelNumber(row, cell))) return false
  let words = 0
  let numbers = 0
  row.forEach((cell, i) => {
    if (numericBelow(below, i)) { if (looksNumeric(cell)) numbers += 1; else if (cell.trim() !== '') words += 1 }
  })
  return words === 0 && (numbers > 0 || below.length === 0)
}

/** Years, and 1, 2, 3 … side by side, are labels. */
function isLabelNumber(row: string[], cell: string): boolean {
  const value = Number(cell)
  if (!Number.isInteger(value)) return false
  if (value >= 1900 && value <= 2100) return true
  const numbers = row.map(Number).filter((n, i) => row[i]!.trim() !== '' && Number.isInteger(n))
  return numbers.length > 2 && numbers.every((n, i) => i === 0 || n === numbers[i - 1]! + 1)
}

/** Further header rows follow when most columns of numbers still hold words there. */
function lastHeader(rows: string[][], first: number, width: number): number {
  let last = first
  for (let i = first + 1; first >= 0 && i < Math.min(rows.length - 1, first + 5); i++) {
    const below = rows.slice(i + 1, i + 50)
    let numeric = 0
    let words = 0
    for (let column = 0; column < width; column++) {
      if (!numericBelow(below, column)) continue
      numeric += 1
      const cell = rows[i]![column] ?? ''
      if (cell.trim() !== '' && /[\p{L}]{2}|[%#№$€]|^\s*[([].*[)\]]\s*$/u.test(cell) && !looksNumeric(cell) && !isMissingToken(cell)) words += 1
    }
    if (numeric < 2 || words < 2 || words < numeric * 0.6) break
    last = i
  }
  return last
}

function numericBelow(rows: string[][], column: number): boolean {
  let filled = 0
  let numeric = 0
  for (const row of rows) {
    const cell = row[column] ?? ''
    if (cell.trim() === '' || isMissingToken(cell)) continue
    filled += 1
    if (looksNumeric(cell)) numeric += 1
  }
  return filled > 0 && numeric >= filled * 0.7
}

/** How many columns hold data in rows that are not longer than the header. */
function filledWithin(rows: string[][], width: number): number {
  return Math.max(0, ...rows.filter((row) => row.length <= width).map(trimmedLength))
}

/** True where data stand under the last cell of a row of titles. */
function filledBeyond(rows: string[][], titles: string[]): boolean {
  const last = trimmedLength(titles) - 1
  return last > 0 && rows.some((row) => row !== titles && /\d/.test(row[last] ?? ''))
}

function filledRight(row: string[], width: number): string[] {
  let last = ''
  return Array.from({ length: width }, (_, i) => (last = clean(row[i] ?? '') || last))
}
