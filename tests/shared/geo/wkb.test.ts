import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { readShape } from '../../../electron/core/tiles/shape.ts'
import { decodeWkb, encodeWkb, withoutEmpty } from '../../../shared/geo/wkb.ts'
import { wkbType } from '../../../shared/geo/wkb-reader.ts'

const number = fc.double({ min: -400, max: 400, noNaN: true })
const position = fc.tuple(number, number).map((pair): Position => pair)
const path = fc.array(position, { maxLength: 6 })
const rings = fc.array(path, { maxLength: 3 })
const single = fc.oneof(
  position.map((coordinates): Geometry => ({ type: 'Point', coordinates })), path.map((coordinates): Geometry => ({ type: 'LineString', coordinates })), rings.map((coordinates): Geometry => ({ type: 'Polygon', coordinates })),
  path.map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })), rings.map((coordinates): Geometry => ({ type: 'MultiLineString', coordinates })), fc.array(rings, { maxLength: 3 }).map((coordinates): Geometry => ({ type: 'MultiPolygon', coordinates })),
)
const geometry = fc.oneof(single, fc.array(single, { maxLength: 3 }).map((geometries): Geometry => ({ type: 'GeometryCollection', geometries })))

describe('well-known binary', () => {
  it('comes back as it went in, empty or not', () => {
    fc.assert(fc.property(geometry, (one) => { expect(decodeWkb(encodeWkb(one))).toEqual(one) }), { seed: 11, numRuns: 300 })
  })

  it('is read flat with the same positions', () => {
    fc.assert(fc.property(geometry, (one) => {
      const flat = (value: unknown): number[] => (Array.isArray(value) ? value.flatMap(flat) : [value as number])
      const all = one.type === 'GeometryCollection' ? one.geometries.flatMap((member) => (member.type === 'GeometryCollection' ? [] : flat(member.coordinates))) : flat(one.coordinates)
      const shape = readShape(encodeWkb(one))
      const read = [...shape.points, ...shape.lines, ...shape.polygons.flat()].flatMap((part) => [...part])
      expect(read.toSorted((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b))
    }), { seed: 12, numRuns: 300 })
  })

  it('cut short anywhere is refused, and so is every first byte but 0 and 1', () => {
    const whole = encodeWkb({ type: 'GeometryCollection', geometries: [{ type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] }, { type: 'Point', coordinates: [1, 2] }] })
    for (let length = 0; length < whole.length; length++) for (const read of [decodeWkb, readShape]) expect(() => read(whole.subarray(0, length)), `${length} bytes`).toThrow()
    for (const order of [2, 65, 255]) expect(() => decodeWkb(Uint8Array.from([order, ...whole.subarray(1)]))).toThrow('not well-known binary')
  })

  it('of a count that the bytes cannot hold asks for no memory, and nesting has an end', () => {
    expect(() => decodeWkb(Uint8Array.from([1, 2, 0, 0, 0, 255, 255, 255, 255, 0, 0]))).toThrow(RangeError)
    const nested = Uint8Array.from(Array.from({ length: 100 }, () => [1, 7, 0, 0, 0, 1, 0, 0, 0]).flat())
    expect(() => decodeWkb(nested)).toThrow('nests too deep')
  })

  it.each<[string, number, number, boolean]>([['a point', 1, 1, true], ['ISO Z', 1003, 3, false], ['ISO ZM', 3006, 6, false], ['EWKB Z', 0x80000003, 3, false], ['EWKB with a system', 0x20000001, 1, false]])('tells the type of %s', (_, code, type, flat) => {
    const head = new DataView(new ArrayBuffer(5))
    head.setUint8(0, 1)
    head.setUint32(1, code, true)
    expect(wkbType(new Uint8Array(head.buffer))).toEqual({ type, flat })
  })
})

it.each<[string, Geometry, Geometry | null]>([
  ['an empty point', { type: 'Point', coordinates: [NaN, NaN] }, null],
  ['a multipolygon without parts', { type: 'MultiPolygon', coordinates: [] }, null],
  ['a collection of nothing', { type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: [] }] }, null],
  ['a multiline with one empty line', { type: 'MultiLineString', coordinates: [[], [[0, 0], [1, 1]]] }, { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }],
])('%s without what is empty', (_, geometry, left) => {
  expect(withoutEmpty(geometry)).toEqual(left)
})
