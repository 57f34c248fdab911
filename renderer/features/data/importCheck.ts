import { call } from '../../host.ts'
import { sendable } from './importOptions.ts'
import { changeItem, useQueue } from './queue.ts'

const aborts = new Map<number, AbortController>()

/** Looks at every record of a file as its import would, writing nothing. */
export async function checkAll(id: number): Promise<void> {
  const item = useQueue.getState().items.find((one) => one.id === id)
  if (!item?.token || item.check?.running) return
  const { options } = item
  const abort = new AbortController()
  aborts.set(id, abort)
  const say = (check: typeof item.check) => { if (useQueue.getState().items.find((one) => one.id === id)?.options === options) changeItem(id, { check }) }
  say({ running: true, progress: null, result: null, error: null })
  try {
    const result = await call('imports.check', { file: item.token, options: sendable(options) }, { signal: abort.signal, onProgress: (progress) => say({ running: true, progress, result: null, error: null }) })
    say({ running: false, progress: null, result, error: null })
  } catch (error) {
    say(abort.signal.aborted ? null : { running: false, progress: null, result: null, error: error instanceof Error ? error : new Error(String(error)) })
  }
}

export function cancelCheck(id: number): void {
  aborts.get(id)?.abort()
}
