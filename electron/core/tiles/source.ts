import type { Columns } from '../../../shared/model/columns.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Db } from '../sql/database.ts'
import type { Resource } from '../core.ts'
import { readEventColumns } from '../sql/event-columns.ts'
import { featuresInBounds } from '../sql/features.ts'
import { columnValues } from '../sql/layer-input.ts'
import { getContentHash, getLayer } from '../sql/layers.ts'
import { makeCache } from './cache.ts'
import { dayOf } from './day.ts'
import { rasterResource } from './raster-resource.ts'
import { tileResource, type TileSource } from './resource.ts'
import type { TileFeature } from './tile.ts'

const cacheBytes = 48 * 1024 * 1024

/** Answers the addresses of tiles, rasters, columns and cells from an open project; null for any other address. What was made is kept in memory only. */
export function openTiles(db: Db): (path: string) => Resource | null {
  const cache = makeCache(cacheBytes)
  const source: TileSource = {
    version: (id) => (getLayer(db, id) ? `${id} ${getContentHash(db, id)}` : null),
    hasField: (id, name) => getLayer(db, id)?.fields.some((field) => field.name === name) ?? false,
    features: (id, bounds, field) => tileFeatures(db, getLayer(db, id)!, bounds, field),
    columns: (id, fields) => layerColumns(db, getLayer(db, id)!, fields),
  }
  return (path) => rasterResource(db, cache, path) ?? tileResource(source, cache, path)
}

/** Areas carry `code` and `name`, everything else `fid`; `value` is the styled field and `day` the date. */
function* tileFeatures(db: Db, layer: Layer, bounds: [number, number, number, number], field: string | null): Generator<TileFeature> {
  const wanted = [...(layer.kind === 'areas' ? (['code', 'name'] as const) : []), ...(field === null ? [] : (['value'] as const)), ...(layer.dateField === null ? [] : (['day'] as const))]
  const names = { code: 'area_code', name: 'area_name', value: field ?? '', day: layer.dateField ?? '' }
  for (const one of featuresInBounds(db, layer.id, bounds, { columns: wanted.map((tag) => names[tag]) })) {
    const tags: TileFeature['tags'] = layer.kind === 'areas' ? {} : { fid: one.fid }
    wanted.forEach((tag, i) => {
      const value = tag === 'day' ? dayOf(one.values[i]) : one.values[i]
      if (value !== null && value !== undefined) tags[tag] = value
    })
    yield { id: one.fid, geometry: one.wkb, bounds: one.bounds, tags }
  }
}

/** Points with their records; of other layers only the days (for the timeline), without positions. */
function layerColumns(db: Db, layer: Layer, { weight, category }: { weight: string | null; category: string | null }): Columns {
  if (layer.geometry === 'point') return readEventColumns(db, layer.id, { weight: weight ?? undefined, category: category ?? undefined })
  const days = layer.dateField === null ? [] : columnValues(db, layer.id, layer.dateField).map((value) => dayOf(value) ?? Number.NaN)
  const count = days.length
  return {
    header: { count, weight: null, category: null, categories: [], from: layer.from, to: layer.to },
    positions: new Float64Array(count * 2).fill(Number.NaN), days: Float32Array.from(days), weights: new Float32Array(count).fill(Number.NaN), fids: Uint32Array.from(days, (_, i) => i + 1), categories: new Uint8Array(count).fill(255),
  }
}
