import { useEffect, useState } from 'react'
import type { Input, Output } from '../../../../shared/contract/contract.ts'
import type { Progress } from '../../../../shared/contract/wire.ts'
import { call } from '../../../host.ts'

interface Preview { data: Output<'editions.preview'> | null; error: Error | null; progress: Progress | null; stopped: boolean; again: () => void; stop: () => void }

/** Compares two editions whenever what is asked changes (null: not at all); the work before is cancelled, and can be by hand. */
export function usePreview(input: Input<'editions.preview'> | null): Preview {
  const [state, setState] = useState<{ data: Preview['data']; error: Error | null; progress: Progress | null; stopped: boolean }>({ data: null, error: null, progress: null, stopped: false })
  const [abort, setAbort] = useState<AbortController | null>(null)
  const [tick, setTick] = useState(0)
  const key = input === null ? null : JSON.stringify(input)
  useEffect(() => {
    if (key === null) { setState({ data: null, error: null, progress: null, stopped: false }); return }
    const own = new AbortController()
    setAbort(own)
    setState({ data: null, error: null, progress: null, stopped: false })
    call('editions.preview', JSON.parse(key) as Input<'editions.preview'>, { signal: own.signal, onProgress: (progress) => { if (!own.signal.aborted) setState((old) => ({ ...old, progress })) } }).then(
      (data) => { if (!own.signal.aborted) setState({ data, error: null, progress: null, stopped: false }) },
      (error: Error) => { if (!own.signal.aborted) setState({ data: null, error, progress: null, stopped: false }) },
    )
    return () => own.abort()
  }, [key, tick])
  return { ...state, again: () => setTick((n) => n + 1), stop: () => { abort?.abort(); setState((old) => ({ ...old, progress: null, stopped: true })) } }
}
