import { open, readFile, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { FieldType } from '../../../shared/model/layer.ts'
import type { SourceValue } from './format.ts'
import type { Notebook } from './notebook.ts'
import { encodingOfDbf } from './dbf-encoding.ts'
import { readDbfHeader } from './dbf-header.ts'
import type { DbfColumn, DbfHeader } from './dbf-header.ts'
import { cellReader, isLeftOut, textOf, typeOf } from './dbf-values.ts'

/** A dBase table open for reading. `read` answers rows by number from `start`; null stands for a row that is marked as deleted. */
export interface DbfTable {
  fields: { name: string; type: FieldType | null }[]
  rows: number
  encoding: string
  encodingWhy?: string
  recordBytes: number
  read(start: number, count: number): Promise<(SourceValue[] | null)[]>
  close(): Promise<void>
}

export interface DbfPaths { path: string; name: string; cpg: string | null; encoding?: string }

/** Opens a dBase table. Missing rows throw `FILE_TRUNCATED` unless `partly`, when a note tells. */
export async function openDbfTable({ path, name, cpg, encoding: given }: DbfPaths, notes: Notebook, partly: boolean): Promise<DbfTable> {
  const file = await open(path, 'r')
  try {
    const size = (await stat(path)).size
    if (size === 0) throw new AtlasError('EMPTY_FILE', `${name} is empty (0 bytes): export it again from its source`)
    const head = await bytesAt(file, 0, Math.min(size, 65_536))
    const header = readDbfHeader(head, name)
    const rows = rowsOf(header, size, name, notes, partly)
    const kept = header.columns.filter((column) => !isLeftOut(column))
    for (const column of header.columns) if (isLeftOut(column)) notes.add('COLUMN_LEFT_OUT', `${column.name.toString()} (memo or binary, kept in another file)`)
    const sample = await look(file, header, rows, kept)
    const cpgText = cpg ? (await readFile(cpg)).subarray(0, 200).toString('latin1') : null
    const found = encodingOfDbf({ given, cpg: cpgText, language: header.language, cells: sample.cells })
    if (found.note) notes.add(found.note.code, found.note.sample)
    const asText = kept.map((column, i) => (column.type === 'N' || column.type === 'F') && column.decimals === 0 && sample.unsafe.has(i))
    const names = fieldNames(kept, found.encoding, notes)
    const readers = kept.map((column, i) => cellReader(column, found.encoding, asText[i] ?? false, (text) => notes.add('VALUE_UNREADABLE', `${names[i]}: ${text}`)))
    return {
      fields: kept.map((column, i) => ({ name: names[i] ?? '', type: typeOf(column, !asText[i]) })),
      rows, encoding: found.encoding, encodingWhy: found.why, recordBytes: header.recordBytes,
      async read(start, count) {
        const records = await recordsAt(file, header, start, Math.min(count, rows - start))
        return records.map((record) => record[0] === 0x2a ? null : readers.map((read) => read(record)))
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

function rowsOf(header: DbfHeader, size: number, name: string, notes: Notebook, partly: boolean): number {
  const present = Math.max(0, Math.floor((size - header.headerBytes) / header.recordBytes))
  if (header.declaredRows === 0 && present > 0) {
    notes.add('ROW_COUNT_WRONG', `the header says 0 rows, the file holds ${present}`)
    return present
  }
  const cut = size - header.headerBytes - present * header.recordBytes
  const whole = present + (header.declaredRows === present + 1 && cut >= header.recordBytes - 1 ? 1 : 0)
  if (whole >= header.declaredRows) return header.declaredRows
  const told = `${name} says it has ${header.declaredRows} rows, but holds ${whole}`
  if (!partly) throw new AtlasError('FILE_TRUNCATED', `${told}: the file is cut off; copy or download it again.`)
  notes.add('ATTRIBUTES_MISSING', told, header.declaredRows - whole)
  return whole
}

/** Texts beyond ASCII from up to 20,000 rows, and the whole-number columns that hold more digits than a number keeps. */
async function look(file: FileHandle, header: DbfHeader, rows: number, columns: DbfColumn[]): Promise<{ cells: Buffer[]; unsafe: Set<number> }> {
  const cells: Buffer[] = []
  const unsafe = new Set<number>()
  const texts = columns.filter((column) => column.type === 'C')
  const wide = columns.flatMap((column, i) => ('NF'.includes(column.type) && column.decimals === 0 && column.length >= 16 ? [{ column, i }] : []))
  let held = 0
  const step = Math.max(1, Math.floor(1_000_000 / header.recordBytes))
  for (let start = 0; start < rows && (wide.length || start < 20_000); start += step) {
    for (const record of await recordsAt(file, header, start, Math.min(step, rows - start))) {
      for (const { at, length } of held < 131_072 ? texts : []) {
        const cell = record.subarray(at, at + length)
        if (!cell.some((byte) => byte > 127)) continue
        const end = cell.indexOf(0)
        cells.push(Buffer.from(end < 0 ? cell : cell.subarray(0, end)))
        held += length
      }
      for (const { column, i } of wide) {
        const digits = record.toString('latin1', column.at, column.at + column.length).trim()
        if (/^[-+]?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits))) unsafe.add(i)
      }
    }
  }
  return { cells: cells.map(withoutPadding), unsafe }
}

function withoutPadding(cell: Buffer): Buffer {
  let end = cell.length
  while (end > 0 && cell[end - 1] === 32) end -= 1
  return cell.subarray(0, end)
}

function fieldNames(columns: DbfColumn[], encoding: string, notes: Notebook): string[] {
  const taken = new Set<string>()
  return columns.map((column, i) => {
    const wanted = textOf(Buffer.from(column.name), encoding)?.trim() ?? ''
    let name = wanted || `column_${i + 1}`
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted || 'column'}_${n}`
    if (wanted && name !== wanted) notes.add('HEADER_REPEATED', `${wanted} → ${name}`)
    taken.add(name.toLowerCase())
    return name
  })
}

async function recordsAt(file: FileHandle, header: DbfHeader, start: number, count: number): Promise<Buffer[]> {
  if (count <= 0) return []
  const bytes = await bytesAt(file, header.headerBytes + start * header.recordBytes, count * header.recordBytes)
  return Array.from({ length: Math.ceil(bytes.length / header.recordBytes) }, (_, i) => {
    const record = bytes.subarray(i * header.recordBytes, (i + 1) * header.recordBytes)
    return record.length === header.recordBytes ? record : Buffer.concat([record, Buffer.alloc(header.recordBytes - record.length, 32)])
  })
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}
