import type { Layer } from '../../shared/model/layer.ts'
import { useTexts } from '../i18n.ts'
import { Swatch } from '../ui/Swatch.tsx'
import { Row } from './LegendRow.tsx'
import { rampGradient } from './rasters.ts'

/** A raster in the legend: its classes with their names, or its colours from the lowest to the highest stop, the middle between them, and the unit. */
export function RasterLegend({ layer }: { layer: Layer }) {
  const { t, number } = useTexts()
  const { ramp, by } = layer.style
  if (by.kind === 'values') {
    return (
      <div className="map-legend-part">
        <h3 dir="auto">{layer.name}</h3>
        <ul>{by.values.map(({ value, colour, label }) => <Row key={value} swatch={<Swatch geometry="polygon" colour={colour} pattern="none" opacity={layer.opacity} />} text={label ?? value} />)}</ul>
      </div>
    )
  }
  if (!ramp) return null
  const [from, to] = [ramp.stops[0]!.value, ramp.stops.at(-1)!.value]
  const digits = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(Math.max(1e-9, to - from)))))
  const words = (value: number) => number(value, { maximumFractionDigits: digits })
  const unit = ramp.unit ? ` ${ramp.unit}` : ''
  return (
    <div className="map-legend-part">
      <h3 dir="auto">{layer.name}{ramp.unit && <small> {ramp.unit}</small>}</h3>
      <div dir="ltr" role="img" aria-label={t('raster.legend', { from: `${words(from)}${unit}`, to: `${words(to)}${unit}` })}>
        <div className="map-ramp" style={{ background: rampGradient(ramp.stops), opacity: layer.opacity }} />
        <div className="map-ramp-bounds figures"><span>{words(from)}</span><span>{words((from + to) / 2)}</span><span>{words(to)}</span></div>
      </div>
    </div>
  )
}
