import { readFileSync } from 'node:fs'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { expect, it } from 'vitest'
import { decodeColumns, type Columns } from '../../../shared/model/columns.ts'
import { extent, reach } from '../../../electron/core/tiles/grid.ts'
import { openTiles } from '../../../electron/core/tiles/source.ts'
import { makeTile } from '../../../electron/core/tiles/tile.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { addAreas, addEvents, addLayer, project, squareRow } from '../sql/helpers.ts'
import { decodeLayer } from './decode.ts'
import { multiPolygonWkb } from './wkb.ts'

const columnsAt = (body: Uint8Array): Columns => decodeColumns(Uint8Array.from(body).buffer)

it('areas of a project come as tiles with code and name, and only those that the tile shows', () => {
  const opened = project()
  const areas = addAreas(opened, 'Districts', 1, 3)
  const tiles = openTiles(opened.db)
  const codes = (path: string) => decodeLayer(tiles(path)!.body, 'polygons').map((one) => [one.tags.code, one.tags.name]).toSorted()
  expect(codes(`tiles/${areas.id}/0/0/0`)).toEqual([['A1', 'Area 1'], ['A2', 'Area 2'], ['A3', 'Area 3']])
  expect(codes(`tiles/${areas.id}/9/${256 + 3}/255`)).toEqual([['A1', 'Area 1']])
  expect(codes(`tiles/${areas.id}/5/0/0`)).toEqual([])
  expect(decodeLayer(tiles(`tiles/${areas.id}/0/0/0?field=Population`)!.body, 'polygons').map((one) => one.tags.value).toSorted()).toEqual([0, 1000, 2000])
})

it('dated surfaces carry their day, and their days come as columns without positions', () => {
  const opened = project()
  const floods = addLayer(opened, { name: 'Floods', geometry: 'polygon', dateField: 'date', fields: [{ name: 'date', column: 'date', type: 'date' }] }, [squareRow(1, 1, ['1970-01-11']), squareRow(5, 1, [null])])
  const tiles = openTiles(opened.db)
  expect(decodeLayer(tiles(`tiles/${floods.id}/0/0/0`)!.body, 'polygons').map((one) => one.tags)).toEqual([{ fid: 1, day: 10 }, { fid: 2 }])
  const columns = columnsAt(tiles(`columns/${floods.id}`)!.body)
  expect([...columns.days]).toEqual([10, Number.NaN])
  expect(columns.positions.every(Number.isNaN)).toBe(true)
})

it('events come as columns with the weight and category that are asked for', () => {
  const opened = project()
  const events = addEvents(opened)
  const columns = columnsAt(openTiles(opened.db)(`columns/${events.id}?weight=best&category=${encodeURIComponent('Événement')}&v=1`)!.body)
  expect([...columns.positions]).toEqual([18.5, 4.25, 20.5, 5.5, -179.75, -60.5])
  expect([...columns.weights]).toEqual([3, 0, Number.NaN])
  expect([...columns.categories].map((at) => columns.header.categories[at])).toEqual(['Bangui', 'Bambari', 'Île'])
  expect([...columns.days].slice(0, 2)).toEqual([18292, 18231])
})

it('a layer that is not there, or a field that it has not, is not found', () => {
  const opened = project()
  const events = addEvents(opened)
  const tiles = openTiles(opened.db)
  expect([`columns/${events.id + 1}`, `tiles/${events.id}/0/0/0?field=ghost`].map((path) => tiles(path)!.status)).toEqual([404, 404])
})

it.skipIf(!shared)('inside the Central African Republic every border of 72 sub-prefectures is drawn the same from both sides, at each zoom', () => {
  const { features } = JSON.parse(readFileSync(sharedFile('fixtures/caf/boundaries/caf_admin2.geojson'), 'utf8')) as FeatureCollection<Polygon | MultiPolygon>
  const areas = features.map(({ geometry }, id) => ({ id, tags: {}, geometry: multiPolygonWkb(...(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)) }))
  for (const [z, x, y] of [[7, 71, 61], [8, 142, 123], [9, 285, 246], [10, 570, 494], [11, 1141, 989]] as const) {
    const rings = decodeLayer(makeTile(areas, z, x, y), 'polygons').flatMap((one) => one.rings)
    const onSide = (a: [number, number], b: [number, number]) => [0, 1].some((axis) => a[axis] === b[axis] && (a[axis] === -reach || a[axis] === extent + reach))
    const segments = rings.flatMap((ring) => ring.slice(1).map((to, i) => [ring[i]!, to] as const)).filter(([a, b]) => !onSide(a, b))
    const drawn = new Set(segments.map(([a, b]) => `${a} ${b}`))
    expect(segments.length, `tile ${z}/${x}/${y} has borders`).toBeGreaterThan(0)
    expect(segments.filter(([a, b]) => !drawn.has(`${b} ${a}`)), `tile ${z}/${x}/${y}`).toEqual([])
  }
})
