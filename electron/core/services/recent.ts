import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Output } from '../../../shared/contract/contract.ts'
import { getTitle } from '../sql/meta.ts'
import { hold, type Session } from './session.ts'

const recentFile = z.array(z.object({ path: z.string(), title: z.string(), opened: z.string() }))

/** Puts the open project first in the list of recent ones. */
export function remember(session: Session): void {
  if (!session.project || session.access !== 'window') return
  const entry = { path: session.project.path, title: getTitle(session.project.db), opened: new Date().toISOString() }
  const list = [entry, ...readRecent(session).filter((one) => one.path !== entry.path)].slice(0, 12)
  mkdirSync(session.dataFolder, { recursive: true, mode: 0o700 })
  const part = `${recentPath(session)}.part`
  writeFileSync(part, JSON.stringify(list), { mode: 0o600 })
  renameSync(part, recentPath(session))
}

/** Recent projects that are still there, the newest first. */
export function recentProjects(session: Session): Output<'project.recent'> {
  return readRecent(session).filter((one) => existsSync(one.path)).map((one) => ({
    file: hold(session, { path: one.path, name: basename(one.path) }), title: one.title, changed: one.opened, open: one.path === session.project?.path,
  }))
}

function readRecent(session: Session): z.infer<typeof recentFile> {
  try {
    return recentFile.parse(JSON.parse(readFileSync(recentPath(session), 'utf8')))
  } catch {
    return []
  }
}

function recentPath(session: Session): string { return join(session.dataFolder, 'recent.json') }
