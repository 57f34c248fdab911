import { useCallback, useEffect, useState } from 'react'
import { keepMenu } from './menu.ts'
import { keepView, loadProject, preferences } from './session.ts'
import { set } from './store.ts'

/** Opens what the host has open, and keeps the window's state from then on. */
export function useSession(): { ready: boolean; error: Error | null; retry: () => void } {
  const [state, setState] = useState<{ ready: boolean; error: Error | null }>({ ready: false, error: null })
  const start = useCallback(() => {
    setState({ ready: false, error: null })
    loadProject().then(() => setState({ ready: true, error: null }), (error: unknown) => setState({ ready: false, error: error instanceof Error ? error : new Error(String(error)) }))
  }, [])
  useEffect(() => {
    const stops = [keepView(), keepMenu()]
    set(preferences())
    start()
    return () => { for (const stop of stops) stop() }
  }, [start])
  return { ...state, retry: start }
}
