import type { ExpressionSpecification, LayerSpecification, VectorSourceSpecification } from 'maplibre-gl'
import type { Layer } from '../../../shared/model/layer.ts'
import { mapColours, severityRamp } from '../colours.ts'
import type { Drawing } from '../drawing.ts'
import { fillOpacity } from '../ground.ts'
import { colourExpression, vectorSource } from './features.ts'
import { missingPattern } from './patterns.ts'

/** Tiles of an area set; areas are told apart by code, which is what the selection and the scores go by. */
export function areaSource(layer: Layer): VectorSourceSpecification {
  return { ...vectorSource(layer), promoteId: { polygons: 'code', edges: 'code' } }
}

/** The fill of the areas: classes of a run by feature state (hatched where missing), else the layer's own style, and thin edges. */
export function areaLayers({ areas, theme, ground }: Drawing): LayerSpecification[] {
  if (!areas) return []
  const colours = mapColours[theme]
  const { layer, scores } = areas
  const state = (name: string): ExpressionSpecification => ['feature-state', name]
  const fill: ExpressionSpecification | string = scores
    ? ['match', ['coalesce', state('class'), 0], 1, severityRamp[0], 2, severityRamp[1], 3, severityRamp[2], 4, severityRamp[3], 5, severityRamp[4], colours.missing]
    : layer.style.by.kind === 'single' ? colours.area : colourExpression(layer.style)
  const hatch: LayerSpecification[] = scores ? [{
    id: 'areas-missing', type: 'fill', source: 'areas', 'source-layer': 'polygons',
    paint: { 'fill-pattern': missingPattern(theme), 'fill-opacity': ['case', ['==', ['coalesce', state('class'), 0], 0], layer.opacity, 0] },
  }] : []
  return [
    { id: 'areas-fill', type: 'fill', source: 'areas', 'source-layer': 'polygons', paint: { 'fill-color': fill, 'fill-opacity': fillOpacity(layer, scores !== null, ground), 'fill-antialias': false } },
    ...hatch,
    { id: 'areas-edges', type: 'line', source: 'areas', 'source-layer': 'edges', paint: { 'line-color': colours.edge, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.4, 8, 0.9], 'line-opacity': Math.max(0.4, layer.opacity) } },
  ]
}

/** Borders of the other area sets that are switched on: coarser ones stronger, finer ones only close up. */
export function outlineLayers({ outlines, theme }: Drawing): LayerSpecification[] {
  return outlines.map(({ layer, coarser }) => ({
    id: `layer-${layer.id}-outline`, type: 'line', source: `layer-${layer.id}`, 'source-layer': 'edges', ...(coarser ? {} : { minzoom: 6 }),
    paint: { 'line-color': mapColours[theme].edge, 'line-width': coarser ? ['interpolate', ['linear'], ['zoom'], 4, 0.9, 9, 2] : 0.4, 'line-opacity': layer.opacity },
  }))
}

/** A dark and a light outline together, so that the selection shows on any fill; the hovered area gets a single one. */
export function selectionLayers({ areas, theme }: Drawing): LayerSpecification[] {
  if (!areas) return []
  const colours = mapColours[theme]
  const selected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
  const hovered: ExpressionSpecification = ['boolean', ['feature-state', 'hovered'], false]
  const line = { type: 'line', source: 'areas', 'source-layer': 'edges', layout: { 'line-join': 'round', 'line-cap': 'round' } } as const
  return [
    { ...line, id: 'areas-selected-dark', paint: { 'line-color': ['case', selected, colours.selectionDark, colours.hover], 'line-width': ['case', selected, 4.5, hovered, 2, 0] } },
    { ...line, id: 'areas-selected-light', paint: { 'line-color': colours.selectionLight, 'line-width': ['case', selected, 1.8, 0] } },
  ]
}
