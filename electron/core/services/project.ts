import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import type { ProjectStatus } from '../../../shared/model/project.ts'
import { listAreaSets } from '../sql/areas.ts'
import { applyChange, getChanges } from '../sql/changes.ts'
import { checkProject } from '../sql/check.ts'
import { copyProject } from '../sql/copy.ts'
import { listLayers } from '../sql/layers.ts'
import { getMeta, getTitle } from '../sql/meta.ts'
import { schemaNumber } from '../sql/migrate.ts'
import { createProject, openProject } from '../sql/open.ts'
import { listRuns } from '../sql/runs.ts'
import { samplePath } from '../sample/sample.ts'
import type { Calls } from './calls.ts'
import { remember, recentProjects } from './recent.ts'
import { dbOf, heldFile, hold, writableDb, type Session } from './session.ts'

export function projectCalls(session: Session): Calls<'project.status' | 'project.create' | 'project.open' | 'project.openSample' | 'project.rename' | 'project.copy' | 'project.check' | 'project.recent'> {
  return {
    'project.status': () => statusOf(session),
    'project.create': ({ title }) => {
      const path = freePath(projectsFolder(session), title)
      createProject(path, { title }).release()
      switchTo(session, path)
      return statusOf(session)
    },
    'project.open': ({ file }) => {
      const held = heldFile(session, file)
      const uploaded = !relative(session.staging, held.path).startsWith('..')
      if (!uploaded) switchTo(session, held.path)
      else {
        // Looked at before it is kept, so that a file that is no project leaves nothing behind.
        openProject(held.path, { readOnly: true }).release()
        const path = freePath(projectsFolder(session), basename(held.name, extname(held.name)))
        moveFile(held.path, path)
        session.files.set(file, { path, name: basename(path) })
        switchTo(session, path)
      }
      return statusOf(session)
    },
    'project.openSample': async (_, context) => {
      const made = await samplePath(session, context)
      switchTo(session, made)
      return statusOf(session)
    },
    'project.rename': ({ title }) => {
      const db = writableDb(session)
      const before = getTitle(db)
      if (title !== before) applyChange(db, { label: 'project.rename', subject: title, forward: [{ noun: 'meta', key: 'title', value: title }], inverse: [{ noun: 'meta', key: 'title', value: before }] })
      remember(session)
      return statusOf(session)
    },
    'project.copy': ({ title, removed }) => {
      const db = dbOf(session)
      const name = `${fileStem(title ?? getTitle(db))}.gpkg`
      const path = freePath(session.staging, `${fileStem(title ?? getTitle(db))}-copy`)
      copyProject(db, path, removed ?? false)
      return { download: hold(session, { path, name }), name }
    },
    'project.check': () => { dbOf(session); return checkProject(session.project!.path) },
    'project.recent': () => recentProjects(session),
  }
}

/** Makes an empty project file and leaves it closed. Throws `FILE_EXISTS`. */
export function createEmptyProject(path: string, title: string): void {
  createProject(path, { title }).release()
}

export function statusOf(session: Session): ProjectStatus {
  const db = dbOf(session)
  const changes = getChanges(db)
  return {
    title: getTitle(db), file: basename(session.project!.path), schema: schemaNumber, sample: getMeta(db, 'sample') !== null, readOnly: session.project!.readOnly,
    layers: listLayers(db).length, areaSets: listAreaSets(db).length, runs: listRuns(db).length, changes: changes.count, undo: changes.undo?.label ?? null, redo: changes.redo?.label ?? null,
  }
}

/** Closes what is open and opens another project; when that fails, the first one is opened again. */
export function switchTo(session: Session, path: string): void {
  const before = session.project
  if (before && resolve(before.path) === resolve(path)) return
  const next = openProject(path, { readOnly: session.access === 'read', exclusive: session.access === 'exclusive' })
  before?.release()
  session.project = next
  remember(session)
}

export function projectsFolder(session: Session): string {
  const folder = join(session.dataFolder, 'projects')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** A path that nothing has yet, from a title. */
function freePath(folder: string, title: string): string {
  const stem = fileStem(title)
  const taken = new Set(readdirSync(folder).map((name) => name.toLowerCase()))
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${stem}.gpkg` : `${stem}-${n}.gpkg`
    if (!taken.has(name.toLowerCase())) return join(folder, name)
  }
}

/** A title as a file name: letters, digits and dashes of any script, 60 characters at most. */
function fileStem(title: string): string {
  return [...title.normalize('NFC').replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-').replaceAll(/^-+|-+$/g, '')].slice(0, 60).join('') || 'project'
}

function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    const part = join(dirname(to), `.${basename(to)}.part`)
    copyFileSync(from, part)
    renameSync(part, to)
    rmSync(from, { force: true })
  }
}
