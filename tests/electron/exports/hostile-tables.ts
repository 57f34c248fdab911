import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { prepareGeometry } from '../../../electron/core/import/geometry.ts'
import type { FieldType } from '../../../shared/model/layer.ts'

export type Value = string | number | null
export interface HostileTable { geometry: 'point' | 'line' | 'polygon' | 'mixed' | 'none'; fields: { name: string; column: string; type: FieldType }[]; rows: { geometry: Geometry | null; values: Value[] }[] }

const names = ['Événement', 'اسم المنطقة', 'a"b', "it's", 'x.y', 'x y', 'SELECT', '名前', 'a very long name, far beyond ten bytes', 'a very long name, far beyond ten bytes 2', 'a<tag>&', 'Geometry Type', 'fid', 'name', 'raw:x', '%s', '$1', 'ÅÄÖÅÄÖÅÄÖ', 'a;b', 'a|b']
export const texts = ['', ' ', 'plain', 'Cité « du » Fleuve', 'بانغي المركزية', '中非共和国', 'say "hi", then; go\ttab', 'two\nlines', "O'Brien", '<b>&amp;</b>', ']]>', '=1+1', '+49 30 1234', '-', '@home', '007', 'NULL', 'true', '_x0041_', '\ud83d\ude00 emoji', 'e\u0301 combining', '\u202eright to left', 'a\\b', '%20', 'x'.repeat(300), 'é'.repeat(200), '#adm1+name', '12,5']

const coordinate = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true }).map((value) => Math.round(value * 1e7) / 1e7)
const position: fc.Arbitrary<Position> = fc.tuple(coordinate(12, 28), coordinate(1, 9))
const point = position.map((coordinates): Geometry => ({ type: 'Point', coordinates }))
const multiPoint = fc.uniqueArray(position, { minLength: 2, maxLength: 4, selector: String }).map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates }))
const path = fc.uniqueArray(position, { minLength: 2, maxLength: 5, selector: String })
const line = path.map((coordinates): Geometry => ({ type: 'LineString', coordinates }))
const multiLine = fc.array(path, { minLength: 2, maxLength: 3 }).map((coordinates): Geometry => ({ type: 'MultiLineString', coordinates }))
const square = ([x, y]: Position, side: number): Position[] => [[x!, y!], [x! + side, y!], [x! + side, y! + side], [x!, y! + side], [x!, y!]]
const rings = fc.tuple(position, fc.boolean()).map(([corner, holed]): Position[][] => [square(corner, 0.5), ...(holed ? [square([corner[0]! + 0.125, corner[1]! + 0.125], 0.25).toReversed()] : [])])
const polygon = rings.map((coordinates): Geometry => ({ type: 'Polygon', coordinates }))
const multiPolygon = rings.map((one): Geometry => ({ type: 'MultiPolygon', coordinates: [one, one.map((ring) => ring.map(([x, y]): Position => [x! + 2, y!]))] }))
const collection = fc.tuple(point, line).map((geometries): Geometry => ({ type: 'GeometryCollection', geometries }))
const shapes: Record<HostileTable['geometry'], fc.Arbitrary<Geometry | null>> = {
  point: fc.oneof({ weight: 4, arbitrary: point }, multiPoint), line: fc.oneof(line, multiLine), polygon: fc.oneof(polygon, multiPolygon),
  mixed: fc.oneof(point, multiPoint, line, multiLine, polygon, multiPolygon, collection), none: fc.constant(null),
}

const day = fc.integer({ min: Date.UTC(1901, 0, 1) / 864e5, max: Date.UTC(2099, 0, 1) / 864e5 }).map((days) => new Date(days * 864e5).toISOString().slice(0, 10))
const values: Record<FieldType, fc.Arbitrary<Value>> = {
  text: fc.constantFrom(...texts), integer: fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31, 9_007_199_254_740_991, -9_007_199_254_740_991)),
  real: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), fc.constantFrom(0.1, -0.5, 1e-7, 1.5e300, 123456789.123456, 12.5)),
  boolean: fc.constantFrom(0, 1), date: day, datetime: fc.tuple(day, fc.integer({ min: 60_000, max: 86_399_999 })).map(([date, milliseconds]) => new Date(Date.parse(date) + milliseconds).toISOString()),
}

/** Tables of every type and geometry, with names and texts that break careless writers. The first row is there for its types: no reader can take its text for anything else. */
export const hostileTable: fc.Arbitrary<HostileTable> = fc.record({
  geometry: fc.constantFrom('point', 'line', 'polygon', 'mixed', 'none'),
  fields: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), type: fc.constantFrom<FieldType>('text', 'integer', 'real', 'boolean', 'date', 'datetime') }), { minLength: 1, maxLength: 6, selector: (field) => field.name.toLowerCase() }),
  count: fc.integer({ min: 1, max: 12 }),
}).chain(({ geometry, fields, count }) => fc.record({
  geometry: fc.constant(geometry as HostileTable['geometry']),
  fields: fc.constant(fields.map((field, i) => ({ ...field, column: `c${i}` }))),
  rows: fc.tuple(...Array.from({ length: count }, (_, row) => fc.record({
    geometry: row % 5 === 4 ? fc.constant(null) : shapes[geometry as HostileTable['geometry']].map((shape) => shape && prepareGeometry(shape).geometry),
    values: fc.tuple(...fields.map((field) => (row === 0 && field.type === 'text' ? fc.constant('only text: ß') : row === 0 ? values[field.type] : fc.option(values[field.type], { freq: 4 })))),
  }))),
}))

/** A geometry without what formats may choose freely: multis of one part are singles, and the order of polygons is free. */
export function plainGeometry(geometry: Geometry | null): Geometry | null {
  if (geometry?.type === 'MultiPoint' && geometry.coordinates.length === 1) return { type: 'Point', coordinates: geometry.coordinates[0]! }
  if (geometry?.type === 'MultiLineString' && geometry.coordinates.length === 1) return { type: 'LineString', coordinates: geometry.coordinates[0]! }
  if (geometry?.type === 'MultiPolygon' && geometry.coordinates.length === 1) return { type: 'Polygon', coordinates: geometry.coordinates[0]! }
  if (geometry?.type === 'MultiPolygon') return { ...geometry, coordinates: geometry.coordinates.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) }
  return geometry
}

/** A value in the form in which two readings of the same are equal: blank text is missing, moments by their instant, numbers as numbers. */
export function plainValue(value: Value | undefined, type: FieldType): string | number | null {
  if (value === null || value === undefined || String(value).trim() === '') return null
  if (type === 'text') return String(value)
  if (type !== 'date' && type !== 'datetime') return Number(value)
  const text = String(value)
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : /Z$/.test(text) ? text : `${text}Z`)
}
