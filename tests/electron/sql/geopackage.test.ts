import { styleQml } from '../../../electron/core/sql/qml.ts'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { copyProject, exportGeoPackage } from '../../../electron/core/sql/copy.ts'
import { hideLayer, updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { writeRunGeoPackage } from '../../../electron/core/sql/export-run.ts'
import { readRows } from '../../../electron/core/sql/features.ts'
import { readLayerInput } from '../../../electron/core/sql/layer-input.ts'
import { getContentHash, listLayers } from '../../../electron/core/sql/layers.ts'
import { listAreas, listAreaSets } from '../../../electron/core/sql/areas.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { hasGdal, ogr2ogr, ogrinfo, python3, validate } from './gdal.ts'
import { addAreas, addEvents, addLayer, folder, keep, pointRow, project, shape, squareRow } from './helpers.ts'

/** A closed project with every kind of geometry, one layer hidden. */
function closedProject(): string {
  const opened = project()
  addEvents(opened)
  addAreas(opened, 'Areas', 1)
  addLayer(opened, { name: 'Roads "A & B" <1>', geometry: 'line', fields: [{ name: 'Name of road', column: '', type: 'text' }] }, [{ geometry: shape(2, [[[0, 0], [1, 1], [2, 0]]]).slice(0), bounds: [0, 0, 2, 1], values: ['N1'] }])
  addLayer(opened, { name: 'Mixed', geometry: 'mixed', fields: [{ name: 'when', column: 'when', type: 'datetime' }, { name: 'yes', column: 'yes', type: 'boolean' }] }, [pointRow(1, 2, ['2020-02-29T12:30', 1]), squareRow(3, 4, ['2020-02-29T12:30:15.5+01:00', 0]), { geometry: null, bounds: null, values: [null, null] }])
  addLayer(opened, { name: 'Table', kind: 'table', geometry: 'none', fields: [{ name: 'code', column: 'code', type: 'text' }, { name: 'rate', column: 'rate', type: 'real' }], codeField: 'code' }, [{ geometry: null, bounds: null, values: ['A1', 0.5] }])
  const gone = addEvents(opened, 'Gone')
  hideLayer(opened.db, gone.id)
  updateLayer(opened.db, 1, { source: { publisher: 'UCDP', licence: 'CC BY 4.0', date: '2021-01-01', sensitivity: 'high' }, style: { colour: '#112233', size: 6, stroke: 1, pattern: 'none', by: { kind: 'values', field: 'Événement', values: [{ value: 'a<b', colour: '#ff0000' }] } } })
  opened.release()
  return opened.path
}

describe.skipIf(!hasGdal)('a project, read by GDAL', () => {
  it('passes its validator', () => {
    expect(validate(closedProject())).toEqual({ code: 0, said: '' })
  })

  it('shows its layers with their counts, types and extents, and none of our own tables', () => {
    const path = closedProject()
    const { code, said } = ogrinfo('-ro', '-q', path)
    expect(code).toBe(0)
    expect(said.split('\n').map((line) => line.replace(/^\d+: /, '')).toSorted()).toEqual(['areas (Multi Polygon)', 'events (Point)', 'layer_styles (None)', 'mixed', 'roads_a_b_1 (Multi Line String)', 'table (None)'])
    const summary = ogrinfo('-ro', '-so', path, 'events').said
    expect(summary).toContain('Feature Count: 4')
    expect(summary).toContain('Extent: (-179.750000, -60.500000) - (20.500000, 5.500000)')
    expect(summary).toContain('date: Date')
    expect(summary).toContain('"publisher":"UCDP"')
  })

  it('keeps dates, times and booleans in the forms of the standard', () => {
    const { code, said } = ogrinfo('-ro', '-al', '-q', closedProject(), 'mixed')
    expect(code).toBe(0)
    expect(said).toContain('when (DateTime) = 2020/02/29 12:30:00+00')
    expect(said).toContain('when (DateTime) = 2020/02/29 11:30:15.500+00')
    expect(said).toContain('yes (Integer(Boolean)) = 1')
    expect(said).toContain('yes (Integer(Boolean)) = (null)')
  })

  it('carries styles that are well-formed, with a symbol for each value and class', () => {
    const path = closedProject()
    const opened = keep(openProject(path))
    const areas = listLayers(opened.db).find((layer) => layer.name === 'Areas')!
    updateLayer(opened.db, areas.id, { style: { ...areas.style, by: { kind: 'classes', field: 'Population', method: 'quantile', breaks: [0, 1000, 2000], colours: ['#fff1c9', '#7f1d2e'] } } })
    opened.release()
    const { code, said } = python3(`
import sys, sqlite3
from xml.etree import ElementTree
for name, text in sqlite3.connect(sys.argv[1]).execute('select f_table_name, styleQML from layer_styles order by 1'):
    r = ElementTree.fromstring(text).find('renderer-v2')
    print(name, r.get('type'), r.get('attr'), [(c.get('value') or c.get('upper')) for c in r.iter() if c.tag in ('category', 'range')], len(r.findall('.//symbol')))
`, path)
    expect([code, said]).toEqual([0, "areas graduatedSymbol population ['1000', '2000'] 2\nevents categorizedSymbol evenement ['a<b'] 1\nroads_a_b_1 singleSymbol None [] 1"])
  })

  it('gives open ends to classes whose breaks stand between them', () => {
    const classes = { kind: 'classes' as const, field: 'n', method: 'equal' as const, breaks: [10, 20], colours: ['#111111', '#222222', '#333333'] }
    const qml = styleQml({ colour: '#000000', size: 1, stroke: 1, pattern: 'none', by: classes }, 'polygon', [{ name: 'n', column: 'n', type: 'real' }], 1)
    expect([...qml.matchAll(/<range symbol="(\d)" lower="([^"]+)" upper="([^"]+)" label="([^"]+)"/g)].map((one) => one.slice(1))).toEqual([['0', '-1e+300', '10', '&lt; 10'], ['1', '10', '20', '10 - 20'], ['2', '20', '1e+300', '≥ 20']])
  })

  it('finds through the R-tree what a box holds', () => {
    const { said } = ogrinfo('-ro', '-q', closedProject(), 'areas', '-spat', '0.25', '0.25', '0.5', '0.5')
    expect(said.match(/area_code \(String\) = \w+/g)).toEqual(['area_code (String) = A3'])
  })

  it('is edited by it, opens again for writing, and knows what was changed', () => {
    const path = closedProject()
    const before = keep(openProject(path, { readOnly: true }))
    const hash = getContentHash(before.db, 1)
    before.release()
    const edit = python3(`
import sys
from osgeo import ogr
ogr.UseExceptions()
d = ogr.Open(sys.argv[1], 1)
l = d.GetLayerByName('events')
f = ogr.Feature(l.GetLayerDefn())
f.SetGeometry(ogr.CreateGeometryFromWkt('POINT (30 10)'))
f['best'] = 11
f['date'] = '2021/05/06'
l.CreateFeature(f)
f = l.GetFeature(2)
f.SetGeometry(ogr.CreateGeometryFromWkt('POINT (21 6)'))
l.SetFeature(f)
l.DeleteFeature(4)
a = d.GetLayerByName('areas')
a.CreateField(ogr.FieldDefn('remark', ogr.OFTString))
f = a.GetFeature(1)
f['area_name'] = 'Renamed'
f['remark'] = 'seen'
a.SetFeature(f)
`, path)
    expect(edit).toEqual({ code: 0, said: '' })
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
    const again = keep(openProject(path))
    expect(again.readOnly).toBeNull()
    const [events, areas, ...others] = listLayers(again.db)
    expect([events!.rows, events!.bbox, events!.to]).toEqual([4, [18.5, 4.25, 30, 10], '2021-05-06'])
    expect(events!.notes).toEqual([{ code: 'CHANGED_OUTSIDE', count: 4, sample: 'Events' }])
    expect(getContentHash(again.db, 1)).not.toBe(hash)
    expect(areas!.fields.map((field) => field.name)).toEqual(['area_code', 'area_name', 'parent_code', 'Population', 'remark'])
    expect(listAreas(again.db, listAreaSets(again.db)[0]!.id).map((area) => area.name)).toEqual(['Area 1', 'Area 2', 'Renamed'])
    expect(others.map((layer) => layer.notes)).toEqual([[], [], []])
    expect(readLayerInput(again.db, 1, { bbox: [29, 9, 31, 11], columns: ['best'] }).columns).toEqual({ best: [11] })
    again.release()
    expect(validate(path)).toEqual({ code: 0, said: '' })
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
  })

  it('opens again after a layer of its own was added, with its triggers', () => {
    const path = closedProject()
    const other = join(folder(), 'x.geojson')
    expect(python3("import sys; open(sys.argv[1], 'w').write('{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}')", other).code).toBe(0)
    expect(ogr2ogr('-update', '-nln', 'Added Layer', path, other).code).toBe(0)
    const again = keep(openProject(path))
    expect(again.readOnly).toBeNull()
    expect(listLayers(again.db)).toHaveLength(5)
  })

  it('opens again after rasters of its own were added, with their triggers', () => {
    const path = closedProject()
    const add = python3(`
import sys
from osgeo import gdal, osr
gdal.UseExceptions()
s = osr.SpatialReference()
s.ImportFromEPSG(4326)
for name, kind, value in (("My 'Raster", gdal.GDT_Byte, 7), ('grid', gdal.GDT_Float32, 7.5)):
    d = gdal.GetDriverByName('MEM').Create('', 300, 300, 1, kind)
    d.SetGeoTransform((15, 0.01, 0, 8, 0, -0.01))
    d.SetProjection(s.ExportToWkt())
    d.GetRasterBand(1).Fill(value)
    gdal.GetDriverByName('GPKG').CreateCopy(sys.argv[1], d, options=['APPEND_SUBDATASET=YES', 'RASTER_TABLE=' + name])
`, path)
    expect(add).toEqual({ code: 0, said: '' })
    const again = keep(openProject(path))
    expect(again.readOnly).toBeNull()
    addEvents(again, 'More')
    again.release()
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
  })

  it('opens again after one of its layers was deleted', () => {
    const path = closedProject()
    expect(python3("import sys\nfrom osgeo import ogr\nogr.UseExceptions()\nd = ogr.Open(sys.argv[1], 1)\nd.ExecuteSQL('DROP TABLE areas')", path)).toEqual({ code: 0, said: '' })
    const again = keep(openProject(path))
    expect(listLayers(again.db).map((layer) => layer.name)).toEqual(['Events', 'Roads "A & B" <1>', 'Mixed', 'Table'])
    expect(listAreaSets(again.db)).toEqual([])
  })

  it('passes its validator as a copy and as an export, which holds nothing else', () => {
    const opened = keep(openProject(closedProject()))
    const [copy, one] = [join(folder(), 'copy.gpkg'), join(folder(), 'one.gpkg')]
    copyProject(opened.db, copy)
    exportGeoPackage(opened.db, [1], one)
    expect([validate(copy).code, validate(one).code]).toEqual([0, 0])
    expect(checkProject(copy)).toEqual({ ok: true, problems: [] })
    expect(ogrinfo('-ro', '-q', one).said).toBe('1: events (Point)\n2: layer_styles (None)')
    expect(ogrinfo('-ro', '-q', '-sql', "SELECT count(*) AS n FROM sqlite_master WHERE name LIKE 'atlas%'", one).said).toContain('n (Integer) = 0')
    const direct = ogrinfo('-ro', '-q', '-al', opened.path, 'events').said
    expect(ogrinfo('-ro', '-q', '-al', one, 'events').said).toBe(direct)
  })

  it('reads an exported run with its scores', () => {
    const path = join(folder(), 'run.gpkg')
    writeRunGeoPackage(path, 'Index by area', [{ name: 'code', type: 'text', values: ['A', 'B'] }, { name: 'raw:deaths', type: 'real', values: [1 / 3, null] }, { name: 'rank', type: 'integer', values: [1, null] }], [{ type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 1], [0, 0]]] }, null])
    expect(validate(path)).toEqual({ code: 0, said: '' })
    const { said } = ogrinfo('-ro', '-q', '-al', path, 'index_by_area')
    expect(said).toContain('raw_deaths (Real) = 0.333333333333333')
    expect(said).toContain('raw_deaths (Real) = (null)')
    expect(said).toContain('MULTIPOLYGON (((0 0,2 0,2 1,0 0)))')
  })
})

describe('an exported layer', () => {
  it('keeps every value and fid to the bit', () => {
    const opened = project()
    const layer = addEvents(opened)
    opened.db.prepare("UPDATE events SET best = 9007199254740993, x_y = 5e-324 WHERE fid = 2").run()
    const path = join(folder(), 'one.gpkg')
    exportGeoPackage(opened.db, [layer.id], path)
    opened.db.prepare('ATTACH ? AS other').run(path)
    const rows = (schema: string): unknown[] => opened.db.prepare(`SELECT fid, hex(geom), evenement, CAST(best AS TEXT), date, x_y, typeof(best), typeof(x_y) FROM ${schema}.events ORDER BY fid`).all()
    expect(rows('other')).toEqual(rows('main'))
    opened.db.prepare('DETACH other').run()
    expect(readRows(opened.db, layer.id, { offset: 0, limit: 10 }).total).toBe(4)
  })
})
