import type { CallName, Input } from '../../shared/contract/contract.ts'
import { stopImports } from '../features/data/queue.ts'
import { call, upload } from '../host.ts'
import { refresh, runTask, toast, toastError } from './actions.ts'
import { desktop } from './desktop.ts'
import { download } from './download.ts'
import { chooseFiles } from './files.ts'
import { loadProject, writeView } from './session.ts'
import { get, set } from './store.ts'
import { textsOf } from '../i18n.ts'

const words = () => textsOf(get().language)

export function createProject(title: string): Promise<boolean> { return switchTo('project.create', { title }) }
export function openSample(): Promise<boolean> { return switchTo('project.openSample', {}) }
export function openRecent(file: string): Promise<boolean> { return switchTo('project.open', { file }) }

/** Lets the analyst choose a project file and opens it. */
export async function chooseProject(): Promise<void> {
  if (desktop) {
    const [held] = await desktop.chooseFiles()
    if (held) await openRecent(held.file)
    return
  }
  const [file] = await chooseFiles({ accept: '.gpkg' })
  if (file) await openFile(file)
}

export async function openFile(file: File): Promise<boolean> {
  try {
    return await switchTo('project.open', { file: await upload(file) })
  } catch (error) { toastError(error); return false }
}

export async function renameProject(title: string): Promise<void> {
  set({ status: await call('project.rename', { title }) })
}

/** Hands the analyst a copy of the project as one file. */
export async function copyProject(): Promise<void> {
  await attempt(async () => {
    await writeView()
    const copy = await runTask(words().t('frame.task.copy'), 'project.copy', {})
    download(copy.download, copy.name)
    const removed = await call('layers.removed', {})
    if (removed.length > 0) toast(words().t('removed.copy', { count: removed.length }))
  })
}

export async function undo(): Promise<void> { await step('changes.undo', 'frame.undone', get().status?.undo ?? null) }
export async function redo(): Promise<void> { await step('changes.redo', 'frame.redone', get().status?.redo ?? null) }

/** A change in words: its message `change.{code}`, or any change where that is unknown. */
export function changeWords(code: string): string {
  const { t } = words()
  const id = `change.${code}`
  const text = t(id)
  return text === id ? t('change.other') : text
}

async function step(name: 'changes.undo' | 'changes.redo', message: string, what: string | null): Promise<void> {
  if (what === null) return
  await attempt(async () => {
    await call(name, {})
    await refresh()
    toast(words().t(message, { what: changeWords(what) }))
  })
}

async function switchTo<N extends CallName>(name: N, input: Input<N>): Promise<boolean> {
  return attempt(async () => {
    stopImports()
    await writeView()
    await runTask(words().t('frame.task.open'), name, input)
    await loadProject()
  })
}

async function attempt(work: () => Promise<void>): Promise<boolean> {
  try { await work(); return true } catch (error) {
    if (!get().toasts.some((one) => error instanceof Error && one.text === error.message)) toastError(error)
    return false
  }
}
