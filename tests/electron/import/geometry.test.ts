import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Geometry, Position } from 'geojson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareGeometry } from '../../../electron/core/import/geometry.ts'
import { signedArea } from '../../../electron/core/import/rings.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { decodeWkb, encodeWkb } from '../../../shared/geo/wkb.ts'
import { readGeometryText } from '../../../electron/core/import/wkt.ts'

const polygon = (...rings: Position[][]): Geometry => ({ type: 'Polygon', coordinates: rings })
const square = (x: number, y: number, size: number): Position[] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]

function areaOf(geometry: Geometry | null): number {
  if (geometry?.type !== 'MultiPolygon') return NaN
  return geometry.coordinates.reduce((sum, rings) => sum + rings.reduce((ring, positions) => ring + signedArea(positions), 0), 0)
}

describe('polygons are made valid', () => {
  it.each<[string, Geometry, number, string | null]>([
    ['a sound square stays', polygon(square(0, 0, 2)), 4, null],
    ['a clockwise shell is turned', polygon(square(0, 0, 2).toReversed()), 4, null],
    ['a hole is wound the other way', polygon(square(0, 0, 4), square(1, 1, 1)), 15, null],
    ['an unclosed ring is closed', polygon(square(0, 0, 2).slice(0, 4)), 4, 'RING_CLOSED'],
    ['a bow-tie becomes two triangles', polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]), 2, 'GEOMETRY_REPAIRED'],
    ['a part that occurs twice counts once', { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(0, 0, 2)]] }, 4, 'GEOMETRY_REPAIRED'],
    ['overlapping parts are united', { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(1, 0, 2)]] }, 6, 'GEOMETRY_REPAIRED'],
    ['a hole outside its shell is dropped', polygon(square(0, 0, 2), square(5, 5, 1)), 4, 'GEOMETRY_REPAIRED'],
    ['a spike is cut off', polygon([[0, 0], [2, 0], [5, 0], [2, 0], [2, 2], [0, 2], [0, 0]]), 4, 'GEOMETRY_REPAIRED'],
    ['a ring that touches itself keeps its area', polygon([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]), 8, 'GEOMETRY_REPAIRED'],
    ['an island inside a hole is no defect', { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(2, 2, 6)], [square(4, 4, 1)]] }, 65, null],
    ['touching parts are no defect', { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(1, 1, 1)]] }, 2, null],
  ])('%s', (_, geometry, area, note) => {
    const made = prepareGeometry(geometry)
    expect(made.problem).toBeNull()
    expect(areaOf(made.geometry)).toBeCloseTo(area, 9)
    expect(made.notes.map((one) => one.code)).toEqual(note === null ? [] : [note])
  })

  it.each<[string, Geometry]>([
    ['a polygon collapsed to a point', polygon([[1, 1], [1, 1], [1, 1], [1, 1]])],
    ['a hole that equals its shell', polygon(square(0, 0, 1), square(0, 0, 1))],
    ['a line of one point', { type: 'LineString', coordinates: [[18, 4]] }],
    ['a position that is not a number', { type: 'Point', coordinates: [NaN, 1] }],
  ])('%s is refused', (_, geometry) => {
    expect(prepareGeometry(geometry)).toMatchObject({ geometry: null, problem: { code: 'BAD_GEOMETRY' } })
  })

  it('corners of a repaired polygon keep their exact coordinates', () => {
    const ring: Position[] = [[0.1234567890123, 0], [1, 1.3333333333333333], [1, 0], [0, 1], [0.1234567890123, 0]]
    const made = prepareGeometry(polygon(ring))
    const corners = new Set((made.geometry as { coordinates: Position[][][] }).coordinates.flat(2).map(String))
    for (const position of ring) expect(corners).toContain(String(position))
  })

  it('a repaired polygon is not repaired again', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { minLength: 3, maxLength: 14 }), (points) => {
      const made = prepareGeometry(polygon([...points, points[0]!]))
      if (!made.geometry) return
      const again = prepareGeometry(made.geometry)
      expect(Math.abs(areaOf(again.geometry) - areaOf(made.geometry))).toBeLessThan(1e-6)
      expect(areaOf(made.geometry)).toBeGreaterThan(0)
    }), { numRuns: 300, seed: 7 })
  })
})

describe('the antimeridian', () => {
  const lons = (geometry: Geometry | null) => geometry ? boundsOf(geometry) : null
  it('a ring that steps across 180° is cut into two halves', () => {
    const made = prepareGeometry(polygon([[170, -20], [-170, -20], [-170, -10], [170, -10], [170, -20]]))
    expect(areaOf(made.geometry)).toBeCloseTo(200, 9)
    expect((made.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2)
    expect(lons(made.geometry)).toEqual([-180, -20, 180, -10])
    expect(made.notes.map((note) => note.code)).toEqual(['CUT_AT_ANTIMERIDIAN'])
  })

  it('longitudes beyond 180 mean the same place', () => {
    const made = prepareGeometry(polygon(square(175, 0, 10)))
    expect(areaOf(made.geometry)).toBeCloseTo(100, 9)
    expect((made.geometry as { coordinates: Position[][][] }).coordinates.map((rings) => boundsOf({ type: 'Polygon', coordinates: rings }))).toEqual(expect.arrayContaining([[175, 0, 180, 10], [-180, 0, -175, 10]]))
  })

  it('a frame around the world is not cut', () => {
    const made = prepareGeometry(polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]))
    expect(areaOf(made.geometry)).toBe(64_800)
    expect(made.notes).toEqual([])
  })

  it('a ring around the pole is closed along it', () => {
    const ring = Array.from({ length: 37 }, (_, i): Position => [(((i * 10 + 5) % 360) + 360 + 180) % 360 - 180, -70])
    const made = prepareGeometry(polygon([...ring.slice(0, 36), ring[0]!]))
    expect(areaOf(made.geometry)).toBeCloseTo(7200, 6)
  })

  it('a hole follows its shell across the line', () => {
    const made = prepareGeometry(polygon([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]], [[-178, 4], [-176, 4], [-176, 6], [-178, 6], [-178, 4]]))
    expect(areaOf(made.geometry)).toBeCloseTo(196, 9)
  })

  it('a line is cut where it crosses', () => {
    const made = prepareGeometry({ type: 'LineString', coordinates: [[178, 10], [-178, 14]] })
    expect(made.geometry).toEqual({ type: 'MultiLineString', coordinates: [[[178, 10], [180, 12]], [[-180, 12], [-178, 14]]] })
  })

  it('a track that counts beyond 180 is cut too', () => {
    const made = prepareGeometry({ type: 'LineString', coordinates: [[170, 0], [190, 20]] })
    expect(made.geometry).toEqual({ type: 'MultiLineString', coordinates: [[[170, 0], [180, 10]], [[-180, 10], [-170, 20]]] })
  })

  it('a point beyond 180 is put in its place', () => {
    expect(prepareGeometry({ type: 'Point', coordinates: [190, 5] }).geometry).toEqual({ type: 'Point', coordinates: [-170, 5] })
  })
})

const samples: Geometry[] = [
  { type: 'Point', coordinates: [1.5, -2.25] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }, polygon(square(0, 0, 2), square(0.5, 0.5, 1)), { type: 'MultiPoint', coordinates: [[0, 0], [1, 2]] },
  { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]], [[2, 2], [3, 3], [4, 4]]] }, { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(5, 5, 3), square(6, 6, 1)]] },
  { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }] },
]

describe('well-known binary and text', () => {
  it.each(samples.map((geometry) => [geometry.type, geometry] as const))('a %s survives the way there and back', (_, geometry) => {
    expect(decodeWkb(encodeWkb(geometry))).toEqual(geometry)
  })

  it('big-endian, Z, M and EWKB are read', () => {
    expect(decodeWkb(Buffer.from('00000000013ff00000000000004000000000000000', 'hex'))).toEqual({ type: 'Point', coordinates: [1, 2] })
    expect(readGeometryText('0101000020E6100000000000000000F03F0000000000000040')?.geometry).toEqual({ type: 'Point', coordinates: [1, 2] })
    expect(readGeometryText('01E9030000000000000000F03F00000000000000400000000000000840')?.geometry).toEqual({ type: 'Point', coordinates: [1, 2] })
  })

  it('bytes that end early are an error, not a wrong geometry', () => {
    const bytes = encodeWkb(samples[5]!)
    for (let end = 1; end < bytes.length; end += 7) expect(() => decodeWkb(bytes.slice(0, end))).toThrow()
  })

  it.each<[string, Geometry | null]>([
    ['POINT (1 2)', { type: 'Point', coordinates: [1, 2] }], ['SRID=4326;POINT Z(1 2 3)', { type: 'Point', coordinates: [1, 2] }], ['pointzm(1 2 3 4)', { type: 'Point', coordinates: [1, 2] }],
    ['MULTIPOINT((1 2),(3 4))', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }], ['MULTIPOINT(1 2, 3 4)', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }],
    ['POLYGON EMPTY', null], ['POLYGON((0 0,1 0,1 1,0 0))', { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }],
    ['GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))', samples[6]!],
  ])('%s is read', (text, geometry) => {
    expect(readGeometryText(text)?.geometry ?? null).toEqual(geometry)
  })

  it.each(['POINT(1)', 'POLYGON((0 0,1 1', 'CIRCLE(0 0)', 'POINT(1 2) and more', 'polygonal region', ''])('%j is no geometry', (text) => {
    expect(readGeometryText(text)).toBeNull()
  })

  const python = '/usr/bin/python3'
  const gdal = existsSync(python) && (() => { try { execFileSync(python, ['-c', 'from osgeo import ogr'], { stdio: 'ignore' }); return true } catch { return false } })()
  it.skipIf(!gdal)('GDAL reads what is written and finds every repaired polygon valid', () => {
    const hostile: Geometry[] = [
      ...samples, polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]), polygon([[0, 2], [2, 2], [3, 2], [2, 3], [2, 2], [2, 0], [0, 0], [0, 2]]), polygon(square(0, 0, 4), square(1, 1, 4)),
      polygon([[170, -20], [-170, -20], [-160, -10], [170, 5], [170, -20]]), polygon([[0, 0], [4, 0], [4, 4], [0, 4], [0, 2], [3, 2], [3, 1], [0, 1], [0, 3], [2, 3], [0, 0]]),
    ]
    const lines = hostile.map((geometry) => Buffer.from(encodeWkb(prepareGeometry(geometry).geometry!)).toString('hex'))
    const script = 'import sys\nfrom osgeo import ogr\nfor line in sys.stdin:\n  g=ogr.CreateGeometryFromWkb(bytes.fromhex(line.strip()))\n  print(g.IsValid(), g.GetGeometryName())\n'
    const said = execFileSync(python, ['-c', script], { input: lines.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).trim().split('\n')
    expect(said).toHaveLength(hostile.length)
    for (const line of said) expect(line).toMatch(/^True /)
  })
})
