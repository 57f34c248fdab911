import { Download, ListFilter, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { set, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button, ToggleButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Fields.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Distribution } from './Distribution.tsx'
import { NoRun } from './NoRun.tsx'
import { RankedTable } from './RankedTable.tsx'
import { scoreColumns } from './columns.ts'
import { filterRows, rowsOf, sortRows } from './sort.ts'
import { setProfile, useProfile } from './state.ts'
import './inspector.css'
import './dock.css'

/** The dock of the profile journey: the ranked table of all areas with search, filter, distribution and export. */
export function ProfileDock() {
  const texts = useTexts()
  const { t } = texts
  const table = useStore((state) => state.run)
  const selected = useStore((state) => state.selected)
  const { sort, search, onlySelected } = useProfile()
  const columns = useMemo(() => (table ? scoreColumns(table) : []), [table])
  const rows = useMemo(() => (table ? rowsOf(table, columns) : []), [table, columns])
  const only = useMemo(() => (onlySelected ? new Set(selected) : null), [onlySelected, selected])
  const shown = useMemo(() => sortRows(filterRows(rows, search, only), sort, texts.language), [rows, search, only, sort, texts.language])
  if (!table) return <NoRun />
  return (
    <section className="profile-dock" aria-label={t('profile.table')}>
      <div className="profile-dock-bar">
        <SearchField label={t('profile.search')} hideLabel value={search} onChange={(text) => setProfile({ search: text })} />
        <ToggleButton label={t('profile.onlySelected')} isSelected={onlySelected} isDisabled={selected.length === 0 && !onlySelected} onChange={(on) => setProfile({ onlySelected: on })}><Icon of={ListFilter} /> {t('profile.onlySelected')}</ToggleButton>
        <span className="caption figures" role="status">{t('profile.shown', { shown: shown.length, total: rows.length })}</span>
        <Distribution table={table} />
        <Button icon={Download} tone="quiet" onPress={() => set({ dialog: { name: 'export', data: { run: table.run.id } } })}>{t('export.open')}</Button>
      </div>
      {shown.length > 0
        ? <RankedTable table={table} columns={columns} rows={shown} />
        : <EmptyState icon={SearchX} text={t('profile.empty.filter')} action={{ text: t('profile.empty.filter.do'), onPress: () => setProfile({ search: '', onlySelected: false }) }} />}
    </section>
  )
}
