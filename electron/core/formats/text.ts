import { isUtf8 } from 'node:buffer'
import { open, stat } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { guessEncoding, markedEncoding } from './encoding.ts'
import { readFile } from './read-file.ts'

/** A text file whose encoding is known. `chunks` decodes it from the start, in pieces of about 1 MB; `done` counts the bytes that the last `chunks` has read. */
export interface TextFile {
  encoding: string
  why: 'given' | 'mark' | 'utf-8' | 'guessed'
  note: { code: string; sample: string } | null
  size: number
  done(): number
  chunks(): AsyncGenerator<string>
}

const chunkBytes = 1 << 20

/** Small files are read in small pieces: buffers of 1 MB for some lines cost more than the lines. */
function pieceOf(size: number): number { return Math.min(chunkBytes, Math.max(4096, size + 1)) }

/** Opens a text file: the given encoding, else a mark, else strict UTF-8 over the whole file, else a guess from the lines that hold other bytes. */
export async function openText(path: string, name: string, given?: string): Promise<TextFile> {
  const size = (await stat(path)).size
  if (size === 0) throw new AtlasError('EMPTY_FILE', `${name} is empty (0 bytes): export it again from its source`)
  const found: Pick<TextFile, 'encoding' | 'why' | 'note'> = given ? { encoding: checkedEncoding(given), why: 'given', note: null } : await findEncoding(path, size)
  let done = 0
  return {
    ...found, size, done: () => done,
    async *chunks() {
      done = 0
      const decoder = found.encoding === 'utf-8' ? utf8Decoder() : iconv.getDecoder(found.encoding)
      for await (const chunk of readFile(path, pieceOf(size))) {
        done += chunk.length
        const text = decoder.write(chunk)
        if (text) yield text
      }
      const rest = decoder.end()
      if (rest) yield rest
    },
  }
}

/** The first bytes of a file (64 KB at most), by which formats recognise it. */
export async function readHead(path: string, length = 65536): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The first bytes as text, whatever their Unicode form: for recognising only. */
export function headText(head: Uint8Array): string {
  const marked = markedEncoding(head)
  return iconv.decode(Buffer.from(head), marked ?? 'latin1').replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '')
}

/** True where the first bytes hold control characters that no text has. */
export function looksBinary(head: Uint8Array): boolean {
  if (markedEncoding(head)) return false
  let controls = 0
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1e && byte !== 0x1a) controls += 1
  return controls > Math.max(4, head.length * 0.02)
}

/** The encoding that the analyst named, in lower case. Throws `UNKNOWN_ENCODING`. */
export function checkedEncoding(given: string): string {
  const shown = given.slice(0, 40)
  if (!iconv.encodingExists(given)) throw new AtlasError('UNKNOWN_ENCODING', `The encoding ${shown} is not known: try utf-8, windows-1252, windows-1256, cp850 or macintosh`)
  return /^utf-?8$/i.test(given) ? 'utf-8' : given.toLowerCase()
}

async function findEncoding(path: string, size: number): Promise<Pick<TextFile, 'encoding' | 'why' | 'note'>> {
  const marked = markedEncoding(await readHead(path, 4096))
  if (marked) return { encoding: marked, why: 'mark', note: null }
  const sample = await otherBytes(path, size)
  if (!sample) return { encoding: 'utf-8', why: 'utf-8', note: null }
  return { ...guessEncoding(sample), why: 'guessed' }
}

/** Null when the whole file is UTF-8; else up to 256 KB of it: the surroundings of bytes beyond ASCII. */
async function otherBytes(path: string, size: number): Promise<Uint8Array | null> {
  let valid = true
  let rest: Buffer = Buffer.alloc(0)
  const samples: Buffer[] = []
  let sampled = 0
  for await (const part of readFile(path, pieceOf(size))) {
    const chunk = rest.length ? Buffer.concat([rest, part]) : part
    const end = wholeCharacters(chunk)
    if (valid && !isUtf8(chunk.subarray(0, end))) valid = false
    for (let i = 0; sampled < 262144 && i < end; i++) {
      if (chunk[i]! < 0x80) continue
      const piece = chunk.subarray(Math.max(0, i - 24), Math.min(end, i + 200))
      samples.push(Buffer.from(piece))
      sampled += piece.length
      i += 199
    }
    if (!valid && sampled >= 262144) break
    rest = Buffer.from(chunk.subarray(end))
  }
  if (rest.length) valid = false
  return valid ? null : Buffer.concat([...samples, rest])
}

/** The length without a multi-byte character that the chunk's end cuts. */
function wholeCharacters(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back]!
    if (byte < 0x80) return chunk.length
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? chunk.length - back : chunk.length
  }
  return chunk.length
}

function utf8Decoder(): { write(chunk: Buffer): string; end(): string } {
  const decoder = new TextDecoder('utf-8')
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}
