import { create } from 'zustand'
import type { ImportCheck, ImportOptions, ImportPreview, ImportResult } from '../../../shared/model/import.ts'
import type { Progress } from '../../../shared/contract/wire.ts'
import { refresh, runTask } from '../../app/actions.ts'
import { showLayer } from '../../app/session.ts'
import { get as getState, set as setState } from '../../app/store.ts'
import { call, upload } from '../../host.ts'
import { textsOf } from '../../i18n.ts'
import { bundleFiles } from './files.ts'
import { fromTemplate, sendable } from './importOptions.ts'

export type ImportState = 'reading' | 'choose' | 'ready' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** One file on its way in: what was recognised, what the analyst said, and what came of it. */
export interface ImportItem {
  id: number; name: string; bytes: number; token: string | null; options: ImportOptions; preview: ImportPreview | null; previewing: boolean
  state: ImportState; error: Error | null; result: ImportResult | null; progress: Progress | null
  /** The look at every record, where it was asked for. */
  check: { running: boolean; progress: Progress | null; result: ImportCheck | null; error: Error | null } | null
  /** True once a template was offered or overruled: it is applied by itself only once. */
  offered: boolean
}

/** The queue lives on when its dialog is closed: imports go on behind it. */
export const useQueue = create<{ items: ImportItem[]; running: boolean }>(() => ({ items: [], running: false }))
const { getState: queue, setState: setQueue } = useQueue

const aborts = new Map<number, AbortController>()
const asked = new Map<number, number>()
let next = 1
/** A file with more sublayers than this waits until one is chosen. */
const mostTaken = 12

/** Adds files, uploads them one after the other and asks how each would be read. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const items = (await bundleFiles(files)).map((file) => ({ file, item: newItem(file.name, file.size) }))
  setQueue({ items: [...queue().items, ...items.map((one) => one.item)] })
  for (const { file, item } of items) {
    try {
      const token = await upload(file, { signal: abortOf(item.id).signal })
      change(item.id, { token })
      await preview(item.id)
    } catch (error) { fail(item.id, error) }
  }
}

/** Adds files that the host holds already, by their tokens. */
export async function addHeld(files: readonly { file: string; name: string }[]): Promise<void> {
  const items = files.map(({ file, name }) => ({ ...newItem(name, 0), token: file }))
  setQueue({ items: [...queue().items, ...items] })
  for (const item of items) await preview(item.id)
}

/** Sets what the analyst says about a file; everything but the name is tried at once. */
export async function setOptions(id: number, options: ImportOptions): Promise<void> {
  const item = queue().items.find((one) => one.id === id)
  if (!item) return
  const only = Object.keys(options).every((key) => quiet.includes(key) || options[key as keyof ImportOptions] === item.options[key as keyof ImportOptions])
  change(id, { options: { ...item.options, ...options }, check: only ? item.check : null, ...(item.state === 'failed' && item.preview ? { state: 'ready', error: null } : {}) })
  if (!only) await preview(id)
}

/** What changes nothing of how a file is read. */
const quiet = ['name', 'replace', 'mode', 'key', 'removeMissing']

/** Asks again how a file would be read, after an error. */
export function retryItem(id: number): Promise<void> { return preview(id) }

/** Takes the sublayers named (all of them without names) as imports of their own; those that are not wanted can be taken off the list. */
export async function takeSublayers(id: number, names?: readonly string[]): Promise<void> {
  const item = queue().items.find((one) => one.id === id)
  if (!item?.preview) return
  const taken = queue().items.filter((one) => one.id !== id && one.token === item.token).map((one) => one.options.sublayer)
  const wanted = item.preview.sublayers.map((one) => one.name).filter((name) => names === undefined || names.includes(name)).filter((name) => !taken.includes(name) && name !== item.options.sublayer)
  const own = item.options.sublayer ?? wanted.shift()
  const more = wanted.map((sublayer) => ({ ...newItem(item.name, item.bytes), token: item.token, options: { sublayer } }))
  setQueue({ items: queue().items.flatMap((one) => (one.id === id ? [one, ...more] : [one])) })
  if (item.options.sublayer === undefined && own !== undefined) await setOptions(id, { sublayer: own })
  for (const one of more) await preview(one.id)
}

/** Imports everything that is ready: boundaries from the widest level down, then the rest, tables last, so that what joins finds its areas. */
export async function importAll(): Promise<void> {
  if (queue().running) return
  setQueue({ running: true, items: queue().items.map((item) => (item.state === 'ready' ? { ...item, state: 'waiting' } : item)) })
  for (;;) {
    const [item] = queue().items.filter((one) => one.state === 'waiting').toSorted((a, b) => turn(a) - turn(b))
    if (!item) break
    await importOne(item)
  }
  setQueue({ running: false })
}

/** Stops a file's upload or import, or takes it off the list where nothing runs. */
export function cancelItem(id: number): void {
  const item = queue().items.find((one) => one.id === id)
  aborts.get(id)?.abort()
  if (item?.state === 'waiting') change(id, { state: 'cancelled' })
}

export function removeItem(id: number): void {
  cancelItem(id)
  setQueue({ items: queue().items.filter((one) => one.id !== id) })
}

/** Forgets what is finished; what still runs stays. */
export function clearFinished(): void {
  for (const item of queue().items) if (item.state === 'reading') aborts.get(item.id)?.abort()
  setQueue({ items: queue().items.filter((item) => item.state === 'running' || item.state === 'waiting') })
}

/** Stops all imports and empties the queue: what was not imported must not land in another project. */
export function stopImports(): void {
  for (const abort of aborts.values()) abort.abort()
  setQueue({ items: [] })
}

async function importOne(item: ImportItem): Promise<void> {
  const { t } = textsOf(getState().language)
  change(item.id, { state: 'running', error: null, progress: null })
  const abort = new AbortController()
  aborts.set(item.id, abort)
  const options = sendable({ ...item.options, name: item.options.into === undefined ? (item.options.name ?? item.preview?.name)?.trim() || undefined : undefined })
  let cancelled = false
  try {
    const result = await runTask(t('data.task.import', { name: item.name }), 'imports.run', { file: item.token ?? '', options }, {
      quiet: true, signal: abort.signal, onProgress: (progress) => change(item.id, { progress }),
    })
    change(item.id, { state: 'done', result, progress: null })
    if (abort.signal.aborted) return
    await refresh()
    const layer = getState().layers.find((one) => one.id === result.layerId)
    if (layer) showLayer(layer)
    showFiner(result.layerId)
    setState({ inspected: { kind: 'layer', id: result.layerId } })
  } catch (error) {
    cancelled = abort.signal.aborted || (error instanceof Error && error.name === 'AbortError')
    if (cancelled) change(item.id, { state: 'cancelled', progress: null })
    else fail(item.id, error)
  }
}

/** Shows areas that came in, where they are finer than those shown: of a country's levels it is the last that profiles are made for. */
function showFiner(id: number): void {
  const { areaSets, areaSet } = getState()
  const came = areaSets.find((one) => one.layer === id)
  const shown = areaSets.find((one) => one.id === areaSet)
  if (came && shown && came.level > shown.level) setState({ areaSet: came.id, selected: [] })
}

async function preview(id: number): Promise<void> {
  const item = queue().items.find((one) => one.id === id)
  if (!item?.token) return
  const turnOf = (asked.get(id) ?? 0) + 1
  asked.set(id, turnOf)
  change(id, { previewing: true })
  try {
    const answer = await call('imports.preview', { file: item.token, options: sendable(item.options) }, { signal: abortOf(id).signal })
    if (asked.get(id) !== turnOf) return
    const undecided = answer.sublayer === null && answer.sublayers.length > 1
    const known = answer.offers?.template?.sure && !item.offered ? fromTemplate(answer) : null
    change(id, { preview: answer, previewing: known !== null, state: undecided ? 'choose' : 'ready', error: null, ...(undecided ? {} : { offered: true }) })
    if (known !== null && !undecided) return await setOptions(id, known)
    if (undecided && answer.sublayers.length <= mostTaken) await takeSublayers(id)
  } catch (error) {
    if (asked.get(id) === turnOf) fail(id, error)
  }
}

function turn(item: ImportItem): number {
  const kind = item.preview?.kind
  return kind === 'areas' ? (item.options.level ?? item.preview?.level ?? 9) : kind === 'table' || kind === 'responses' ? 20 : 10
}

function newItem(name: string, bytes: number): ImportItem {
  return { id: next++, name, bytes, token: null, options: {}, preview: null, previewing: true, state: 'reading', error: null, result: null, progress: null, check: null, offered: false }
}

function abortOf(id: number): AbortController {
  const old = aborts.get(id)
  if (old && !old.signal.aborted) return old
  const abort = new AbortController()
  aborts.set(id, abort)
  return abort
}

function change(id: number, part: Partial<ImportItem>): void {
  setQueue({ items: queue().items.map((item) => (item.id === id ? { ...item, ...part } : item)) })
}

/** Changes what is known of a file; for the parts that follow one file on their own. */
export const changeItem = change

function fail(id: number, error: unknown): void {
  change(id, { state: 'failed', previewing: false, progress: null, error: error instanceof Error ? error : new Error(String(error)) })
}
