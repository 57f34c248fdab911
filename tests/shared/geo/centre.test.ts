import { describe, expect, it } from 'vitest'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { centroid, surfacePoint } from '../../../shared/geo/centre.ts'
import { bandKm2, radians } from '../../../shared/geo/ellipsoid.ts'
import { areaLocator } from '../../../shared/geo/locate.ts'
import { destination, distanceKm, lengthKm } from '../../../shared/geo/distance.ts'

describe('centroid', () => {
  it('halves the surface, not the degrees: a band from the equator to 60° north has its centre at 25.728°, with as much surface south as north of it', () => {
    const [lon, lat] = centroid({ type: 'Polygon', coordinates: [[[10, 0], [20, 0], [20, 60], [10, 60], [10, 0]]] })!
    expect(lon).toBeCloseTo(15, 12)
    expect(lat).toBeCloseTo(25.728, 3)
    expect(bandKm2(Math.sin(lat * radians))).toBeCloseTo(bandKm2(Math.sin(60 * radians)) / 2, 6)
  })
  it('keeps parts on both sides of the antimeridian together', () => {
    const [lon, lat] = centroid({ type: 'MultiPolygon', coordinates: [[[[178, -18], [180, -18], [180, -16], [178, -16], [178, -18]]], [[[-180, -18], [-178, -18], [-178, -16], [-180, -16], [-180, -18]]]] })!
    expect(Math.abs(lon)).toBeCloseTo(180, 9)
    expect(lat).toBeCloseTo(-17, 2)
  })
  it('begins after the widest gap: Alaska and the Aleutians, whose last islands lie beyond 180', () => {
    const box = (w: number, s: number, e: number, n: number) => [[[w, s], [e, s], [e, n], [w, n], [w, s]]]
    const [lon] = centroid({ type: 'MultiPolygon', coordinates: [box(-160, 60, -140, 70), box(172, 51, 180, 53), box(-180, 51, -170, 53)] })!
    expect(lon).toBeLessThan(-150)
    expect(lon).toBeGreaterThan(-160)
    expect(centroid({ type: 'MultiPolygon', coordinates: [box(-62, 15, -60, 17), box(164, -22, 166, -20), box(2, 45, 4, 47), box(54, -22, 56, -20)] })![0]).toBeGreaterThan(-180)
  })
  it('is the mean of the corners where the ring has no surface, and null for nothing', () => {
    expect(centroid({ type: 'Polygon', coordinates: [[[1, 1], [1, 1], [1, 1], [1, 1]]] })![0]).toBeCloseTo(1, 12)
    expect(centroid(null)).toBeNull()
  })
  it('does not depend on the direction of the rings', () => {
    const ring = [[0, 0], [4, 0], [4, 1], [1, 1], [1, 4], [0, 4], [0, 0]]
    const one = centroid({ type: 'Polygon', coordinates: [ring] })!
    const other = centroid({ type: 'Polygon', coordinates: [ring.toReversed()] })!
    expect(other[0]).toBeCloseTo(one[0], 12)
    expect(other[1]).toBeCloseTo(one[1], 12)
  })
})

describe('surfacePoint', () => {
  it('lies inside a horseshoe whose centroid lies outside', () => {
    const area = { type: 'Polygon' as const, coordinates: [[[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]] }
    const locate = areaLocator([area])
    expect(locate(...centroid(area)!)).toBe(-1)
    expect(locate(...surfacePoint(area)!)).toBe(0)
  })
})

describe('distances', () => {
  it('equal published geodesics: JFK to LHR 5,551.759 km, a degree of the equator 111.319491 km, a degree from the equator north 110.574389 km', () => {
    expect(distanceKm(-73.8, 40.6, -0.5, 51.6)).toBeCloseTo(5551.759, 2)
    expect(distanceKm(0, 0, 1, 0)).toBeCloseTo(111.319491, 5)
    expect(lengthKm({ type: 'LineString', coordinates: [[0, 0], [0, 1]] })).toBeCloseTo(110.574389, 5)
  })
  it('crosses the antimeridian the short way', () => {
    expect(distanceKm(179.5, 0, -179.5, 0)).toBeCloseTo(111.319491, 5)
  })
  it('a destination lies as far away as it was sent', () => {
    expect(distanceKm(20, 5, ...destination(20, 5, 77, 42))).toBeCloseTo(42, 9)
  })
})

describe('boundsOf', () => {
  it('spans every part and is null for nothing', () => {
    expect(boundsOf({ type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [5, 6] }, { type: 'LineString', coordinates: [[-1, 2], [3, 9]] }] })).toEqual([-1, 2, 5, 9])
    expect(boundsOf({ type: 'Polygon', coordinates: [] })).toBeNull()
  })
})
