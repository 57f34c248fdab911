import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'

/** The path of the file beside `path` with the same stem and this extension (`.prj`), whatever the case of either; null where there is none. */
export async function companion(path: string, extension: string): Promise<string | null> {
  const stem = basename(path, extname(path))
  const wanted = stem + extension
  let names: string[]
  try {
    names = await readdir(dirname(path))
  } catch {
    return null
  }
  const found = names.find((name) => name === wanted) ?? names.find((name) => name === stem + extension.toUpperCase()) ?? names.find((name) => name.toLowerCase() === wanted.toLowerCase())
  return found ? join(dirname(path), found) : null
}
