import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Notebook } from './notebook.ts'

const longestField = 16_000_000
const longestRecord = 64_000_000
const mostCells = 20_000

export interface RecordReader {
  /** Complete records in what has come so far, made as they are asked for: all must be, before more is written. */
  write(text: string): Iterable<string[]>
  end(): Iterable<string[]>
}

/** Splits text into records (RFC 4180, leniently: CR, LF or CRLF, blanks before a quote, text after a closing quote). A quote that never closes is read as an ordinary character, with a note. Blank lines give no record. */
export function createRecordReader(delimiter: string, notes: Notebook): RecordReader {
  let buffer = ''
  /** Text that a long record waits for: looked at once there is half as much again, so that no record is looked through over and over. */
  let waiting: string[] = []
  let waitingLength = 0
  function* take(final: boolean): Generator<string[]> {
    let at = 0
    if (waiting.length > 0) buffer = [buffer, ...waiting].join('')
    waiting = []
    waitingLength = 0
    for (;;) {
      const record = nextRecord(buffer, at, delimiter, final, notes)
      if (!record) break
      at = record.next
      if (record.cells.length > 1 || record.cells[0] !== '') yield record.cells
    }
    buffer = buffer.slice(at)
    if (buffer.length > longestRecord) throw new AtlasError('LINE_TOO_LONG', 'A line is longer than 64 million characters: the file is not a table, or its line ends are missing')
  }
  return {
    write(text) {
      if (text.includes('\u0000')) {
        const clean = text.replaceAll('\u0000', '')
        notes.add('NUL_BYTES', 'bytes of value zero were left out', text.length - clean.length)
        text = clean
      }
      // Joined when needed, not added: a sum of texts is read more slowly than one text.
      waiting.push(text)
      waitingLength += text.length
      return waitingLength >= buffer.length / 2 || waitingLength + buffer.length > longestRecord ? take(false) : []
    },
    end: () => take(true),
  }
}

function nextRecord(text: string, start: number, delimiter: string, final: boolean, notes: Notebook): { cells: string[]; next: number } | null {
  if (start >= text.length) return null
  const cells: string[] = []
  const separator = delimiter.charCodeAt(0)
  let at = start
  for (;;) {
    const first = text.charCodeAt(at)
    const quoted = first === 34 || first === 32 ? quotedCell(text, at, delimiter, final, notes) : null
    if (quoted === 'more') return null
    const end = quoted ? quoted.end : plainEnd(text, at, separator)
    if (end >= text.length && !final) return null
    if (cells.length > mostCells) throw new AtlasError('TOO_MANY_COLUMNS', `A line has more than ${mostCells} values: the file is not a table, or its line ends are missing`)
    cells.push(quoted ? quoted.value : text.slice(at, end))
    const c = text.charCodeAt(end)
    if (c === separator) { at = end + 1; continue }
    if (c === 13) {
      if (end + 1 >= text.length && !final) return null
      return { cells, next: text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1 }
    }
    return { cells, next: Math.min(end + 1, text.length) }
  }
}

function plainEnd(text: string, at: number, code: number): number {
  let i = at
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === code || c === 10 || c === 13) break
  }
  return i
}

/** Null: the cell at `at` is not quoted. 'more': its end has not come yet. */
function quotedCell(text: string, at: number, delimiter: string, final: boolean, notes: Notebook): { value: string; end: number } | 'more' | null {
  let open = at
  while (text[open] === ' ') open += 1
  if (text[open] !== '"') return null
  let value = ''
  let from = open + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) {
      if (!final && text.length - open < longestField) return 'more'
      notes.add('UNCLOSED_QUOTE', text.slice(open, open + 60))
      return null
    }
    if (quote + 1 >= text.length && !final) return 'more'
    value += text.slice(from, quote)
    if (text[quote + 1] === '"') { value += '"'; from = quote + 2; continue }
    const end = plainEnd(text, quote + 1, delimiter.charCodeAt(0))
    if (end >= text.length && !final) return 'more'
    const tail = text.slice(quote + 1, end)
    if (tail.trim() !== '') {
      const broken = value.includes('\n') || value.includes('\r')
      notes.add(broken ? 'UNCLOSED_QUOTE' : 'STRAY_QUOTE', text.slice(open, open + 60))
      if (broken) return null
      value += tail
    }
    return { value, end }
  }
}
