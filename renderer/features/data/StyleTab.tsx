import { useState } from 'react'
import type { Layer } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { useTexts } from '../../i18n.ts'
import { dimensionMarks } from '../../ui/dimensions.ts'
import { Select } from '../../ui/Select.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { showOpacity, updateLayer } from './changes.ts'
import { RasterStyle } from './RasterStyle.tsx'
import { StyleByField } from './StyleByField.tsx'

const patterns = ['none', 'lines', 'cross', 'dots'] as const
const chips = [...new Set([...Object.values(dimensionMarks).map((mark) => mark.colour), '#d2472f', '#44535f'])]

/** How a layer is drawn: its colour or what decides it, its size, outline, pattern and opacity. */
export function StyleTab({ layer, readOnly }: { layer: Layer; readOnly: boolean }) {
  const { t } = useTexts()
  const { style } = layer
  const change = (part: Partial<LayerStyle>) => { if (!readOnly) void updateLayer({ id: layer.id, style: { ...style, ...part } }) }
  const sized = layer.kind !== 'raster' && ['point', 'line', 'mixed'].includes(layer.geometry)
  const fills = layer.geometry === 'polygon' || layer.geometry === 'mixed'
  return (
    <div className="card">
      <Slider label={t('data.opacity')} value={layer.opacity} min={0} max={1} step={0.05} format={{ style: 'percent' }} isDisabled={readOnly} onChange={(opacity) => showOpacity(layer.id, opacity)} onChangeEnd={(opacity) => void updateLayer({ id: layer.id, opacity })} />
      {layer.kind !== 'raster' && <StyleByField layer={layer} readOnly={readOnly} change={change} />}
      {layer.kind === 'raster' && style.ramp && <RasterStyle layer={layer} ramp={style.ramp} readOnly={readOnly} change={change} />}
      {style.by.kind === 'single' && !style.ramp && <ColourField colour={style.colour} isDisabled={readOnly} onChange={(colour) => change({ colour })} />}
      {sized && <DraftSlider key={`size-${style.size}`} label={layer.geometry === 'line' ? t('data.style.width') : t('data.style.size')} value={style.size} min={1} max={24} step={0.5} isDisabled={readOnly} onChange={(size) => change({ size })} />}
      {fills && layer.kind !== 'raster' && <DraftSlider key={`stroke-${style.stroke}`} label={t('data.style.stroke')} value={style.stroke} min={0} max={8} step={0.25} isDisabled={readOnly} onChange={(stroke) => change({ stroke })} />}
      {fills && <Select label={t('data.style.pattern')} isDisabled={readOnly} value={style.pattern} help={t('data.style.pattern.why')} items={patterns.map((id) => ({ id, text: t(`data.pattern.${id}`) }))} onChange={(id) => change({ pattern: patterns.find((one) => one === id) ?? 'none' })} />}
    </div>
  )
}

function ColourField(props: { colour: string; isDisabled: boolean; onChange: (colour: string) => void }) {
  const { t } = useTexts()
  return (
    <fieldset className="field">
      <legend className="field-label">{t('data.style.colour')}</legend>
      <div className="colour-row">
        {chips.map((colour) => <button key={colour} type="button" className="colour-chip" style={{ background: colour }} aria-label={colour} aria-pressed={colour === props.colour} disabled={props.isDisabled} onClick={() => props.onChange(colour)} />)}
        <input type="color" className="colour-own" aria-label={t('data.style.ownColour')} value={props.colour} disabled={props.isDisabled} onChange={(event) => props.onChange(event.target.value)} />
      </div>
    </fieldset>
  )
}

/** A slider that keeps its change when it is let go. Keyed by the kept value, so that undo moves it. */
function DraftSlider(props: { label: string; value: number; min: number; max: number; step: number; isDisabled: boolean; onChange: (value: number) => void }) {
  const [value, setValue] = useState(props.value)
  return <Slider label={props.label} value={value} min={props.min} max={props.max} step={props.step} format={{ maximumFractionDigits: 2 }} isDisabled={props.isDisabled} onChange={setValue} onChangeEnd={props.onChange} />
}
