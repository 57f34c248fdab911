import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { runFormat } from '../../../shared/model/export.ts'
import { isoDate, type Arguments } from './arguments.ts'
import { formatOf } from './data-commands.ts'
import { requireFile, writeHeld } from './files.ts'
import { areaSetByName, runById, withProject, type CliSession } from './session.ts'

export async function profileCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  const { options } = args
  requireFile(project)
  const format = options.out === undefined ? null : formatOf(options.out, runFormat.options)
  return withProject(project, 'write', async (session) => {
    const set = await areaSetByName(session, options.areas)
    const framework = await frameworkOf(session, options.framework)
    const done = await session.call('profiles.compute', { framework, areaSet: set.id, from: isoDate(args, 'from'), to: isoDate(args, 'to'), bind: bindings(options.bind) })
    if (options.out && format) writeHeld(session.core, (await session.call('runs.export', { run: done.run, format })).download, options.out)
    return done
  })
}

export async function frameworkCommand(args: Arguments): Promise<unknown> {
  const [project, action, what] = args.positional as [string, string, string | undefined]
  requireFile(project)
  if (action === 'list') return withProject(project, 'read', async ({ call }) => ({ frameworks: await call('frameworks.list', {}) }))
  if (what === undefined) throw new AtlasError('USAGE', `framework ${action} needs ${action === 'add' ? 'a file' : 'an id'}.`)
  if (action === 'show') return withProject(project, 'read', ({ call }) => call('frameworks.get', { id: what }))
  if (action === 'add') return withProject(project, 'write', async ({ call }) => { const { id, version } = await call('frameworks.add', { framework: readJson(what) }); return { id, version } })
  throw new AtlasError('USAGE', `"${action}" is not something to do with frameworks. Use add, list or show.`)
}

export async function explainCommand(args: Arguments): Promise<unknown> {
  requireFile(args.positional[0]!)
  const area = args.options.area
  if (!area) throw new AtlasError('USAGE', '--area is missing: the code of one area.')
  return withProject(args.positional[0]!, 'read', async (session) => session.call('profiles.area', { run: await runById(session, args.options.run), code: area }))
}

export async function checkDataCommand(args: Arguments): Promise<unknown> {
  requireFile(args.positional[0]!)
  return withProject(args.positional[0]!, 'read', async (session) => session.call('runs.check', { run: await runById(session, args.options.run) }))
}

export async function replayCommand(args: Arguments): Promise<unknown> {
  requireFile(args.positional[0]!)
  return withProject(args.positional[0]!, 'read', async (session) => session.call('runs.replay', { run: await runById(session, args.options.run) }))
}

/** The id of a framework that is stored or a preset, or of a file, which is stored first. */
async function frameworkOf(session: CliSession, given: string | undefined): Promise<string> {
  const known = (await session.call('frameworks.list', {})).map((one) => one.id)
  if (given !== undefined && known.includes(given)) return given
  if (given !== undefined && existsSync(given)) return (await session.call('frameworks.add', { framework: readJson(given) })).id
  throw new AtlasError('UNKNOWN_FRAMEWORK', given === undefined ? `--framework is missing. Frameworks here: ${known.join(', ')}.` : `"${given}" is neither a framework nor a file. Frameworks here: ${known.join(', ')}.`)
}

function bindings(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined
  return Object.fromEntries(text.split(',').map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1 || at === pair.length - 1) throw new AtlasError('USAGE', `--bind takes slot=LAYER, several with commas, not "${pair}".`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  }))
}

function readJson(path: string): unknown {
  requireFile(path)
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new AtlasError('FRAMEWORK_INVALID', `"${basename(path)}" is not JSON: ${error instanceof Error ? error.message : 'unreadable'}. Mend the file and try again.`)
  }
}
