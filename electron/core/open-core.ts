import { mkdirSync } from 'node:fs'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import { AtlasError } from '../../shared/contract/errors.ts'
import { catalogueResource } from './catalogue.ts'
import type { CallContext, Core, StartProcess } from './core.ts'
import { areaCalls } from './services/areas.ts'
import { openBasemaps } from './services/basemaps.ts'
import type { Calls } from './services/calls.ts'
import { exportCalls } from './services/exports.ts'
import { doctorCalls } from './services/doctor.ts'
import { editionCalls } from './services/editions.ts'
import { frameworkCalls } from './services/frameworks.ts'
import { importCalls } from './services/imports.ts'
import { joinCalls } from './services/joins.ts'
import { layerCalls } from './services/layers.ts'
import { measureCalls } from './services/measures.ts'
import { profileCalls } from './services/profiles.ts'
import { projectCalls, switchTo } from './services/project.ts'
import { purgeCalls } from './services/purge.ts'
import { runCalls } from './services/runs.ts'
import { templateCalls } from './services/templates.ts'
import { dbOf, hold, type Access, type Session } from './services/session.ts'
import { viewCalls } from './services/view.ts'
import type { Db } from './sql/database.ts'
import { openTiles } from './tiles/source.ts'

export interface CoreOptions {
  /** The project to open, or null for none. */
  project: string | null
  /** `window` (the default) reads when another program writes; `exclusive` throws `PROJECT_LOCKED` then; `read` never writes. */
  access?: Access
  /** Where uploads lie and downloads are made. */
  staging: string
  /** What the program keeps between runs. */
  dataFolder: string
  start: StartProcess
}

/** Puts the parts together: one project, its services and its tiles. Throws what opening the project throws. */
export async function openCore(options: CoreOptions): Promise<Core> {
  mkdirSync(options.staging, { recursive: true, mode: 0o700 })
  const session: Session = { project: null, access: options.access ?? 'window', staging: options.staging, dataFolder: options.dataFolder, start: options.start, files: new Map() }
  if (options.project !== null) switchTo(session, options.project)
  const basemaps = openBasemaps(session)
  const calls: Calls<CallName> = {
    ...projectCalls(session), ...importCalls(session), ...templateCalls(session), ...layerCalls(session), ...areaCalls(session), ...joinCalls(session), ...doctorCalls(session), ...editionCalls(session), ...measureCalls(session), ...frameworkCalls(session), ...profileCalls(session), ...runCalls(session), ...exportCalls(session), ...purgeCalls(session), ...viewCalls(session), ...basemaps.calls,
  }
  const tiles = new WeakMap<Db, ReturnType<typeof openTiles>>()
  return {
    async call<N extends CallName>(name: N, input: Input<N>, context: CallContext): Promise<Output<N>> {
      const work = calls[name] as (input: Input<N>, context: CallContext) => Output<N> | Promise<Output<N>>
      return work(input, context)
    },
    async resource(path) {
      if (path.startsWith('catalogue/')) return catalogueResource(path)
      if (path.startsWith('basemaps/')) return basemaps.resource(path)
      const db = dbOf(session)
      const open = tiles.get(db) ?? openTiles(db)
      tiles.set(db, open)
      const found = open(path)
      if (!found) throw new AtlasError('NOT_FOUND', `Nothing is at ${JSON.stringify(path.slice(0, 80))}.`)
      return found
    },
    hold: (file) => hold(session, file),
    held: (token) => session.files.get(token) ?? null,
    project: () => session.project?.path ?? null,
    async close() {
      basemaps.close()
      session.project?.release()
      session.project = null
    },
  }
}
