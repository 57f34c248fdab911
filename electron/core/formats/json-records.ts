import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format, OpenedLayer, SourceFile, SourceRow, SourceValue } from './format.ts'
import { readHeader, type Header } from './header.ts'
import { jsonPieces } from './json-stream.ts'
import { cellOf, createFieldSet, isRecord, parsePiece, type FieldSet } from './json-values.ts'
import { createNotebook, type Notebook } from './notebook.ts'
import { headText, looksBinary, openText, type TextFile } from './text.ts'

const containers = new Set(['data', 'results', 'records', 'rows', 'items', 'value', 'values', 'response', 'objects', 'entries'])
const batchRows = 500
const widest = 1900

/** JSON that holds a table: an array of objects (or of rows with a header), at the root, in a usual member such as `data`, or one object a line. Objects inside a record become columns `outer.inner`. */
export const jsonRecords: Format = {
  id: 'json-records', title: 'JSON', extensions: ['json', 'ndjson', 'jsonl'],
  recognises: (head, name) => !looksBinary(head) && /^[\s\u001e]*[[{]/.test(headText(head)) && (/\.[a-z]*json[a-z]*$|\.jsonl$/i.test(name) || /^\s*(\[\s*[[{"]|\{\s*")/.test(headText(head))),
  async open(file, options) {
    const text = await openText(file.path, file.name, options.encoding)
    const name = file.name.replace(/\.[^.]*$/, '')
    const first = await look(text, file, options.firstRows ?? Infinity)
    return { format: 'json-records', sublayers: [{ name, rows: first.whole ? first.rows : null, geometry: 'none' }], openLayer: () => Promise.resolve(layerOf(text, name, first)), close() {} }
  },
}

type FirstLook = { rows: number; whole: boolean } & ({ fields: FieldSet; header: null } | { fields: null; header: Header; headerNotes: Notebook })

async function look(text: TextFile, file: SourceFile, limit: number): Promise<FirstLook> {
  const fields = createFieldSet(widest)
  const head: string[][] = []
  let rows = 0
  let whole = true
  let objects = 0
  for await (const value of records(text, createNotebook())) {
    if (rows >= limit) { whole = false; break }
    rows += 1
    if (isRecord(value)) { objects += 1; fields.add(flattened(value)) } else if (Array.isArray(value) && head.length < 120) head.push(cells(value))
  }
  if (objects > 0) return { rows, whole, fields, header: null }
  if (head.length === 0) throw new AtlasError(rows > 0 ? 'NOT_A_TABLE' : 'NO_ROWS', `${file.name} holds no records: a table in JSON is a list of objects`)
  const headerNotes = createNotebook()
  const header = readHeader(head, headerNotes)
  return { rows: Math.max(0, rows - header.firstData), whole, fields: null, header, headerNotes }
}

function layerOf(text: TextFile, name: string, first: FirstLook): OpenedLayer {
  const notes = first.header ? first.headerNotes : createNotebook()
  if (text.note) notes.add(text.note.code, text.note.sample)
  const names = first.header ? first.header.names : first.fields.names()
  return {
    name, fields: names.map((field, i) => ({ name: field === '' ? `column_${i + 1}` : field, type: null, tag: first.header?.tags[i] ?? (/^#[a-z]/i.test(field) ? field.toLowerCase() : undefined) })),
    geometry: 'none', rows: first.whole ? first.rows : null, crs: null, encoding: text.encoding, headerRow: first.header ? first.header.headerIndex + 1 : undefined,
    get notes() { return notes.list() },
    size: text.size, done: () => text.done(),
    batches: () => rowBatches(text, first, notes),
  }
}

async function* rowBatches(text: TextFile, first: FirstLook, notes: Notebook): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = []
  let skip = first.header ? first.header.firstData : 0
  for await (const value of records(text, notes)) {
    if (skip > 0) { skip -= 1; continue }
    batch.push(rowOf(value, first))
    if (batch.length >= batchRows) { yield batch; batch = [] }
  }
  if (batch.length > 0) yield batch
}

function rowOf(value: unknown, first: FirstLook): SourceRow {
  if (first.header) {
    const width = first.header.names.length
    if (!Array.isArray(value)) return { geometry: null, values: new Array<SourceValue>(width).fill(null), problem: { code: 'BAD_RECORD', text: JSON.stringify(value).slice(0, 80) } }
    return { geometry: null, values: Array.from({ length: width }, (_, i) => cellOf((value as unknown[])[i])) }
  }
  if (!isRecord(value)) return { geometry: null, values: first.fields.values({}), problem: { code: 'BAD_RECORD', text: JSON.stringify(value).slice(0, 80) } }
  return { geometry: null, values: first.fields.values(flattened(value)) }
}

/** Every record of the file, whatever holds it. Object roots without a list of records are records themselves (one object a line). */
async function* records(text: TextFile, notes: Notebook): AsyncGenerator<unknown> {
  let members: [string, string][] = []
  let streamedHere = false
  for await (const piece of jsonPieces(text.chunks(), containers)) {
    if (piece.kind === 'element') {
      streamedHere = true
      yield parsePiece(piece.text, notes)
    } else if (piece.kind === 'member') members.push([piece.name, piece.text])
    else if (piece.kind === 'end') {
      if (!streamedHere && members.length > 0) yield Object.fromEntries(members.map(([name, value]) => [name, parsePiece(value, notes)]))
      members = []
      streamedHere = false
    }
  }
}

/** Inner objects as columns `outer.inner`, three levels deep; deeper ones and lists stay JSON text. */
function flattened(record: Record<string, unknown>): Record<string, unknown> {
  if (!Object.values(record).some(isRecord)) return record
  const flat = Object.create(null) as Record<string, unknown>
  const add = (inner: Record<string, unknown>, prefix: string, depth: number) => {
    for (const name of Object.keys(inner)) {
      const value = inner[name]
      if (isRecord(value) && depth < 3 && Object.keys(value).length > 0) add(value, `${prefix}${name}.`, depth + 1)
      else flat[`${prefix}${name}`] = value
    }
  }
  add(record, '', 1)
  return flat
}

function cells(row: unknown[]): string[] {
  return row.map((cell) => { const value = cellOf(cell); return value === null ? '' : String(value) })
}
