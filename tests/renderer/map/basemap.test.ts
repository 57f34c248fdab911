import { readFileSync, statSync } from 'node:fs'
import type { Feature, MultiLineString, Point, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { cutLine, cutRing } from '../../../scripts/basemap/cut.ts'

const folder = new URL('../../../data/basemap/', import.meta.url)
const read = <G extends Feature['geometry']>(name: string) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { features: Feature<G>[] }).features
const positions = ({ geometry }: Feature<Polygon | MultiLineString>): Position[] => geometry.coordinates.flat()

describe.each(['world-50m.json', 'world-110m.json'])('%s', (name) => {
  const features = read<Polygon | MultiLineString>(name)
  it('has no line that jumps over the antimeridian, and nothing beyond it', () => {
    for (const { geometry } of features) {
      for (const line of geometry.coordinates) {
        for (const [i, [lon, lat]] of line.entries()) {
          expect(Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90).toBe(true)
          if (i > 0 && lat! > -89.9 && Math.abs(lon! - line[i - 1]![0]!) > 179) throw new Error(`jump at ${lon}, ${lat}`)
        }
      }
    }
  })

  it('is land in closed rings, agreed borders and disputed ones', () => {
    const rings = features.filter((one) => one.properties?.kind === 'land').flatMap((one) => one.geometry.coordinates as Position[][])
    expect(rings.length).toBeGreaterThan(100)
    expect(rings.filter((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)))).toEqual([])
    expect(features.filter((one) => one.properties?.kind === 'border').map((one) => [one.properties?.disputed, positions(one).length > 50])).toEqual([[false, true], [true, true]])
  })

  it('has land on both sides of the antimeridian at 67° N', () => {
    const lons = features.filter((one) => one.properties?.kind === 'land').flatMap(positions).filter(([, lat]) => lat! > 65 && lat! < 69).map(([lon]) => lon!)
    expect([Math.min(...lons), Math.max(...lons)]).toEqual([-180, 180])
  })
})

it('the whole basemap is under 1.5 MB', () => {
  expect(['world-50m.json', 'world-110m.json', 'labels.json'].reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0)).toBeLessThan(1_500_000)
})

it('every country has a name in four languages and a place of its own', () => {
  const labels = read<Point>('labels.json')
  expect(labels.length).toBeGreaterThan(200)
  expect(new Set(labels.map((one) => one.properties?.code)).size).toBe(labels.length)
  for (const { properties } of labels) for (const language of ['en', 'fr', 'es', 'ar']) expect(properties?.[language], `${properties?.code} ${language}`).toMatch(/\p{L}{2}/u)
  expect(labels.find((one) => one.properties?.code === 'COD')?.properties).toMatchObject({ fr: 'République démocratique du Congo', es: 'República Democrática del Congo' })
})

describe('cutting at the antimeridian', () => {
  it('parts a ring that crosses, and leaves one that does not', () => {
    const parts = cutRing([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]).map((ring) => ring.map(([lon]) => lon!))
    expect(parts.map((lons) => [Math.min(...lons), Math.max(...lons)])).toEqual([[170, 180], [-180, -170]])
    const square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    expect(cutRing(square)).toEqual([square])
  })

  it('closes a ring around the south pole over the pole', () => {
    const [ring, ...others] = cutRing([[-180, -70], [-90, -75], [0, -70], [90, -75], [180, -70], [-180, -70]].map(([lon, lat]) => [lon!, lat!]))
    expect(others).toEqual([])
    expect(Math.min(...ring!.map(([, lat]) => lat!))).toBe(-90)
  })

  it('parts a line', () => {
    expect(cutLine([[178, 0], [179, 0], [-179, 0], [-178, 0]])).toEqual([[[178, 0], [179, 0]], [[-179, 0], [-178, 0]]])
  })
})
