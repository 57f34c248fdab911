import { BookText, Copy, Table2 } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Layer } from '../../../shared/model/layer.ts'
import { toast, toastError } from '../../app/actions.ts'
import { openSource } from '../../app/openSource.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { SearchField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { RecordGrid, type Chosen } from './RecordGrid.tsx'
import { setData, useData } from './state.ts'
import { readRows, useRows, type RowQuery } from './useRows.ts'
import './table.css'

const mostCopied = 50_000

/** The records of one layer: sorted, searched, copied. */
export function LayerTable() {
  const { t } = useTexts()
  const layers = useStore((state) => state.layers)
  const inspected = useStore((state) => (state.inspected?.kind === 'layer' ? state.inspected.id : null))
  const wanted = useData((state) => state.table)
  const tables = layers.filter((layer) => layer.kind !== 'raster')
  const shownAreas = useStore((state) => state.areaSets.find((set) => set.id === state.areaSet)?.layer)
  const layer = tables.find((one) => one.id === wanted) ?? tables.find((one) => one.id === inspected) ?? tables.find((one) => one.id === shownAreas) ?? tables[0]
  if (!layer) return <EmptyState icon={Table2} text={t('data.table.empty')} />
  return <Records key={layer.id} layer={layer} tables={tables} />
}

function Records({ layer, tables }: { layer: Layer; tables: Layer[] }) {
  const { t } = useTexts()
  const version = useStore((state) => state.dataVersion)
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<RowQuery['sort']>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const steadySearch = useDeferredValue(search)
  const query = useMemo<RowQuery>(() => ({ id: layer.id, sort, search: steadySearch }), [layer.id, sort, steadySearch])
  const rows = useRows(query, version)
  const changeSort = (next: RowQuery['sort']) => { setSort(next); setChosen(null) }
  const copy = async (all: boolean) => {
    try {
      const from = all || !chosen ? 0 : Math.min(chosen.from, chosen.to)
      const count = all || !chosen ? (rows.total ?? 0) : Math.abs(chosen.to - chosen.from) + 1
      const read = await readRows(query, from, count, mostCopied)
      await navigator.clipboard.writeText([layer.fields.map((field) => field.name), ...read.map((row) => row.values)].map((values) => values.map(cellText).join('\t')).join('\n'))
      toast(t('data.table.copied', { count: read.length }))
    } catch (error) { toastError(error) }
  }
  return (
    <div className="records">
      <div className="records-tools">
        <Select className="records-layer" label={t('data.table.layer')} hideLabel value={String(layer.id)} items={tables.map((one) => ({ id: String(one.id), text: one.name }))} onChange={(id) => setData({ table: Number(id) })} />
        <SearchField className="records-search" label={t('data.table.search')} hideLabel value={search} onChange={(text) => { setSearch(text); setChosen(null) }} />
        <span className="caption figures" role="status">{rows.total === null ? t('frame.reading') : search.trim() ? t('data.table.found', { count: rows.total, of: layer.rows }) : t('data.records', { count: rows.total })}</span>
        <IconButton small icon={BookText} label={t('source.of', { name: layer.name })} onPress={() => openSource(layer.id)} />
        <Button tone="quiet" className="small records-copy" icon={Copy} isDisabled={!rows.total} onPress={() => void copy(true)}>{t('data.table.copy')}</Button>
      </div>
      {rows.error ? <div className="card"><ErrorBox error={rows.error} /></div> : <RecordGrid layer={layer} rows={rows} sort={sort} onSort={changeSort} chosen={chosen} onChoose={setChosen} onCopy={() => void copy(false)} />}
    </div>
  )
}

/** A cell as spreadsheets take it from the clipboard: tabs and line ends become blanks, missing stays empty. */
function cellText(value: string | number | null): string {
  return value === null ? '' : String(value).replace(/[\t\r\n]+/g, ' ')
}
