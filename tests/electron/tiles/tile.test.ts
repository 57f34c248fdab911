import { describe, expect, it } from 'vitest'
import { extent, projector, reach, tileBounds } from '../../../electron/core/tiles/grid.ts'
import { makeTile, type TileFeature } from '../../../electron/core/tiles/tile.ts'
import { area, decodeLayer } from './decode.ts'
import { lineWkb, multiPolygonWkb, pointWkb, polygonWkb } from './wkb.ts'

type Ring = [number, number][]
const square = (west: number, south: number, east: number, north: number): Ring => [[west, south], [east, south], [east, north], [west, north], [west, south]]
const feature = (id: number, geometry: Uint8Array, tags: TileFeature['tags'] = {}): TileFeature => ({ id, geometry, tags })

/** A small linear congruential generator, so that jagged borders are the same everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

/** West and east halves of a rectangle, sharing a border of 400 jagged segments. */
function neighbours(seed: number): [Ring, Ring] {
  const next = random(seed)
  const border: Ring = Array.from({ length: 401 }, (_, i) => [20 + (i % 400 === 0 ? 0 : (next() - 0.5) * 1.5), i * 0.025])
  return [[[10, 0], ...border, [10, 10], [10, 0]], [[30, 10], ...border.toReversed(), [30, 0], [30, 10]]]
}

describe('a tile', () => {
  it('carries id and tags and fills a whole tile that lies inside an area, without any edge', () => {
    const tile = makeTile([feature(7, polygonWkb(square(-170, -80, 170, 80)), { code: 'A1', name: 'Área' })], 3, 4, 3)
    const [fill] = decodeLayer(tile, 'polygons')
    expect(fill).toMatchObject({ id: 7, tags: { code: 'A1', name: 'Área' } })
    expect(area(fill!.rings)).toBe((extent + 2 * reach) ** 2)
    expect(decodeLayer(tile, 'edges')).toEqual([])
  })

  it.each([0, 1, 3, 5])('keeps neighbours tight at zoom %i: their areas add up to the rectangle, the shared border is one line', (z) => {
    const size = 2 ** z
    const [x, y] = [Math.floor((20 / 360 + 0.5) * size), Math.floor(size / 2) - (z ? 1 : 0)]
    for (const seed of [1, 2, 3]) {
      const [west, east] = neighbours(seed)
      const apart = makeTile([feature(1, polygonWkb(west)), feature(2, polygonWkb(east))], z, x, y)
      const whole = makeTile([feature(1, polygonWkb(square(10, 0, 30, 10)))], z, x, y)
      const sum = decodeLayer(apart, 'polygons').reduce((total, one) => total + area(one.rings), 0)
      expect(sum).toBe(area(decodeLayer(whole, 'polygons')[0]!.rings))
    }
  })

  it('drops what is smaller than half a pixel of a jagged border at low zoom', () => {
    const [west] = neighbours(1)
    expect(decodeLayer(makeTile([feature(1, polygonWkb(west))], 0, 0, 0), 'polygons')[0]!.rings[0]!.length).toBeLessThan(100)
  })

  it('keeps a hole, with the other winding', () => {
    const tile = makeTile([feature(1, polygonWkb(square(0, 0, 40, 40), square(10, 10, 20, 20)))], 1, 1, 0)
    const [outer, hole] = decodeLayer(tile, 'polygons')[0]!.rings
    expect([area([outer!]) > 0, area([hole!]) < 0]).toEqual([true, true])
    expect(decodeLayer(tile, 'edges')[0]!.rings).toHaveLength(2)
  })

  it('closes a hole with what fills it: both keep the same ring', () => {
    const next = random(9)
    const ring: Ring = Array.from({ length: 200 }, (_, i) => [5 + Math.cos((i * Math.PI) / 100) * (1.5 + next()), 5 + Math.sin((i * Math.PI) / 100) * (1.5 + next())])
    ring.push(ring[0]!)
    const turned: Ring = [...ring.slice(70, -1), ...ring.slice(0, 71)]
    const tile = makeTile([feature(1, polygonWkb(square(0, 0, 10, 10), ring)), feature(2, polygonWkb(turned.toReversed()))], 4, 8, 7)
    const [country, enclave] = decodeLayer(tile, 'polygons')
    const whole = decodeLayer(makeTile([feature(1, polygonWkb(square(0, 0, 10, 10)))], 4, 8, 7), 'polygons')[0]!
    expect(area(country!.rings) + area(enclave!.rings)).toBe(area(whole.rings))
  })

  it('draws no edge along the antimeridian of a country that was cut there', () => {
    const tile = makeTile([feature(1, multiPolygonWkb([square(-180, -20, -178, -15)], [square(177, -20, 180, -15)]))], 0, 0, 0)
    const lines = decodeLayer(tile, 'edges')[0]!.rings
    const onSeam = lines.flatMap((line) => line.slice(1).filter((to, i) => to[0] === line[i]![0] && (to[0] === 0 || to[0] === extent)))
    expect(onSeam).toEqual([])
    expect(decodeLayer(tile, 'polygons')[0]!.rings).toHaveLength(2)
  })

  it('keeps an area that is smaller than a pixel as a dot', () => {
    const tile = makeTile([feature(1, polygonWkb(square(10, 10, 10.001, 10.001)), { code: 'isle' })], 0, 0, 0)
    expect(decodeLayer(tile, 'polygons')).toMatchObject([{ tags: { code: 'isle' } }])
    expect(area(decodeLayer(tile, 'polygons')[0]!.rings)).toBe(16)
  })

  it('shows one of many small surfaces in one place that look the same, but every area', () => {
    const many = (tags: (i: number) => TileFeature['tags']) => Array.from({ length: 500 }, (_, i): TileFeature => {
      const [lon, lat] = [10 + (i % 25) * 1e-4, 10 + Math.floor(i / 25) * 1e-4]
      return { id: i, geometry: polygonWkb(square(lon, lat, lon + 5e-5, lat + 5e-5)), bounds: [lon, lat, lon + 5e-5, lat + 5e-5], tags: tags(i) }
    })
    const count = (features: TileFeature[], z: number) => {
      const [x, y] = projector(z, 0, 0)(10.0012, 10.001).map((units) => Math.floor(units / extent)) as [number, number]
      return decodeLayer(makeTile(features, z, x, y), 'polygons').length
    }
    expect([count(many(() => ({})), 2), count(many((i) => ({ value: i % 3 })), 2), count(many((i) => ({ code: `A${i}` })), 2)]).toEqual([1, 3, 500])
    expect(count(many(() => ({})), 14)).toBe(500)
  })

  it('shows the poles where Mercator ends', () => {
    const tile = makeTile([feature(1, polygonWkb(square(-180, -90, 180, -60)))], 0, 0, 0)
    expect(Math.max(...decodeLayer(tile, 'polygons')[0]!.rings[0]!.map(([, y]) => y))).toBe(extent)
  })

  it('clips a line into the parts that pass and leaves out points beyond its reach', () => {
    const tile = makeTile([feature(1, lineWkb([[1, 1], [100, 1], [100, 2], [1, 2]])), feature(2, pointWkb([45, 45])), feature(3, pointWkb([-45, 45]))], 2, 2, 1)
    expect(decodeLayer(tile, 'lines')[0]!.rings).toHaveLength(2)
    expect(decodeLayer(tile, 'points').map((one) => one.id)).toEqual([2])
  })

  it('leaves out a geometry that it cannot read and still shows the others', () => {
    const curve = new Uint8Array([1, 10, 0, 0, 0, 0, 0, 0, 0])
    const short = polygonWkb(square(0, 0, 1, 1)).slice(0, 40)
    const tile = makeTile([feature(1, curve), feature(2, short), feature(3, pointWkb([1, 1]))], 0, 0, 0)
    expect(decodeLayer(tile, 'points').map((one) => one.id)).toEqual([3])
  })

  it('is empty where nothing lies', () => {
    expect(makeTile([], 5, 3, 3).byteLength).toBe(0)
  })
})

describe('the grid', () => {
  it('asks for a little more than the tile shows, and never beyond the world', () => {
    const [west, south, east, north] = tileBounds(4, 8, 7)
    const project = projector(4, 8, 7)
    expect(project(west, south).map((one) => Math.round(one))).toEqual([-reach, extent + reach])
    expect(project(east, north).map((one) => Math.round(one))).toEqual([extent + reach, -reach])
    expect(tileBounds(0, 0, 0)).toEqual([-180, -90, 180, 90])
  })
})
