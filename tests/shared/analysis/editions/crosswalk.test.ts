import { describe, expect, it } from 'vitest'
import type { Polygon } from 'geojson'
import { crosswalkOf, type Part } from '../../../../shared/analysis/editions/crosswalk.ts'
import { reusedCodes } from '../../../../shared/analysis/editions/classes.ts'
import { overlapOf, overlapOfTwo, shapeKm2, shapeOf } from '../../../../shared/geo/overlay.ts'
import { overlayEditions } from '../../../../shared/analysis/editions/overlay.ts'
import type { AreaInput } from '../../../../shared/analysis/input.ts'
import { finish, meet } from './met.ts'
import { joined, tilingOf } from './tiling.ts'

const box = (x: number, y: number, w: number, h: number): Polygon => ({ type: 'Polygon', coordinates: [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]] })
const set = (...areas: [code: string, geometry: Polygon | null, name?: string][]): AreaInput => ({ codes: areas.map(([code]) => code), names: areas.map(([code, , name]) => name ?? code), parents: areas.map(() => null), geometries: areas.map(([, geometry]) => geometry) })
const tiles = tilingOf({ columns: 4, rows: 3, corners: 20, step: 0.1, noise: 0.2, seed: 7 })

describe('what became of areas', () => {
  it('an edition laid over itself is the same everywhere, each area whole', () => {
    const { crosswalk, classes } = meet(tiles, tiles, 0)
    expect(classes.from).toEqual(tiles.codes.map(() => 'same'))
    expect(crosswalk.links.map(({ from, to, ofFrom, ofTo }) => [from, to, ofFrom, ofTo])).toEqual(tiles.codes.map((_, i) => [i, i, 1, 1]))
    expect([crosswalk.slivers, crosswalk.outside.every((one) => one === 0)]).toEqual([[], true])
  })

  it('areas that are cut, joined, renamed, recoded, moved, gone and new are told apart', () => {
    const old = set(['A', box(0, 0, 1, 1)], ['B', box(1, 0, 1, 1)], ['C', box(2, 0, 1, 1)], ['D', box(3, 0, 1, 1), 'Délta'], ['E', box(4, 0, 1, 1)], ['F', box(5, 0, 1, 1)], ['G', box(6, 0, 1, 1)], ['H', box(20, 0, 1, 1)], ['I', box(9, 0, 1, 1), 'Iota-Nord'])
    const now = set(['A1', box(0, 0, 0.4, 1)], ['A2', box(0.4, 0, 0.6, 1)], ['BC', box(1, 0, 2, 1)], ['D', box(3, 0, 1, 1), 'Other'], ['E9', box(4, 0, 1, 1)], ['F', box(5, 0, 1.2, 1)], ['G', box(6.2, 0, 0.8, 1)], ['N', box(30, 0, 1, 1)], ['I', box(9, 0, 1, 1), 'iota nord'])
    const { crosswalk, classes } = meet(old, now)
    expect(classes.from).toEqual(['split', 'merged', 'merged', 'renamed', 'recoded', 'shift', 'shift', 'gone', 'same'])
    expect(classes.to).toEqual(['split', 'split', 'merged', 'renamed', 'recoded', 'shift', 'shift', 'new', 'same'])
    expect(crosswalk.byFrom[0]!.map((link) => link.ofFrom)).toEqual([expect.closeTo(0.4, 5), expect.closeTo(0.6, 5)])
    expect([crosswalk.outside[7], crosswalk.without[7]]).toEqual([1, 1])
  })

  it('a part below the tolerance of both areas is a sliver, told with its surface; a small area inside a large one is not', () => {
    const old = set(['A', box(0, 0, 1, 1)], ['B', box(1, 0, 1, 1)])
    const now = set(['A', box(0, 0, 1.005, 1)], ['B', box(1.005, 0, 0.995, 1)])
    const { crosswalk, classes } = meet(old, now, 0.01)
    expect([classes.from, crosswalk.slivers.map(({ from, to }) => [from, to])]).toEqual([['same', 'same'], [[1, 0]]])
    expect(crosswalk.slivers[0]!.size).toBeCloseTo(shapeKm2(shapeOf(box(1, 0, 0.005, 1))), 3)
    expect(crosswalk.links.map((link) => link.ofFrom)).toEqual([1, 1])
    expect(meet(old, now, 0.001).classes.from).toEqual(['shift', 'shift'])
    const city = meet(set(['P', box(0, 0, 1, 1)]), set(['P', { type: 'Polygon', coordinates: [box(0, 0, 1, 1).coordinates[0]!, box(0.5, 0.5, 0.05, 0.05).coordinates[0]!.toReversed()] }], ['City', box(0.5, 0.5, 0.05, 0.05)]))
    expect([city.classes.from, city.crosswalk.byFrom[0]!.map((link) => link.ofFrom)]).toEqual([['split'], [expect.closeTo(0.9975, 4), expect.closeTo(0.0025, 4)]])
  })

  it('a code that another place has now is told, since a join by code would be wrong', () => {
    const old = set(['A', box(0, 0, 1, 1)], ['B', box(1, 0, 1, 1)]), now = set(['B', box(0, 0, 1, 1)], ['C', box(1, 0, 1, 1)])
    expect(reusedCodes(old, now, meet(old, now).crosswalk)).toEqual(['B'])
  })

  it('shares add up to one with what lies outside, also where new areas overlap each other', () => {
    const { crosswalk } = meet(set(['A', box(0, 0, 1, 1)]), set(['X', box(0, 0, 0.6, 1)], ['Y', box(0.3, 0, 0.6, 1)]))
    expect(crosswalk.byFrom[0]!.reduce((sum, link) => sum + link.ofFrom, 0) + crosswalk.outside[0]!).toBeCloseTo(1, 12)
    expect(crosswalk.notes.map((note) => note.code)).toEqual(['EDITION_OVERLAPS'])
  })

  it('an area where nobody lives is shared out by surface', () => {
    const parts: Part[] = [{ from: 0, to: 0, size: 1, amount: 0 }, { from: 0, to: 1, size: 3, amount: 0 }, { from: 1, to: 1, size: 2, amount: 90 }, { from: 1, to: 0, size: 2, amount: 10 }]
    expect(crosswalkOf(parts, { from: [4, 4], to: [3, 5] }, 0.01).links.map((link) => link.ofFrom)).toEqual([0.25, 0.75, 0.1, 0.9])
  })

  it('areas without an outline have no part; empty editions meet nowhere', () => {
    expect(finish(overlayEditions([null, box(0, 0, 1, 1)], [], false))).toEqual({ parts: [{ from: 1, to: -1, km2: expect.any(Number), shape: null }], fromKm2: [null, expect.any(Number)], toKm2: [] })
  })

  it('joining all areas gives back the surface of each, whatever the borders', () => {
    const groups = [[0, 1, 4, 5], [2, 3, 6, 7], [8, 9, 10, 11]]
    const { classes, crosswalk } = meet(tiles, joined(tiles, groups, ['X', 'Y', 'Z']))
    expect(classes.from).toEqual(tiles.codes.map(() => 'merged'))
    expect(crosswalk.byTo.map((links) => links.map((link) => link.from))).toEqual(groups)
    expect(crosswalk.links.every((link) => link.ofFrom === 1)).toBe(true)
  })

  it('clipping to each other’s box first changes no overlap but for the bend of straight borders that lose corners (1e-5 of an area)', () => {
    const other = tilingOf({ columns: 4, rows: 3, corners: 20, step: 0.1, noise: 0.2, seed: 8, shift: 0.3 })
    for (const a of tiles.geometries) for (const b of other.geometries) {
      const [x, y] = [shapeOf(a)!, shapeOf(b)!]
      expect(Math.abs(shapeKm2(overlapOfTwo(x, y)) - shapeKm2(overlapOf(x, [y])))).toBeLessThan(0.0025)
    }
  })
})
