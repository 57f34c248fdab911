import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { select, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { RankedHead } from './RankedHead.tsx'
import { RankedRow } from './RankedRow.tsx'
import type { ScoreColumn } from './columns.ts'
import { goToArea } from './goToArea.ts'
import { moved, range, toggled } from './selection.ts'
import type { Row } from './sort.ts'

const rowHeight = 26
const headHeight = 36

/** The ranked areas as a keyboard grid: arrows move and select, Shift extends, Ctrl and Space toggle, Enter goes there. It shares its selection with map and panel. */
export function RankedTable(props: { table: ProfileTable; columns: ScoreColumn[]; rows: Row[] }) {
  const { t } = useTexts()
  const { rows, columns, table } = props
  const selected = useStore((state) => state.selected)
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<string | null>(selected[0] ?? null)
  const anchor = useRef<string | null>(selected[0] ?? null)
  const places = useMemo(() => new Map(rows.map((row, at) => [row.code, at])), [rows])
  const chosen = useMemo(() => new Set(selected), [selected])
  const at = active === null ? -1 : (places.get(active) ?? -1)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8, scrollPaddingStart: headHeight, paddingStart: headHeight })
  const first = selected[0] ?? null
  useEffect(() => {
    if (first === null) return
    setActive(first)
    anchor.current = first
    const place = places.get(first)
    if (place !== undefined) virtual.scrollToIndex(place, { align: 'auto' })
  }, [first, places, virtual])
  const go = (to: number, event: KeyboardEvent) => {
    const code = rows[to]?.code
    if (code === undefined) return
    setActive(code)
    virtual.scrollToIndex(to, { align: 'auto' })
    if (event.shiftKey) select(range(rows, anchor.current, code))
    else if (!event.ctrlKey && !event.metaKey) { anchor.current = code; select([code]) }
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1)
    const to = moved(event.key, at, rows.length, page)
    if (to !== null) go(to, event)
    else if (event.key === ' ' && active !== null) select(toggled(selected, active))
    else if (event.key === 'Enter' && active !== null) { select([active]); void goToArea(active) }
    else if (event.key === 'Escape') select([])
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) select(rows.map((row) => row.code))
    else return
    event.preventDefault()
  }
  const onPick = (code: string, event: MouseEvent) => {
    setActive(code)
    if (event.shiftKey) { select(range(rows, anchor.current, code)); return }
    anchor.current = code
    select(event.ctrlKey || event.metaKey ? toggled(selected, code) : [code])
  }
  return (
    <div
      ref={scroller} className="ranked" role="grid" aria-label={t('profile.table')} aria-rowcount={rows.length + 1} aria-colcount={5 + columns.length} aria-multiselectable tabIndex={0}
      aria-activedescendant={at >= 0 ? `ranked-${rows[at]?.at}` : undefined} onKeyDown={onKey}
    >
      <div className="ranked-body" role="presentation" style={{ blockSize: virtual.getTotalSize(), ['--score-columns' as string]: columns.length }}>
        <RankedHead columns={columns} />
        <div role="rowgroup">
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row && <RankedRow key={row.code} row={row} place={item.index} top={item.start} table={table} columns={columns} selected={chosen.has(row.code)} active={row.code === active} onPick={onPick} />
          })}
        </div>
      </div>
    </div>
  )
}
