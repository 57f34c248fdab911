import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** `data/`, the nearest one above this file: beside the sources, or beside the bundle in a packed program. */
export const catalogueFolder = ((): string => {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'data', 'basemap')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'data')
})()

/** A JSON file of `data/`, by its path below that folder. A missing or damaged one is a fault of the installation. */
export function readCatalogue(path: string, folder = catalogueFolder): unknown {
  const file = catalogueFile(path, folder)
  if (!file) throw new Error(`data/${path} is missing: the program is not installed whole`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`data/${path} is damaged: the program is not installed whole`, { cause: error })
  }
}

/** Where a JSON file of `data/` lies, or null. Only plain names: no dots at the start, no way up. */
export function catalogueFile(path: string, folder = catalogueFolder): string | null {
  const file = join(folder, path)
  return /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9-]+)*\.json$/.test(path) && existsSync(file) ? file : null
}
