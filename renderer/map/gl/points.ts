import { DataFilterExtension } from '@deck.gl/extensions'
import { ScatterplotLayer } from '@deck.gl/layers'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Columns } from '../../../shared/model/columns.ts'
import { colourOf, mapColours, rgb } from '../colours.ts'
import { dayOf, type Drawing } from '../drawing.ts'
import { ceiling } from './wanted.ts'

const undated = -1e6
const filter = new DataFilterExtension({ filterSize: 1 })

/** The events of a drawing as layers of deck.gl: positions, days and colours straight from their columns, the period filtered on the graphics card. */
export function pointLayers(drawing: Drawing): ScatterplotLayer[] {
  return drawing.points.flatMap(({ layer, columns }) => (columns && columns.header.count > 0 ? [scatter(layer, columns, drawing)] : []))
}

function scatter(layer: Layer, columns: Columns, { period, theme }: Drawing): ScatterplotLayer {
  const { style, opacity } = layer
  const dated = layer.dateField !== null && period !== null
  const outline = rgb(mapColours[theme].outline)
  return new ScatterplotLayer({
    id: `points-${layer.id}`, beforeId: ceiling,
    data: { length: columns.header.count, attributes: { getPosition: { value: columns.positions, size: 2 }, getFillColor: { value: fillColours(layer, columns), size: 4, normalized: true }, getFilterValue: { value: filterDays(columns), size: 1 } } },
    opacity, radiusUnits: 'pixels', getRadius: style.size / 2, radiusMinPixels: 1, lineWidthUnits: 'pixels', stroked: style.size >= 4, getLineWidth: 0.8, getLineColor: [...outline, 220],
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
const colours = new WeakMap<Columns, { key: string; bytes: Uint8Array }>()

/** One RGBA colour per event by the layer's style. */
export function fillColours(layer: Layer, columns: Columns): Uint8Array {
  const key = JSON.stringify([layer.style.colour, layer.style.by])
  const found = colours.get(columns)
  if (found?.key === key) return found.bytes
  const { by } = layer.style
  const byCategory = columns.header.categories.map((value) => rgb(colourOf(layer.style, value, '#b5bfc8')))
  const none = rgb(by.kind === 'single' ? layer.style.colour : '#b5bfc8')
  const bytes = new Uint8Array(columns.header.count * 4)
  for (let i = 0; i < columns.header.count; i++) {
    const colour = by.kind === 'classes' ? rgb(colourOf(layer.style, columns.weights[i]!, '#b5bfc8')) : by.kind === 'values' ? (byCategory[columns.categories[i]!] ?? none) : none
    bytes.set(colour, i * 4)
    bytes[i * 4 + 3] = 255
  }
  colours.set(columns, { key, bytes })
  return bytes
}
