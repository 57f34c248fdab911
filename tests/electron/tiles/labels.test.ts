import { expect, it } from 'vitest'
import { labelPoint } from '../../../electron/core/tiles/label-point.ts'
import { areaLabels } from '../../../electron/core/tiles/labels.ts'
import { openTiles } from '../../../electron/core/tiles/source.ts'
import { addAreas, addEvents, project } from '../sql/helpers.ts'
import { multiPolygonWkb } from './wkb.ts'

const square = (west: number, south: number, side: number): [number, number][] => [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]

it('a label lies inside a crescent, not in the middle of its box', () => {
  const crescent = Float64Array.from([0, 0, 10, 0, 10, 10, 0, 10, 0, 8, 8, 8, 8, 2, 0, 2, 0, 0])
  const { at, room } = labelPoint([crescent])
  expect(at[0] > 8 || at[1] < 2 || at[1] > 8).toBe(true)
  expect(room).toBeGreaterThan(0.8)
})

it('a label keeps out of a hole', () => {
  const rings = [Float64Array.from(square(0, 0, 10).flat()), Float64Array.from(square(2, 2, 7).flat())]
  const { at, room } = labelPoint(rings)
  expect(Math.min(at[0], at[1])).toBeLessThan(2)
  expect(room).toBeGreaterThan(0.7)
})

it('the label of a square is in its middle, also with thousands of corners', () => {
  const corners = Array.from({ length: 4000 }, (_, i) => [[i / 1000, 0], [1, i / 1000 - 1], [3 - i / 1000, 1], [0, 4 - i / 1000]][Math.floor(i / 1000)]!).flat()
  const { at, room } = labelPoint([Float64Array.from([...corners, 0, 0])])
  expect(at[0]).toBeCloseTo(0.5, 1)
  expect(at[1]).toBeCloseTo(0.5, 1)
  expect(room).toBeGreaterThan(0.45)
})

it('an area of several parts is named once, in its roomiest part, whichever side of the antimeridian that is', () => {
  const labels = areaLabels([
    { id: 1, tags: { code: 'B', name: 'Both' }, geometry: multiPolygonWkb([square(179, -18, 1)], [square(-180, -18, 3)]) },
    { id: 2, tags: { code: 'A', name: 'Alone' }, geometry: multiPolygonWkb([square(0, 0, 1)]) },
    { id: 3, tags: { code: 'B', name: 'Both' }, geometry: multiPolygonWkb([square(10, 0, 1)]) },
  ])
  expect(labels.map(({ code, name }) => [code, name])).toEqual([['A', 'Alone'], ['B', 'Both']])
  expect(labels[1]!.at[0]).toBeCloseTo(-178.5, 0)
})

it('labels are answered by address for areas, and none for other layers', () => {
  const opened = project()
  const [areas, events] = [addAreas(opened, 'Districts', 1, 2), addEvents(opened)]
  const tiles = openTiles(opened.db)
  const labels = (id: number) => JSON.parse(new TextDecoder().decode(tiles(`tiles/${id}/labels?v=1`)!.body)) as { code: string; at: number[] }[]
  expect(labels(areas.id).map(({ code, at }) => [code, ...at.map((one) => Math.round(one * 10) / 10)])).toEqual([['A1', 1.5, 0.5], ['A2', 0.5, 0.5]])
  expect(labels(events.id)).toEqual([])
  expect(tiles(`tiles/${areas.id}/labels`)!.type).toMatch(/json/)
})
