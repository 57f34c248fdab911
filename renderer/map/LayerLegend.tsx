import { useMemo } from 'react'
import type { Columns } from '../../shared/model/columns.ts'
import type { Layer } from '../../shared/model/layer.ts'
import { useCall } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Swatch } from '../ui/Swatch.tsx'
import { innerBreaks, noColour } from './colours.ts'
import { countEvents, type EventCounts } from './counts.ts'
import { Row, SourceName } from './LegendRow.tsx'
import { isCells } from './thinned.ts'

type Period = { from: string; to: string } | null
interface Entry { colour: string; text: string; count: number | null }

/** One layer of the legend: a line for a single style, else its classes or values. Counts are of what the period leaves. `plain` is an area set that nothing colours. */
export function LayerLegend({ layer, columns, period, plain }: { layer: Layer; columns: Columns | null; period: Period; plain?: boolean }) {
  const { t, number } = useTexts()
  const { style } = layer
  const cells = columns !== null && isCells(columns)
  const counts = useMemo(() => (columns && !cells ? countEvents(layer, columns, period) : null), [layer, columns, cells, period])
  const entries = useEntries(layer, counts)
  const partly = counts !== null && period !== null && layer.dateField !== null
  const total = partly ? t('map.legend.of', { shown: number(counts.shown), all: number(layer.rows) }) : number(layer.rows)
  const geometry = layer.geometry === 'mixed' ? 'polygon' : layer.geometry
  const swatch = (colour: string) => <Swatch geometry={geometry} colour={colour} pattern={style.pattern} opacity={plain ? 0.15 : layer.opacity} />
  if (style.by.kind === 'single') return <div className="map-legend-part"><ul><Row swatch={swatch(plain ? '#5b6a77' : style.colour)} text={<SourceName layer={layer} />} count={total} /></ul>{cells && <p>{t('map.legend.cells')}</p>}</div>
  return (
    <div className="map-legend-part">
      <h3 dir="auto"><SourceName layer={layer} /> <small>{t('map.legend.by', { field: style.by.field })}</small></h3>
      <ul>{entries.map((entry) => <Row key={`${entry.colour}${entry.text}`} swatch={swatch(entry.colour)} text={entry.text} count={entry.count === null ? undefined : number(entry.count)} />)}</ul>
      {cells && <p>{t('map.legend.cells')}</p>}
    </div>
  )
}

function useEntries(layer: Layer, events: EventCounts | null): Entry[] {
  const { t, number } = useTexts()
  const { by } = layer.style
  const asks = by.kind !== 'single' && events === null && layer.geometry !== 'point'
  const asked = useCall('layers.classes', asks ? { id: layer.id, field: by.field, method: by.kind === 'values' ? 'values' : by.method, count: Math.max(2, Math.min(9, by.kind === 'classes' ? by.colours.length : by.values.length)) } : null).data
  if (by.kind === 'single') return []
  if (by.kind === 'values') {
    const known = by.values.map((one, i) => ({ colour: one.colour, text: one.value, count: events?.entries[i] ?? asked?.values.find((value) => value.value === one.value)?.count ?? null }))
    return events && events.other > 0 ? [...known, { colour: noColour, text: t('map.legend.other'), count: events.other }] : known
  }
  const breaks = innerBreaks(by.breaks, by.colours.length)
  const same = asked !== null && asked.counts.length === by.colours.length && innerBreaks(asked.breaks, by.colours.length).every((bound, i) => bound === breaks[i])
  const text = (i: number) => (i === 0 ? t('map.legend.below', { value: number(breaks[0] ?? 0) }) : i === breaks.length ? t('map.legend.from', { value: number(breaks[i - 1]!) }) : t('map.legend.between', { from: number(breaks[i - 1]!), to: number(breaks[i]!) }))
  const classes = by.colours.map((colour, i) => ({ colour, text: text(i), count: events?.entries[i] ?? (same ? (asked.counts[i] ?? null) : null) }))
  return events && events.other > 0 ? [...classes, { colour: noColour, text: t('map.missing'), count: events.other }] : classes
}
