import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The folder of real data beside the project's root, or null where it is missing: tests that need it then skip (`it.skipIf(!shared)`). */
const folder = resolve(import.meta.dirname, '../../shared')
export const shared = existsSync(`${folder}/fixtures/README.md`) ? folder : null

/** The path of a file under `../shared`. */
export function sharedFile(path: string): string {
  return `${folder}/${path}`
}
