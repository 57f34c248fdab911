import { AtlasError } from '../../../shared/contract/errors.ts'
import { ramp, type Ramp } from '../../../shared/model/style.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Resource } from '../core.ts'
import type { Db } from '../sql/database.ts'
import { getContentHash, getLayer } from '../sql/layers.ts'
import { getRasterGrid } from '../sql/raster-grid.ts'
import { readRasterWindow } from '../sql/raster-window.ts'
import type { ByteCache } from './cache.ts'
import { drawRasterTile, type ClassColours } from './raster-tile.ts'

const lastZoom = 22

/** Answers `rasters/{layer}/{z}/{x}/{y}?ramp=value,rrggbb;value,rrggbb;…` as a PNG of 256 × 256 pixels; null for any other address. The layer's own ramp serves where none is asked for; a layer of classes is drawn by these. */
export function rasterResource(db: Db, cache: ByteCache, path: string): Resource | null {
  const url = new URL(path, 'atlas://app/')
  const [noun, ...numbers] = url.pathname.slice(1).split('/')
  if (noun !== 'rasters') return null
  const [id, z, x, y] = numbers.map((text) => (/^\d{1,9}$/.test(text) ? Number(text) : NaN))
  const layer = id !== undefined && Number.isInteger(id) ? getLayer(db, id) : null
  const grid = layer && getRasterGrid(db, layer.id)
  if (!layer || !grid) return missing(`There is no raster ${numbers[0]}.`)
  const classes = classesOf(layer)
  const stops = stopsOf(url.searchParams.get('ramp')) ?? layer.style.ramp?.stops
  if (!stops || numbers.length !== 4 || !(z! <= lastZoom) || !(x! < 2 ** z!) || !(y! < 2 ** z!)) return missing(`${url.pathname} is no address of a raster's tile.`)
  const key = `${layer.id} ${getContentHash(db, layer.id)} ${url.pathname} ${JSON.stringify(stops)} ${JSON.stringify(classes)}`
  const body = cache.get(key) ?? drawRasterTile(grid, (window) => readRasterWindow(db, grid, window), z!, x!, y!, stops, classes)
  cache.set(key, body)
  return { status: 200, type: 'image/png', body, cache: 0 }
}

/** The colours of a raster that its layer draws class by class. */
function classesOf({ style: { by } }: Layer): ClassColours | null {
  return by.kind === 'values' ? by.values.map(({ value, colour }) => ({ value: Number(value), colour })) : null
}

function stopsOf(text: string | null): Ramp['stops'] | null {
  if (text === null) return null
  const stops = text.split(';').map((part) => { const [value, colour] = part.split(','); return { value: Number(value || NaN), colour: `#${colour ?? ''}` } })
  const parsed = ramp.safeParse({ stops, unit: '' })
  if (!parsed.success || stops.some((stop, i) => i > 0 && stop.value < stops[i - 1]!.value)) throw new AtlasError('INPUT_INVALID', 'rasters: the ramp must be values that ascend, each with its colour: "0,f4f6d9;10,172a54".')
  return parsed.data.stops
}

function missing(text: string): Resource {
  return { status: 404, type: 'text/plain; charset=utf-8', body: new TextEncoder().encode(text) }
}
