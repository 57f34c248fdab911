import type { ZipFile } from 'yauzl'
import type { SourceValue } from './format.ts'
import { createXmlFeed } from './xml.ts'
import type { Workbook } from './xlsx-parts.ts'
import type { ZipEntry } from './zip-directory.ts'
import { entryText } from './zip-text.ts'

/** One row of a sheet: its number (1-based) and its cells by column; null where blank. */
export interface SheetRow { number: number; cells: SourceValue[] }
export interface Merge { top: number; left: number; bottom: number; right: number }

const widestSheet = 16_384

/** Rows of a sheet in order, in batches, and at the end the merged ranges. Dates come as ISO text, errors as their text (`#VALUE!`). */
export async function* sheetRows(zip: ZipFile, entry: ZipEntry, workbook: Workbook, name: string): AsyncGenerator<{ rows: SheetRow[]; merges: Merge[] }> {
  let rows: SheetRow[] = []
  let merges: Merge[] = []
  let row: SheetRow | null = null
  let column = 0
  let type = ''
  let style = -1
  let value = ''
  let inValue = false
  let phonetic = false
  let lastNumber = 0
  const feed = createXmlFeed(name, {
    open(tag, attributes) {
      if (tag === 'row') {
        lastNumber = Number(attributes.get('r') ?? lastNumber + 1) || lastNumber + 1
        row = { number: lastNumber, cells: [] }
        column = 0
      } else if (tag === 'c') {
        const at = columnOf(attributes.get('r') ?? '')
        column = at > 0 ? at : column + 1
        type = attributes.get('t') ?? 'n'
        style = Number(attributes.get('s') ?? -1)
        value = ''
      } else if (tag === 'rPh') phonetic = true
      else if (tag === 'v' || (tag === 't' && !phonetic)) inValue = true
      else if (tag === 'mergeCell') { const merge = mergeOf(attributes.get('ref') ?? ''); if (merge) merges.push(merge) }
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inValue = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'c' && row && column <= widestSheet) {
        const cell = cellValue(value, type, style, workbook)
        if (cell !== null) { while (row.cells.length < column - 1) row.cells.push(null); row.cells[column - 1] = cell }
      } else if (tag === 'row' && row) { if (row.cells.length > 0) rows.push(row); row = null }
    },
    text(part) { if (inValue) value += part },
  })
  for await (const chunk of entryText(zip, entry, name)) {
    feed.write(chunk)
    if (rows.length >= 500) { yield { rows, merges: [] }; rows = [] }
  }
  feed.end()
  yield { rows, merges }
  merges = []
}

function cellValue(text: string, type: string, style: number, workbook: Workbook): SourceValue {
  if (text === '') return null
  if (type === 's') return withControls(workbook.strings[Number(text)] ?? '') || null
  if (type === 'b') return text === '1' || text === 'true'
  if (type === 'n' || type === '') {
    const number = Number(text)
    if (!Number.isFinite(number)) return text
    return workbook.dateStyles[style] ? dateText(number, workbook.date1904) : number
  }
  return withControls(text)
}

/** Characters that XML cannot hold stand as `_x000D_` in workbooks. */
function withControls(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text
}

/** A date serial as ISO text; a serial below 1 is a time of day. Day 60 of 1900, which never was, is read as Excel shows it. */
export function dateText(serial: number, date1904: boolean): SourceValue {
  if (serial < 0 || serial > 2_958_466) return serial
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000)
  const text = moment.toISOString()
  if (serial < 1 && !date1904) return text.slice(11, 19)
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19)
}

function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length && i < 4; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}

function mergeOf(reference: string): Merge | null {
  const m = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference)
  return m ? { left: columnOf(m[1]!), top: Number(m[2]), right: columnOf(m[3]!), bottom: Number(m[4]) } : null
}
