import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import type { BasemapSchema } from '../../../shared/model/basemap.ts'

/** What a part of a vector basemap is, which decides how it is drawn. */
export type Role = 'earth' | 'green' | 'urban' | 'water' | 'river' | 'building' | 'rail' | 'minor' | 'road' | 'major' | 'region' | 'country' | 'disputed' | 'area' | 'line' | 'place' | 'town' | 'name'

/** Where in the tiles a role's shapes are. */
export interface Part { role: Role; layer: string; filter?: FilterSpecification; minZoom?: number }

const get = (...names: string[]): ExpressionSpecification => (names.length === 1 ? ['get', names[0]!] : ['coalesce', ...names.map((name): ExpressionSpecification => ['get', name])])
const among = (value: ExpressionSpecification, ...words: (string | number)[]): FilterSpecification => ['match', value, words as string[], true, false]
const yes = (name: string): ExpressionSpecification => ['in', ['to-string', ['coalesce', ['get', name], false]], ['literal', ['1', 'true']]]
const not = (one: ExpressionSpecification): ExpressionSpecification => ['!', one]
const all = (...filters: (FilterSpecification | ExpressionSpecification)[]): FilterSpecification => ['all', ...filters] as FilterSpecification
const shape = (kind: 'Polygon' | 'LineString' | 'Point'): FilterSpecification => ['==', ['geometry-type'], kind]
const level: ExpressionSpecification = ['to-number', ['coalesce', ['get', 'admin_level'], 0]]

function openMapTiles(): Part[] {
  const kind = get('class')
  return [
    { role: 'green', layer: 'landcover', filter: among(kind, 'wood', 'grass', 'farmland', 'wetland') }, { role: 'green', layer: 'park', filter: shape('Polygon') },
    { role: 'urban', layer: 'landuse', filter: among(kind, 'residential', 'suburb', 'neighbourhood', 'commercial', 'industrial', 'retail') },
    { role: 'river', layer: 'waterway' }, { role: 'water', layer: 'water' }, { role: 'building', layer: 'building', minZoom: 13 },
    { role: 'rail', layer: 'transportation', filter: among(kind, 'rail'), minZoom: 9 }, { role: 'minor', layer: 'transportation', filter: among(kind, 'minor', 'service', 'track', 'path'), minZoom: 12 },
    { role: 'road', layer: 'transportation', filter: among(kind, 'secondary', 'tertiary'), minZoom: 8 }, { role: 'major', layer: 'transportation', filter: among(kind, 'motorway', 'trunk', 'primary') },
    ...borders('boundary', level, not(yes('maritime'))),
    { role: 'place', layer: 'place', filter: among(kind, 'country', 'state', 'province') }, { role: 'town', layer: 'place', filter: among(kind, 'city', 'town', 'village', 'suburb', 'hamlet'), minZoom: 4 },
    { role: 'name', layer: 'water_name', minZoom: 5 },
  ]
}

function protomaps(): Part[] {
  const kind = get('kind', 'pmap:kind')
  const detail: ExpressionSpecification = ['to-number', ['coalesce', ['get', 'kind_detail'], ['get', 'pmap:min_admin_level'], ['get', 'min_admin_level'], ['match', ['get', 'kind'], 'country', 2, 4]]]
  return [
    { role: 'earth', layer: 'earth', filter: shape('Polygon') },
    { role: 'green', layer: 'landcover', filter: among(kind, 'forest', 'grassland', 'farmland', 'scrub') }, { role: 'green', layer: 'landuse', filter: among(kind, 'park', 'forest', 'wood', 'nature_reserve', 'national_park', 'protected_area', 'grass', 'farmland') }, { role: 'green', layer: 'natural', filter: among(kind, 'wood', 'grassland', 'scrub', 'wetland') },
    { role: 'urban', layer: 'landuse', filter: among(kind, 'residential', 'industrial', 'commercial', 'urban_area') },
    { role: 'water', layer: 'water', filter: shape('Polygon') }, { role: 'river', layer: 'water', filter: shape('LineString') }, { role: 'river', layer: 'physical_line', filter: among(kind, 'river', 'stream', 'canal') },
    { role: 'building', layer: 'buildings', filter: shape('Polygon'), minZoom: 13 },
    { role: 'rail', layer: 'roads', filter: among(kind, 'rail'), minZoom: 9 }, { role: 'rail', layer: 'transit', filter: among(kind, 'rail'), minZoom: 9 }, { role: 'minor', layer: 'roads', filter: among(kind, 'minor_road', 'path', 'other'), minZoom: 12 },
    { role: 'road', layer: 'roads', filter: among(kind, 'medium_road'), minZoom: 8 }, { role: 'major', layer: 'roads', filter: among(kind, 'highway', 'major_road') },
    ...borders('boundaries', detail, true),
    { role: 'place', layer: 'places', filter: among(kind, 'country', 'region', 'state') }, { role: 'town', layer: 'places', filter: among(kind, 'locality', 'city', 'town', 'village'), minZoom: 4 },
  ]
}

function shortbread(): Part[] {
  const kind = get('kind')
  return [
    { role: 'green', layer: 'land', filter: among(kind, 'forest', 'grass', 'grassland', 'scrub', 'park', 'farmland', 'meadow', 'wetland', 'swamp', 'marsh') }, { role: 'urban', layer: 'land', filter: among(kind, 'residential', 'commercial', 'industrial', 'retail') },
    { role: 'water', layer: 'ocean' }, { role: 'water', layer: 'water_polygons' }, { role: 'river', layer: 'water_lines' }, { role: 'building', layer: 'buildings', minZoom: 14 },
    { role: 'rail', layer: 'streets', filter: all(yes('rail')), minZoom: 9 }, { role: 'minor', layer: 'streets', filter: among(kind, 'residential', 'unclassified', 'living_street', 'service', 'track', 'pedestrian', 'path'), minZoom: 12 },
    { role: 'road', layer: 'streets', filter: among(kind, 'secondary', 'tertiary'), minZoom: 8 }, { role: 'major', layer: 'streets', filter: among(kind, 'motorway', 'trunk', 'primary') },
    ...borders('boundaries', level, not(yes('maritime'))),
    { role: 'place', layer: 'boundary_labels' }, { role: 'town', layer: 'place_labels', minZoom: 4 },
  ]
}

/** Lines between countries (disputed ones apart) and between their first parts. */
function borders(layer: string, of: ExpressionSpecification, shown: ExpressionSpecification | true): Part[] {
  const more = shown === true ? [] : [shown]
  return [
    { role: 'region', layer, filter: all(['all', ['>', of, 2], ['<=', of, 4]], ...more), minZoom: 4 },
    { role: 'country', layer, filter: all(['<=', of, 2], not(yes('disputed')), ...more) },
    { role: 'disputed', layer, filter: all(['<=', of, 2], yes('disputed'), ...more) },
  ]
}

/** Tiles of a schema that is not known: surfaces, lines and names by their shapes; what is called water is drawn as water. */
function other(layers: readonly string[]): Part[] {
  const isWater = (name: string) => /water|ocean|lake|sea\b|river/i.test(name)
  return [
    ...layers.map((layer): Part => ({ role: isWater(layer) ? 'water' : 'area', layer, filter: shape('Polygon') })),
    ...layers.map((layer): Part => ({ role: isWater(layer) ? 'river' : 'line', layer, filter: isWater(layer) ? shape('LineString') : ['!=', ['geometry-type'], 'Point'] })),
    ...layers.map((layer): Part => ({ role: 'name', layer, filter: ['==', ['geometry-type'], 'Point'] })),
  ]
}

/** The parts of a basemap from bottom to top, of those layers that it has. */
export function partsOf(schema: BasemapSchema, layers: readonly string[]): Part[] {
  const parts = { openmaptiles: openMapTiles, protomaps, shortbread, other: () => other(layers) }[schema]()
  return parts.filter((part) => layers.includes(part.layer))
}
