import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Basemap as BasemapFile } from '../../../shared/model/basemap.ts'
import type { Language, Theme } from '../../app/store.ts'
import { mapColours } from '../colours.ts'
import { partsOf, type Part, type Role } from './basemap-schemas.ts'
import { fontName } from './fonts.ts'

/** The tiles of a basemap's file, and the box that they cover (so that what lies below does not show through vectors). */
export function basemapSources(file: BasemapFile): Record<string, SourceSpecification> {
  const tiles = [`${new URL('.', document.baseURI).href}basemaps/${file.id}/{z}/{x}/{y}`]
  const common = { tiles, minzoom: file.minZoom, maxzoom: file.maxZoom, bounds: file.bounds }
  if (file.kind === 'raster') return { basemap: { type: 'raster', tileSize: file.tileSide >= 512 ? 512 : 256, ...common } }
  const [west, south, east, north] = file.bounds
  const box = { type: 'Polygon' as const, coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }
  return { basemap: { type: 'vector', ...common }, 'basemap-box': { type: 'geojson', data: box } }
}

/** A basemap's file as quiet as the built-in one: pictures paler (darker at night), vectors in the map's own few colours. Further out than its first zoom the built-in one shows. */
export function basemapFileLayers(file: BasemapFile, theme: Theme, language: Language): { below: LayerSpecification[]; labels: LayerSpecification[] } {
  if (file.kind === 'raster') {
    const paint = theme === 'dark' ? { 'raster-brightness-max': 0.55, 'raster-saturation': -0.5, 'raster-contrast': 0.1 } : { 'raster-saturation': -0.35, 'raster-brightness-min': 0.12 }
    return { below: [{ id: 'basemap-picture', type: 'raster', source: 'basemap', paint: { ...paint, 'raster-fade-duration': 0 } }], labels: [] }
  }
  const parts = partsOf(file.schema, file.layers)
  const id = (part: Part, at: number) => `basemap-${at}-${part.role}`
  const made = parts.map((part, at) => ({ part, layer: layerOf(part, id(part, at), theme, language) }))
  return {
    below: [{ id: `basemap-box-${file.id}`, type: 'fill', source: 'basemap-box', minzoom: file.minZoom, paint: { 'fill-color': mapColours[theme].land, 'fill-antialias': false } }, ...made.filter(({ part }) => !isLabel(part.role)).map(({ layer }) => layer)],
    labels: made.filter(({ part }) => isLabel(part.role)).map(({ layer }) => layer).toReversed(),
  }
}

const isLabel = (role: Role): boolean => role === 'place' || role === 'town' || role === 'name'

const quiet: Record<Theme, Record<'green' | 'urban' | 'building' | 'river' | 'minor' | 'road' | 'major', string>> = {
  light: { green: '#eef2e9', urban: '#f1efeb', building: '#e8e6e1', river: '#c8d8e2', minor: '#e9e7e2', road: '#d9d5cc', major: '#c6c0b3' },
  dark: { green: '#233130', urban: '#27323b', building: '#2d3943', river: '#1b3040', minor: '#2e3a44', road: '#3d4c58', major: '#51626f' },
}

function layerOf({ role, layer, filter, minZoom }: Part, id: string, theme: Theme, language: Language): LayerSpecification {
  const common = { id, source: 'basemap', 'source-layer': layer, ...(filter ? { filter } : {}), ...(minZoom ? { minzoom: minZoom } : {}) }
  const { land, water, border, edge, label, halo } = mapColours[theme]
  const colours = quiet[theme]
  const fill = (colour: string, opacity = 1): LayerSpecification => ({ ...common, type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': opacity, 'fill-antialias': false } })
  const line = (colour: string, from: number, to: number, dash?: number[]): LayerSpecification => ({ ...common, type: 'line', layout: { 'line-cap': dash ? 'butt' : 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': ['interpolate', ['exponential', 1.4], ['zoom'], 5, from, 16, to], ...(dash ? { 'line-dasharray': dash } : {}) } })
  switch (role) {
    case 'earth': return fill(land)
    case 'green': return fill(colours.green)
    case 'urban': return fill(colours.urban)
    case 'water': return fill(water)
    case 'building': return fill(colours.building)
    case 'area': return fill(colours.urban, 0.6)
    case 'river': return line(colours.river, 0.5, 3)
    case 'rail': return line(colours.major, 0.4, 1.5, [4, 3])
    case 'minor': return line(colours.minor, 0.3, 5)
    case 'road': return line(colours.road, 0.6, 8)
    case 'major': return line(colours.major, 1, 11)
    case 'line': return line(border, 0.5, 1.5)
    case 'region': return line(edge, 0.4, 1.2, [4, 2])
    case 'country': return line(border, 0.9, 2.2)
    case 'disputed': return line(border, 0.9, 2.2, [3, 2])
    case 'place': case 'town': case 'name': return {
      ...common, type: 'symbol',
      layout: { 'text-field': nameIn(language), 'text-font': [fontName(role === 'place' ? 600 : 400)], 'text-size': role === 'place' ? 11 : ['interpolate', ['linear'], ['zoom'], 4, 10, 12, 13], 'text-max-width': 7, 'text-padding': 4, 'symbol-sort-key': rank },
      paint: { 'text-color': role === 'place' ? border : role === 'name' && /water|sea|ocean|lake/i.test(layer) ? edge : label, 'text-halo-color': halo, 'text-halo-width': 1.2 },
    }
  }
}

/** The name in the window's language, else the local one. */
function nameIn(language: Language): ExpressionSpecification {
  const names = [`name:${language}`, `name_${language}`, ...(language === 'ar' ? [] : ['name:latin', 'name:en', 'name_en']), 'name', 'NAME', 'Name']
  return ['to-string', ['coalesce', ...names.map((name): ExpressionSpecification => ['get', name]), '']]
}

/** Larger places first, by what the schemas have: a rank, or how many live there. */
const rank: ExpressionSpecification = ['case', ['has', 'rank'], ['to-number', ['get', 'rank']], ['-', 0, ['to-number', ['coalesce', ['get', 'population'], ['get', 'pop'], ['get', 'way_area'], 0]]]]
