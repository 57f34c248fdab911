import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { chosen, column, counted, errorCode, importedText, withFile } from '../import/imported.ts'
import { previewFile } from '../../../electron/core/import/preview.ts'

const point = (lon: number, lat: number, properties: object = {}) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } })
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })

describe('forms of GeoJSON', () => {
  const two = [point(1, 2, { a: 1 }), point(3, 4, { b: 'x' })]
  it.each<[string, string]>([
    ['a collection', collection(...two)],
    ['a collection with members after its features', `{"features":${JSON.stringify(two)},"type":"FeatureCollection","name":"x","bbox":[1,2,3,4]}`],
    ['features one a line', two.map((one) => JSON.stringify(one)).join('\n')],
    ['an RFC 8142 sequence', two.map((one) => `\u001e${JSON.stringify(one)}\n`).join('')],
    ['a list of features', JSON.stringify(two)],
    ['a collection with a byte order mark', `\ufeff${collection(...two)}`],
  ])('%s gives its features and the union of their fields', async (_, text) => {
    const result = await importedText('points.geojson', text)
    expect(result.plan.fields.map((field) => `${field.name} ${field.type}`)).toEqual(['a integer', 'b text'])
    expect(result.rows).toEqual([{ geometry: { type: 'Point', coordinates: [1, 2] }, values: [1, null] }, { geometry: { type: 'Point', coordinates: [3, 4] }, values: [null, 'x'] }])
  })

  it('a lone geometry is one feature', async () => {
    const result = await importedText('one.geojson', '{"type":"LineString","coordinates":[[0,0],[1,1]]}')
    expect(result.rows).toEqual([{ geometry: { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }, values: [] }])
  })

  it('UTF-16 is read', async () => {
    const result = await importedText('wide.geojson', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(collection(point(1, 2, { name: 'Kémo' })), 'utf16le')]))
    expect(column(result, 'name')).toEqual(['Kémo'])
  })

  it('the member crs is obeyed', async () => {
    const utm = { type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32633' } }, features: [point(500_000, 442_112, { name: 'x' })] }
    const result = await importedText('utm.geojson', JSON.stringify(utm))
    const [lon, lat] = (result.rows[0]!.geometry as Point).coordinates as [number, number]
    expect(lon).toBeCloseTo(15, 6)
    expect(lat).toBeCloseTo(4, 3)
    expect(chosen(result, 'crs')).toBe('EPSG:32633')
  })

  it("a feature's own id is kept where no property is called so", async () => {
    expect(column(await importedText('ids.geojson', collection({ ...point(1, 2, { a: 1 }), id: 'us7000' })), 'id')).toEqual(['us7000'])
  })

  it('nested values are kept as JSON text', async () => {
    expect(column(await importedText('nested.geojson', collection(point(1, 2, { list: [1, { a: 2 }] }))), 'list')).toEqual(['[1,{"a":2}]'])
  })

  it('hostile property names are only names', async () => {
    const text = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":1,"constructor":"x","toString":2},"geometry":{"type":"Point","coordinates":[1,2]}}]}'
    const result = await importedText('names.geojson', text)
    expect(result.plan.fields.map((field) => field.name).toSorted()).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('quotes, backslashes and brackets inside strings do not mislead', async () => {
    const name = 'a "quoted" \\ back\\\\slash ]}{[ , \u2028'
    expect(column(await importedText('strings.geojson', collection(point(1, 2, { name }), point(1, 2, { name: 'end\\' }))), 'name')).toEqual([name, 'end\\'])
  })
})

describe('defects of form', () => {
  const square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
  const feature = (geometry: unknown) => ({ type: 'Feature', properties: { name: 'x' }, geometry })
  it.each<[string, unknown, string]>([
    ['a Polygon nested like a MultiPolygon', { type: 'Polygon', coordinates: [[square]] }, 'GEOMETRY_NESTING 1'],
    ['a MultiPolygon nested like a Polygon', { type: 'MultiPolygon', coordinates: [square] }, 'GEOMETRY_NESTING 1'],
    ['a type in small letters', { type: 'polygon', coordinates: [square] }, 'GEOMETRY_TYPE_CASE 1'],
    ['an unclosed ring', { type: 'Polygon', coordinates: [square.slice(0, 4)] }, 'RING_CLOSED 1'],
    ['coordinates as text', { type: 'Polygon', coordinates: [square.map((position) => position.map(String))] }, 'COORDINATE_AS_TEXT 1'],
  ])('%s is put right with a note', async (_, geometry, note) => {
    const result = await importedText('form.geojson', collection(feature(geometry)))
    expect(result.rows[0]!.geometry).toEqual({ type: 'MultiPolygon', coordinates: [[square]] })
    expect(counted(result.summary.notes)).toEqual([note])
  })

  it.each<[string, unknown]>([
    ['an unknown type', { type: 'Circle', coordinates: [0, 0] }], ['no coordinates', { type: 'Polygon' }], ['a position that is null', { type: 'LineString', coordinates: [[0, 0], null] }],
    ['uneven nesting', { type: 'Polygon', coordinates: [square, 5] }], ['a number too great', { type: 'LineString', coordinates: [[0, 0], [1e999, 1]] }],
  ])('%s is refused with a reason, the others come in', async (_, geometry) => {
    const result = await importedText('form.geojson', collection(feature({ type: 'Polygon', coordinates: [square] }), feature(geometry)))
    expect(result.summary).toMatchObject({ read: 2, imported: 1, rejected: 1 })
    expect(result.summary.reasons[0]!.sample).not.toBe('')
  })

  it('NaN and Infinity as bare words are missing values, with a note', async () => {
    const result = await importedText('nan.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"v":NaN,"t":"NaN"},"geometry":{"type":"Point","coordinates":[18.5,Infinity]}},{"type":"Feature","properties":{"v":3,"t":"x"},"geometry":{"type":"Point","coordinates":[18.5,4]}}]}')
    expect(result.rows.map((row) => row.geometry)).toEqual([null, { type: 'Point', coordinates: [18.5, 4] }])
    expect(column(result, 'v')).toEqual([null, 3])
    expect(counted(result.summary.notes)).toEqual(['BAD_COORDINATE 1', 'NOT_A_NUMBER_TOKEN 2'])
  })
})

describe('files that are cut, hostile or something else', () => {
  const whole = collection(point(1, 2, { name: 'first' }), point(3, 4, { name: 'second' }))
  it('a file cut at any place is refused, never imported in part', async () => {
    for (let end = 60; end < whole.length; end += 13) expect(await errorCode(importedText('cut.geojson', whole.slice(0, end)))).toMatch(/FILE_TRUNCATED|NOT_JSON/)
  })

  it.each<[string, string, string]>([
    ['nesting 100,000 deep', 'TOO_DEEP', `{"type":"FeatureCollection","features":[${'['.repeat(100_000)}`],
    ['properties 100,000 deep', 'TOO_DEEP', `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${'{"a":'.repeat(100_000)}`],
    ['no features', 'NO_ROWS', '{"type":"FeatureCollection","features":[]}'],
    ['broken syntax', 'NOT_JSON', '{"type":"FeatureCollection","features":[{"type":"Feature",,}]}'],
    ['words between records', 'NOT_JSON', `${whole} trailing`],
  ])('%s ends as %s', async (_, code, text) => {
    expect(await errorCode(importedText('hostile.geojson', text))).toBe(code)
  })

  it('a string of 140 MB on one line is refused', async () => {
    const text = Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"'), Buffer.alloc(140_000_000, 120), Buffer.from('"},"geometry":null}]}')])
    expect(await errorCode(withFile('line.geojson', text, (path) => previewFile({ path, name: 'line.geojson' }, {})))).toBe('RECORD_TOO_LONG')
  })
})

describe('JSON that holds a table', () => {
  it.each<[string, string]>([
    ['a list of objects', '[{"code":"A","lat":"4.5","lon":"18.5"},{"code":"B","lat":"5","lon":"19","more":true}]'],
    ['a list in a member', '{"count":2,"data":[{"code":"A","lat":"4.5","lon":"18.5"},{"code":"B","lat":"5","lon":"19","more":true}]}'],
    ['an object a line', '{"code":"A","lat":"4.5","lon":"18.5"}\n{"code":"B","lat":"5","lon":"19","more":true}\n'],
  ])('%s gives points', async (_, text) => {
    const result = await importedText('records.json', text)
    expect(result.plan).toMatchObject({ format: 'json-records', kind: 'features', geometry: 'point' })
    expect(result.rows.map((row) => row.geometry)).toEqual([{ type: 'Point', coordinates: [18.5, 4.5] }, { type: 'Point', coordinates: [19, 5] }])
    expect(column(result, 'more')).toEqual([null, 1])
  })

  it('a list of lists with HXL tags is a table', async () => {
    const result = await importedText('rows.json', '[["Code","People"],["#adm1+code","#population"],["A",10],["B",20]]')
    expect(result.rows.map((row) => row.values)).toEqual([['A', 10], ['B', 20]])
    expect(result.plan.codeField).toBe('Code')
  })

  it('objects inside records become columns', async () => {
    const result = await importedText('nested.json', '[{"id":"a","place":{"lat":4,"lon":18}},{"id":"b","place":{"lat":5,"lon":19}}]')
    expect(result.plan.fields.map((field) => field.name)).toEqual(['id', 'place.lat', 'place.lon'])
    expect(result.plan.geometry).toBe('point')
  })
})
