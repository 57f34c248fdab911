import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import type { ZipFile } from 'yauzl'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { bomb, limits } from './zip-directory.ts'
import type { ZipEntry } from './zip-directory.ts'

/** Bytes that an archive may still unpack. */
export interface Budget { left: number }

/** Unpacks one entry to `path`, counting the bytes that really come and checking their sum. Throws `ZIP_BOMB`, `ZIP_CORRUPT` or `ZIP_UNSUPPORTED`. */
export async function extractEntry(zip: ZipFile, { entry, name: inner }: ZipEntry, path: string, name: string, budget: Budget, signal?: AbortSignal): Promise<void> {
  let bytes = 0
  let sum = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length
      budget.left -= chunk.length
      sum = crc32(chunk, sum)
      if (budget.left < 0) next(bomb(name, 'more than 2048 MB'))
      else if (bytes > limits.ratioFrom && bytes > entry.compressedSize * limits.ratio) next(bomb(name, 'packed more than 200 to 1'))
      else next(null, chunk)
    },
  })
  try {
    await pipeline(await openEntry(zip, entry), count, createWriteStream(path, { mode: 0o600 }), { signal })
  } catch (error) {
    if (error instanceof AtlasError || signal?.aborted) throw error
    const text = error instanceof Error ? error.message : ''
    if (/compression method/i.test(text)) throw new AtlasError('ZIP_UNSUPPORTED', `${name} is packed with a method that is not supported: unpack it and import the files.`)
    throw corrupt(name, inner)
  }
  if (bytes !== entry.uncompressedSize || sum !== entry.crc32) throw corrupt(name, inner)
}

function openEntry(zip: ZipFile, entry: ZipEntry['entry']): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => { if (stream) resolve(stream); else reject(error ?? new Error('no stream')) })
  })
}

function corrupt(name: string, inner: string): AtlasError {
  return new AtlasError('ZIP_CORRUPT', `${name} is damaged at "${inner.replace(/^.*\//, '').slice(0, 60)}": download it again.`)
}
