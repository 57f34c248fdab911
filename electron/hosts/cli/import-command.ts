import { basename, resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { dimensions } from '../../../shared/model/dimension.ts'
import type { ColumnOption, ImportOptions } from '../../../shared/model/import.ts'
import { fieldType, layerKind } from '../../../shared/model/layer.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'
import { oneOf, wholeNumber, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { withProject } from './session.ts'

/** Brings a file into a project, as a layer of its own or into one that is there. */
export async function importCommand(args: Arguments): Promise<unknown> {
  const [project, file] = args.positional as [string, string]
  requireFile(project)
  requireFile(file)
  const options = importOptionsOf(args)
  return withProject(project, 'write', async ({ core, call }) => {
    const token = core.hold({ path: resolve(file), name: basename(file) })
    const { layer, kind, read, imported, rejected, reasons, notes, changes } = await call('imports.run', { file: token, options })
    return { layer, kind, read, imported, rejected, reasons, notes, ...(changes ? { changes } : {}) }
  })
}

/** Lists, renames and forgets what is remembered of imports. */
export async function templatesCommand(args: Arguments): Promise<unknown> {
  const [project, action = 'list', name, to] = args.positional as [string, string?, string?, string?]
  requireFile(project)
  if (action === 'list') return withProject(project, 'read', ({ call }) => call('templates.list', {}))
  if (action !== 'rename' && action !== 'forget') throw new AtlasError('USAGE', `templates does list, rename or forget, not "${action}".`)
  return withProject(project, 'write', async ({ call }) => {
    const all = await call('templates.list', {})
    const found = all.find((one) => one.name === name)
    if (!found) throw new AtlasError('UNKNOWN_TEMPLATE', `No import template is called "${name ?? ''}". Templates here: ${all.map((one) => one.name).join(', ') || 'none yet'}.`)
    if (action === 'forget') return call('templates.forget', { id: found.id })
    if (to === undefined) throw new AtlasError('USAGE', 'The new name is missing. Use: atlas templates P.gpkg rename NAME NEW')
    return call('templates.rename', { id: found.id, name: to })
  })
}

function importOptionsOf(args: Arguments): ImportOptions {
  const { options } = args
  const mode = modeOf(args)
  if (options.template !== undefined && options.like !== undefined) throw new AtlasError('USAGE', '--template and --like say the same thing twice. Give one of them.')
  return {
    sublayer: options.layer, band: options.band, as: oneOf(args, 'as', layerKind.options), name: options.name, level: wholeNumber(args, 'level'), code: options.code, label: options.label, parent: options.parent,
    lon: options.lon, lat: options.lat, date: options.date, dimension: oneOf(args, 'dimension', dimensions), crs: options.crs, encoding: options.encoding, delimiter: options.delimiter,
    replace: mode === 'replace' || undefined, mode, into: options.into, key: options.key === undefined ? undefined : list(options.key), removeMissing: args.flags.has('remove-missing') || undefined,
    template: options.template, like: options.like, columns: columnsOf(args),
    header: wholeNumber(args, 'header'), decimal: oneOf(args, 'decimal', ['.', ','] as const), dates: oneOf(args, 'dates', ['dmy', 'mdy'] as const), position: options.position, order: oneOf(args, 'order', ['lat-lon', 'lon-lat'] as const),
  }
}

function modeOf(args: Arguments): ImportMode | undefined {
  const [mode, more] = (['replace', 'append', 'update'] as const).filter((one) => args.flags.has(one))
  if (more) throw new AtlasError('USAGE', `--${mode} and --${more} exclude each other. Give one of them.`)
  if (args.flags.has('remove-missing') && mode !== 'update') throw new AtlasError('USAGE', '--remove-missing goes with --update: records that the file does not have are taken away.')
  return mode
}

/** What `--skip`, `--rename` and `--types` say of each column. */
function columnsOf(args: Arguments): Record<string, ColumnOption> | undefined {
  const columns: Record<string, ColumnOption> = {}
  for (const name of list(args.options.skip)) columns[name] = { ...columns[name], skip: true }
  for (const [name, to] of pairs(args, 'rename')) columns[name] = { ...columns[name], name: to }
  for (const [name, type] of pairs(args, 'types')) {
    const known = fieldType.options.find((one) => one === type)
    if (!known) throw new AtlasError('USAGE', `--types knows ${fieldType.options.join(', ')}, not "${type}".`)
    columns[name] = { ...columns[name], type: known }
  }
  return Object.keys(columns).length > 0 ? columns : undefined
}

function pairs(args: Arguments, name: 'rename' | 'types'): [string, string][] {
  return list(args.options[name]).map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1 || at === pair.length - 1) throw new AtlasError('USAGE', `--${name} needs pairs like "column=${name === 'types' ? 'text' : 'name'}", not "${pair}".`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((part) => part.trim()).filter((part) => part !== '')
}
