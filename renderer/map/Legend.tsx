import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../i18n.ts'
import { IconButton } from '../ui/Button.tsx'
import { Swatch } from '../ui/Swatch.tsx'
import { severityRamp } from './colours.ts'
import type { Drawing } from './drawing.ts'
import { LayerLegend } from './LayerLegend.tsx'
import { Row } from './LegendRow.tsx'
import { RasterLegend } from './RasterLegend.tsx'
import type { Scores } from './scores.ts'

/** What the map shows and only that: classes as words with colours, ranges and counts, what is missing, then the layers from top to bottom. */
export function Legend({ drawing }: { drawing: Drawing }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(true)
  const { areas, rasters, points, lines, polygons, period } = drawing
  if (!areas && rasters.length + points.length + lines.length + polygons.length === 0) return null
  return (
    <section className="map-legend" aria-label={t('map.legend')}>
      <header>
        <h2>{t('map.legend')}</h2>
        <IconButton small icon={open ? ChevronDown : ChevronUp} label={t(open ? 'map.legend.close' : 'map.legend.open')} expanded={open} onPress={() => setOpen(!open)} />
      </header>
      {open && (
        <div className="map-legend-body" tabIndex={0} role="group" aria-label={t('map.legend')}>
          {areas?.scores && <ScoreLegend scores={areas.scores} />}
          {areas && !areas.scores && <LayerLegend layer={areas.layer} columns={null} period={null} plain />}
          {points.toReversed().map(({ layer, columns }) => <LayerLegend key={layer.id} layer={layer} columns={columns} period={period} />)}
          {lines.toReversed().map((layer) => <LayerLegend key={layer.id} layer={layer} columns={null} period={period} />)}
          {polygons.toReversed().map((layer) => <LayerLegend key={layer.id} layer={layer} columns={null} period={period} />)}
          {rasters.toReversed().map(({ layer }) => <RasterLegend key={layer.id} layer={layer} />)}
        </div>
      )}
    </section>
  )
}

function ScoreLegend({ scores }: { scores: Scores }) {
  const { t, number, title } = useTexts()
  const bounds = [0, ...scores.breaks, scores.scale]
  const one = (value: number) => number(value, { maximumFractionDigits: 1 })
  return (
    <div className="map-legend-part">
      <h3 dir="auto">{title(scores.title)}</h3>
      <ul>
        {severityRamp.map((colour, i) => (
          <Row key={colour} swatch={<Swatch geometry="polygon" colour={colour} />} text={t(`profile.class.${i + 1}`)} detail={`${one(bounds[i]!)}–${one(bounds[i + 1]!)}`} count={number(scores.counts[i]!)} />
        )).toReversed()}
        {scores.missing > 0 && <Row swatch={<Swatch geometry="polygon" colour="#ffffff" missing />} text={t('map.missing')} count={number(scores.missing)} />}
      </ul>
    </div>
  )
}
