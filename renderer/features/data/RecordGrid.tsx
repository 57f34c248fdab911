import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import type { Layer } from '../../../shared/model/layer.ts'
import { select, set, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Icon } from '../../ui/Icon.tsx'
import { columnWidth, keyStep } from './grid.ts'
import type { Row, RowQuery, Rows } from './useRows.ts'

export interface Chosen { from: number; to: number }
interface GridProps { layer: Layer; rows: Rows; sort: RowQuery['sort']; onSort: (sort: RowQuery['sort']) => void; chosen: Chosen | null; onChoose: (chosen: Chosen) => void; onCopy: () => void }

const rowPx = 26

/** Records as a grid: only what is in view is drawn. Arrow keys move, Shift extends, Ctrl C copies; a record of an area set selects its area. */
export function RecordGrid({ layer, rows, sort, onSort, chosen, onChoose, onCopy }: GridProps) {
  const { t } = useTexts()
  const scroller = useRef<HTMLDivElement>(null)
  const total = rows.total ?? 0
  const widths = useMemo(() => layer.fields.map(columnWidth), [layer.fields])
  const width = widths.reduce((sum, one) => sum + one, 0)
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12, scrollPaddingStart: rowPx })
  const shown = virtual.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  const { need } = rows
  useEffect(() => { if (total > 0) need(first, last) }, [first, last, total, need])
  const codeAt = layer.fields.findIndex((field) => field.name === layer.codeField || field.column === layer.codeField)
  const ownSet = useStore((state) => state.areaSets.find((one) => one.layer === layer.id)?.id ?? null)
  const isShownSet = useStore((state) => ownSet !== null && state.areaSet === ownSet)
  const selected = useStore((state) => state.selected)
  const codeOf = (row: Row | null) => (ownSet !== null && codeAt >= 0 && row ? String(row.values[codeAt] ?? '') : '')
  const chooseArea = (code: string) => { if (!isShownSet) set({ areaSet: ownSet }); select([code]) }
  const isLinked = (code: string) => isShownSet && code !== '' && selected.includes(code)
  const go = (to: number, extend: boolean) => {
    const at = Math.max(0, Math.min(total - 1, to))
    onChoose(extend && chosen ? { from: chosen.from, to: at } : { from: at, to: at })
    virtual.scrollToIndex(at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 200) / rowPx) - 2), total)
    if (step !== null) { event.preventDefault(); go(chosen ? chosen.to + step : step > 0 ? step - 1 : 0, event.shiftKey) }
    else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onCopy() }
    else if (event.key === 'Enter' && chosen) { const code = codeOf(rows.row(chosen.to)); if (code) { event.preventDefault(); chooseArea(code) } }
  }
  const low = chosen ? Math.min(chosen.from, chosen.to) : -1
  const high = chosen ? Math.max(chosen.from, chosen.to) : -1
  return (
    <div ref={scroller} className="grid" role="grid" tabIndex={0} aria-label={layer.name} aria-rowcount={total + 1} aria-colcount={layer.fields.length} aria-multiselectable aria-activedescendant={chosen && total > 0 ? `record-${layer.id}-${chosen.to}` : undefined} onKeyDown={onKeyDown}>
      <div className="grid-head" role="row" aria-rowindex={1} style={{ width }}>
        {layer.fields.map((field, at) => {
          const sorted = sort?.field === field.name ? (sort.descending ? 'descending' : 'ascending') : undefined
          return (
            <div key={field.column} role="columnheader" aria-sort={sorted} className="grid-cell" style={{ width: widths[at] }}>
              <button type="button" tabIndex={-1} className={isNumber(field.type) ? 'num' : ''} title={`${field.name} (${t(`type.${field.type}`)})`} onClick={() => onSort(sorted === undefined ? { field: field.name, descending: false } : sorted === 'ascending' ? { field: field.name, descending: true } : null)}>
                <span className="clip" dir="auto">{field.name}</span>{sorted && <Icon of={sorted === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
              </button>
            </div>
          )
        })}
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize(), width }}>
        {shown.map(({ index, start }) => {
          const row = rows.row(index)
          const code = codeOf(row)
          return (
            <div
              key={index} id={`record-${layer.id}-${index}`} role="row" aria-rowindex={index + 2} aria-selected={(index >= low && index <= high) || isLinked(code)} className={`grid-row ${index === chosen?.to ? 'active' : ''} ${isLinked(code) ? 'linked' : ''}`} style={{ transform: `translateY(${start}px)` }}
              onClick={(event) => { onChoose(event.shiftKey && chosen ? { from: chosen.from, to: index } : { from: index, to: index }); if (code) chooseArea(code) }}
            >
              {layer.fields.map((field, at) => <Cell key={field.column} value={row === null ? undefined : (row.values[at] ?? null)} isNumber={isNumber(field.type)} width={widths[at] ?? 120} />)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Cell({ value, isNumber, width }: { value: string | number | null | undefined; isNumber: boolean; width: number }) {
  const { t, number } = useTexts()
  if (value === undefined) return <div role="gridcell" className="grid-cell" style={{ width }}>…</div>
  if (value === null) return <div role="gridcell" className="grid-cell empty-cell" style={{ width }}>{t('data.table.missing')}</div>
  const text = typeof value === 'number' ? number(value, { maximumFractionDigits: 6, useGrouping: false }) : value
  return <div role="gridcell" dir="auto" className={`grid-cell clip ${isNumber ? 'num' : ''}`} style={{ width }} title={text.length > 24 ? text : undefined}>{text}</div>
}

function isNumber(type: string): boolean { return type === 'integer' || type === 'real' }
