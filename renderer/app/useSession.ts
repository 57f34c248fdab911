import { useCallback, useEffect, useState } from 'react'
import { keepMenu } from './menu.ts'
import { keepView, loadProject, preferences } from './session.ts'
import { set } from './store.ts'

/** Opens what the host has open, and keeps the window's state from then on. */
export function useSession(): { error: Error | null; retry: () => void } {
  const [error, setError] = useState<Error | null>(null)
  const start = useCallback(() => {
    setError(null)
    loadProject().catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
  }, [])
  useEffect(() => {
    const stops = [keepView(), keepMenu()]
    set(preferences())
    start()
    return () => { for (const stop of stops) stop() }
  }, [start])
  return { error, retry: start }
}
