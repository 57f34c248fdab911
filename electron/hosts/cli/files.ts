import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Core } from '../../core/core.ts'

/** Throws `FILE_NOT_FOUND` or `NOT_A_FILE` when there is nothing to read. */
export function requireFile(path: string): void {
  if (!existsSync(path)) throw new AtlasError('FILE_NOT_FOUND', `There is no file "${basename(path)}" at that place. Check the name and the folder.`)
  if (!statSync(path).isFile()) throw new AtlasError('NOT_A_FILE', `"${basename(path)}" is a folder. Name the file itself.`)
}

/** Puts a produced file where the analyst wants it: whole or not at all. Throws `CANNOT_WRITE`. */
export function writeHeld(core: Core, token: string, to: string): void {
  const held = core.held(token)
  if (!held) throw new Error('the produced file is gone')
  const part = join(dirname(resolve(to)), `.${basename(to)}.part`)
  try {
    copyFileSync(held.path, part)
    renameSync(part, to)
  } catch (error) {
    rmSync(part, { force: true })
    throw new AtlasError('CANNOT_WRITE', `"${basename(to)}" cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Check the folder and the free space.`)
  }
}
