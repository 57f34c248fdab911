import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract/contract.ts'
import { call } from '../../host.ts'

export type Row = Output<'layers.rows'>['rows'][number]
export interface RowQuery { id: number; sort: { field: string; descending: boolean } | null; search: string }
export interface Rows { total: number | null; row: (at: number) => Row | null; need: (from: number, to: number) => void; error: Error | null; loading: boolean }

const pageSize = 200

/** The records of a layer (the query is the same object until it changes), read page by page as they come into view. An older question's pages never mix with a newer one's. */
export function useRows(query: RowQuery | null, version: unknown): Rows {
  const key = query === null ? null : JSON.stringify([query, version])
  const pages = useRef(new Map<number, Row[] | 'asked'>())
  const abort = useRef(new AbortController())
  const [state, setState] = useState<{ key: string | null; total: number | null; error: Error | null; read: number }>({ key: null, total: null, error: null, read: 0 })
  const ask = useCallback((page: number) => {
    if (query === null || pages.current.has(page)) return
    pages.current.set(page, 'asked')
    const { signal } = abort.current
    call('layers.rows', inputOf(query, page * pageSize, pageSize), { signal }).then(
      (answer) => { if (!signal.aborted) { pages.current.set(page, answer.rows); setState((old) => ({ ...old, total: answer.total, error: null, read: old.read + 1 })) } },
      (error: Error) => { if (!signal.aborted) { pages.current.delete(page); setState((old) => ({ ...old, error })) } },
    )
  }, [query])
  useEffect(() => {
    abort.current = new AbortController()
    pages.current = new Map()
    setState({ key, total: null, error: null, read: 0 })
    ask(0)
    const controller = abort.current
    return () => controller.abort()
  }, [key, ask])
  const row = useCallback((at: number) => {
    const page = pages.current.get(Math.floor(at / pageSize))
    return page === undefined || page === 'asked' ? null : (page[at % pageSize] ?? null)
  }, [])
  const need = useCallback((from: number, to: number) => { for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) ask(page) }, [ask])
  return { total: state.key === key ? state.total : null, row, need, error: state.error, loading: key !== null && state.total === null && state.error === null }
}

/** Records from one place to another (at most `most`), for copying. */
export async function readRows(query: RowQuery, from: number, count: number, most: number): Promise<Row[]> {
  const out: Row[] = []
  const end = from + Math.min(count, most)
  for (let offset = from; offset < end; offset += 500) out.push(...(await call('layers.rows', inputOf(query, offset, Math.min(500, end - offset)))).rows)
  return out
}

function inputOf(query: RowQuery, offset: number, limit: number) {
  return { id: query.id, offset, limit, ...(query.sort ? { sort: query.sort } : {}), ...(query.search.trim() ? { search: query.search.trim() } : {}) }
}
