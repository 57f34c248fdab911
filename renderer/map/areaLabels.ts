import { useEffect, useState } from 'react'
import type { AreaLabel } from '../../shared/model/area-label.ts'
import type { Layer } from '../../shared/model/layer.ts'
import { toastError } from '../app/actions.ts'
import { fetchBytes } from '../host.ts'
import { contentVersion } from './drawing.ts'

const none: AreaLabel[] = []

/** Names of a layer's areas and where they are written; empty until they arrive. */
export function useAreaLabels(layer: Layer | undefined): AreaLabel[] {
  const path = layer ? `tiles/${layer.id}/labels?v=${contentVersion(layer)}` : null
  const [labels, setLabels] = useState<{ path: string; list: AreaLabel[] } | null>(null)
  useEffect(() => {
    if (path === null) return
    const abort = new AbortController()
    fetchBytes(path, { signal: abort.signal })
      .then((bytes) => setLabels({ path, list: JSON.parse(new TextDecoder().decode(bytes)) as AreaLabel[] }))
      .catch((error: unknown) => { if (!abort.signal.aborted) toastError(error) })
    return () => abort.abort()
  }, [path])
  return labels?.path === path && labels ? labels.list : none
}
