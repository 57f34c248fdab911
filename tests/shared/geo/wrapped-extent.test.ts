import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBoxes, longitudesOf, narrowestLongitudes, type Longitudes } from '../../../shared/geo/wrapped-extent.ts'

describe('the narrowest stretch of longitudes', () => {
  it.each<[string, Longitudes[], Longitudes | null]>([
    ['nothing', [], null],
    ['one country', [[14, 28]], [14, 28]],
    ['Fiji, cut at the meridian', [[176.9, 180], [-180, -178.2]], [176.9, 181.8]],
    ['Russia', [[27.3, 180], [-180, -169]], [27.3, 191]],
    ['Kiribati', [[172.9, 176.8], [-174.5, -171.1], [-160.3, -150.2]], [172.9, 209.8]],
    ['a line over the meridian that is not cut', [[179, 181]], [179, 181]],
    ['Europe and America', [[-120, -70], [-10, 30]], [-120, 30]],
    ['the whole world', [[-180, 180]], [-180, 180]],
    ['two ends of the world that are equally far both ways', [[-90, -90], [90, 90]], [-90, 90]],
    ['what is no number', [[NaN, NaN]], null],
  ])('of %s', (_, spans, expected) => {
    const found = narrowestLongitudes(spans)
    expect(found?.map((lon) => Number(lon.toFixed(6))) ?? null).toEqual(expected)
  })

  it('holds every one of them, and none that is narrower does', () => {
    const span = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: 0, max: 60 })).map(([west, width]): Longitudes => [west, Math.min(180, west + width)])
    fc.assert(fc.property(fc.array(span, { minLength: 1, maxLength: 8 }), (spans) => {
      const [west, east] = narrowestLongitudes(spans)!
      const holds = (from: number, to: number): boolean => spans.every(([a, b]) => [-360, 0, 360].some((turn) => a + turn >= from && b + turn <= to))
      expect([holds(west, east), east - west <= 360, west >= -180 && west <= 180]).toEqual([true, true, true])
      for (const [start] of spans) expect(holds(start, start + (east - west) - 1)).toBe(false)
    }), { seed: 8, numRuns: 300 })
  })
})

it('parts of a shape count one by one', () => {
  const box = (west: number, east: number): [number, number][] => [[west, -18], [east, -18], [east, -16], [west, -16], [west, -18]]
  expect(longitudesOf({ type: 'MultiPolygon', coordinates: [[box(177, 180)], [box(-180, -179)]] })).toEqual([[177, 180], [-180, -179]])
})

it('boxes are joined across the meridian where that is narrower', () => {
  expect(joinBoxes([[176, -20, 181, -12], [-176, -22, -173, -15]])).toEqual([176, -22, 187, -12])
  expect(joinBoxes([])).toBeNull()
})
