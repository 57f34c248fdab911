import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallName, Input, Output } from '../shared/contract/contract.ts'
import type { Line, Progress } from '../shared/contract/wire.ts'
import { AtlasError, errorOf } from '../shared/contract/errors.ts'

interface CallOptions { signal?: AbortSignal; onProgress?: (progress: Progress) => void }

/** Calls the host: the only fetch of the page, with `upload` and `fetchBytes` below. Aborting the signal cancels the work. Throws `AtlasError` for what the analyst can mend. */
export async function call<N extends CallName>(name: N, input: Input<N>, options: CallOptions = {}): Promise<Output<N>> {
  const response = await fetch(`/call/${name}`, { method: 'POST', headers: headers({ 'content-type': 'application/json' }), body: JSON.stringify(input), signal: options.signal })
  if (!response.body) throw new AtlasError('HOST_LOST', 'The program does not answer any more. Close the window and start again; all changes are kept.')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    rest += value ?? ''
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      if (!text) continue
      const line = JSON.parse(text) as Line
      if ('progress' in line) options.onProgress?.(line.progress)
      else if ('error' in line) throw errorOf(line.error)
      else return line.result as Output<N>
    }
    if (done) throw new AtlasError('HOST_LOST', 'The program stopped in the middle of an answer. Try again; what was saved is kept.')
  }
}

/** Hands a file to the host and answers its token. */
export async function upload(file: File, options: { signal?: AbortSignal } = {}): Promise<string> {
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers: headers({ 'content-type': 'application/octet-stream' }), body: file, signal: options.signal })
  const answer = (await response.json()) as { file?: string; error?: { code: string; message: string } }
  if (!answer.file) throw errorOf(answer.error ?? { code: 'BUG', message: `upload answered ${response.status}` })
  return answer.file
}

/** Bytes of a relative address: event columns, catalogue data. */
export async function fetchBytes(path: string, options: { signal?: AbortSignal } = {}): Promise<ArrayBuffer> {
  const response = await fetch(path, { headers: headers({}), signal: options.signal })
  if (!response.ok) throw new AtlasError('NOT_FOUND', `Nothing is at ${path} (${response.status}).`)
  return response.arrayBuffer()
}

/** Headers that every request of the page carries: the token that the host wrote into the page. */
export function headers(more: Record<string, string>): Record<string, string> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="atlas-token"]')?.content
  return token ? { ...more, 'x-atlas-token': token } : more
}

export interface CallState<T> { data: T | null; error: Error | null; loading: boolean; reload: () => void }

/** Calls when the input changes (null: not at all) and again when `version` changes. An older answer never replaces a newer one. */
export function useCall<N extends CallName>(name: N, input: Input<N> | null, version: unknown = 0): CallState<Output<N>> {
  const [state, setState] = useState<{ data: Output<N> | null; error: Error | null; loading: boolean }>({ data: null, error: null, loading: input !== null })
  const [tick, setTick] = useState(0)
  const key = input === null ? null : JSON.stringify(input)
  const latest = useRef(input)
  latest.current = input
  useEffect(() => {
    if (key === null || latest.current === null) { setState({ data: null, error: null, loading: false }); return }
    const abort = new AbortController()
    setState((old) => ({ ...old, loading: true, error: null }))
    call(name, latest.current, { signal: abort.signal }).then(
      (data) => { if (!abort.signal.aborted) setState({ data, error: null, loading: false }) },
      (error: Error) => { if (!abort.signal.aborted) setState({ data: null, error, loading: false }) },
    )
    return () => abort.abort()
  }, [name, key, tick, version])
  const reload = useCallback(() => setTick((n) => n + 1), [])
  return { ...state, reload }
}
