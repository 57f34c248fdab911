import { existsSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'

/** The project named on the command line, or null: an existing `.gpkg` file; what looks like a switch is never taken for a file. */
export function projectIn(words: string[], packaged: boolean): string | null {
  const found = words.slice(packaged ? 1 : 2).find((word) => !word.startsWith('-') && extname(word).toLowerCase() === '.gpkg' && existsSync(word) && statSync(word).isFile())
  return found === undefined ? null : resolve(found)
}
