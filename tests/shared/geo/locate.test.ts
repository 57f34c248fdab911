import turfContains from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import type { MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaLocator } from '../../../shared/geo/locate.ts'
import { gridLocator } from '../../../shared/geo/locate-grid.ts'

const square = (x: number, y: number, size = 1): Polygon => ({ type: 'Polygon', coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]] })

describe('areaLocator', () => {
  it('answers what Turf answers, on a coarse grid where many points lie on borders and corners', () => {
    const coordinate = fc.integer({ min: 0, max: 6 })
    const ring = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 }).map((points) => [...points, points[0]!].map(([x, y]) => [x / 3, y / 7]))
    fc.assert(fc.property(fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), fc.array(fc.tuple(fc.integer({ min: -1, max: 14 }), fc.integer({ min: -1, max: 14 })), { minLength: 1, maxLength: 40 }), (polygons, points) => {
      const areas = polygons.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
      const locate = areaLocator(areas)
      const byGrid = gridLocator(areas.map((a, area) => ({ area, rings: a.coordinates, ready: null })))
      for (const [x, y] of points) {
        const point: [number, number] = [x / 6, y / 14]
        const box = (area: Polygon) => { const xs = area.coordinates[0]!.map((p) => p[0]!); const ys = area.coordinates[0]!.map((p) => p[1]!); return point[0] >= Math.min(...xs) && point[0] <= Math.max(...xs) && point[1] >= Math.min(...ys) && point[1] <= Math.max(...ys) }
        const wanted = areas.findIndex((area) => box(area) && turfContains(point, area))
        expect([locate(...point), byGrid(...point)]).toEqual([wanted, wanted])
      }
    }), { seed: 11, numRuns: 400 })
  })

  it('answers what Turf answers for a ragged ring of 3,000 corners', () => {
    const ring: number[][] = []
    for (let i = 0; i < 3000; i++) { const r = 1 + 0.3 * Math.sin(i * 12.9898); ring.push([20 + r * Math.cos((i * Math.PI) / 1500), 5 + r * Math.sin((i * Math.PI) / 1500)]) }
    ring.push(ring[0]!)
    const area: Polygon = { type: 'Polygon', coordinates: [ring] }
    const locate = areaLocator([area])
    for (let i = 0; i < 4000; i++) {
      const point: [number, number] = i % 4 === 0 ? (ring[i % 3000] as [number, number]) : [18.5 + ((i * 0.618034) % 1) * 3, 3.5 + ((i * 0.754878) % 1) * 3]
      expect(locate(...point)).toBe(turfContains(point, area) ? 0 : -1)
    }
  })

  it('the grid for many points answers what asking the polygons answers: 50,000 points in 60 overlapping ragged areas with holes, corners among them', () => {
    const random = (n: number) => { const x = Math.sin(n * 12.9898) * 43758.5453; return x - Math.floor(x) }
    const ring = (x: number, y: number, size: number, n: number) => { const r = Array.from({ length: 40 }, (_, k) => { const radius = size * (0.6 + 0.4 * random(n * 100 + k)); return [x + radius * Math.cos((k * Math.PI) / 20), y + radius * Math.sin((k * Math.PI) / 20)] }); return [...r, r[0]!] }
    const areas = Array.from({ length: 60 }, (_, n): Polygon => { const [x, y] = [random(n) * 10, random(n + 500) * 10]; return { type: 'Polygon', coordinates: [ring(x, y, 1.5, n), ring(x, y, 0.4, n + 60)] } })
    const corners = areas.flatMap((a) => a.coordinates[0]!)
    const byGrid = areaLocator(areas)
    const fresh = () => areaLocator(areas)
    let one = fresh()
    for (let i = 0; i < 50_000; i++) {
      if (i % 15_000 === 0) one = fresh()
      const point = i % 5 === 0 ? corners[i % corners.length]! : [random(i) * 12 - 1, random(i + 0.5) * 12 - 1]
      const answer = byGrid(point[0]!, point[1]!)
      if (answer !== one(point[0]!, point[1]!)) expect([i, answer]).toEqual([i, one(point[0]!, point[1]!)])
    }
    expect(byGrid(...(corners[0] as [number, number]))).toBeGreaterThanOrEqual(0)
  })

  it('gives a point on a shared border to the first area, so that every point counts once', () => {
    const locate = areaLocator([square(0, 0), square(1, 0), square(0, 1), square(1, 1)])
    expect([locate(1, 0.5), locate(0.5, 1), locate(1, 1), locate(2, 0.5), locate(1.5, 0.5), locate(3, 3)]).toEqual([0, 0, 0, 1, 1, -1])
  })

  it('does not find a point in a hole, and finds it in an island inside the hole', () => {
    const area: MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(0, 0, 9).coordinates[0]!, square(2, 2, 5).coordinates[0]!], square(4, 4, 1).coordinates] }
    const locate = areaLocator([null, area])
    expect([locate(1, 1), locate(3, 3), locate(4.5, 4.5)]).toEqual([1, -1, 1])
  })

  it('finds a point at +180 in an area that ends at -180', () => {
    expect(areaLocator([square(-180, -17)])(180, -16.5)).toBe(0)
  })

  it('answers -1 for a point without coordinates and for no areas at all', () => {
    expect([areaLocator([square(0, 0)])(Number.NaN, 0.5), areaLocator([null])(0, 0)]).toEqual([-1, -1])
  })
})
