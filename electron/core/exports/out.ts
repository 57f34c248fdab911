import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'

/** A file that is being written. `position` counts the bytes so far. */
export interface Out { write(data: string | Uint8Array): void; readonly position: number }

const bufferBytes = 1 << 20

/** Writes a new file through `work`, whole or not at all. Throws `DISK_FULL` where there is no room. */
export async function writeWhole(path: string, work: (out: Out) => Promise<void> | void): Promise<void> {
  const file = openSync(path, 'wx', 0o600)
  const held = Buffer.allocUnsafe(bufferBytes)
  let used = 0
  let position = 0
  const put = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
  }
  const flush = () => { put(held.subarray(0, used)); used = 0 }
  let whole = false
  try {
    await work({
      get position() { return position },
      write(data) {
        const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data
        position += bytes.length
        if (used + bytes.length > bufferBytes) flush()
        if (bytes.length > bufferBytes) { put(bytes); return }
        held.set(bytes, used)
        used += bytes.length
      },
    })
    flush()
    whole = true
  } catch (error) {
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as NodeJS.ErrnoException).code))) throw new AtlasError('DISK_FULL', 'There is no room for the exported file. Free some space and try again.')
    throw error
  } finally {
    closeSync(file)
    if (!whole) rmSync(path, { force: true })
  }
}
