import type { ExpressionSpecification, FilterSpecification, LayerSpecification, VectorSourceSpecification } from 'maplibre-gl'
import type { Layer } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { innerBreaks, noColour } from '../colours.ts'
import { contentVersion, dayOf, styledField } from '../drawing.ts'
import { patternName } from './patterns.ts'

/** The vector tiles of a layer, with the field that its style reads. */
export function vectorSource(layer: Layer): VectorSourceSpecification {
  const field = styledField(layer)
  const query = new URLSearchParams({ v: contentVersion(layer), ...(field ? { field } : {}) })
  return { type: 'vector', tiles: [`${new URL('.', document.baseURI).href}tiles/${layer.id}/{z}/{x}/{y}?${query}`], minzoom: 0, maxzoom: 14, ...(layer.bbox ? { bounds: layer.bbox } : {}) }
}

/** Surfaces of a layer (a pattern over a tint, or a blend, so that what overlaps still reads), their outlines, its lines, and points of mixed layers. */
export function featureLayers(layer: Layer, period: { from: string; to: string } | null): LayerSpecification[] {
  const { id, style, opacity } = layer
  const source = `layer-${id}`
  const common = (part: string) => ({ id: `${source}-${part}`, source, 'source-layer': part, ...(layer.dateField && period ? { filter: inPeriod(period) } : {}) })
  const colour = colourExpression(style)
  const layers: LayerSpecification[] = []
  if (layer.geometry !== 'line') {
    layers.push({ ...common('polygons'), type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': opacity * (style.pattern === 'none' ? 0.55 : 0.14), 'fill-antialias': false } })
    if (style.pattern !== 'none') layers.push({ ...common('polygons'), id: `${source}-pattern`, type: 'fill', paint: { 'fill-pattern': patternExpression(style), 'fill-opacity': opacity } })
    layers.push({ ...common('edges'), type: 'line', paint: { 'line-color': colour, 'line-width': style.stroke, 'line-opacity': opacity } })
  }
  if (layer.geometry !== 'polygon') layers.push({ ...common('lines'), type: 'line', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': Math.max(1, style.size / 2), 'line-opacity': opacity } })
  if (layer.geometry === 'mixed') layers.push({ ...common('points'), type: 'circle', paint: { 'circle-color': colour, 'circle-radius': style.size / 2, 'circle-stroke-width': 1, 'circle-stroke-color': '#ffffff', 'circle-opacity': opacity } })
  return layers
}

/** The colour of a tile's feature by its `value`; features without one take the layer's colour in single styles and grey in others. */
export function colourExpression(style: LayerStyle): ExpressionSpecification | string {
  return expression(style, (colour) => colour, noColour) as ExpressionSpecification | string
}

function patternExpression(style: LayerStyle): ExpressionSpecification {
  return expression(style, (colour) => ['image', patternName(style.pattern, colour)], ['image', patternName(style.pattern, noColour)]) as ExpressionSpecification
}

function expression(style: LayerStyle, out: (colour: string) => unknown, missing: unknown): unknown {
  const { by } = style
  if (by.kind === 'single') return out(style.colour)
  if (by.kind === 'values') return by.values.length ? ['match', ['to-string', ['get', 'value']], ...by.values.flatMap((one) => [one.value, out(one.colour)]), missing] : missing
  if (!by.colours.length) return missing
  const breaks = innerBreaks(by.breaks, by.colours.length)
  const steps = breaks.flatMap((bound, i) => [bound, out(by.colours[i + 1] ?? by.colours.at(-1)!)])
  const value = ['to-number', ['get', 'value']]
  return ['case', ['has', 'value'], steps.length ? ['step', value, out(by.colours[0]!), ...steps] : out(by.colours[0]!), missing]
}

function inPeriod({ from, to }: { from: string; to: string }): FilterSpecification {
  return ['all', ['has', 'day'], ['>=', ['get', 'day'], dayOf(from)], ['<=', ['get', 'day'], dayOf(to)]]
}
