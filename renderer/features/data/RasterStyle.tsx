import { useState } from 'react'
import type { Layer } from '../../../shared/model/layer.ts'
import type { LayerStyle, Ramp } from '../../../shared/model/style.ts'
import { useTexts } from '../../i18n.ts'
import { Checkbox } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { rampColours, ramps, type RampId } from './ramps.ts'

/** The colours of a raster's values: which ramp, which way round, and what its ends stand for. A ramp takes the place of colours by class. */
export function RasterStyle({ layer, ramp, readOnly, change }: { layer: Layer; ramp: Ramp; readOnly: boolean; change: (part: Partial<LayerStyle>) => void }) {
  const { t, number } = useTexts()
  const colours = ramp.stops.map((stop) => stop.colour)
  const [known] = useState(() => matchingRamp(colours))
  const [id, setId] = useState<RampId | null>(known?.id ?? null)
  const [reversed, setReversed] = useState(known?.reversed ?? false)
  const paint = (next: RampId, turned: boolean) => {
    setId(next)
    setReversed(turned)
    const mixed = rampColours(next, ramp.stops.length, turned)
    change({ by: { kind: 'single' }, ramp: { ...ramp, stops: ramp.stops.map((stop, at) => ({ value: stop.value, colour: mixed[at] ?? stop.colour })) } })
  }
  const [first, last] = [ramp.stops[0], ramp.stops.at(-1)]
  return (
    <>
      <Select label={t('data.style.ramp')} isDisabled={readOnly} value={id} placeholder={t('data.ramp.own')} items={Object.keys(ramps).map((one) => ({ id: one, text: t(`data.ramp.${one}`) }))} onChange={(one) => paint(one as RampId, reversed)} />
      <figure className="field" aria-label={layer.name}>
        <div className="ramp-bar" aria-hidden>{colours.map((colour, at) => <span key={`${colour}-${at}`} style={{ background: colour }} />)}</div>
        <figcaption className="ramp-ends caption figures"><span>{number(first?.value ?? 0)}</span><span>{ramp.unit}</span><span>{number(last?.value ?? 0)}</span></figcaption>
      </figure>
      {id && <Checkbox isSelected={reversed} isDisabled={readOnly} onChange={(turned) => paint(id, turned)}>{t('data.style.reverse')}</Checkbox>}
    </>
  )
}

/** The ramp that these colours come from, if any of ours. */
function matchingRamp(colours: string[]): { id: RampId; reversed: boolean } | null {
  for (const id of Object.keys(ramps) as RampId[]) for (const reversed of [false, true]) if (rampColours(id, colours.length, reversed).join() === colours.join()) return { id, reversed }
  return null
}
