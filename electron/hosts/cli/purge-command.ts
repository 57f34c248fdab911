import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { withProject, type CliSession } from './session.ts'

/** Lists the removed layers that the file still holds; with `--yes` deletes them for good and states what was deleted. `--layer` names one, also one that is not removed yet; `--restore` brings one back; `--runs` deletes the computations that used them too. */
export async function purgeCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  requireFile(project)
  const { layer: name, restore } = args.options
  const yes = args.flags.has('yes')
  if (restore !== undefined && (name !== undefined || yes)) throw new AtlasError('USAGE', '--restore brings a layer back, --layer and --yes delete it. Give one of them.')
  return withProject(project, yes || restore !== undefined ? 'write' : 'read', async (session) => {
    if (restore !== undefined) return { restored: (await session.call('layers.restore', { id: (await removedOf(session, restore))[0]! })).name }
    if (!yes) {
      const removed = await session.call('layers.removed', {})
      return { removed: name === undefined ? removed : removed.filter((one) => one.name === name || String(one.id) === name) }
    }
    const ids = name === undefined ? undefined : await removedOf(session, name, true)
    return session.call('layers.purge', { ids, runs: args.flags.has('runs') || undefined })
  })
}

/** The removed layers of that name or number. `takes`: one that is still in the lists is removed first. */
async function removedOf(session: CliSession, word: string, takes = false): Promise<number[]> {
  const found = (await session.call('layers.removed', {})).filter((one) => one.name === word || String(one.id) === word)
  if (found.length > 0) return found.map((one) => one.id)
  const present = (await session.call('layers.list', {})).find((one) => one.name === word)
  if (present && takes) { await session.call('layers.remove', { id: present.id }); return [present.id] }
  const names = (await session.call('layers.removed', {})).map((one) => `${one.name} (${one.id})`).join(', ')
  throw new AtlasError('UNKNOWN_LAYER', `No removed layer is called "${word}". Removed layers here: ${names || 'none'}.`)
}
