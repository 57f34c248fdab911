import { AtlasError } from '../../../shared/contract/errors.ts'
import { findDelimiter } from './csv-delimiter.ts'
import { createRecordReader } from './csv-records.ts'
import type { Format, OpenedFile, OpenedLayer, ReadOptions, SourceFile, SourceRow } from './format.ts'
import { isFootnote, readHeader, type Header } from './header.ts'
import { createNotebook, type Notebook } from './notebook.ts'
import { headText, looksBinary, openText, readHead, type TextFile } from './text.ts'

const headCharacters = 262_144
const widest = 1900
const batchRows = 1000

/** Delimited text: comma, semicolon, tab or bar; any usual encoding. Values arrive as text. */
export const csv: Format = {
  id: 'csv', title: 'CSV', extensions: ['csv', 'tsv', 'txt', 'tab'],
  recognises: (head, name) => head.length === 0 ? csv.extensions.includes(extensionOf(name)) : !looksBinary(head) && !/^\s*</.test(headText(head.subarray(0, 512))),
  async open(file, options) {
    await refuseOthers(file)
    const text = await openText(file.path, file.name, options.encoding)
    const name = file.name.replace(/\.[^.]*$/, '')
    const opened: OpenedFile = {
      format: 'csv', sublayers: [{ name, rows: null, geometry: 'none' }], close() {},
      openLayer: () => openTable(text, file, name, options),
    }
    return opened
  },
}

async function openTable(text: TextFile, file: SourceFile, name: string, options: ReadOptions): Promise<OpenedLayer> {
  const notes = createNotebook()
  if (text.note) notes.add(text.note.code, text.note.sample)
  const head = await headOf(text)
  const found = options.delimiter ? { delimiter: givenDelimiter(options.delimiter), declared: false } : findDelimiter(head.text)
  const rows = createRecordReader(found.delimiter, createNotebook())
  const records = [...rows.write(withoutDeclaration(head.text))]
  if (head.whole) for (const record of rows.end()) records.push(record)
  const header = readHeader(records.slice(0, 120), notes, options.header)
  if (header.names.length > widest) throw new AtlasError('TOO_MANY_COLUMNS', `${file.name} has ${header.names.length} columns; at most ${widest} can be kept: delete the columns that are not needed`)
  if (head.whole && records.length <= header.firstData && records.every((record) => record.every((cell) => cell.trim() === ''))) throw new AtlasError('EMPTY_FILE', `${file.name} holds no values: export it again from its source`)
  return {
    name, fields: header.names.map((field, i) => ({ name: field, type: null, tag: header.tags[i] ?? undefined })), geometry: 'none', rows: null, crs: null,
    encoding: text.encoding, encodingWhy: text.why === 'mark' ? 'byte-mark' : undefined, delimiter: found.delimiter, headerRow: header.headerIndex + 1,
    get notes() { return notes.list() },
    size: text.size, done: () => text.done(),
    batches: () => tableRows(text, found.delimiter, header, notes),
  }
}

async function* tableRows(text: TextFile, delimiter: string, header: Header, notes: Notebook): AsyncGenerator<SourceRow[]> {
  const reader = createRecordReader(delimiter, notes)
  let skip = header.firstData
  let first = true
  let batch: SourceRow[] = []
  function* take(records: Iterable<string[]>): Generator<SourceRow[]> {
    for (const record of records) {
      if (skip > 0) { skip -= 1; continue }
      const row = rowOf(record, header.names.length, notes)
      if (row && batch.push(row) >= batchRows) { yield batch; batch = [] }
    }
  }
  for await (const chunk of text.chunks()) {
    yield* take(reader.write(first ? withoutDeclaration(chunk) : chunk))
    first = false
  }
  yield* take(reader.end())
  if (batch.length > 0) yield batch
}

/** Null for a row without any value. A row with values beyond the last column is a problem: which column they belong to is unknown. */
function rowOf(record: string[], width: number, notes: Notebook): SourceRow | null {
  const values: (string | null)[] = new Array<string | null>(width).fill(null)
  let filled = 0
  for (let i = 0; i < record.length; i++) {
    const cell = record[i]!
    if (isBlank(cell)) continue
    if (i >= width) return { geometry: null, values, problem: { code: 'ROW_TOO_LONG', text: `${record.length} values for ${width} columns: ${record.join(' | ').slice(0, 120)}` } }
    values[i] = cell
    filled++
  }
  if (filled === 0) return null
  if (filled === 1 && isFootnote(values)) return { geometry: null, values, problem: { code: 'FOOTNOTE', text: values[0]!.slice(0, 120) } }
  if (record.length < width) notes.add('ROW_TOO_SHORT', `${record.length} values for ${width} columns: ${record.join(' | ').slice(0, 120)}`)
  return { geometry: null, values }
}

function isBlank(cell: string): boolean {
  const first = cell.charCodeAt(0)
  return !(first > 32 && first < 127) && cell.trim() === ''
}

async function headOf(text: TextFile): Promise<{ text: string; whole: boolean }> {
  let head = ''
  for await (const chunk of text.chunks()) {
    head += chunk
    if (head.length >= headCharacters) return { text: head.slice(0, headCharacters), whole: false }
  }
  return { text: head, whole: true }
}

function withoutDeclaration(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, '')
}

function givenDelimiter(given: string): string {
  const delimiter = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';' }[given.toLowerCase()] ?? given
  if (delimiter.length !== 1 || delimiter === '"' || delimiter === '\n') throw new AtlasError('UNKNOWN_DELIMITER', `The delimiter must be one character, not ${JSON.stringify(given.slice(0, 20))}: try , ; | or tab`)
  return delimiter
}

function extensionOf(name: string): string {
  return /\.([^.]*)$/.exec(name.toLowerCase())?.[1] ?? ''
}

/** Other things that are called .csv. */
async function refuseOthers(file: SourceFile): Promise<void> {
  const head = await readHead(file.path, 4096)
  const start = headText(head.subarray(0, 512)).trimStart().toLowerCase()
  const other = start.startsWith('pk\u0003\u0004') ? 'a zip or Excel workbook' : head[0] === 0xd0 && head[1] === 0xcf ? 'an old Excel workbook (.xls)' : /^<(!doctype html|html|\?xml|table)/.test(start) ? 'a web page or XML' : start.startsWith('%pdf') ? 'a PDF' : start.startsWith('!table') ? 'the head of a MapInfo table' : looksBinary(head) ? 'a binary file' : null
  if (other) throw new AtlasError('NOT_CSV', `${file.name} is ${other}, not delimited text: export it as CSV, or give it its proper file name`)
}
