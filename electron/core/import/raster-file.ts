import { closeSync, openSync, readSync } from 'node:fs'
import { isTiff } from '../formats/tiff-head.ts'

/** True where a file is a TIFF by its first bytes. */
export function isRasterFile(path: string): boolean {
  const head = new Uint8Array(4)
  const file = openSync(path, 'r')
  try {
    return readSync(file, head, 0, 4, 0) === 4 && isTiff(head)
  } finally {
    closeSync(file)
  }
}
