import type { Feature, FeatureCollection, Point } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Basemap } from '../basemap.ts'
import { mapColours } from '../colours.ts'
import type { Drawing } from '../drawing.ts'
import { basemapFileLayers } from './basemap-tiles.ts'
import { fontName } from './fonts.ts'

/** Water and land below everything, country borders above the areas; disputed ones dashed. A plain ground has no borders; below a file's tiles they show where these end. */
export function basemapLayers({ theme, ground, language }: Drawing, loaded: boolean): { below: LayerSpecification[]; above: LayerSpecification[]; labels: LayerSpecification[] } {
  const { water, land, border } = mapColours[theme]
  const file = ground.kind === 'file' ? basemapFileLayers(ground.file, theme, language) : { below: [], labels: [] }
  const sea: LayerSpecification = { id: 'water', type: 'background', paint: { 'background-color': water } }
  if (!loaded) return { ...file, below: [sea, ...file.below], above: [] }
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 1, 0.5, 5, 1.1, 10, 1.8]
  const continents: LayerSpecification = { id: 'land', type: 'fill', source: 'world', filter: ['==', ['get', 'kind'], 'land'], paint: { 'fill-color': land, 'fill-outline-color': border } }
  const borders: LayerSpecification[] = ground.kind === 'plain' ? [] : [
    { id: 'borders', type: 'line', source: 'world', filter: ['all', ['==', ['get', 'kind'], 'border'], ['!', ['get', 'disputed']]], paint: { 'line-color': border, 'line-width': width } },
    { id: 'borders-disputed', type: 'line', source: 'world', filter: ['all', ['==', ['get', 'kind'], 'border'], ['get', 'disputed']], paint: { 'line-color': border, 'line-width': width, 'line-dasharray': [3, 2] } },
  ]
  return ground.kind === 'file' ? { below: [sea, continents, ...borders, ...file.below], above: [], labels: file.labels } : { below: [sea, continents], above: borders, labels: [] }
}

/** Names of countries and of the shown areas as points of their own; `room` is about how wide the named place is, in degrees. */
export function labelPoints(basemap: Basemap, drawing: Drawing): FeatureCollection<Point> {
  const key = `${drawing.language} ${drawing.areas?.set.id ?? ''} ${drawing.areas?.list.length ?? 0}`
  const found = made.get(basemap)
  if (found?.key === key && found.list === drawing.areas?.list) return found.points
  const countries = basemap.labels.features.map((one): Feature<Point> => ({ ...one, properties: { kind: 'country', name: one.properties?.[drawing.language] ?? one.properties?.en, room: 2 * Number(one.properties?.room) } }))
  const areas = (drawing.areas?.list ?? []).map(({ name, at, room }): Feature<Point> => ({ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { kind: 'area', name, room: 3.6 * room } }))
  const points: FeatureCollection<Point> = { type: 'FeatureCollection', features: [...countries, ...areas] }
  made.set(basemap, { key, list: drawing.areas?.list, points })
  return points
}

const made = new WeakMap<Basemap, { key: string; list: unknown; points: FeatureCollection<Point> }>()

/** Labels with a halo, above everything. A place is named once it is wide enough on screen for a name. */
export function labelLayers({ theme, language, areas, ground }: Drawing): LayerSpecification[] {
  const { label, halo, border } = mapColours[theme]
  const wide = (pixels: number): ExpressionSpecification => ['>', ['*', ['get', 'room'], ['^', 2, ['zoom']], 512 / 360], pixels]
  const text = { 'text-field': ['get', 'name'] as ExpressionSpecification, 'text-padding': 3, 'text-max-width': 7, 'symbol-sort-key': ['-', 0, ['get', 'room']] as ExpressionSpecification }
  const areaLabels: LayerSpecification = {
    id: 'labels-areas', type: 'symbol', source: 'labels', filter: ['all', ['==', ['get', 'kind'], 'area'], wide(28)],
    layout: { ...text, 'text-font': [fontName(400)], 'text-size': ['interpolate', ['linear'], ['zoom'], 5, 11, 10, 13] },
    paint: { 'text-color': label, 'text-halo-color': halo, 'text-halo-width': 1.4 },
  }
  const countryLabels: LayerSpecification[] = ground.kind !== 'political' ? [] : [
    {
      id: 'labels-countries', type: 'symbol', source: 'labels', filter: ['all', ['==', ['get', 'kind'], 'country'], wide(22)], maxzoom: 8,
      layout: { ...text, 'text-font': [fontName(600)], 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 5, 12], 'text-letter-spacing': language === 'ar' ? 0 : 0.04 },
      paint: { 'text-color': areas ? border : label, 'text-halo-color': halo, 'text-halo-width': 1.2 },
    },
  ]
  return [...countryLabels, ...(areas ? [areaLabels] : [])]
}
