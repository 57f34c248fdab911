import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeGeometry, envelopeOf, geometryOf, headEnvelope, pointOf, wkbOf } from '../../../electron/core/sql/geometry.ts'
import { columnNames, quote, tableName } from '../../../electron/core/sql/name.ts'
import { distanceTo } from '../../../electron/core/sql/near.ts'
import { decodeWkb, encodeWkb } from '../../../shared/geo/wkb.ts'
import { point, shape } from './helpers.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

describe('a GeoPackage geometry', () => {
  it('has the header of the standard with its envelope in the order minx, maxx, miny, maxy', () => {
    const blob = encodeGeometry(shape(2, [[[1, 2], [3, -4]]]), [1, -4, 3, 2])
    expect(blob.subarray(0, 8).toString('hex')).toBe('47500003e6100000')
    expect([8, 16, 24, 32].map((at) => blob.readDoubleLE(at))).toEqual([1, 3, -4, 2])
    expect([envelopeOf(blob), headEnvelope(blob.subarray(0, 40)), geometryOf(blob)]).toEqual([[1, -4, 3, 2], [1, -4, 3, 2], { type: 'LineString', coordinates: [[1, 2], [3, -4]] }])
  })

  it('of a point carries no envelope and is read without one', () => {
    const blob = encodeGeometry(point(10.5, -3), null)
    expect([blob.length, blob[3], pointOf(blob), envelopeOf(blob), headEnvelope(blob)]).toEqual([29, 1, [10.5, -3], [10.5, -3, 10.5, -3], [10.5, -3, 10.5, -3]])
  })

  it.each([
    ['empty by its flag', '4750 00 11 e6100000 01 01000000 000000000000f87f 000000000000f87f'],
    ['a point without coordinates', '4750 00 01 e6100000 01 01000000 000000000000f87f 000000000000f87f'],
    ['a multipolygon without parts', '4750 00 01 e6100000 01 06000000 00000000'],
    ['no geometry at all', '0011223344556677889900112233'],
    ['cut short', '4750 00 01 e6100000 01 02000000 ff000000 0000'],
    ['too short for a header', '4750'],
  ])('that is %s has no box and no shape', (_, bytes) => {
    expect([envelopeOf(hex(bytes)), geometryOf(hex(bytes)), pointOf(hex(bytes))]).toEqual([null, null, null])
  })

  it('of another writer is read in either byte order, with heights left out', () => {
    const big = hex('4750 00 00 000010e6 00 00000001 3ff0000000000000 4000000000000000')
    const high = hex('4750 00 01 e6100000 01 e9030000 000000000000f03f 0000000000000040 0000000000000840')
    const extended = hex('01 01000020 e6100000 000000000000f03f 0000000000000040')
    expect([pointOf(big), geometryOf(big), pointOf(high), geometryOf(high), decodeWkb(extended)]).toEqual([[1, 2], { type: 'Point', coordinates: [1, 2] }, [1, 2], { type: 'Point', coordinates: [1, 2] }, { type: 'Point', coordinates: [1, 2] }])
    expect(wkbOf(big)!.length).toBe(21)
  })

  it('never makes the reader run away, whatever its bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom([], [1, 3, 0, 0, 0], [1, 7, 0, 0, 0, 255, 255, 255, 255], [0, 0, 0, 0, 6]), (bytes, head) => {
      const blob = Uint8Array.from([0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0, ...head, ...bytes])
      const box = envelopeOf(blob)
      expect(box === null || (box[0] <= box[2] && box[1] <= box[3])).toBe(true)
      geometryOf(blob)
    }), { numRuns: 2000, seed: 9 })
  })
})

describe('a multipolygon in WKB', () => {
  it('comes back as it went in', () => {
    const coordinates = [[[[0, 0], [4, 0], [4, 4], [0, 0]], [[1, 0.5], [2, 0.5], [2, 1], [1, 0.5]]], [[[9, 9], [10, 9], [10, 10], [9, 9]]]]
    expect(decodeWkb(encodeWkb({ type: 'MultiPolygon', coordinates }))).toEqual({ type: 'MultiPolygon', coordinates })
  })
})

describe('names for SQL', () => {
  it('are plain or refused', () => {
    expect(quote('a_1')).toBe('"a_1"')
    for (const name of ['', 'a b', 'a"b', "a'b", 'é', '1a', 'a;b', 'x'.repeat(129)]) expect(() => quote(name)).toThrow('Not a name for SQL')
  })

  it('come from any text, unique and not reserved', () => {
    expect(columnNames(['Name', 'name', 'NAME ', 'fid', 'geom', '', '%', '2020', 'Ağrı', 'sqlite_x', 'a'.repeat(90), 'a'.repeat(91)])).toEqual(['name', 'name_2', 'name_3', 'fid_2', 'geom_2', 'column', 'column_2', 'n2020', 'agri', 'sqlite_x', 'a'.repeat(58), `${'a'.repeat(58)}_2`])
    expect([tableName('RTREE_x', new Set()), tableName('atlas', new Set()), tableName('Layer styles', new Set()), tableName('a', new Set(['a', 'a_2']))]).toEqual(['l_rtree_x', 'l_atlas', 'l_layer_styles', 'a_3'])
  })
})

describe('the distance for picking', () => {
  it.each([
    [{ type: 'Point' as const, coordinates: [1, 0] }, 1], [{ type: 'MultiPoint' as const, coordinates: [[5, 5], [0, 2]] }, 2], [{ type: 'LineString' as const, coordinates: [[-1, 1], [1, 1]] }, 1],
    [{ type: 'LineString' as const, coordinates: [[3, 0], [3, 0]] }, 3], [{ type: 'Polygon' as const, coordinates: [[[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]] }, 0],
    [{ type: 'Polygon' as const, coordinates: [[[1, 1], [2, 1], [2, 2], [1, 1]]] }, Infinity], [{ type: 'GeometryCollection' as const, geometries: [{ type: 'Point' as const, coordinates: [0, 4] }] }, 4],
  ])('from the origin to %o is %d', (geometry, distance) => {
    expect(distanceTo(geometry, 0, 0)).toBe(distance)
  })

  it('shrinks longitudes away from the equator', () => {
    expect(distanceTo({ type: 'Point', coordinates: [1, 60] }, 0, 60)).toBeCloseTo(0.5, 12)
  })
})
