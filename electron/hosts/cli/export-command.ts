import { basename } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { audience, layerFormat, runFormat, type ExportOptions } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { oneOf, type Arguments } from './arguments.ts'
import { requireFile, writeHeld } from './files.ts'
import { formatOf } from './data-commands.ts'
import { areaSetByName, layerByName, runById, withProject, type CliSession } from './session.ts'

/** Writes a layer or a run as the audience may have it; with `--describe` a text beside it says where the data came from. `--plan` writes nothing and says what would go out. */
export async function exportCommand(args: Arguments): Promise<unknown> {
  const [project, name, file] = args.positional as [string, string, string]
  requireFile(project)
  return withProject(project, 'read', async (session) => {
    const describe = args.flags.has('describe') || undefined
    if (name.startsWith('run:')) {
      const run = await runById(session, name.slice(4))
      const format = formatOf(file, runFormat.options)
      const options: ExportOptions = { audience: oneOf(args, 'audience', audience.options), columns: list(args.options.columns), codes: list(args.options.codes), hxl: args.flags.has('hxl') || undefined, describe }
      return args.flags.has('plan') ? session.call('exports.plan', { run, format, ...options }) : written(session, await session.call('runs.export', { run, format, ...options }), file)
    }
    const layer = await layerByName(session, name)
    const format = formatOf(file, layerFormat.options)
    const options: ExportOptions = {
      audience: oneOf(args, 'audience', audience.options), hxl: args.flags.has('hxl') || undefined, describe, columns: list(args.options.columns), codes: list(args.options.codes),
      with: await tablesOf(session, layer, args.options.with), countBy: args.options['count-by'] === undefined ? undefined : (await areaSetByName(session, args.options['count-by'])).id,
    }
    return args.flags.has('plan') ? session.call('exports.plan', { layer: layer.id, format, ...options }) : written(session, await session.call('layers.export', { id: layer.id, format, ...options }), file)
  })
}

interface Produced { download: string; rows: number; notes: unknown[]; about?: { download: string; name: string } | undefined }

function written({ core }: CliSession, produced: Produced, file: string): unknown {
  writeHeld(core, produced.download, file)
  if (produced.about) writeHeld(core, produced.about.download, `${file}.txt`)
  return { file: basename(file), rows: produced.rows, ...(produced.about ? { about: `${basename(file)}.txt` } : {}), ...(produced.notes.length > 0 ? { notes: produced.notes } : {}) }
}

/** The tables to join, by name; `all` are those whose rows are known to name areas. */
async function tablesOf(session: CliSession, layer: Layer, text: string | undefined): Promise<number[] | undefined> {
  if (text === undefined) return undefined
  if (text === 'all') {
    const { tables } = await session.call('exports.plan', { layer: layer.id, format: 'csv' })
    if (tables.length === 0) throw new AtlasError('JOIN_MISSING', `No table names the areas of "${layer.name}". Join one first.`)
    return tables.map((one) => one.layer)
  }
  const ids: number[] = []
  for (const name of list(text)!) ids.push((await layerByName(session, name)).id)
  return ids
}

function list(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : text.split(',').map((part) => part.trim()).filter((part) => part !== '')
}
