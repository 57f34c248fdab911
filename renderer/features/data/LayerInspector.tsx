import { Download, Pencil, Table2, Trash2, TriangleAlert, ZoomIn } from 'lucide-react'
import { useEffect, useState } from 'react'
import { dimensions, type Dimension } from '../../../shared/model/dimension.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { JoinLine } from '../../app/JoinLine.tsx'
import { showLayer } from '../../app/session.ts'
import { get, set, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { removeLayer, updateLayer } from './changes.ts'
import { DoctorTab } from './doctor/DoctorTab.tsx'
import { EditionLine } from './edition/EditionLine.tsx'
import { FieldsTab } from './FieldsTab.tsx'
import { LayerSwatch } from './LayerSwatch.tsx'
import { NotesTab } from './NotesTab.tsx'
import { SourceTab } from './SourceTab.tsx'
import { setData, useData } from './state.ts'
import { StyleTab } from './StyleTab.tsx'
import { layerWords } from './words.ts'
import './inspector.css'

/** The layer card: what it is, how it is drawn, its fields, where it comes from, and what was remarked on the way in. */
export function LayerInspector({ id }: { id: number }) {
  const texts = useTexts()
  const { t } = texts
  const layer = useStore((state) => state.layers.find((one) => one.id === id))
  const readOnly = useStore((state) => state.status?.readOnly !== null)
  const inspected = useStore((state) => state.inspected)
  const [tab, setTab] = useState('style')
  useEffect(() => { if (inspected?.kind === 'layer' && inspected.tab) setTab(inspected.tab) }, [inspected])
  if (!layer) return null
  const { bbox } = layer
  const items = [
    ...(layer.geometry === 'none' && layer.kind !== 'raster' ? [] : [{ id: 'style', text: t('data.tab.style'), content: <StyleTab layer={layer} readOnly={readOnly} /> }]),
    { id: 'source', text: t('data.tab.source'), content: <SourceTab layer={layer} readOnly={readOnly} /> },
    { id: 'fields', text: t('data.tab.fields'), content: <FieldsTab layer={layer} /> },
    { id: 'notes', text: t('data.tab.notes'), icon: layer.rejected > 0 ? TriangleAlert : undefined, content: <NotesTab layer={layer} /> },
    ...(layer.geometry === 'none' || layer.kind === 'raster' ? [] : [{ id: 'geometry', text: t('data.tab.geometry'), content: <DoctorTab key={layer.id} layer={layer} readOnly={readOnly} /> }]),
  ]
  return (
    <section className="inspector" aria-label={layer.name}>
      <header className="inspector-head">
        <div className="inspector-title"><LayerSwatch layer={layer} /><Name layer={layer} readOnly={readOnly} /></div>
        <p className="caption">{layerWords(layer, texts)}</p>
        <div className="inspector-tools">
          {layer.kind !== 'areas' && <Select className="inspector-dimension" label={t('data.dimension')} hideLabel isDisabled={readOnly} value={layer.dimension ?? 'none'} items={['none', ...dimensions].map((one) => ({ id: one, text: t(`dimension.${one}`) }))} onChange={(one) => void updateLayer({ id, dimension: one === 'none' ? null : (one as Dimension) })} />}
          <span className="inspector-buttons">
            <IconButton label={t('data.zoom')} icon={ZoomIn} isDisabled={bbox === null} onPress={() => showLayer(layer)} />
            {layer.kind !== 'raster' && <IconButton label={t('data.showTable')} icon={Table2} onPress={() => { setData({ table: id }); set({ panels: { ...get().panels, dockOpen: true } }) }} />}
            <IconButton label={t('export.open')} icon={Download} onPress={() => set({ dialog: { name: 'export', data: { layer: id } } })} />
            <IconButton label={t('data.remove')} icon={Trash2} isDisabled={readOnly} onPress={() => void removeLayer(layer)} />
          </span>
        </div>
        <JoinLine layer={layer} />
        <EditionLine layer={layer} />
      </header>
      <Tabs label={t('data.card')} items={items} value={items.some((item) => item.id === tab) ? tab : 'source'} onChange={setTab} />
    </section>
  )
}

function Name({ layer, readOnly }: { layer: Layer; readOnly: boolean }) {
  const { t } = useTexts()
  const renaming = useData((state) => state.renaming === layer.id)
  const [name, setName] = useState(layer.name)
  if (!renaming || readOnly) {
    return <><h2 className="clip" title={layer.name}>{layer.name}</h2>{!readOnly && <IconButton small label={t('data.rename')} icon={Pencil} onPress={() => { setName(layer.name); setData({ renaming: layer.id }) }} />}</>
  }
  const commit = (value: string) => {
    setData({ renaming: null })
    if (value.trim() && value.trim() !== layer.name) void updateLayer({ id: layer.id, name: value.trim() })
  }
  return <TextField className="inspector-rename" label={t('data.name')} hideLabel value={name} onChange={setName} onCommit={commit} autoFocus />
}
