import { ArrowDown, ArrowUp, Download, EllipsisVertical, Eye, EyeOff, Pencil, Shuffle, Table2, Trash2, ZoomIn } from 'lucide-react'
import { useState, type DragEvent, type KeyboardEvent } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { formatsOf, type LayerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { showLayer } from '../../app/session.ts'
import { get, set, useStore } from '../../app/store.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { IconButton } from '../../ui/Button.tsx'
import { MenuButton, type MenuEntry } from '../../ui/Menu.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { groupOf, moveBeside, moveStep } from './arrange.ts'
import { exportLayer, removeLayer, reorderLayers, showOpacity, updateLayer } from './changes.ts'
import { isMovable } from './edition/choices.ts'
import { LayerSwatch } from './LayerSwatch.tsx'
import { setData, useData } from './state.ts'
import { layerWords } from './words.ts'

/** The formats of the short menu, for layers that may be published; the dialog has all, and asks for whom. */
const mainFormats: readonly LayerFormat[] = ['csv', 'xlsx', 'geojson', 'gpkg', 'tif']
const dragType = 'application/x-atlas-layer'

/** One layer of the list: seen or not, its symbol, its name, and what can be done with it. Alt with the arrow keys moves it, and so does dragging. */
export function LayerRow({ layer, neighbours }: { layer: Layer; neighbours: number[] }) {
  const texts = useTexts()
  const { t, number } = texts
  const readOnly = useStore((state) => state.status?.readOnly !== null)
  const chosen = useStore((state) => state.inspected?.kind === 'layer' && state.inspected.id === layer.id)
  const [over, setOver] = useState<'before' | 'after' | null>(null)
  const onMap = layer.geometry !== 'none' || layer.kind === 'raster'
  const move = (step: -1 | 1) => { const ids = moveStep(get().layers.map((one) => one.id), neighbours, layer.id, step); if (ids) void reorderLayers(ids) }
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li
      className={`layer-row ${chosen ? 'chosen' : ''} ${over ?? ''}`} data-layer={layer.name} draggable={!readOnly} onKeyDown={onKeyDown}
      onDragStart={(event) => { event.dataTransfer.setData(dragType, String(layer.id)); event.dataTransfer.effectAllowed = 'move' }}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(dragType)) { event.preventDefault(); setOver(halfOf(event)) } }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => { if (event.dataTransfer.types.includes(dragType)) { event.preventDefault(); drop(Number(event.dataTransfer.getData(dragType)), layer, halfOf(event) === 'after'); setOver(null) } }}
    >
      <div className="layer-line">
        {onMap ? <IconButton small label={t(layer.visible ? 'data.hide' : 'data.show', { name: layer.name })} icon={layer.visible ? Eye : EyeOff} isDisabled={readOnly} onPress={() => void updateLayer({ id: layer.id, visible: !layer.visible })} /> : <span className="layer-gap" />}
        <LayerSwatch layer={layer} />
        <AriaButton className={`layer-name clip ${layer.visible || !onMap ? '' : 'unseen'}`} aria-current={chosen ? 'true' : undefined} onPress={() => set({ inspected: { kind: 'layer', id: layer.id }, panels: { ...get().panels, rightOpen: true } })}>{layer.name}</AriaButton>
        {layer.kind !== 'raster' && <span className="caption figures" title={layerWords(layer, texts)}>{number(layer.rows, { notation: layer.rows > 99_999 ? 'compact' : 'standard' })}</span>}
        <MenuButton small label={t('data.layer.menu', { name: layer.name })} icon={EllipsisVertical} items={menuOf(layer, t, readOnly, move)} />
      </div>
      {chosen && onMap && <Slider className="layer-opacity" label={t('data.opacity')} hideLabel value={layer.opacity} min={0} max={1} step={0.05} format={{ style: 'percent' }} isDisabled={readOnly} onChange={(opacity) => showOpacity(layer.id, opacity)} onChangeEnd={(opacity) => void updateLayer({ id: layer.id, opacity })} />}
    </li>
  )
}

function menuOf(layer: Layer, t: Texts['t'], readOnly: boolean, move: (step: -1 | 1) => void): MenuEntry[] {
  const { bbox } = layer
  return [
    { id: 'zoom', text: t('data.zoom'), icon: ZoomIn, isDisabled: bbox === null, onAction: () => showLayer(layer) },
    ...(layer.kind === 'raster' ? [] : [{ id: 'table', text: t('data.showTable'), icon: Table2, onAction: () => showTable(layer.id) }]),
    { id: 'rename', text: t('data.rename'), icon: Pencil, isDisabled: readOnly, onAction: () => { setData({ renaming: layer.id }); set({ inspected: { kind: 'layer', id: layer.id }, panels: { ...get().panels, rightOpen: true } }) } },
    ...(isMovable(layer, get().areaSets) ? [{ id: 'edition', text: t('edition.open'), icon: Shuffle, isDisabled: readOnly, onAction: () => set({ dialog: { name: 'edition', data: { layer: layer.id } } }) }] : []),
    { line: true },
    { id: 'up', text: t('data.up'), icon: ArrowUp, keys: 'Alt ↑', isDisabled: readOnly, onAction: () => move(-1) },
    { id: 'down', text: t('data.down'), icon: ArrowDown, keys: 'Alt ↓', isDisabled: readOnly, onAction: () => move(1) },
    { line: true },
    { id: 'export', text: t('export.open'), icon: Download, onAction: () => set({ dialog: { name: 'export', data: { layer: layer.id } } }) },
    ...(layer.source.sensitivity === 'low' ? formatsOf(layer) : []).filter((format) => mainFormats.includes(format)).map((format) => ({ id: format, text: t('data.export.as', { format: t(`format.${format}`) }), icon: Download, onAction: () => void exportLayer(layer, format) })),
    { line: true },
    { id: 'remove', text: t('data.remove'), icon: Trash2, isDisabled: readOnly, onAction: () => void removeLayer(layer) },
  ]
}

function showTable(id: number): void {
  setData({ table: id })
  const { journey, panels } = get()
  set({ journey: journey === 'profile' ? 'data' : journey, panels: { ...panels, dockOpen: true } })
}

/** Puts a dragged layer beside this one; into another group it takes that group's dimension. */
function drop(id: number, beside: Layer, after: boolean): void {
  const layers = get().layers
  const moved = layers.find((layer) => layer.id === id)
  if (!moved || id === beside.id) return
  if (useData.getState().arrangement === 'dimension' && groupOf(moved) !== groupOf(beside)) {
    if (moved.kind === 'areas' || beside.kind === 'areas') return
    void updateLayer({ id, dimension: beside.dimension })
  }
  void reorderLayers(moveBeside(layers.map((layer) => layer.id), id, beside.id, after))
}

function halfOf(event: DragEvent): 'before' | 'after' {
  const box = event.currentTarget.getBoundingClientRect()
  return event.clientY - box.top > box.height / 2 ? 'after' : 'before'
}
