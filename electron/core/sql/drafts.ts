import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { translate } from './write.ts'

const sideFiles = ['', '-journal', '-wal', '-shm']

/** Where a file is made before it takes its place: beside the target, so that the last step is a rename. */
export function draftOf(target: string): string {
  return `${target}.new-${randomUUID().slice(0, 8)}`
}

/** Makes a file through a draft, synchronised to the disk before it is renamed: the target is the old file or the whole new one. */
export function replaceFile(target: string, make: (draft: string) => void): void {
  const draft = draftOf(target)
  try {
    make(draft)
    synchronise(draft)
    renameSync(draft, target)
    synchronise(dirname(target))
  } catch (error) {
    removeDraft(draft)
    throw translate(error)
  }
}

/** Removes a draft and what SQLite may have put beside it. */
export function removeDraft(draft: string): void {
  for (const suffix of sideFiles) rmSync(draft + suffix, { force: true })
}

/** Removes the drafts of a file that a killed process left beside it. */
export function sweepDrafts(target: string): void {
  const start = `${basename(target)}.new-`
  for (const name of readdirSync(dirname(target))) {
    if (name.startsWith(start) && /^[0-9a-f]{8}(-journal|-wal|-shm)?$/.test(name.slice(start.length))) rmSync(join(dirname(target), name), { force: true })
  }
}

/** Waits until a file or folder is on the disk. Windows cannot synchronise folders. */
export function synchronise(path: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
