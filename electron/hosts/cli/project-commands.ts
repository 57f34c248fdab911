import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { previewPath } from '../../core/services/imports.ts'
import { createEmptyProject } from '../../core/services/project.ts'
import { checkProject } from '../../core/sql/check.ts'
import type { Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { withProject } from './session.ts'
import { startNode } from '../../core/process.ts'

export async function newCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  if (existsSync(project)) throw new AtlasError('FILE_EXISTS', `"${basename(project)}" exists already. Choose another name; nothing was overwritten.`)
  if (!project.endsWith('.gpkg')) throw new AtlasError('USAGE', `A project's name ends in .gpkg: call it "${basename(project)}.gpkg".`)
  const title = args.options.title ?? basename(project, '.gpkg')
  createEmptyProject(resolve(project), title)
  return { title, file: basename(project) }
}

export async function infoCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  requireFile(project)
  return withProject(project, 'read', async ({ call }) => {
    const [status, layers, areaSets, runs, frameworks] = [await call('project.status', {}), await call('layers.list', {}), await call('areaSets.list', {}), await call('runs.list', {}), await call('frameworks.list', {})]
    return {
      title: status.title, schema: status.schema,
      areaSets: areaSets.map(({ name, level, count }) => ({ name, level, count })),
      layers: layers.map(({ name, kind, rows, dimension, from, to, bbox }) => ({ name, kind, rows, dimension, from, to, bbox })),
      frameworks: frameworks.filter((one) => !one.preset).map(({ id, version }) => ({ id, version })), runs: runs.map(({ id, framework, areaSetName, areas, missing }) => ({ id, framework, areas: areaSetName, count: areas, missing })),
    }
  })
}

export async function checkCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  requireFile(project)
  return checkProject(project)
}

export async function inspectCommand(args: Arguments): Promise<unknown> {
  const [file] = args.positional as [string]
  requireFile(file)
  const abort = new AbortController()
  return previewPath({ path: resolve(file), name: basename(file) }, { sublayer: args.options.layer, encoding: args.options.encoding, crs: args.options.crs }, startNode, abort.signal)
}
