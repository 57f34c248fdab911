import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { framework, type Framework } from '../../shared/model/framework.ts'
import { AtlasError } from '../../shared/contract/errors.ts'
import type { Resource } from './core.ts'

/** `data/`, the nearest one above this file: beside the sources, or beside the bundle in a packed program. */
export const catalogueFolder = ((): string => {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'data', 'frameworks')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'data')
})()

/** A JSON file of `data/`, by its path below that folder. A missing or damaged one is a fault of the installation. */
export function readCatalogue(path: string, folder = catalogueFolder): unknown {
  const file = fileOf(path, folder)
  if (!file) throw new Error(`data/${path} is missing: the program is not installed whole`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`data/${path} is damaged: the program is not installed whole`, { cause: error })
  }
}

/** The frameworks that come with the program, by id. Throws where a shipped one breaks the schema. */
export function presetFrameworks(folder = catalogueFolder): Framework[] {
  const names = existsSync(join(folder, 'frameworks')) ? readdirSync(join(folder, 'frameworks')).filter((name) => name.endsWith('.json')) : []
  return names.toSorted().map((name) => {
    const parsed = framework.safeParse(readCatalogue(`frameworks/${name}`, folder))
    if (!parsed.success) throw new Error(`data/frameworks/${name}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
    return parsed.data
  })
}

/** What the page reads of `data/`: `catalogue/basemap/world-110m.json` and the like. Throws `NOT_FOUND` for everything else. */
export function catalogueResource(path: string, folder = catalogueFolder): Resource {
  const name = /^catalogue\/([^?#]+)/.exec(path)?.[1] ?? ''
  const file = name.startsWith('basemap/') ? fileOf(name, folder) : null
  if (!file) throw new AtlasError('NOT_FOUND', `The catalogue has no ${JSON.stringify(name.slice(0, 80))}.`)
  return { status: 200, type: 'application/json; charset=utf-8', body: readFileSync(file), cache: 3600 }
}

/** Only plain names: no dots at the start, no way up. */
function fileOf(path: string, folder: string): string | null {
  const file = join(folder, path)
  return /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9-]+)*\.json$/.test(path) && existsSync(file) ? file : null
}
