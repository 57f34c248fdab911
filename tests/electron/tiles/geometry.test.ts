import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clipLine, clipRing } from '../../../electron/core/tiles/clip.ts'
import { simplifyLine } from '../../../electron/core/tiles/simplify.ts'
import { readShape } from '../../../electron/core/tiles/shape.ts'
import { lineWkb, polygonWkb } from './wkb.ts'

const doubleArea = (ring: number[]) => ring.reduce((sum, _, i) => (i % 2 ? sum : sum + ring[i]! * ring[(i + 3) % ring.length]! - ring[(i + 2) % ring.length]! * ring[i + 1]!), 0)

/** A ring around 0,0 whose radius differs at every corner: never crosses itself. */
const star = fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 5, maxLength: 60 }).map((radii) => radii.flatMap((r, i) => [r * Math.cos((2 * Math.PI * i) / radii.length), r * Math.sin((2 * Math.PI * i) / radii.length)]))

it('the parts of a ring in four quarters add up to the whole', () => {
  fc.assert(fc.property(star, fc.integer({ min: -100, max: 100 }), fc.integer({ min: -100, max: 100 }), (ring, x, y) => {
    const closed = [...ring, ring[0]!, ring[1]!]
    const quarters = [[-300, -300, x, y], [x, -300, 300, y], [-300, y, x, 300], [x, y, 300, 300]]
    const sum = quarters.reduce((total, [west, north, east, south]) => total + doubleArea(clipRing(closed, { west: west!, north: north!, east: east!, south: south! })), 0)
    expect(sum).toBeCloseTo(doubleArea(ring), 5)
  }), { seed: 5, numRuns: 200 })
})

it('the parts of a line inside a box are as long as what a fine sampling finds there', () => {
  const box = { west: 0, north: 0, east: 10, south: 10 }
  const parts = clipLine([-5, 5, 5, 5, 5, 15, 8, 15, 8, -5, 20, -5], box)
  expect(parts).toEqual([[0, 5, 5, 5, 5, 10], [8, 10, 8, 0]])
  expect(clipLine([20, 20, 30, 30], box)).toEqual([])
  expect(clipLine([1, 1, 2, 2], box)).toEqual([[1, 1, 2, 2]])
})

it('simplifying keeps the ends, keeps within the tolerance, and keeps the same positions both ways', () => {
  const line = fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -100, max: 100 })), { minLength: 2, maxLength: 80 })
  fc.assert(fc.property(line, fc.integer({ min: 1, max: 30 }), (points, tolerance) => {
    const short = simplifyLine(points.flat(), tolerance)
    const back = simplifyLine(points.toReversed().flat(), tolerance)
    const kept = Array.from({ length: short.length / 2 }, (_, i) => [short[2 * i]!, short[2 * i + 1]!])
    expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)])
    expect(Array.from({ length: back.length / 2 }, (_, i) => [back[2 * i]!, back[2 * i + 1]!]).toReversed()).toEqual(kept)
    for (const [x, y] of points) expect(Math.min(...kept.slice(1).map((to, i) => distance(x, y, kept[i]!, to)))).toBeLessThanOrEqual(tolerance + 1e-9)
  }), { seed: 7, numRuns: 200 })
})

it('binary geometry is read in either byte order, with heights and without', () => {
  expect(readShape(lineWkb([[1, 2], [3, 4]])).lines).toEqual([new Float64Array([1, 2, 3, 4])])
  const big = new DataView(new ArrayBuffer(29))
  big.setUint32(1, 1001)
  for (const [i, value] of [5, 6, 7].entries()) big.setFloat64(5 + 8 * i, value)
  expect(readShape(new Uint8Array(big.buffer)).points).toEqual([new Float64Array([5, 6])])
  const extended = new DataView(new ArrayBuffer(25))
  extended.setUint8(0, 1)
  extended.setUint32(1, 0x20000001, true)
  extended.setFloat64(9, 8, true)
  extended.setFloat64(17, 9, true)
  expect(readShape(new Uint8Array(extended.buffer)).points).toEqual([new Float64Array([8, 9])])
  expect(() => readShape(polygonWkb([[0, 0], [1, 0], [1, 1], [0, 0]]).slice(0, -8))).toThrow(RangeError)
})

function distance(x: number, y: number, [ax, ay]: number[], [bx, by]: number[]): number {
  const [dx, dy] = [bx! - ax!, by! - ay!]
  const along = dx || dy ? Math.max(0, Math.min(1, ((x - ax!) * dx + (y - ay!) * dy) / (dx * dx + dy * dy))) : 0
  return Math.hypot(x - ax! - along * dx, y - ay! - along * dy)
}
