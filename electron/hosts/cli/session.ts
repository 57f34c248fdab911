import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { contract } from '../../../shared/contract/contract.ts'
import type { Core } from '../../core/core.ts'
import { openCore } from '../../core/open-core.ts'
import { startNode } from '../../core/process.ts'

/** A project opened for one command: calls go through the contract's validation as everywhere else. */
export interface CliSession {
  core: Core
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
}

/** Opens a project, does the work and closes it again whatever happens. `write` asks for the one writer's place and throws `PROJECT_LOCKED` when another program holds it. `dataFolder` is given by what works with files that the program keeps between runs. */
export async function withProject<T>(path: string, access: 'read' | 'write', work: (session: CliSession) => Promise<T>, dataFolder?: string): Promise<T> {
  const staging = mkdtempSync(join(tmpdir(), 'atlas-'))
  const abort = new AbortController()
  const stop = () => abort.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  let core: Core | null = null
  try {
    core = await openCore({ project: resolve(path), access: access === 'write' ? 'exclusive' : 'read', staging, dataFolder: dataFolder ?? staging, start: startNode })
    const open = core
    return await work({
      core: open,
      call: (name, input) => {
        const checked = contract[name].input.safeParse(input)
        if (!checked.success) throw new AtlasError('INPUT_INVALID', checked.error.issues.map((issue) => `${issue.path.join('.') || name}: ${issue.message}`).join('; '))
        return open.call(name, checked.data as Input<typeof name>, { report: progressLine(), signal: abort.signal })
      },
    })
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await core?.close()
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Progress for people and logs on standard error: at most one line a second. */
function progressLine(): (progress: { step: string; done: number; total: number | null }) => void {
  let last = performance.now()
  return ({ step, done, total }) => {
    if (performance.now() - last < 1000) return
    last = performance.now()
    process.stderr.write(total ? `${step}: ${Math.floor((done / total) * 100)} %\n` : `${step}: ${done}\n`)
  }
}

/** The area set of that name. Throws `UNKNOWN_AREAS` with the names there are. */
export async function areaSetByName(session: CliSession, name: string | undefined): Promise<Output<'areaSets.list'>[number]> {
  const sets = await session.call('areaSets.list', {})
  const found = sets.find((one) => one.name === name)
  if (!found) throw new AtlasError('UNKNOWN_AREAS', name ? `No area set is called "${name}". ${listed(sets.map((one) => one.name), 'Area sets')}` : `--areas is missing. ${listed(sets.map((one) => one.name), 'Area sets')}`)
  return found
}

/** The layer of that name. Throws `UNKNOWN_LAYER` with the names there are. */
export async function layerByName(session: CliSession, name: string): Promise<Output<'layers.list'>[number]> {
  const layers = await session.call('layers.list', {})
  const found = layers.find((one) => one.name === name)
  if (!found) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}". ${listed(layers.map((one) => one.name), 'Layers')}`)
  return found
}

/** The run of that number, or the newest for `latest`. Throws `UNKNOWN_RUN`. */
export async function runById(session: CliSession, text: string | undefined): Promise<number> {
  const runs = await session.call('runs.list', {})
  const wanted = text === undefined || text === 'latest' ? Math.max(...runs.map((one) => one.id)) : Number(text)
  if (!runs.some((one) => one.id === wanted)) throw new AtlasError('UNKNOWN_RUN', runs.length ? `No run has the number "${text}". ${listed(runs.map((one) => String(one.id)), 'Runs')}` : 'The project holds no run yet. Compute one with: atlas profile')
  return wanted
}

function listed(names: string[], what: string): string { return names.length ? `${what} here: ${names.join(', ')}.` : `${what} here: none yet.` }
