import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { buffer } from '../../../shared/geo/buffer.ts'
import { lengthKm } from '../../../shared/geo/distance.ts'
import { joinShapes, linesInsideKm, overlapOf, shapeKm2, shapeOf, withoutShapes } from '../../../shared/geo/overlay.ts'

type Box = [number, number, number, number]
const step = 0.01
const boxPolygon = ([x, y, w, h]: Box): Polygon => ({ type: 'Polygon', coordinates: [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]].map(([a, b]) => [20 + a! * step, 5 + b! * step])] })
const box = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })) as fc.Arbitrary<Box>
const cells = (boxes: Box[]) => {
  const set = new Set<string>()
  for (const [x, y, w, h] of boxes) for (let i = x; i < x + w; i++) for (let j = y; j < y + h; j++) set.add(`${i},${j}`)
  return set
}
const cellsKm2 = (set: Set<string>) => [...set].reduce((sum, key) => { const [i, j] = key.split(',').map(Number); return sum + areaKm2(boxPolygon([i!, j!, 1, 1])) }, 0)

/** Within 0.005 %: the edges of pieces are geodesics, which cutting an edge bends anew. */
const expectNear = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThanOrEqual(5e-5 * wanted + 1e-3)

describe('overlay', () => {
  it('covers the cells that two unions of boxes share, leaves those they do not, and joins all of them', () => {
    fc.assert(fc.property(fc.array(box, { minLength: 1, maxLength: 6 }), fc.array(box, { minLength: 1, maxLength: 6 }), (first, second) => {
      const a = shapeOf({ type: 'MultiPolygon', coordinates: first.map((b) => boxPolygon(b).coordinates) })!
      const others = second.map((b) => shapeOf(boxPolygon(b))!)
      const [inA, inB] = [cells(first), cells(second)]
      expectNear(shapeKm2(overlapOf(a, others)), cellsKm2(new Set([...inA].filter((c) => inB.has(c)))))
      expectNear(shapeKm2(withoutShapes(a, others)), cellsKm2(new Set([...inA].filter((c) => !inB.has(c)))))
      expectNear(shapeKm2(joinShapes([a, ...others])), cellsKm2(new Set([...inA, ...inB])))
    }), { seed: 5, numRuns: 300 })
  })

  it('divides ragged polygons without loss: the overlap and the rest add up to the whole', () => {
    const ragged = (seeds: number[], lon: number) => { const ring = seeds.map((s, i) => [lon + (0.03 + 0.07 * s) * Math.cos((i * 2 * Math.PI) / seeds.length), 10 + (0.03 + 0.07 * s) * Math.sin((i * 2 * Math.PI) / seeds.length)]); return { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] } }
    const seeds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 600 })
    fc.assert(fc.property(seeds, seeds, fc.double({ min: 0, max: 0.15, noNaN: true }), (first, second, shift) => {
      const a = shapeOf(ragged(first, 0))
      const b = shapeOf(ragged(second, shift))
      if (!a || !b) return
      expectNear(shapeKm2(overlapOf(a, [b])) + shapeKm2(withoutShapes(a, [b])), shapeKm2(a))
      expect(shapeKm2(overlapOf(a, [b]))).toBeCloseTo(shapeKm2(overlapOf(b, [a])), 1)
    }), { seed: 9, numRuns: 150 })
  })

  it('a small box cut out of a ragged area of 900 corners leaves the rest', () => {
    const ring = Array.from({ length: 900 }, (_, i) => { const r = 0.08 + 0.03 * Math.sin(i * 12.9898); return [20 + r * Math.cos((i * Math.PI) / 450), 5 + r * Math.sin((i * Math.PI) / 450)] })
    const area = shapeOf({ type: 'Polygon', coordinates: [[...ring, ring[0]!], boxPolygon([0, 0, 2, 2]).coordinates[0]!] })!
    fc.assert(fc.property(fc.integer({ min: -11, max: 10 }), fc.integer({ min: -11, max: 10 }), (x, y) => {
      const cut = shapeOf(boxPolygon([x, y, 1.5, 1.5]))!
      expectNear(shapeKm2(overlapOf(area, [cut])) + shapeKm2(withoutShapes(area, [cut])), shapeKm2(area))
    }), { seed: 13, numRuns: 150 })
  })

  it('respects holes, whichever way the rings run', () => {
    const outer = boxPolygon([0, 0, 9, 9]).coordinates[0]!
    const hole = boxPolygon([3, 3, 3, 3]).coordinates[0]!
    for (const rings of [[outer, hole], [outer.toReversed(), hole], [outer, hole.toReversed()]]) {
      const shape = shapeOf({ type: 'Polygon', coordinates: rings })!
      expect(shapeKm2(overlapOf(shape, [shapeOf(boxPolygon([0, 0, 5, 5]))!]))).toBeCloseTo(21 * areaKm2(boxPolygon([0, 0, 1, 1])), 2)
    }
  })

  it('counts both wings of a bow-tie', () => {
    const bow = shapeOf({ type: 'Polygon', coordinates: [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]] })
    expect(shapeKm2(bow) / areaKm2({ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] })).toBeCloseTo(0.5, 3)
  })

  it('is null for a polygon without surface', () => {
    expect(shapeOf({ type: 'Polygon', coordinates: [[[0, 0], [1, 1], [0, 0]]] })).toBeNull()
  })

  it('measures the part of a line inside, both ends outside', () => {
    const area = shapeOf(boxPolygon([0, 0, 10, 10]))!
    const line = { type: 'LineString' as const, coordinates: [[19.9, 5.05], [20.2, 5.05]] }
    expect(linesInsideKm(area, line)).toBeCloseTo(lengthKm({ type: 'LineString', coordinates: [[20, 5.05], [20.1, 5.05]] }), 5)
    expect(linesInsideKm(area, { type: 'LineString', coordinates: [[21, 5], [22, 5]] })).toBe(0)
  })
})

describe('buffer', () => {
  it('has the surface of the circle around a point, and of the stadium around a line', () => {
    expect(shapeKm2(joinShapes(buffer({ type: 'Point', coordinates: [20, 5] }, 10)))).toBeCloseTo(Math.PI * 100, 0)
    const line = { type: 'LineString' as const, coordinates: [[20, 5], [20.5, 5]] }
    expect(shapeKm2(joinShapes(buffer(line, 5))) / (Math.PI * 25 + 10 * lengthKm(line))).toBeCloseTo(1, 2)
  })
  it('of a polygon holds the polygon and its surroundings', () => {
    const square = boxPolygon([0, 0, 10, 10])
    const side = 1.1
    expect(shapeKm2(joinShapes(buffer(square, side)))).toBeCloseTo(areaKm2(square) + 4 * side * 11.08 + Math.PI * side * side, 0)
  })
  it('comes back in on the other side of the antimeridian', () => {
    const shapes = buffer({ type: 'Point', coordinates: [179.99, 0] }, 10)
    expect(shapeKm2(overlapOf(shapeOf({ type: 'Polygon', coordinates: [[[-180, -1], [-179, -1], [-179, 1], [-180, 1], [-180, -1]]] })!, shapes))).toBeGreaterThan(100)
  })
})
