import { History } from 'lucide-react'
import type { ImportPreview } from '../../../shared/model/import.ts'
import { importMode } from '../../../shared/model/reimport.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Fields.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { fromTemplate, intoLayer, ownLayer } from './importOptions.ts'
import { setOptions, type ImportItem } from './queue.ts'

const own = '/own'

/** Where a file goes: a layer of its own, or one that is there: in its place, at its end, or record by record by a key. What was chosen for the file before it is offered, and may be overruled. */
export function ImportPlace({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const layers = useStore((state) => state.layers)
  const offered = preview.offers?.layers.map((one) => one.name) ?? []
  const raster = preview.kind === 'raster'
  const others = layers.filter((layer) => (layer.kind === preview.kind || layer.name === item.options.into) && !offered.includes(layer.name)).map((layer) => layer.name)
  const names = [...offered, ...others]
  if (names.length === 0) return null
  const { into, mode } = item.options
  const choose = (name: string) => void setOptions(item.id, name === own ? ownLayer : { ...ownLayer, ...intoLayer(preview, name, raster ? 'replace' : undefined) })
  return (
    <section className="import-place" aria-label={t('data.into.title')}>
      <Remembered item={item} preview={preview} locked={locked} />
      <div className="import-place-fields">
        <Select label={t('data.into')} isDisabled={locked} value={into ?? own} items={[{ id: own, text: t('data.into.own') }, ...names.map((id) => ({ id, text: id, detail: detailOf(id, preview, t) }))]} onChange={choose} />
        {into !== undefined && <Select label={t('data.mode')} isDisabled={locked || raster} value={mode ?? 'update'} items={(raster ? (['replace'] as const) : importMode.options).map((id) => ({ id, text: t(`data.mode.${id}`), detail: t(`data.mode.${id}.why`) }))} onChange={(id) => void setOptions(item.id, { mode: importMode.options.find((one) => one === id) })} />}
        {into !== undefined && mode !== 'append' && !raster && <Key item={item} preview={preview} locked={locked} />}
      </div>
      {into !== undefined && mode === 'update' && <Checkbox isSelected={item.options.removeMissing ?? false} isDisabled={locked} onChange={(removeMissing) => void setOptions(item.id, { removeMissing })}>{t('data.mode.removeMissing')}</Checkbox>}
      {into !== undefined && <Differences into={into} preview={preview} mode={mode ?? 'update'} />}
    </section>
  )
}

/** What is remembered of files like this one. */
function Remembered({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t, date } = useTexts()
  const offer = preview.offers?.template
  if (!offer) return null
  const { template, lacks, mode } = offer
  const used = item.options.template === template.name
  const key = template.key.length > 0 ? template.key : preview.offers?.layers.find((one) => one.name === template.layer)?.key ?? []
  const values = { name: template.name, date: date(template.used), key: key.join(' + ') }
  return (
    <div className={`import-like ${used ? 'used' : ''}`} role="note">
      <Icon of={History} />
      <span>
        {t('data.like', values)}{' '}
        {lacks.length > 0 ? t('data.like.lacks', { columns: lacks.join(', ') }) : t(mode === null ? 'data.like.choices' : `data.like.${mode}`, values)}
      </span>
      {lacks.length === 0 && !locked && (used
        ? <Button onPress={() => void setOptions(item.id, ownLayer)}>{t('data.like.not')}</Button>
        : <Button onPress={() => void setOptions(item.id, { ...ownLayer, ...fromTemplate(preview) })}>{t('data.like.use')}</Button>)}
    </div>
  )
}

/** The columns that tell records apart: one, and more beside it. */
function Key({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const layer = useStore((state) => state.layers.find((one) => one.name === item.options.into))
  const key = item.options.key ?? preview.offers?.layers.find((one) => one.name === item.options.into)?.key ?? []
  const there = new Set(layer?.fields.map((field) => plain(field.name)))
  const shared = preview.fields.map((field) => field.name).filter((name) => there.has(plain(name)))
  const set = (next: string[]) => void setOptions(item.id, { key: next.length > 0 ? next : undefined })
  const items = [...new Set([...key, ...shared])].map((id) => ({ id, text: id }))
  return (
    <div className="import-key">
      {[...key, ''].slice(0, 3).map((name, at) => (
        <Select
          key={at} label={at === 0 ? t('data.key') : t('data.key.and')} isDisabled={locked} value={name || null} placeholder={at === 0 ? t('data.key.choose') : t('data.key.none')}
          items={at === 0 ? items : [{ id: own, text: t('data.key.none') }, ...items.filter((one) => one.id === name || !key.includes(one.id))]}
          onChange={(id) => set(id === own ? key.filter((_, i) => i !== at) : [...key.slice(0, at), id, ...key.slice(at + 1)])}
        />
      ))}
    </div>
  )
}

/** Columns that only one side has, before anything happens. */
function Differences({ into, preview, mode }: { into: string; preview: ImportPreview; mode: string }) {
  const { t } = useTexts()
  const offer = preview.offers?.layers.find((one) => one.name === into)
  if (!offer || offer.added.length + offer.missing.length === 0) return null
  return (
    <p className="soft break">
      {offer.added.length > 0 && `${t('data.columns.added', { count: offer.added.length, names: few(offer.added) })} `}
      {offer.missing.length > 0 && t(mode === 'replace' ? 'data.columns.gone' : 'data.columns.missing', { count: offer.missing.length, names: few(offer.missing) })}
    </p>
  )
}

function detailOf(name: string, preview: ImportPreview, t: (id: string, values?: Record<string, string | number>) => string): string | undefined {
  const offer = preview.offers?.layers.find((one) => one.name === name)
  if (!offer) return undefined
  return [t('data.columns.shared', { count: offer.shared }), offer.key.length > 0 ? t('data.key.is', { key: offer.key.join(' + ') }) : ''].filter(Boolean).join(' · ')
}

function few(names: readonly string[]): string {
  return names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '')
}

function plain(name: string): string { return name.trim().toLowerCase().replace(/[\s_-]+/g, '_') }
