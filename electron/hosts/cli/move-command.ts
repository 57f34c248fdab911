import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { columnRule, type EditionColumn, type EditionPair, type EditionWeights } from '../../../shared/model/edition.ts'
import { numberOf } from '../../../shared/analysis/measures/numbers.ts'
import { findDelimiter } from '../../core/formats/csv-delimiter.ts'
import { createRecordReader } from '../../core/formats/csv-records.ts'
import { createNotebook } from '../../core/formats/notebook.ts'
import { listColumns } from '../../core/services/editions-list.ts'
import { decimal, type Arguments } from './arguments.ts'
import { requireFile, writeHeld } from './files.ts'
import { areaSetByName, layerByName, withProject, type CliSession } from './session.ts'

/** Moves a table or the values of an area set to another edition of the areas, or with `--preview` says what would happen. */
export async function moveCommand(args: Arguments): Promise<unknown> {
  const [project, layerName] = args.positional as [string, string]
  const { options, flags } = args
  requireFile(project)
  const preview = flags.has('preview')
  return withProject(project, preview ? 'read' : 'write', async (session) => {
    const layer = await layerByName(session, layerName)
    const from = options.from === undefined ? undefined : (await areaSetByName(session, options.from)).id
    if (options.to === undefined) throw new AtlasError('USAGE', '--to is missing: the area set to move to.')
    const to = (await areaSetByName(session, options.to)).id
    const request = { layer: layer.id, from, to, weights: await weightsOf(session, options.weights ?? 'area'), tolerance: decimal(args, 'tolerance'), columns: columnsOf(options.columns) }
    if (preview) return session.call('editions.preview', request)
    const moved = await session.call('editions.move', { ...request, name: options.name, replace: flags.has('replace') || undefined })
    if (options.out !== undefined) writeHeld(session.core, (await session.call('editions.export', { layer: moved.layerId })).download, options.out)
    return moved
  })
}

/** `area`, `codes`, `population:LAYER` or `population:LAYER:FIELD`, `table:FILE` or `table:LAYER`. Throws `USAGE`. */
async function weightsOf(session: CliSession, text: string): Promise<EditionWeights> {
  const [kind, rest] = [text.split(':', 1)[0]!, text.slice(text.indexOf(':') + 1)]
  if (text === 'area' || text === 'codes') return { by: text }
  if (kind === 'population' && rest !== text) {
    const names = (await session.call('layers.list', {})).map((one) => one.name)
    const cut = rest.lastIndexOf(':')
    const [name, field] = names.includes(rest) || cut < 1 ? [rest, undefined] : [rest.slice(0, cut), rest.slice(cut + 1)]
    return { by: 'population', layer: (await layerByName(session, name)).id, field }
  }
  if (kind === 'table' && rest !== text) return existsSync(rest) ? { by: 'pairs', name: basename(rest), pairs: pairsOfFile(rest) } : { by: 'table', layer: (await layerByName(session, rest)).id }
  throw new AtlasError('USAGE', `--weights is area, codes, population:LAYER or table:FILE, not "${text}".`)
}

/** `a:sum,b:mean,c:mean:weightcolumn`; a name with a comma or colon stands in double quotes. Throws `USAGE`. */
function columnsOf(text: string | undefined): EditionColumn[] | undefined {
  if (text === undefined) return undefined
  return [...text.matchAll(/\s*((?:"(?:[^"]|"")*"|[^,"])+)\s*(?:,|$)/g)].map(([, one]) => {
    const [name = '', rule, weight] = [...one!.matchAll(/(?:^|:)((?:"(?:[^"]|"")*"|[^:"])*)/g)].map(([, part]) => part!.trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'))
    const known = columnRule.safeParse(rule)
    if (name === '' || !known.success) throw new AtlasError('USAGE', `--columns takes column:rule with ${columnRule.options.join(', ')}, several with commas, not "${one}".`)
    return { name, rule: known.data, ...(weight ? { weight } : {}) }
  })
}

/** The lines of a list of changes in a CSV file. Throws `EDITION_LIST_UNREADABLE`. */
function pairsOfFile(path: string): EditionPair[] {
  requireFile(path)
  if (!/\.(csv|tsv|txt)$/i.test(path)) throw new AtlasError('EDITION_LIST_UNREADABLE', `"${basename(path)}" is no CSV. Import it as a table and name that layer instead, or save it as CSV.`)
  const clean = readFileSync(path, 'utf8').replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, '')
  const reader = createRecordReader(findDelimiter(clean.slice(0, 64_000)).delimiter, createNotebook())
  const [head = [], ...lines] = [...reader.write(clean), ...reader.end()]
  const columns = listColumns(head.map((cell) => cell.trim()))
  const at = (name: string | undefined): number => (name === undefined ? -1 : head.findIndex((cell) => cell.trim() === name))
  const [from, to, weight] = [at(columns.from), at(columns.to), at(columns.weight)]
  if (from < 0 || to < 0) throw new AtlasError('EDITION_LIST_UNREADABLE', `"${basename(path)}" does not say which columns hold the old and the new codes. Call them "old_code", "new_code" and "weight".`)
  return lines.filter((line) => line.some((cell) => cell.trim() !== '')).map((line) => ({ from: line[from]?.trim() ?? '', to: line[to]?.trim() ?? '', weight: weight < 0 ? null : numberOf(line[weight]) }))
}
