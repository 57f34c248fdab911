import { createHash } from 'node:crypto'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { readFile } from './read-file.ts'

/** SHA-256 (hex) over the bytes of files, one after another. `read` hears how many bytes were read so far. Throws `CANCELLED`. */
export async function hashFiles(paths: readonly string[], signal: AbortSignal, read: (bytes: number) => void = () => {}): Promise<string> {
  const hash = createHash('sha256')
  let bytes = 0
  for (const path of paths) {
    for await (const chunk of readFile(path, 1 << 20)) {
      if (signal.aborted) throw new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.')
      hash.update(chunk)
      bytes += chunk.length
      read(bytes)
    }
  }
  return hash.digest('hex')
}
