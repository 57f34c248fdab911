import { DataFilterExtension } from '@deck.gl/extensions'
import { ScatterplotLayer } from '@deck.gl/layers'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Columns } from '../../../shared/model/columns.ts'
import { mapColours, rgb } from '../colours.ts'
import { dayOf, type Drawing } from '../drawing.ts'
import { sumRadius } from '../sumRadius.ts'
import { isCells } from '../thinned.ts'
import { fillColours } from './fillColours.ts'
import { ceiling } from './wanted.ts'

const undated = -1e6
const filter = new DataFilterExtension({ filterSize: 1 })

/** The events of a drawing as layers of deck.gl: positions, days and colours straight from their columns, the period filtered on the graphics card. */
export function pointLayers(drawing: Drawing): ScatterplotLayer[] {
  return drawing.points.flatMap(({ layer, columns }) => (columns && columns.header.count > 0 ? [scatter(layer, columns, drawing)] : []))
}

function scatter(layer: Layer, columns: Columns, { period, theme }: Drawing): ScatterplotLayer {
  const { style, opacity } = layer
  const sums = isCells(columns)
  const dated = layer.dateField !== null && period !== null && !sums
  const outline = rgb(mapColours[theme].outline)
  const radii = sums ? { getRadius: { value: columns.weights.map(sumRadius), size: 1 } } : {}
  const attributes = { getPosition: { value: columns.positions, size: 2 }, getFillColor: { value: fillColours(layer, columns), size: 4, normalized: true }, getFilterValue: { value: filterDays(columns), size: 1 }, ...radii }
  return new ScatterplotLayer({
    id: `points-${layer.id}`, beforeId: ceiling, data: { length: columns.header.count, attributes },
    opacity, radiusUnits: 'pixels', getRadius: style.size / 2, radiusMinPixels: 1, lineWidthUnits: 'pixels', stroked: style.size >= 4 && !sums, getLineWidth: 0.8, getLineColor: [...outline, 220],
    pickable: false, parameters: { depthCompare: 'always' },
    filterRange: dated ? [dayOf(period.from), dayOf(period.to) + 0.9999] : [undated, 1e6], extensions: [filter],
  } as ConstructorParameters<typeof ScatterplotLayer>[0])
}

/** Days for the filter: what has no date lies before all periods, and shows only without one. */
export function filterDays({ days }: Columns): Float32Array {
  const found = filters.get(days)
  if (found) return found
  const made = days.map((day) => (Number.isNaN(day) ? undated : day))
  filters.set(days, made)
  return made
}

const filters = new WeakMap<Float32Array, Float32Array>()
