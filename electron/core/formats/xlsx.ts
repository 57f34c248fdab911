import type { ZipFile } from 'yauzl'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format, OpenedLayer, SourceRow, SourceValue } from './format.ts'
import { isFootnote, readHeader, type Header } from './header.ts'
import { createNotebook, type Notebook } from './notebook.ts'
import { readWorkbook, type Workbook } from './xlsx-parts.ts'
import { sheetRows, type Merge, type SheetRow } from './xlsx-sheet.ts'
import { readDirectory } from './zip-directory.ts'

const headRows = 120
const widest = 1900

/** Excel workbooks (.xlsx): each sheet with values is a sublayer; values as they were last computed, never formulas. */
export const xlsx: Format = {
  id: 'xlsx', title: 'Excel', extensions: ['xlsx', 'xlsm'],
  recognises(head, name) {
    if (head[0] !== 0x50 || head[1] !== 0x4b) return false
    return /\.xls[xm]$/i.test(name) || /xl\/(workbook\.xml|worksheets|_rels|styles|sharedStrings)/.test(Buffer.from(head).toString('latin1'))
  },
  async open(file, options) {
    const { zip, entries } = await readDirectory(file.path, file.name)
    try {
      const workbook = await readWorkbook(zip, entries, file.name)
      const visible = workbook.sheets.some((sheet) => !sheet.hidden) ? workbook.sheets.filter((sheet) => !sheet.hidden) : workbook.sheets
      const filled: Workbook['sheets'] = []
      for (const sheet of visible) if (await hasRows(zip, sheet, workbook, file.name)) filled.push(sheet)
      if (filled.length === 0) throw new AtlasError('NO_ROWS', `${file.name} has no sheet with values`)
      return {
        format: 'xlsx', sublayers: filled.map((sheet) => ({ name: sheet.name, rows: null, geometry: 'none' })), close: () => zip.close(),
        openLayer(name) {
          const sheet = filled.find((one) => one.name === name)
          if (!sheet) throw new AtlasError('UNKNOWN_LAYER', `${file.name} has no sheet ${JSON.stringify(name.slice(0, 60))}: it has ${filled.map((one) => one.name).join(', ')}`)
          return openSheet(zip, sheet, workbook, file.name, options.header)
        },
      }
    } catch (error) {
      zip.close()
      throw error
    }
  },
}

async function hasRows(zip: ZipFile, sheet: Workbook['sheets'][number], workbook: Workbook, name: string): Promise<boolean> {
  for await (const { rows } of sheetRows(zip, sheet.entry, workbook, name)) if (rows.length > 0) return true
  return false
}

async function openSheet(zip: ZipFile, sheet: Workbook['sheets'][number], workbook: Workbook, name: string, given?: number): Promise<OpenedLayer> {
  const notes = createNotebook()
  const head: SheetRow[] = []
  const merges: Merge[] = []
  let rows = 0
  for await (const part of sheetRows(zip, sheet.entry, workbook, name)) {
    rows += part.rows.length
    for (const row of part.rows) if (head.length < headRows) head.push(row)
    for (const merge of part.merges) merges.push(merge)
  }
  const fill = createFiller(merges, notes)
  const texts = head.map((row) => fill(row, true).map((cell) => cell === null ? '' : String(cell)))
  const header = readHeader(padded(texts), notes, given === undefined || given === 0 ? given : head.findIndex((row) => row.number === given) + 1 || undefined)
  if (header.names.length > widest) throw new AtlasError('TOO_MANY_COLUMNS', `The sheet ${sheet.name} has ${header.names.length} columns; at most ${widest} can be kept`)
  let done = 0
  return {
    name: sheet.name, fields: header.names.map((field, i) => ({ name: field, type: null, tag: header.tags[i] ?? undefined })), geometry: 'none', rows: Math.max(0, rows - header.firstData), crs: null, encoding: null,
    headerRow: header.headerIndex >= 0 ? head[header.headerIndex]?.number : undefined,
    get notes() { return notes.list() },
    size: Math.max(1, rows), done: () => done,
    async *batches() {
      done = 0
      const filler = createFiller(merges, notes)
      let skip = header.firstData
      for await (const part of sheetRows(zip, sheet.entry, workbook, name)) {
        const batch: SourceRow[] = []
        for (const row of part.rows) {
          done += 1
          const cells = filler(row, skip > 0)
          if (skip > 0) { skip -= 1; continue }
          const made = rowOf(cells, header, row.number, notes)
          if (made) batch.push(made)
        }
        if (batch.length > 0) yield batch
      }
    },
  }
}

/** Rows of one length, so that a column without a title keeps its values. */
function padded(rows: string[][]): string[][] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...new Array<string>(width - row.length).fill('')])
}

function rowOf(cells: SourceValue[], header: Header, number: number, notes: Notebook): SourceRow | null {
  const width = header.names.length
  const values = Array.from({ length: width }, (_, i) => cells[i] ?? null)
  const beyond = cells.slice(width).filter((cell) => cell !== null && String(cell).trim() !== '')
  if (values.every((value) => value === null || String(value).trim() === '') && beyond.length === 0) return null
  if (beyond.length > 0) notes.add('ROW_TOO_LONG', `row ${number}: ${beyond.join(' | ').slice(0, 80)} stands beyond the last column`)
  if (isFootnote(values)) return { geometry: null, values, problem: { code: 'FOOTNOTE', text: String(values[0]).slice(0, 120) } }
  return { geometry: null, values }
}

/** Gives every cell of a merged range the range's text: headers whatever their text, data only words (a number that stands for several rows must not be counted several times). */
function createFiller(merges: Merge[], notes: Notebook): (row: SheetRow, all: boolean) => SourceValue[] {
  const byTop = new Map<number, Merge[]>()
  for (const merge of merges) {
    const same = byTop.get(merge.top)
    if (same) same.push(merge)
    else byTop.set(merge.top, [merge])
  }
  let open: { merge: Merge; value: SourceValue }[] = []
  return (row, all) => {
    const cells = [...row.cells]
    open = open.filter((one) => one.merge.bottom >= row.number)
    for (const merge of byTop.get(row.number) ?? []) open.push({ merge, value: cells[merge.left - 1] ?? null })
    for (const { merge, value } of open) {
      if (value === null || (typeof value !== 'string' && !all)) continue
      // In a header a merged cell holds for the rows below it; for the columns beside it the header's own reading does.
      for (let column = merge.left; column <= (all ? merge.left : Math.min(merge.right, widest)); column++) {
        if ((cells[column - 1] ?? null) !== null) continue
        while (cells.length < column) cells.push(null)
        cells[column - 1] = value
        if (!all) notes.add('MERGED_CELLS', `row ${row.number}: ${String(value).slice(0, 60)}`)
      }
    }
    return cells
  }
}
