import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { Progress } from '../../shared/contract/wire.ts'
import { call } from '../host.ts'
import { get, set } from './store.ts'

let next = 1

/** Reads what the project holds now, after anything changed it. */
export async function refresh(): Promise<void> {
  const [status, layers, areaSets] = await Promise.all([call('project.status', {}), call('layers.list', {}), call('areaSets.list', {})])
  const state = get()
  const areaSet = areaSets.some((one) => one.id === state.areaSet) ? state.areaSet : (areaSets.toSorted((a, b) => b.level - a.level)[0]?.id ?? null)
  set({ status, layers, areaSets, areaSet, dataVersion: state.dataVersion + 1 })
}

interface TaskOptions { /** No toast on an error: the caller shows it. */ quiet?: boolean; signal?: AbortSignal; onProgress?: (progress: Progress) => void }

/** Runs a long call as a task with progress and cancel; its error goes to the toasts (and is thrown on). */
export async function runTask<N extends CallName>(title: string, name: N, input: Input<N>, options: TaskOptions = {}): Promise<Output<N>> {
  const abort = new AbortController()
  const signal = options.signal ? AbortSignal.any([abort.signal, options.signal]) : abort.signal
  const id = next++
  set({ tasks: [...get().tasks, { id, title, progress: null, started: performance.now(), error: null, cancel: () => abort.abort() }] })
  const onProgress = (progress: Progress) => {
    set({ tasks: get().tasks.map((task) => (task.id === id ? { ...task, progress } : task)) })
    options.onProgress?.(progress)
  }
  try {
    return await call(name, input, { signal, onProgress })
  } catch (error) {
    if (!signal.aborted && !options.quiet) toastError(error)
    throw error
  } finally {
    set({ tasks: get().tasks.filter((task) => task.id !== id) })
  }
}

export function toast(text: string): void {
  const id = next++
  set({ toasts: [...get().toasts, { id, tone: 'done', text }] })
  setTimeout(() => dismiss(id), 6000)
}

export function toastError(error: unknown): void {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'BUG'
  if (code === 'CORE_RESTARTED') void refresh().catch(() => {})
  set({ toasts: [...get().toasts, { id: next++, tone: 'error', text: error instanceof Error ? error.message : String(error), code }] })
}

export function dismiss(id: number): void { set({ toasts: get().toasts.filter((one) => one.id !== id) }) }
