import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { measureKinds } from '../../../shared/model/framework.ts'
import { csvLine } from '../../core/exports/csv.ts'
import { requireFile } from './files.ts'
import { decimal, isoDate, oneOf, type Arguments } from './arguments.ts'
import { areaSetByName, layerByName, withProject } from './session.ts'

export async function measureCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  const { options } = args
  requireFile(project)
  const kind = oneOf(args, 'kind', measureKinds)
  if (!kind) throw new AtlasError('USAGE', `--kind is missing. It is one of ${measureKinds.join(', ')}.`)
  return withProject(project, 'read', async (session) => {
    const set = await areaSetByName(session, options.areas)
    const layer = await layerByName(session, options.layer ?? '')
    const times = decimal(args, 'times') ?? 1
    const result = await session.call('measures.compute', {
      areaSet: set.id, layer: layer.name,
      measure: {
        layer: layer.name, kind, field: options.field, where: options.where, from: kind === 'nearest-distance' ? options.from : isoDate(args, 'from'), to: isoDate(args, 'to'), km: decimal(args, 'km'), population: options.population,
        rule: oneOf(args, 'rule', ['fraction', 'centre', 'touched'] as const), threshold: decimal(args, 'threshold'), expression: options.expression, precision: oneOf(args, 'precision', ['all', 'respect'] as const),
        per: options.per === undefined ? undefined : { by: options.per, times },
      },
    })
    const lines = [csvLine(['code', 'name', 'value', 'coverage']), ...result.codes.map((code, i) => csvLine([code, result.names[i], result.values[i], result.coverage[i]]))]
    const text = `${lines.join('\n')}\n`
    if (options.out) writeFileSync(options.out, text)
    else if (!args.flags.has('json')) process.stdout.write(text)
    return { areas: result.codes.length, missing: result.values.filter((value) => value === null).length, notes: result.notes }
  })
}

/** The format of a file by the end of its name. Throws `FORMAT_UNSUPPORTED` with the endings there are. */
export function formatOf<T extends string>(file: string, formats: readonly T[]): T {
  const name = basename(file).toLowerCase()
  const found = formats.find((one) => name.endsWith(`.${one}`))
  if (!found) throw new AtlasError('FORMAT_UNSUPPORTED', `Nothing is written as "${basename(file)}". Choose a file name that ends in ${formats.map((one) => `.${one}`).join(', ')}.`)
  return found
}
