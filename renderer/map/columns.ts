import { useEffect, useRef, useState } from 'react'
import type { Layer } from '../../shared/model/layer.ts'
import { decodeColumns, type Columns } from '../../shared/model/columns.ts'
import { fetchBytes } from '../host.ts'
import { toastError } from '../app/actions.ts'
import { columnLayers, contentVersion } from './drawing.ts'

const kept = new Map<string, Columns>()
const loading = new Map<string, Promise<void>>()

/** The records of all visible point and dated layers, by layer id; layers that are still on their way are absent. */
export function useColumns(layers: Layer[]): ReadonlyMap<number, Columns> {
  const [, setArrived] = useState(0)
  const wanted = columnLayers(layers).map((layer) => ({ id: layer.id, path: columnsPath(layer) }))
  const key = wanted.map((one) => one.path).join(' ')
  useEffect(() => {
    let closed = false
    const paths = key ? key.split(' ') : []
    for (const path of kept.keys()) if (!paths.includes(path)) kept.delete(path)
    for (const path of paths) {
      if (kept.has(path)) continue
      const load = loading.get(path) ?? fetchBytes(path).then((bytes) => { kept.set(path, decodeColumns(bytes)) }).catch(toastError).finally(() => loading.delete(path))
      loading.set(path, load)
      void load.then(() => { if (!closed) setArrived((n) => n + 1) })
    }
    return () => { closed = true }
  }, [key])
  const result = new Map<number, Columns>()
  for (const { id, path } of wanted) {
    const columns = kept.get(path)
    if (columns) result.set(id, columns)
  }
  return useSame(result)
}

/** The address of a layer's records with what its style reads. */
export function columnsPath(layer: Layer): string {
  const { by } = layer.style
  const query = new URLSearchParams({ v: contentVersion(layer) })
  if (by.kind === 'classes') query.set('weight', by.field)
  if (by.kind === 'values') query.set('category', by.field)
  return `columns/${layer.id}?${query}`
}

/** The last map as long as the next holds the same columns, so that nothing is drawn anew. */
function useSame(next: Map<number, Columns>): ReadonlyMap<number, Columns> {
  const last = useRef<ReadonlyMap<number, Columns>>(next)
  const same = last.current.size === next.size && [...next].every(([id, columns]) => last.current.get(id) === columns)
  if (!same) last.current = next
  return last.current
}
