import { describe, expect, it } from 'vitest'
import { readEventColumns } from '../../../electron/core/sql/event-columns.ts'
import { featuresInBounds, identify, readRows } from '../../../electron/core/sql/features.ts'
import { columnValues, readLayerInput } from '../../../electron/core/sql/layer-input.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'
import { decodeColumns, encodeColumns } from '../../../shared/model/columns.ts'
import { addAreas, addEvents, addLayer, codeOf, pointRow, project, shape, squareRow } from './helpers.ts'

describe('readLayerInput', () => {
  it('gives points as positions, NaN where a record has none, with columns by source name', () => {
    const opened = project()
    const input = readLayerInput(opened.db, addEvents(opened).id)
    expect(input).toEqual({
      name: 'Events', kind: 'points', count: 4, positions: Float64Array.from([18.5, 4.25, 20.5, 5.5, Number.NaN, Number.NaN, -179.75, -60.5]), geometries: null, codes: null,
      dates: ['2020-01-31', '2019-12-01', '2020-06-30', null],
      columns: { Événement: ['Bangui', 'Bambari', 'Nowhere', 'Île'], best: [3, 0, 7, null], date: ['2020-01-31', '2019-12-01', '2020-06-30', null], 'x y': [0.1, 1e-9, null, -2.5] },
    })
  })

  it('keeps to a period with both ends included, without undated records', () => {
    const opened = project()
    const id = addEvents(opened).id
    const named = (from?: string, to?: string): unknown => readLayerInput(opened.db, id, { from, to, columns: ['Événement'] }).columns
    expect(named('2020-01-31', '2020-06-30')).toEqual({ Événement: ['Bangui', 'Nowhere'] })
    expect(named('2020-02-01')).toEqual({ Événement: ['Nowhere'] })
    expect(named(undefined, '2019-12-01')).toEqual({ Événement: ['Bambari'] })
    expect(named('2030-01-01')).toEqual({ Événement: [] })
  })

  it('counts the whole last day of a period where dates have a time', () => {
    const opened = project()
    const layer = addLayer(opened, { name: 'T', kind: 'table', geometry: 'none', fields: [{ name: 't', column: 't', type: 'datetime' }], dateField: 't' }, ['2020-01-01T00:00:00Z', '2020-01-31T23:59:59Z', '2020-02-01T00:00:00Z'].map((value) => ({ geometry: null, bounds: null, values: [value] })))
    expect(readLayerInput(opened.db, layer.id, { from: '2020-01-01', to: '2020-01-31' }).dates).toEqual(['2020-01-01', '2020-01-31'])
  })

  it('keeps to a box, whose edges count as inside', () => {
    const opened = project()
    const id = addEvents(opened).id
    expect(readLayerInput(opened.db, id, { bbox: [18.5, 4, 20, 5], columns: ['best'] }).columns).toEqual({ best: [3] })
    expect(readLayerInput(opened.db, id, { bbox: [0, 0, 1, 1] }).count).toBe(0)
  })

  it('gives lines, polygons and tables in their own shapes', () => {
    const opened = project()
    const line = addLayer(opened, { name: 'L', geometry: 'line' }, [{ geometry: shape(2, [[[0, 0], [1, 2]]]), bounds: [0, 0, 1, 2], values: [] }, { geometry: null, bounds: null, values: [] }])
    const table = addLayer(opened, { name: 'T', kind: 'table', geometry: 'none', fields: [{ name: 'P code', column: '', type: 'text' }, { name: 'rate', column: '', type: 'real' }], codeField: 'P code' }, [{ geometry: null, bounds: null, values: ['CF11', 0.25] }, { geometry: null, bounds: null, values: [null, 1] }])
    expect(readLayerInput(opened.db, line.id)).toEqual({ name: 'L', kind: 'lines', count: 2, positions: null, geometries: [{ type: 'MultiLineString', coordinates: [[[0, 0], [1, 2]]] }, null], columns: {}, dates: null, codes: null })
    expect(readLayerInput(opened.db, table.id)).toEqual({ name: 'T', kind: 'table', count: 2, positions: null, geometries: null, columns: { 'P code': ['CF11', null], rate: [0.25, 1] }, dates: null, codes: ['CF11', null] })
    expect(readLayerInput(opened.db, addAreas(opened, 'A', 1).id).codes).toEqual(['A3', 'A2', 'A1'])
  })

  it('names the columns that there are when one is asked for that is not', () => {
    const opened = project()
    const id = addEvents(opened).id
    expect(codeOf(() => readLayerInput(opened.db, id, { columns: ['nope'] }))).toBe('NO_SUCH_FIELD')
    expect(() => columnValues(opened.db, id, 'nope')).toThrow('Événement, best, date, x y')
    expect(codeOf(() => readLayerInput(opened.db, 99))).toBe('NO_SUCH_LAYER')
    expect(columnValues(opened.db, id, 'best')).toEqual([3, 0, 7, null])
  })
})

describe('readRows', () => {
  it('pages and sorts, with empty values last in both directions', () => {
    const opened = project()
    const id = addEvents(opened).id
    const fids = (descending: boolean, offset = 0, limit = 9): number[] => readRows(opened.db, id, { offset, limit, sort: { field: 'best', descending } }).rows.map((row) => row.fid)
    expect([fids(false), fids(true), fids(true, 1, 2)]).toEqual([[2, 1, 3, 4], [3, 1, 2, 4], [1, 2]])
    expect(readRows(opened.db, id, { offset: 2, limit: 1 })).toMatchObject({ total: 4, rows: [{ fid: 3, values: ['Nowhere', 7, '2020-06-30', null] }] })
  })

  it('finds text whatever its case and accents, and numbers, in any column', () => {
    const opened = project()
    const id = addEvents(opened).id
    const found = (search: string): number[] => readRows(opened.db, id, { offset: 0, limit: 9, search }).rows.map((row) => row.fid)
    expect([found('ba'), found('BANGUI'), found('ile'), found('ÎLE'), found('2020-06'), found('7'), found('%'), found("'"), found('  ')]).toEqual([[1, 2], [1], [4], [4], [3], [3], [], [], [1, 2, 3, 4]])
    expect(readRows(opened.db, id, { offset: 0, limit: 1, search: 'ba' }).total).toBe(2)
  })
})

describe('identify', () => {
  it('finds areas that hold a place, not their holes, and not the next area', () => {
    const opened = project()
    const ring = (from: number, to: number): [number, number][] => [[from, from], [to, from], [to, to], [from, to], [from, from]]
    const layer = addLayer(opened, { name: 'P', geometry: 'polygon' }, [{ geometry: shape(3, [ring(0, 10), ring(4, 6)]), bounds: [0, 0, 10, 10], values: [] }, squareRow(4, 4, [], 2)])
    const at = (lon: number, lat: number): number[] => identify(opened.db, layer.id, lon, lat, 0.1).map((feature) => feature.fid)
    expect([at(1, 1), at(5, 5), at(11, 5), at(10.05, 5)]).toEqual([[1], [2], [], []])
  })

  it('finds points and lines within the tolerance, the nearest first', () => {
    const opened = project()
    const points = addLayer(opened, { name: 'P', fields: [{ name: 'n', column: 'n', type: 'text' }] }, [pointRow(1, 1, ['far']), pointRow(1.02, 1, ['near']), pointRow(2, 2, ['out'])])
    expect(identify(opened.db, points.id, 1.03, 1, 0.05)).toEqual([{ layer: points.id, name: 'P', fid: 2, values: [{ name: 'n', value: 'near' }] }, { layer: points.id, name: 'P', fid: 1, values: [{ name: 'n', value: 'far' }] }])
    const lines = addLayer(opened, { name: 'L', geometry: 'line' }, [{ geometry: shape(2, [[[0, 0], [10, 0]]]), bounds: [0, 0, 10, 0], values: [] }])
    expect([identify(opened.db, lines.id, 5, 0.04, 0.05).length, identify(opened.db, lines.id, 5, 0.06, 0.05).length]).toEqual([1, 0])
  })

  it('keeps to a period', () => {
    const opened = project()
    const id = addEvents(opened).id
    expect([identify(opened.db, id, 18.5, 4.25, 0.1, { from: '2020-02-01' }).length, identify(opened.db, id, 18.5, 4.25, 0.1, { to: '2020-02-01' }).length]).toEqual([0, 1])
  })
})

describe('featuresInBounds', () => {
  it('gives geometry, bounds and the columns asked for, at most so many', () => {
    const opened = project()
    const id = addAreas(opened, 'A', 1).id
    const found = [...featuresInBounds(opened.db, id, [0.5, 0.5, 1.5, 0.6], { columns: ['area_code', 'Population'] })]
    expect(found.map(({ fid, bounds, values, wkb }) => ({ fid, bounds, values, type: decodeWkb(wkb)?.type }))).toEqual([
      { fid: 1, bounds: [0, 0, 1, 1], values: ['A3', 0], type: 'MultiPolygon' }, { fid: 2, bounds: [1, 0, 2, 1], values: ['A2', 1000], type: 'MultiPolygon' },
    ])
    expect([...featuresInBounds(opened.db, id, [-9, -9, 9, 9], { limit: 2 })]).toHaveLength(2)
    expect([...featuresInBounds(opened.db, addEvents(opened).id, [-180, -90, 180, 90])].map((one) => one.bounds)).toEqual([[18.5, 4.25, 18.5, 4.25], [20.5, 5.5, 20.5, 5.5], [-179.75, -60.5, -179.75, -60.5]])
  })
})

describe('a loop that is left early', () => {
  it('lets the connection write again', () => {
    const opened = project()
    const id = addAreas(opened, 'A', 1).id
    for (const feature of featuresInBounds(opened.db, id, [-9, -9, 9, 9])) if (feature.fid === 1) break
    expect(addEvents(opened).rows).toBe(4)
  })
})

describe('readEventColumns', () => {
  it('gives positions, days, weights, fids and categories of the records that have a position', () => {
    const opened = project()
    const columns = readEventColumns(opened.db, addEvents(opened).id, { weight: 'best', category: 'Événement' })
    expect(columns).toEqual({
      header: { count: 3, weight: 'best', category: 'Événement', categories: ['Bambari', 'Bangui', 'Nowhere', 'Île'], from: '2019-12-01', to: '2020-06-30' },
      positions: Float64Array.from([18.5, 4.25, 20.5, 5.5, -179.75, -60.5]), days: Float32Array.from([18292, 18231, Number.NaN]), weights: Float32Array.from([3, 0, Number.NaN]),
      fids: Uint32Array.from([1, 2, 4]), categories: Uint8Array.from([1, 0, 3]),
    })
    expect(decodeColumns(encodeColumns(columns).buffer as ArrayBuffer)).toEqual(columns)
  })

  it('names the 255 most frequent categories and counts the rest as none', () => {
    const opened = project()
    const layer = addLayer(opened, { name: 'C', kind: 'events', fields: [{ name: 'c', column: 'c', type: 'integer' }] }, Array.from({ length: 600 }, (_, i) => pointRow(1, 1, [i < 300 ? i : i - 300 < 256 ? i - 300 : null])))
    const { header, categories } = readEventColumns(opened.db, layer.id, { category: 'c' })
    expect([header.categories.length, header.count]).toEqual([255, 600])
    expect([...categories].filter((index) => index === 255).length).toBe(600 - 2 * 255)
  })
})
