import { useEffect, useRef, useState } from 'react'
import { decodeColumns, type Columns } from '../../shared/model/columns.ts'
import { fetchBytes } from '../host.ts'
import { toastError } from '../app/actions.ts'
import { useStore } from '../app/store.ts'
import { contentVersion } from './drawing.ts'
import type { WebglKind } from './gl/detect.ts'

/** With more events than this, a machine without a graphics card draws sums by cell. */
const mostEvents = 20_000
const waitMs = 120

/** The events to draw: the records themselves, or on a machine without a graphics card cell sums of large layers (their `weight` is `count`), asked for anew for each view and period. */
export function useEvents(columns: ReadonlyMap<number, Columns>, kind: WebglKind): ReadonlyMap<number, Columns> {
  const large = kind === 'hardware' ? [] : [...columns].filter(([, one]) => one.header.count > mostEvents).map(([id]) => id)
  const view = useStore((state) => (large.length ? state.view : null))
  const period = useStore((state) => state.period)
  const layers = useStore((state) => state.layers)
  const paths = view ? large.map((id) => [id, cellsPath(id, contentVersion(layers.find((layer) => layer.id === id)!), view, period)] as const) : []
  const key = JSON.stringify(paths)
  const [cells, setCells] = useState<ReadonlyMap<number, Columns>>(new Map())
  useEffect(() => {
    const wanted = JSON.parse(key) as [number, string][]
    if (!wanted.length) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      Promise.all(wanted.map(async ([id, path]) => [id, decodeColumns(await fetchBytes(path, { signal: abort.signal }))] as const))
        .then((found) => setCells(new Map(found)), (error) => { if (!abort.signal.aborted) toastError(error) })
    }, waitMs)
    return () => { clearTimeout(timer); abort.abort() }
  }, [key])
  const merged = useRef<{ from: unknown[]; out: ReadonlyMap<number, Columns> }>({ from: [], out: columns })
  const from = [columns, cells, large.join()]
  if (from.some((one, i) => one !== merged.current.from[i])) {
    merged.current = { from, out: large.length ? new Map([...columns].flatMap(([id, one]) => { const shown = large.includes(id) ? cells.get(id) : one; return shown ? [[id, shown] as const] : [] })) : columns }
  }
  return merged.current.out
}

/** Whether these columns are sums by cell. */
export function isCells(columns: Columns): boolean {
  return columns.header.weight === 'count' && columns.header.category === null && columns.days.every(Number.isNaN)
}

/** About three screens around the middle of the view, so that small moves ask for nothing. */
function cellsPath(layer: number, version: string, { lon, lat, zoom }: { lon: number; lat: number; zoom: number }, period: { from: string; to: string } | null): string {
  const level = Math.max(0, Math.round(zoom))
  const width = 360 / 2 ** level
  const step = (value: number) => Math.round(value / (width * 2)) * width * 2
  const query = new URLSearchParams({ v: version, ...(period ? { from: period.from, to: period.to } : {}) })
  if (level > 2) query.set('bbox', [step(lon) - width * 4, step(lat) - width * 4, step(lon) + width * 4, step(lat) + width * 4].map((one) => one.toFixed(4)).join(','))
  return `cells/${layer}/${level}?${query}`
}
