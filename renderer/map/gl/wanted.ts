import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Basemap } from '../basemap.ts'
import type { Drawing } from '../drawing.ts'
import { areaLayers, areaSource, outlineLayers, selectionLayers } from './areas.ts'
import { basemapSources } from './basemap-tiles.ts'
import { basemapLayers, labelLayers, labelPoints } from './ground.ts'
import { featureLayers, vectorSource } from './features.ts'
import { rasterLayer, rasterSource } from './rasters.ts'

/** Sources and layers of the map as they should be, from bottom to top. `ceiling` is the layer below which events are drawn. */
export interface Wanted { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] }

/** Invisible layers that keep the place of the events: they come between the two. */
export const floor = 'events-floor'
export const ceiling = 'events-ceiling'

/** The style of a drawing. Order: ground, areas with the rasters, surfaces, lines, borders, events, selection, labels. */
export function wantedStyle(drawing: Drawing, basemap: Basemap | null): Wanted {
  const sources: Record<string, SourceSpecification> = {}
  if (basemap) {
    sources.world = { type: 'geojson', data: basemap.world, tolerance: 0.4, buffer: 64 }
    sources.labels = { type: 'geojson', data: labelPoints(basemap, drawing), tolerance: 0 }
  }
  if (drawing.ground.kind === 'file') Object.assign(sources, basemapSources(drawing.ground.file))
  if (drawing.areas) sources.areas = areaSource(drawing.areas.layer)
  for (const { layer } of drawing.outlines) sources[`layer-${layer.id}`] = areaSource(layer)
  for (const layer of [...drawing.polygons, ...drawing.lines]) sources[`layer-${layer.id}`] = vectorSource(layer)
  for (const { layer } of drawing.rasters) sources[`layer-${layer.id}`] = rasterSource(layer)
  const ground = basemapLayers(drawing, basemap !== null)
  const areas = areaLayers(drawing)
  const rasters = (below: boolean) => drawing.rasters.filter((one) => one.below === below).map(({ layer }) => rasterLayer(layer))
  const layers: LayerSpecification[] = [
    ...ground.below,
    ...rasters(true),
    ...areas.filter((layer) => layer.id !== 'areas-edges'),
    ...rasters(false),
    ...areas.filter((layer) => layer.id === 'areas-edges'),
    ...[...drawing.polygons, ...drawing.lines].flatMap((layer) => featureLayers(layer, drawing.period)),
    ...ground.above,
    ...outlineLayers(drawing),
    { id: floor, type: 'background', layout: { visibility: 'none' } },
    { id: ceiling, type: 'background', layout: { visibility: 'none' } },
    ...selectionLayers(drawing),
    ...ground.labels,
    ...(basemap ? labelLayers(drawing) : []),
  ]
  return { sources, layers }
}
