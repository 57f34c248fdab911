import { ChevronDown, ChevronRight, Import, Layers, ListOrdered } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { dimensions, type Dimension } from '../../../shared/model/dimension.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { runCommand } from '../../app/commands.ts'
import { select, set, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button, ToggleButton } from '../../ui/Button.tsx'
import { DimensionMark } from '../../ui/DimensionMark.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/Fields.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { groupLayers, searchLayers, type LayerGroup } from './arrange.ts'
import { LayerRow } from './LayerRow.tsx'
import { setData, useData } from './state.ts'
import './layers.css'

/** The left panel of the data and map journeys: every layer by dimension or in drawing order, with search. */
export function LayerPanel() {
  const { t } = useTexts()
  const layers = useStore((state) => state.layers)
  const readOnly = useStore((state) => state.status?.readOnly ?? null)
  const arrangement = useData((state) => state.arrangement)
  const [search, setSearch] = useState('')
  const shown = useMemo(() => searchLayers(layers, search, (dimension) => t(`dimension.${dimension}`)), [layers, search, t])
  const add = () => runCommand('import')
  return (
    <>
      <div className="panel-head">
        <h2>{t('data.layers')}</h2>
        <div className="panel-tools">
          <ToggleButton small label={t('data.byOrder')} icon={ListOrdered} isSelected={arrangement === 'order'} onChange={(on) => setData({ arrangement: on ? 'order' : 'dimension' })} />
          <Button className="small" icon={Import} onPress={add} isDisabled={readOnly !== null}>{t('data.import')}</Button>
        </div>
      </div>
      {layers.length === 0 && <EmptyState icon={Layers} text={t('data.layers.empty')} action={readOnly === null ? { text: t('command.import'), icon: Import, onPress: add } : undefined} />}
      {layers.length > 0 && <SearchField className="layer-search" label={t('data.layers.search')} hideLabel value={search} onChange={setSearch} />}
      <div className="panel-scroll" tabIndex={-1}>
        {arrangement === 'order' ? <LayerList layers={shown} label={t('data.layers')} /> : groupLayers(shown).map((group) => <Group key={group.id} group={group} />)}
        {layers.length > 0 && shown.length === 0 && <p className="soft layer-none" role="status">{t('data.layers.none', { search })}</p>}
      </div>
    </>
  )
}

function Group({ group }: { group: LayerGroup }) {
  const { t } = useTexts()
  const closed = useData((state) => state.closed)
  const open = !closed.includes(group.id)
  const name = group.id === 'areas' ? t('data.areas') : t(`dimension.${group.id}`)
  return (
    <section className="layer-group" aria-label={name}>
      <h3>
        <AriaButton className="layer-group-head" aria-expanded={open} onPress={() => setData({ closed: open ? [...closed, group.id] : closed.filter((id) => id !== group.id) })}>
          <Icon of={open ? ChevronDown : ChevronRight} size={14} className={open ? undefined : 'mirror'} />
          {isDimension(group.id) && <DimensionMark dimension={group.id} size={16} />}
          <span className="clip">{name}</span>
          <span className="caption figures">{group.layers.length}</span>
        </AriaButton>
      </h3>
      {open && group.id === 'areas' && <ShownAreas />}
      {open && <LayerList layers={group.layers} label={name} />}
    </section>
  )
}

/** Which areas the map fills, the selection holds and the profile scores. */
function ShownAreas() {
  const { t } = useTexts()
  const areaSets = useStore((state) => state.areaSets)
  const areaSet = useStore((state) => state.areaSet)
  if (areaSets.length < 2) return null
  const items = areaSets.toSorted((a, b) => a.level - b.level).map((one) => ({ id: String(one.id), text: one.name, detail: `${t('data.level.n', { level: one.level })} · ${t('data.areas.count', { count: one.count })}` }))
  return <Select className="shown-areas" label={t('data.areas.shown')} value={areaSet === null ? null : String(areaSet)} items={items} onChange={(id) => { select([]); set({ areaSet: Number(id) }) }} />
}

function LayerList({ layers, label }: { layers: Layer[]; label: string }) {
  const ids = layers.map((layer) => layer.id)
  return <ul className="layer-list" aria-label={label}>{layers.map((layer) => <LayerRow key={layer.id} layer={layer} neighbours={ids} />)}</ul>
}

function isDimension(id: string): id is Dimension { return (dimensions as readonly string[]).includes(id) }
