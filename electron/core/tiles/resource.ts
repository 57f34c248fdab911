import type { Columns } from '../../../shared/model/columns.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { encodeColumns } from '../../../shared/model/columns.ts'
import type { Resource } from '../core.ts'
import type { ByteCache } from './cache.ts'
import { sumCells } from './cells.ts'
import { dayOf } from './day.ts'
import { areaLabels } from './labels.ts'
import { tileBounds } from './grid.ts'
import { lastZoom, makeTile, type TileFeature } from './tile.ts'

/** Where tiles and columns are cut from. `version` changes with the content of a layer and is null where there is no such layer; `fields` are source names, checked before. */
export interface TileSource {
  version(layer: number): string | null
  hasField(layer: number, field: string): boolean
  features(layer: number, bounds: Bounds, field: string | null): Iterable<TileFeature>
  columns(layer: number, fields: { weight: string | null; category: string | null }): Columns
}

/**
 * Answers `tiles/{layer}/{z}/{x}/{y}?field=`, `tiles/{layer}/labels` (JSON, of areas), `columns/{layer}?weight=&category=` and `cells/{layer}/{zoom}?bbox=&weight=&from=&to=` (dates);
 * null where the path is none of these. Tiles, columns and cells are kept in `cache` by the layer's version.
 */
export function tileResource(source: TileSource, cache: ByteCache, path: string): Resource | null {
  const url = new URL(path, 'atlas://app/')
  const [noun, id, ...numbers] = url.pathname.slice(1).split('/')
  if (noun !== 'tiles' && noun !== 'columns' && noun !== 'cells') return null
  const layer = wholeNumber(id)
  const version = layer === null ? null : source.version(layer)
  if (layer === null || version === null) return missing(`There is no layer ${id}.`)
  const asked = (name: string) => url.searchParams.get(name) || null
  const unknown = ['field', 'weight', 'category'].map(asked).find((field) => field !== null && !source.hasField(layer, field))
  if (unknown) return missing(`Layer ${layer} has no field ${unknown}.`)
  url.searchParams.delete('v')
  const key = `${version} ${url.pathname}?${url.searchParams}`
  const type = noun !== 'tiles' ? 'application/octet-stream' : numbers[0] === 'labels' ? 'application/json; charset=utf-8' : 'application/vnd.mapbox-vector-tile'
  const found = cache.get(key)
  if (found) return { status: 200, type, body: found, cache: 0 }
  const make = { tiles: () => tile(source, layer, numbers, asked('field')), columns: () => columns(source, layer, numbers, asked), cells: () => cells(source, layer, numbers, asked) }[noun]
  const body = make()
  if (!body) return missing(`${url.pathname} is no address of ${noun}.`)
  cache.set(key, body)
  return { status: 200, type, body, cache: 0 }
}

function tile(source: TileSource, layer: number, [a, b, c, ...rest]: string[], field: string | null): Uint8Array | null {
  if (a === 'labels' && b === undefined) return new TextEncoder().encode(JSON.stringify(areaLabels(source.features(layer, [-180, -90, 180, 90], null))))
  const [z, x, y] = [wholeNumber(a), wholeNumber(b), wholeNumber(c)]
  if (z === null || x === null || y === null || rest.length || z > lastZoom || x >= 2 ** z || y >= 2 ** z) return null
  return makeTile(source.features(layer, tileBounds(z, x, y), field), z, x, y)
}

function columns(source: TileSource, layer: number, rest: string[], asked: (name: string) => string | null): Uint8Array | null {
  return rest.length ? null : encodeColumns(source.columns(layer, { weight: asked('weight'), category: asked('category') }))
}

function cells(source: TileSource, layer: number, [zoom, ...rest]: string[], asked: (name: string) => string | null): Uint8Array | null {
  const z = wholeNumber(zoom)
  const bounds = asked('bbox')?.split(',').map(Number)
  if (z === null || z > 18 || rest.length || (bounds && (bounds.length !== 4 || !bounds.every(Number.isFinite)))) return null
  const all = source.columns(layer, { weight: asked('weight'), category: null })
  return encodeColumns(sumCells(all, { zoom: z, bounds: (bounds as Bounds | undefined) ?? null, from: dayOf(asked('from')), to: dayOf(asked('to')) }))
}

function wholeNumber(text: string | undefined): number | null {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}

function missing(text: string): Resource {
  return { status: 404, type: 'text/plain; charset=utf-8', body: new TextEncoder().encode(text) }
}
