import { readdirSync, readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { shortNames } from '../../../electron/core/exports/shapefile-columns.ts'
import { serialOf } from '../../../electron/core/exports/xlsx-workbook.ts'
import { hilbertOrder, packedTree } from '../../../electron/core/exports/hilbert-index.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import { imported, errorCode } from '../import/imported.ts'
import { addLayer, folder, project } from '../sql/helpers.ts'

const point: Geometry = { type: 'Point', coordinates: [18, 4] }
const line: Geometry = { type: 'LineString', coordinates: [[18, 4], [19, 5]] }
const polygon: Geometry = { type: 'Polygon', coordinates: [[[18, 4], [19, 4], [19, 5], [18, 5], [18, 4]]] }
const signal = new AbortController().signal

async function exported(format: LayerFormat, geometries: (Geometry | null)[], text = 'x', place = folder(), stop = signal): Promise<string> {
  const made = project()
  const layer = addLayer(made, { name: 'Mixed', kind: 'features', geometry: 'mixed', fields: [{ name: 'text', column: 'text', type: 'text' }, { name: 'i', column: 'i', type: 'integer' }] }, geometries.map((geometry, i) => ({ geometry: geometry && encodeWkb(geometry), bounds: geometry && boundsOf(geometry), values: [text, i] })))
  return (await exportLayer(made.db, layer, format, {}, place, { report: () => {}, signal: stop })).path
}

describe('shapefiles', () => {
  it('several kinds of geometry become one dataset each; a collection is taken apart; what has no geometry goes into the first', async () => {
    const path = await exported('shp.zip', [point, line, polygon, { type: 'GeometryCollection', geometries: [point, polygon] }, null])
    expect(Object.keys(unzipSync(readFileSync(path))).filter((name) => name.endsWith('.shp'))).toEqual(['mixed_point.shp', 'mixed_line.shp', 'mixed_polygon.shp'])
    const numbers = async (sublayer: string) => { const { plan, rows } = await imported(path, { sublayer, as: 'features' }); return rows.map((row) => row.values[plan.fields.findIndex((field) => field.name === 'i')]) }
    expect([await numbers('mixed_point'), await numbers('mixed_line'), await numbers('mixed_polygon')]).toEqual([[0, 3, 4], [1], [2, 3]])
  })

  it.each([
    [['population_total', 'population_female', 'population_total'], ['population', 'populati_1', 'populati_2']],
    [['a b', ' ', 'A_B'], ['a_b', 'field', 'A_B_1']],
    [['اسم المنطقة', 'اسم المدينة'], ['اسم_ا', 'اسم__1']],
  ])('the names %j are cut to ten bytes: %j', (names, short) => {
    const made = shortNames(names)
    expect(made).toEqual(short)
    for (const name of made) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(10)
  })
})

describe('workbooks', () => {
  it.each([['1900-03-01', 61], ['2024-02-29', 45351], ['2024-02-29T12:00:00.000Z', 45351.5], ['1899-12-31', null], ['2024-02-29T12:00:00.500Z', null], ['soon', null]])('the date %s is the serial %s', (iso, serial) => {
    expect(serialOf(iso)).toBe(serial)
  })

  it('text that looks like a formula is text, and no cell is a formula', async () => {
    const sheet = Buffer.from(unzipSync(readFileSync(await exported('xlsx', [point], '=HYPERLINK("http://x.invalid")')))['xl/worksheets/sheet1.xml']!).toString('utf8')
    expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://x.invalid&quot;)</t>')
    expect(sheet).not.toContain('<f')
  })
})

describe('KML', () => {
  it('text cannot become markup, and there is nothing that runs', async () => {
    const text = readFileSync(await exported('kml', [point], ']]></SimpleData><script>alert(1)</script>'), 'utf8')
    expect(text).not.toContain('<script')
    expect(text).toContain(']]&gt;&lt;/SimpleData&gt;&lt;script&gt;')
  })
})

describe('any export', () => {
  it.each(['csv', 'geojson', 'xlsx', 'shp.zip', 'kml', 'fgb', 'parquet'] as const)('%s: the same layer gives the same bytes', async (format) => {
    expect(readFileSync(await exported(format, [point, line, null]))).toEqual(readFileSync(await exported(format, [point, line, null])))
  })

  it.each(['csv', 'xlsx', 'shp.zip', 'fgb', 'parquet'] as const)('%s: cancelled, it leaves nothing behind', async (format) => {
    const place = folder()
    expect(await errorCode(exported(format, [point], 'x', place, AbortSignal.abort()))).toBe('CANCELLED')
    expect(readdirSync(place)).toEqual([])
  })
})

describe('the index of FlatGeobuf', () => {
  it('every node holds its children, down to every feature', () => {
    const count = 300
    const boxes = Float64Array.from({ length: count * 4 }, (_, i) => (Math.floor(i / 4) * 37 % 101) + (i % 4 > 1 ? 1 : 0))
    const order = hilbertOrder(boxes, [0, 0, 102, 102])
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
    const tree = packedTree(boxes, Array.from({ length: count }, (_, i) => i * 10), 16)
    expect(tree.length).toBe((300 + 19 + 2 + 1) * 40)
    const node = (i: number) => ({ box: [0, 8, 16, 24].map((at) => tree.readDoubleLE(i * 40 + at)), link: Number(tree.readBigUInt64LE(i * 40 + 32)) })
    for (const [start, end, last] of [[0, 1, 3], [1, 3, 22], [3, 22, 322]] as const) {
      for (let i = start; i < end; i++) for (let child = node(i).link; child < Math.min(node(i).link + 16, last); child++) {
        const [outer, inner] = [node(i).box, node(child).box]
        expect(outer[0]! <= inner[0]! && outer[1]! <= inner[1]! && outer[2]! >= inner[2]! && outer[3]! >= inner[3]!).toBe(true)
      }
    }
    expect(node(322 - 300).link).toBe(0)
  })
})
