import { useState } from 'react'
import type { ColumnOption, ImportPreview, PreviewColumn } from '../../../shared/model/import.ts'
import { fieldType } from '../../../shared/model/layer.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, TextField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { completed } from './importOptions.ts'
import { setOptions, type ImportItem } from './queue.ts'

const roles = ['code', 'label', 'parent', 'lon', 'lat', 'date'] as const
const shownAtFirst = 30

/** What each column becomes: kept or left out, its name, its type and what it is for. */
export function ImportColumns({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const [all, setAll] = useState(false)
  const columns = preview.columns ?? []
  if (columns.length === 0) return null
  const shown = all ? columns : columns.slice(0, shownAtFirst)
  return (
    <section>
      <h3>{t('data.columns', { count: columns.length })}</h3>
      <div className="import-columns-table" tabIndex={0} role="region" aria-label={t('data.columns', { count: columns.length })}>
        <table>
          <thead><tr><th>{t('data.column.source')}</th><th>{t('data.column.sample')}</th><th>{t('data.column.name')}</th><th>{t('data.column.type')}</th><th>{t('data.column.role')}</th></tr></thead>
          <tbody>{shown.map((column, at) => <Row key={`${column.source}-${at}`} column={column} item={item} preview={preview} locked={locked} />)}</tbody>
        </table>
      </div>
      {columns.length > shown.length && <Button tone="quiet" onPress={() => setAll(true)}>{t('data.columns.all', { count: columns.length })}</Button>}
    </section>
  )
}

function Row({ column, item, preview, locked }: { column: PreviewColumn; item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const said = item.options.columns?.[column.source] ?? {}
  const shownName = said.name ?? column.name ?? column.source
  const [name, setName] = useState(shownName)
  const [known, setKnown] = useState(shownName)
  if (known !== shownName) { setKnown(shownName); setName(shownName) }
  const say = (part: ColumnOption) => void setOptions(item.id, { columns: { ...item.options.columns, [column.source]: clean({ ...said, ...part }) } })
  const onlyPlace = column.role === 'geometry' && column.name === null
  return (
    <tr className={said.skip ? 'left-out' : ''}>
      <th scope="row"><Checkbox isSelected={!said.skip} isDisabled={locked || onlyPlace} onChange={(keep) => say({ skip: keep ? undefined : true })}><span className="clip" title={column.source}>{column.source}</span></Checkbox></th>
      <td className="clip soft" title={column.sample}>{column.sample || <span className="empty-cell">{t('data.table.missing')}</span>}</td>
      {said.skip || onlyPlace
        ? <td colSpan={3} className="soft">{said.skip ? t('data.column.skipped') : t('data.column.geometry')}</td>
        : <>
          <td><TextField hideLabel label={t('data.column.nameOf', { column: column.source })} value={name} isDisabled={locked} onChange={setName} onCommit={(text) => { if (text.trim() !== shownName) say({ name: text.trim() === column.source || text.trim() === '' ? undefined : text.trim() }) }} /></td>
          <td><Select hideLabel label={t('data.column.typeOf', { column: column.source })} value={said.type ?? column.type} isDisabled={locked || column.name === null} items={fieldType.options.map((id) => ({ id, text: t(`type.${id}`) }))} onChange={(id) => say({ type: fieldType.options.find((one) => one === id) })} /></td>
          <td><Role column={column} item={item} preview={preview} locked={locked} /></td>
        </>}
    </tr>
  )
}

function Role({ column, item, preview, locked }: { column: PreviewColumn; item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const waiting = (['lon', 'lat'] as const).find((role) => item.options[role] === column.source)
  const role = column.role ?? waiting ?? null
  const possible = roles.filter((one) => (one === 'label' || one === 'parent' ? preview.kind === 'areas' : one === 'lon' || one === 'lat' ? preview.kind !== 'areas' : true))
  if (role === 'geometry') return <span className="soft">{t('data.role.geometry')}</span>
  return <Select hideLabel label={t('data.column.roleOf', { column: column.source })} value={role} placeholder={t('data.role.none')} isDisabled={locked} items={possible.map((id) => ({ id, text: t(`data.about.${id}`) }))} onChange={(id) => { const chosen = roles.find((one) => one === id); if (chosen) void setOptions(item.id, chosen === 'lon' || chosen === 'lat' ? completed({ lon: item.options.lon, lat: item.options.lat, [chosen]: column.source }, preview) : { [chosen]: column.source }) }} />
}

function clean(option: ColumnOption): ColumnOption {
  return Object.fromEntries(Object.entries(option).filter(([, value]) => value !== undefined))
}
