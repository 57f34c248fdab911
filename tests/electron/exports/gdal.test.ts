import { spawnSync } from 'node:child_process'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import { gdal, gdalFeatures } from '../formats/reading.ts'
import { addLayer, folder, project } from '../sql/helpers.ts'

const square = (x: number, y: number): Geometry => ({ type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]], [[x + 0.25, y + 0.25], [x + 0.25, y + 0.75], [x + 0.75, y + 0.75], [x + 0.75, y + 0.25], [x + 0.25, y + 0.25]]] })
const fields = [{ name: 'اسم', column: 'a', type: 'text' as const }, { name: 'people', column: 'b', type: 'integer' as const }, { name: 'share', column: 'c', type: 'real' as const }, { name: 'since', column: 'd', type: 'date' as const }]
const rows = Array.from({ length: 400 }, (_, i) => ({ geometry: square(i % 20 * 2, Math.floor(i / 20) * 2), values: [`بلدة ${i} "é"`, i % 9 === 8 ? null : i * 1_000_003, i / 8 + 0.5, `2024-02-${String(i % 28 + 1).padStart(2, '0')}`] }))

async function exported(format: LayerFormat): Promise<string> {
  const made = project()
  const layer = addLayer(made, { name: 'Zones', kind: 'features', geometry: 'polygon', fields }, rows.map(({ geometry, values }) => ({ geometry: encodeWkb(geometry), bounds: boundsOf(geometry), values })))
  return (await exportLayer(made.db, layer, format, {}, folder(), { report: () => {}, signal: new AbortController().signal })).path
}

/** What GDAL says to a question about a file, as text. */
function ogrinfo(words: string[]): string {
  const said = spawnSync('ogrinfo', words, { encoding: 'utf8', maxBuffer: 1e9 })
  expect(said.stderr.replace(/.*not recognized.*/g, '').trim()).toBe('')
  return said.stdout
}

describe.skipIf(!gdal)('GDAL reads what was written', () => {
  it.each([['shp.zip', '/vsizip/'], ['kml', ''], ['fgb', ''], ['geojsonl', ''], ['geojson', '']] as const)('%s: the same number of features, the same values, the same area', async (format, prefix) => {
    const found = gdalFeatures(`${prefix}${await exported(format)}`)
    expect(found).toHaveLength(rows.length)
    const byPeople = new Map(found.map((feature) => [String(feature.properties['اسم']), feature]))
    for (const [i, { values }] of rows.entries()) {
      const feature = byPeople.get(String(values[0]))!
      expect(feature.properties.people).toBe(values[1])
      expect(feature.properties.share).toBe(values[2])
      expect(String(feature.properties.since).replaceAll('/', '-').slice(0, 10)).toBe(values[3])
      const [x, y] = [i % 20 * 2, Math.floor(i / 20) * 2]
      const { type, coordinates } = feature.geometry!
      const rings = (type === 'MultiPolygon' ? (coordinates as number[][][][])[0] : coordinates) as number[][][]
      expect(rings.map((ring) => ring.length)).toEqual([5, 5])
      expect([Math.min(...rings[0]!.map((p) => p[0]!)), Math.min(...rings[0]!.map((p) => p[1]!)), Math.max(...rings[0]!.map((p) => p[0]!)), Math.max(...rings[0]!.map((p) => p[1]!))]).toEqual([x, y, x + 1, y + 1])
    }
  }, 120_000)

  it('the index of a FlatGeobuf finds what lies in a window, and nothing else', async () => {
    const path = await exported('fgb')
    expect(ogrinfo(['-so', '-al', '-spat', '3.5', '3.5', '6.5', '4.5', path])).toContain('Feature Count: 2')
    expect(ogrinfo(['-so', '-al', '-spat', '-50', '-50', '-40', '-40', path])).toContain('Feature Count: 0')
    expect(ogrinfo(['-so', '-al', path])).toMatch(/Geometry: Multi Polygon[\s\S]*Extent: \(0\.000000, 0\.000000\) - \(39\.000000, 39\.000000\)[\s\S]*ID\["EPSG",4326\]/)
  }, 60_000)

  it('a shapefile says WGS 84, dates, and numbers with their widths', async () => {
    const said = ogrinfo(['-so', '-al', `/vsizip/${await exported('shp.zip')}`])
    expect(said).toMatch(/GEOGCRS\["WGS 84"/)
    expect(said).toMatch(/people: Integer(64)? \(9\.0\)/)
    expect(said).toMatch(/share: Real \(6\.3\)/)
    expect(said).toMatch(/since: Date \(10\.0\)|since: Date \(8\.0\)/)
  }, 60_000)

  it('a workbook has typed columns and a sheet of metadata', async () => {
    const path = await exported('xlsx')
    const said = ogrinfo(['-so', path, 'Zones'])
    expect(said).toContain('Feature Count: 400')
    expect(said).toMatch(/people: Integer64? \(0\.0\)|people: Integer \(0\.0\)/)
    expect(said).toMatch(/share: Real \(0\.0\)/)
    expect(said).toMatch(/since: Date \(0\.0\)/)
    expect(ogrinfo([path])).toMatch(/metadata/)
  }, 60_000)
})
