import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { AtlasError } from '../../../shared/contract/errors.ts'

/** A file in an archive whose name and sizes have been found harmless. */
export interface ZipEntry { name: string; bytes: number; entry: Entry }

export const limits = { entries: 10_000, bytes: 2 ** 31, ratio: 200, ratioFrom: 2 ** 20 }

/** Opens an archive and reads its directory. Throws `NOT_A_ZIP`, `FILE_TRUNCATED`, `ZIP_UNSAFE`, `ZIP_BOMB` or `ZIP_ENCRYPTED` before anything is unpacked. */
export async function readDirectory(path: string, name: string): Promise<{ zip: ZipFile; entries: ZipEntry[] }> {
  const zip = await openArchive(path, name)
  try {
    if (zip.entryCount > limits.entries) throw bomb(name, `${zip.entryCount} entries; at most ${limits.entries} are read`)
    const all = await listEntries(zip, name)
    const entries = all.map((entry) => ({ name: nameOf(entry), bytes: entry.uncompressedSize, entry }))
    for (const entry of entries) checkEntry(entry, name)
    checkNames(entries, name)
    checkOverlap(all, name)
    const total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
    if (total > limits.bytes) throw bomb(name, `${Math.round(total / 2 ** 20)} MB when unpacked; at most 2048 MB are read`)
    return { zip, entries: entries.filter((entry) => !entry.name.endsWith('/') && !isResourceFork(entry.name)) }
  } catch (error) {
    zip.close()
    throw error
  }
}

export function bomb(name: string, what: string): AtlasError {
  return new AtlasError('ZIP_BOMB', `${name} would unpack to too much (${what}): unpack it yourself and import the files you need.`)
}

async function openArchive(path: string, name: string): Promise<ZipFile> {
  const file = await open(path, 'r')
  const head = Buffer.alloc(4)
  const { bytesRead } = await file.read(head, 0, 4, 0)
  await file.close()
  if (bytesRead === 0) throw new AtlasError('EMPTY_FILE', `${name} is empty (0 bytes): export it again from its source`)
  const magic = head.toString('latin1')
  if (!magic.startsWith('PK')) throw new AtlasError('NOT_A_ZIP', `${name} is not a zip archive, perhaps a web page saved under this name: download it again.`)
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (zip) resolve(zip)
      else reject(/end of central directory|fewer bytes|range/i.test(error?.message ?? '') ? new AtlasError('FILE_TRUNCATED', `${name} is cut off: the end of the archive is missing; download it again.`) : corrupt(name))
    })
  })
}

function listEntries(zip: ZipFile, name: string): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const found: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      found.push(entry)
      if (found.length > limits.entries) reject(bomb(name, `more than ${limits.entries} entries`))
      else zip.readEntry()
    })
    zip.once('end', () => resolve(found))
    zip.once('error', (error: Error) => reject(/encrypt/i.test(error.message) ? encrypted(name) : corrupt(name)))
    zip.readEntry()
  })
}

function checkEntry({ name: inner, entry }: ZipEntry, name: string): void {
  const raw = entry.fileNameRaw.toString('latin1')
  if (raw.includes('\\') || /[\0-\x1f]/.test(raw) || inner.startsWith('/') || /^[A-Za-z]:/.test(inner) || inner.split('/').includes('..') || inner === '') throw unsafe(name, `an entry is named ${shown(inner)}`)
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) throw unsafe(name, `${shown(inner)} is a link`)
  if (entry.generalPurposeBitFlag & 1) throw encrypted(name)
  if (entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio) throw bomb(name, `${shown(inner)} is packed ${Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize))} to 1`)
}

function checkNames(entries: ZipEntry[], name: string): void {
  const taken = new Set<string>()
  for (const { name: inner } of entries) {
    const key = inner.normalize('NFC').toLowerCase()
    if (taken.has(key)) throw unsafe(name, `two entries are named ${shown(inner)}`)
    taken.add(key)
  }
}

/** Entries that share bytes are the trick of small archives that unpack without end. */
function checkOverlap(entries: Entry[], name: string): void {
  const sorted = entries.map((entry) => ({ from: entry.relativeOffsetOfLocalHeader, to: entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize })).sort((a, b) => a.from - b.from)
  if (sorted.some((item, i) => item.from < (sorted[i - 1]?.to ?? 0))) throw bomb(name, 'entries overlap')
}

/** UTF-8 where the entry says so or the bytes are it, else code page 437. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  return isUtf8(raw) ? raw.toString('utf8') : iconv.decode(raw, 'cp437')
}

/** What macOS and Windows add beside the data. */
function isResourceFork(name: string): boolean {
  return name.split('/').some((part) => part === '__MACOSX' || part.startsWith('._') || part === '.DS_Store' || /^(thumbs\.db|desktop\.ini)$/i.test(part))
}

function unsafe(name: string, what: string): AtlasError {
  return new AtlasError('ZIP_UNSAFE', `${name} is refused because ${what}: pack the files again without folders, links or repeated names.`)
}

function encrypted(name: string): AtlasError {
  return new AtlasError('ZIP_ENCRYPTED', `${name} is protected by a password: unpack it first and import the files.`)
}

function corrupt(name: string): AtlasError {
  return new AtlasError('ZIP_CORRUPT', `${name} is a damaged archive: download it again.`)
}

function shown(inner: string): string {
  const clean = inner.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/^.*[/\\]/, '…')
  return `"${clean.slice(0, 60)}"`
}
