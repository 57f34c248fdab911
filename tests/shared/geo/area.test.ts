import geographiclib from 'geographiclib-geodesic'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaKm2 } from '../../../shared/geo/area.ts'

const { Geodesic } = geographiclib

function referenceKm2(ring: number[][]): number {
  const polygon = Geodesic.WGS84.Polygon(false)
  for (const p of ring.slice(0, -1)) polygon.AddPoint(p[1]!, p[0]!)
  return Math.abs(polygon.Compute(false, true).area!) / 1e6
}

function star(lon: number, lat: number, radius: number, corners: number, wobble: number[]): number[][] {
  const ring: number[][] = []
  for (let i = 0; i < corners; i++) {
    const r = radius * (0.5 + 0.5 * wobble[i % wobble.length]!)
    const angle = (2 * Math.PI * i) / corners
    ring.push([lon + r * Math.cos(angle), lat + r * Math.sin(angle)])
  }
  ring.push(ring[0]!)
  return ring
}

describe('areaKm2', () => {
  it('equals geographiclib within 1e-9 relative on polygons of any size, shape and latitude', () => {
    fc.assert(fc.property(
      fc.double({ min: -150, max: 150, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }), fc.double({ min: 0.002, max: 4, noNaN: true }), fc.integer({ min: 3, max: 300 }), fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (lon, lat, radius, corners, wobble) => {
        const ring = star(lon, lat, radius, corners, wobble)
        const reference = referenceKm2(ring)
        expect(Math.abs(areaKm2({ type: 'Polygon', coordinates: [ring] }) - reference)).toBeLessThanOrEqual(1e-9 * reference + 1e-9)
      }), { seed: 7, numRuns: 600 })
  })

  it('is the surface of the ellipsoid for the frame of a world map', () => {
    expect(areaKm2({ type: 'Polygon', coordinates: [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]] })).toBeCloseTo(510065621.724, 1)
  })

  it('takes holes off whatever the direction of the rings', () => {
    const outer = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    const hole = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5], [0.5, 0.5]]
    const one = areaKm2({ type: 'Polygon', coordinates: [outer, hole] })
    expect(areaKm2({ type: 'Polygon', coordinates: [outer, hole.toReversed()] })).toBeCloseTo(one, 9)
    expect(one).toBeCloseTo(areaKm2({ type: 'Polygon', coordinates: [outer] }) - areaKm2({ type: 'Polygon', coordinates: [hole] }), 6)
  })

  it('is 0 for a point, a line, an empty polygon and nothing', () => {
    for (const geometry of [null, { type: 'Point', coordinates: [1, 1] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }, { type: 'Polygon', coordinates: [] }] as const) expect(areaKm2(geometry as never)).toBe(0)
  })
})
