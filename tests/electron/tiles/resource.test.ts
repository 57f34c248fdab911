import { expect, it } from 'vitest'
import { decodeColumns, type Columns } from '../../../shared/model/columns.ts'
import { makeCache } from '../../../electron/core/tiles/cache.ts'
import { mostCells, sumCells } from '../../../electron/core/tiles/cells.ts'
import { tileResource, type TileSource } from '../../../electron/core/tiles/resource.ts'
import type { TileFeature } from '../../../electron/core/tiles/tile.ts'
import { decodeLayer } from './decode.ts'
import { pointWkb } from './wkb.ts'

function columnsOf(events: { at: [number, number]; day?: number; weight?: number }[], weight: string | null = null): Columns {
  return {
    header: { count: events.length, weight, category: null, categories: [], from: null, to: null },
    positions: Float64Array.from(events.flatMap((one) => one.at)), days: Float32Array.from(events, (one) => one.day ?? Number.NaN),
    weights: Float32Array.from(events, (one) => one.weight ?? Number.NaN), fids: Uint32Array.from(events, (_, i) => i + 1), categories: new Uint8Array(events.length).fill(255),
  }
}

function source(columns: Columns): TileSource & { reads: string[]; content: string } {
  const state = {
    reads: [] as string[], content: 'first',
    version: (layer: number) => (layer === 3 ? state.content : null),
    hasField: (_layer: number, field: string) => field === 'deaths',
    features: (layer: number, _bounds: unknown, field: string | null): TileFeature[] => {
      state.reads.push(`features ${layer} ${field}`)
      return [{ id: 1, geometry: pointWkb([10, 10]), tags: field ? { value: 4 } : {} }]
    },
    columns: (layer: number, { weight }: { weight: string | null }) => {
      state.reads.push(`columns ${layer} ${weight}`)
      return columns
    },
  }
  return state
}

const world = { zoom: 2, bounds: null, from: null, to: null }

it('cell sums keep every event: the sums add up to the number of events, or to their weights', () => {
  const events = Array.from({ length: 5000 }, (_, i) => ({ at: [((i * 37) % 3600) / 10 - 180, ((i * 53) % 1600) / 10 - 80] as [number, number], weight: i % 7 }))
  const counted = sumCells(columnsOf(events), world)
  expect(counted.weights.reduce((sum, one) => sum + one, 0)).toBe(5000)
  expect(counted.header).toMatchObject({ weight: 'count', count: counted.weights.length })
  const weighed = sumCells(columnsOf(events, 'deaths'), world)
  expect(weighed.weights.reduce((sum, one) => sum + one, 0)).toBe(events.reduce((sum, one) => sum + one.weight, 0))
})

it('cells widen until there are no more than 20,000', () => {
  const events = Array.from({ length: 250_000 }, (_, i) => ({ at: [(i % 500) * 0.02, Math.floor(i / 500) * 0.02] as [number, number] }))
  const cells = sumCells(columnsOf(events), { ...world, zoom: 12 })
  expect(cells.header.count).toBeLessThanOrEqual(mostCells)
  expect(cells.header.count).toBeGreaterThan(mostCells / 8)
  expect(cells.weights.reduce((sum, one) => sum + one, 0)).toBe(250_000)
})

it('cells count only what lies in the bounds and in the period; undated events count only without a period', () => {
  const columns = columnsOf([{ at: [1, 1], day: 10 }, { at: [1, 1], day: 11.5 }, { at: [1, 1], day: 12 }, { at: [1, 1] }, { at: [50, 1], day: 10 }])
  const total = (query: object) => sumCells(columns, { ...world, ...query }).weights.reduce((sum, one) => sum + one, 0)
  expect([total({}), total({ bounds: [0, 0, 2, 2] }), total({ from: 10, to: 11 }), total({ from: 12 }), total({ to: 9 })]).toEqual([5, 4, 3, 1, 0])
})

it('a tile, columns and cells are answered by address and read once per content', () => {
  const from = source(columnsOf([{ at: [10, 10], day: 3 }]))
  const cache = makeCache(1_000_000)
  const ask = (path: string) => tileResource(from, cache, path)
  expect(decodeLayer(ask('tiles/3/0/0/0?field=deaths&v=9')!.body, 'points')).toMatchObject([{ id: 1, tags: { value: 4 } }])
  expect(decodeLayer(ask('tiles/3/0/0/0?field=deaths&v=10')!.body, 'points')).toHaveLength(1)
  expect(from.reads).toEqual(['features 3 deaths'])
  from.content = 'second'
  ask('tiles/3/0/0/0?field=deaths')
  expect(from.reads).toHaveLength(2)
  const body = ask('columns/3?weight=deaths')!.body
  expect(decodeColumns(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer).header.count).toBe(1)
  expect(ask('cells/3/4?bbox=0,0,20,20&from=1970-01-02&to=1970-01-05')!.status).toBe(200)
})

it.each(['tiles/4/0/0/0', 'tiles/3/0/1/0', 'tiles/3/15/0/0', 'tiles/3/-1/0/0', 'tiles/3/0/0', 'tiles/3/0/0/0/0', 'tiles/3/0/0/0?field=ghost', 'tiles/x/0/0/0', 'columns/3/1', 'columns/3?weight=ghost', 'cells/3/4?bbox=1,2,3', 'cells/3/99'])('%s is not found', (path) => {
  expect(tileResource(source(columnsOf([])), makeCache(1000), path)!.status).toBe(404)
})

it('other addresses are left to others', () => {
  expect(tileResource(source(columnsOf([])), makeCache(1000), 'catalogue/basemap/labels.json')).toBeNull()
})

it('the cache forgets what was asked for longest ago', () => {
  const cache = makeCache(400)
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, new Uint8Array(100))
  cache.get('a')
  cache.set('e', new Uint8Array(100))
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true, true, true])
  cache.set('huge', new Uint8Array(101))
  expect([cache.get('huge'), cache.size()]).toEqual([undefined, 400])
})
