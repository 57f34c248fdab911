import fc from 'fast-check'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { distanceKm } from '../../../shared/geo/distance.ts'
import { nearestFinder } from '../../../shared/geo/nearest.ts'

const lonLat = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }))
const all = (n: number) => Array.from({ length: n }, (_, i) => i)
const over = (geometries: (Geometry | null)[]) => nearestFinder({ positions: null, geometries }, all(geometries.length))

describe('nearestFinder', () => {
  it('finds the nearest of scattered points over the whole globe, as asking every one does', () => {
    fc.assert(fc.property(fc.array(lonLat, { minLength: 1, maxLength: 60 }), fc.array(lonLat, { minLength: 1, maxLength: 8 }), fc.double({ min: 1, max: 15000, noNaN: true }), (points, origins, km) => {
      const finder = nearestFinder({ positions: Float64Array.from(points.flat()), geometries: null }, all(points.length))
      for (const [lon, lat] of origins) {
        const distances = points.map((p) => distanceKm(lon, lat, p[0], p[1]))
        expect(finder.nearestKm(lon, lat)).toBeCloseTo(Math.min(...distances), 5)
        if (distances.every((d) => Math.abs(d - km) > 1e-5)) expect(finder.countWithin(lon, lat, km)).toBe(distances.filter((d) => d <= km).length)
      }
    }), { seed: 2, numRuns: 150 })
  })

  it('finds the nearest place of a line, as cutting it into a thousand pieces does', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 18, max: 22, noNaN: true }), fc.double({ min: 3, max: 7, noNaN: true })), { minLength: 2, maxLength: 5 }), fc.double({ min: 17, max: 23, noNaN: true }), fc.double({ min: 2, max: 8, noNaN: true }), (path, lon, lat) => {
      let least = Infinity
      for (let i = 1; i < path.length; i++) for (let s = 0; s <= 1000; s++) least = Math.min(least, distanceKm(lon, lat, path[i - 1]![0] + ((path[i]![0] - path[i - 1]![0]) * s) / 1000, path[i - 1]![1] + ((path[i]![1] - path[i - 1]![1]) * s) / 1000))
      expect(Math.abs(over([{ type: 'LineString', coordinates: path }]).nearestKm(lon, lat)! - least)).toBeLessThan(0.3)
    }), { seed: 4, numRuns: 40 })
  })

  it('is 0 inside a polygon, the distance to its border outside and in its hole', () => {
    const finder = over([{ type: 'Polygon', coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]] }])
    expect(finder.nearestKm(0.5, 0.5)).toBe(0)
    expect(finder.nearestKm(5, 2)).toBeCloseTo(distanceKm(5, 2, 4, 2), 2)
    expect(finder.nearestKm(2, 2)).toBeCloseTo(distanceKm(2, 2, 2, 1), 1)
    expect(finder.countWithin(0.5, 0.5, 1)).toBe(1)
  })

  it('looks across the antimeridian', () => {
    expect(over([{ type: 'Point', coordinates: [-179.9, 0] }]).nearestKm(179.9, 0)).toBeCloseTo(distanceKm(179.9, 0, 180.1, 0), 6)
  })

  it('knows no distance to nothing, and passes over points without a position', () => {
    expect(over([null]).nearestKm(0, 0)).toBeNull()
    expect(nearestFinder({ positions: Float64Array.from([Number.NaN, Number.NaN, 1, 0]), geometries: null }, [0, 1]).nearestKm(0, 0)).toBeCloseTo(distanceKm(0, 0, 1, 0), 9)
  })
})
