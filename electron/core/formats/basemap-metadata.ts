import type { BasemapSchema } from '../../../shared/model/basemap.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'

/** The latitude at which the web's map ends. */
export const lastLatitude = 85.051129
export const world: Bounds = [-180, -lastLatitude, 180, lastLatitude]

/** Text from a file as plain words: no markup, no control or direction signs, on one line. */
export function plainText(value: unknown, most: number): string {
  if (typeof value !== 'string') return ''
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', '#39': "'" }
  const text = value.slice(0, 20 * most).replaceAll(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replaceAll(/<[^>]*(>|$)/g, ' ').replaceAll(/&(#?\w{1,8});/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
  return [...text.replaceAll(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]+/gu, ' ').replaceAll(/\s+/g, ' ').trim()].slice(0, most).join('')
}

/** A box in degrees, cut to the web's map; null where the numbers make none. */
export function boundsOfNumbers(values: readonly unknown[]): Bounds | null {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = values.map(Number)
  if (![west, south, east, north].every(Number.isFinite)) return null
  const box: Bounds = [Math.max(-180, west), Math.max(-lastLatitude, south), Math.min(180, east), Math.min(lastLatitude, north)]
  return box[0] < box[2] && box[1] < box[3] ? box : null
}

/** The box of columns and rows (from the north) of a zoom. */
export function boundsOfTiles(z: number, left: number, top: number, right: number, bottom: number): Bounds {
  const lon = (x: number) => (x / 2 ** z) * 360 - 180
  const lat = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI
  return boundsOfNumbers([lon(left), lat(bottom + 1), lon(right + 1), lat(top)]) ?? world
}

/** The named box where the tiles lie in it, give or take one tile; else the tiles' own. `lies` says that it was not believed. */
export function believedBounds(named: Bounds | null, ofTiles: Bounds, slack: [lon: number, lat: number]): { bounds: Bounds; lies: boolean } {
  if (!named) return { bounds: ofTiles, lies: false }
  const [dx, dy] = slack
  const inside = ofTiles[0] >= named[0] - dx && ofTiles[1] >= named[1] - dy && ofTiles[2] <= named[2] + dx && ofTiles[3] <= named[3] + dy
  const both = boundsOfNumbers([Math.max(named[0], ofTiles[0]), Math.max(named[1], ofTiles[1]), Math.min(named[2], ofTiles[2]), Math.min(named[3], ofTiles[3])])
  return inside && both ? { bounds: both, lies: false } : { bounds: ofTiles, lies: true }
}

/** The names of layers that the metadata lists. */
export function layersOf(metadata: Record<string, unknown>): string[] {
  const list = Array.isArray(metadata.vector_layers) ? metadata.vector_layers.slice(0, 200) : []
  return list.flatMap((one: unknown) => { const { id } = (typeof one === 'object' && one !== null ? one : {}) as { id?: unknown }; return typeof id === 'string' && id ? [id.slice(0, 100)] : [] })
}

/** By the names of its layers, of which each schema has some that no other has. */
export function schemaOf(layers: readonly string[]): BasemapSchema {
  const has = (...names: string[]) => names.filter((name) => layers.includes(name)).length
  const found: [BasemapSchema, number][] = [
    ['openmaptiles', has('transportation', 'transportation_name', 'landcover', 'waterway', 'housenumber', 'aerodrome_label', 'mountain_peak', 'water_name', 'place', 'boundary')],
    ['shortbread', has('streets', 'street_labels', 'water_polygons', 'water_lines', 'place_labels', 'boundary_labels', 'ocean', 'land', 'sites', 'dam_polygons')],
    ['protomaps', has('earth', 'natural', 'landuse', 'roads', 'places', 'boundaries', 'physical_line', 'physical_point', 'transit', 'pois', 'buildings')],
  ]
  const [best] = found.toSorted((a, b) => b[1] - a[1])
  return best && best[1] >= 2 ? best[0] : 'other'
}
