import { basename, resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { BasemapState } from '../../../shared/model/basemap.ts'
import { dataFolder } from '../folders.ts'
import type { Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { withProject } from './session.ts'

/** Adds a file of map tiles to those of this computer and chooses it for the project; lists, chooses and removes them, by name or id. */
export async function basemapCommand(args: Arguments): Promise<unknown> {
  const [project, action, what] = args.positional as [string, string, string?]
  requireFile(project)
  if (!['add', 'list', 'use', 'remove'].includes(action)) throw new AtlasError('USAGE', `basemap takes add, list, use or remove, not "${action}".`)
  if (action !== 'list' && what === undefined) throw new AtlasError('USAGE', action === 'add' ? 'The file is missing. Use: atlas basemap P.gpkg add FILE.pmtiles' : `The name is missing. Use: atlas basemap P.gpkg ${action} NAME`)
  if (action === 'add') requireFile(what!)
  return withProject(project, action === 'list' ? 'read' : 'write', async ({ core, call }) => {
    const state = await call('basemaps.list', {})
    if (action === 'list') return state
    if (action === 'add') {
      const added = await call('basemaps.add', { file: core.hold({ path: resolve(what!), name: basename(what!) }), name: args.options.name })
      await call('basemaps.choose', { choice: added.id })
      return added
    }
    if (action === 'remove') return call('basemaps.remove', { id: idOf(state, what!) })
    return call('basemaps.choose', { choice: what === 'plain' || what === 'political' ? what : idOf(state, what!) })
  }, dataFolder())
}

function idOf({ list }: BasemapState, word: string): string {
  const found = list.filter((one) => one.id === word || one.name === word)
  if (found.length === 1) return found[0]!.id
  const names = list.map((one) => `${one.name} (${one.id})`).join(', ')
  throw new AtlasError('UNKNOWN_BASEMAP', `${found.length ? `Several basemaps are called "${word}": give the id.` : `No basemap is called "${word}".`} ${list.length ? `Basemaps here: ${names}.` : 'None is here yet: add one with atlas basemap P.gpkg add FILE.'}`)
}
