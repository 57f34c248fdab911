import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { framework, type Framework } from '../../shared/model/framework.ts'
import { AtlasError } from '../../shared/contract/errors.ts'
import type { Resource } from './core.ts'
import { catalogueFile, catalogueFolder, readCatalogue } from './data-file.ts'

export { readCatalogue } from './data-file.ts'

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
  const file = name.startsWith('basemap/') ? catalogueFile(name, folder) : null
  if (!file) throw new AtlasError('NOT_FOUND', `The catalogue has no ${JSON.stringify(name.slice(0, 80))}.`)
  return { status: 200, type: 'application/json; charset=utf-8', body: readFileSync(file), cache: 3600 }
}
