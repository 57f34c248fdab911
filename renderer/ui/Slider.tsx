import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import './field.css'

interface SliderProps { label: string; hideLabel?: boolean; value: number; onChange: (value: number) => void; onChangeEnd?: (value: number) => void; min: number; max: number; step?: number; format?: Intl.NumberFormatOptions; isDisabled?: boolean; className?: string }

/** A number on a track, with its value in words. */
export function Slider(props: SliderProps) {
  const share = (props.value - props.min) / (props.max - props.min || 1)
  return (
    <AriaSlider className={`slider ${props.className ?? ''}`} aria-label={props.hideLabel ? props.label : undefined} value={props.value} onChange={props.onChange} onChangeEnd={props.onChangeEnd} minValue={props.min} maxValue={props.max} step={props.step ?? 1} formatOptions={props.format} isDisabled={props.isDisabled}>
      {!props.hideLabel && <Label className="field-label">{props.label}</Label>}
      <SliderTrack className="slider-track">
        <div className="slider-fill" style={{ width: `${share * 100}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
      <SliderOutput className="caption figures slider-output" />
    </AriaSlider>
  )
}
