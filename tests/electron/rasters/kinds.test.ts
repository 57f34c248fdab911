import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../electron/core/import/open-source.ts'
import { hasGdal, python3 } from '../sql/gdal.ts'
import { folder, project } from '../sql/helpers.ts'
import { cellsOf, codeOfWork, gridOf, importTiff, tiffFile } from './making.ts'

interface Seen { size: number[]; transform: number[]; bands: (number | null)[][] }

/** All cells of all bands of a file, as its reader answers them. */
async function read(path: string, name: string): Promise<{ size: number[]; transform: number[]; bands: (number | null)[][]; crs: (string | null)[] }> {
  const opened = await openSource({ path, name }, {})
  try {
    const bands = await Promise.all(opened.sublayers.map((info) => opened.openRaster!(info.name)))
    const values = await Promise.all(bands.map((band) => band.readWindow(0, 0, band.width, band.height)))
    return { size: [bands[0]!.width, bands[0]!.height], transform: bands[0]!.transform, crs: bands.map(({ crs }) => crs), bands: values.map((cells) => Array.from(cells, (value) => (Number.isNaN(value) ? null : value))) }
  } finally {
    opened.close()
  }
}

function differences(ours: (number | null)[], theirs: (number | null)[]): number {
  return theirs.filter((value, i) => { const own = ours[i]!; return value === null || own === null ? value !== own : Math.abs(own - value) > 1e-6 * Math.abs(value) }).length
}

describe.skipIf(!hasGdal)('rasters of every kind that GDAL writes', () => {
  it('are read cell by cell as GDAL reads them, or refused by name', async () => {
    const made = folder()
    const truth = JSON.parse(execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'kinds.py'), made], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })) as Record<string, Seen>
    const names = Object.keys(truth)
    expect(names.length).toBeGreaterThan(50)
    const wrong: string[] = []
    for (const name of names) {
      if (name.startsWith('refused')) {
        const code = await codeOfWork(read(join(made, name), name))
        if (code !== 'RASTER_UNSUPPORTED') wrong.push(`${name}: ${code}`)
        continue
      }
      const [ours, theirs] = [await read(join(made, name), name), truth[name]!]
      if (String(ours.size) !== String(theirs.size) || ours.transform.some((value, i) => Math.abs(value - theirs.transform[i]!) > 1e-9)) wrong.push(`${name}: ${ours.size} ${ours.transform}`)
      if (ours.crs.some((crs) => crs === null)) wrong.push(`${name}: no system`)
      theirs.bands.forEach((cells, i) => { const count = differences(ours.bands[i]!, cells); if (count) wrong.push(`${name} band ${i + 1}: ${count} cells differ`) })
    }
    expect(wrong).toEqual([])
  })

  it('a rotated grid is drawn upright as GDAL warps it, with a note', async () => {
    const [source, opened] = [join(folder(), 'turned.tif'), project()]
    python3(`
import sys, math
from osgeo import gdal, osr
import numpy as np
s = osr.SpatialReference(); s.ImportFromEPSG(32633)
d = gdal.GetDriverByName('GTiff').Create(sys.argv[1], 300, 200, 1, gdal.GDT_Float32)
a = math.radians(25)
d.SetGeoTransform((500000, 100 * math.cos(a), 100 * math.sin(a), 600000, 100 * math.sin(a), -100 * math.cos(a)))
d.SetProjection(s.ExportToWkt())
y, x = np.mgrid[0:200, 0:300]
d.GetRasterBand(1).WriteArray((x * 1000 + y).astype('float32'))
d = None`, source)
    const { layerId, notes } = await importTiff(opened, source, { name: 'turned' })
    expect(notes.map(({ code }) => code)).toContain('RASTER_RESAMPLED')
    const grid = gridOf(opened, layerId)
    const box = [grid.x0, grid.y0 + grid.height * grid.stepY, grid.x0 + grid.width * grid.stepX, grid.y0]
    const warped = JSON.parse(python3(`
import json, sys
from osgeo import gdal
w = gdal.Warp('', sys.argv[1], format='MEM', outputBounds=[float(v) for v in sys.argv[2:6]], width=int(sys.argv[6]), height=int(sys.argv[7]), resampleAlg='near', dstNodata=-1, errorThreshold=0)
print(json.dumps(w.ReadAsArray().ravel().tolist()))`, source, ...box.map(String), String(grid.width), String(grid.height)).said) as number[]
    const ours = cellsOf(opened, layerId)
    expect(ours.filter((value) => value !== null).length).toBeGreaterThan(58_000)
    const differ = warped.filter((value, i) => (value === -1 ? null : value) !== ours[i]).length
    expect(differ / warped.length, `${differ} of ${warped.length} cells differ`).toBeLessThan(0.002)
  })

  it('a palette with names becomes classes: their colours and names, and levels of real codes only', async () => {
    const [source, opened] = [join(folder(), 'cover.tif'), project()]
    python3(`
import sys
from osgeo import gdal, osr
import numpy as np
s = osr.SpatialReference(); s.ImportFromEPSG(4326)
d = gdal.GetDriverByName('GTiff').Create(sys.argv[1], 400, 300, 1, gdal.GDT_Byte)
d.SetGeoTransform((20, 0.01, 0, 8, 0, -0.01)); d.SetProjection(s.ExportToWkt())
b = d.GetRasterBand(1)
t = gdal.ColorTable()
for k, c in {10: (0, 100, 0), 20: (255, 187, 34), 80: (0, 100, 200)}.items(): t.SetColorEntry(k, c + (255,))
b.SetRasterColorTable(t)
names = [''] * 81
names[10], names[20], names[80] = 'Trees', 'Shrubs', 'Water & <ice>'
b.SetRasterCategoryNames(names); b.SetNoDataValue(0)
y, x = np.mgrid[0:300, 0:400]
b.WriteArray(np.choose((x // 3 + y // 5) % 4, [0, 10, 20, 80]).astype('uint8'))
d = None`, source)
    const { layerId } = await importTiff(opened, source, { name: 'cover' })
    const { style } = JSON.parse(opened.db.prepare<[number], string>('SELECT json_object(\'style\', json(style)) FROM atlas_layers WHERE id = ?').pluck().get(layerId)!) as { style: { by: unknown } }
    expect(style.by).toEqual({ kind: 'values', field: 'value', values: [{ value: '10', colour: '#006400', label: 'Trees' }, { value: '20', colour: '#ffbb22', label: 'Shrubs' }, { value: '80', colour: '#0064c8', label: 'Water & <ice>' }] })
    for (const level of [0, 1]) expect([...new Set(cellsOf(opened, layerId, level))].toSorted((a, b) => Number(a) - Number(b))).toEqual([null, 10, 20, 80])
  })

  it('rasters come out of archives and other GeoPackages, chosen by name or band', async () => {
    const [made, opened] = [folder(), project()]
    const values = Array.from({ length: 600 }, (_, i) => i)
    const plain = tiffFile('rain.tif', { width: 30, height: 20, values, x0: 21, y0: 5, step: 0.05, nodata: -9999 })
    execFileSync('/usr/bin/gdal_translate', ['-q', '-of', 'AAIGrid', plain, join(made, 'slope.asc')])
    execFileSync('/usr/bin/python3', ['-c', `
import sys
from osgeo import gdal
gdal.UseExceptions()
s = gdal.Open(sys.argv[1])
d = gdal.GetDriverByName('GTiff').CreateCopy(sys.argv[2] + '/months.tif', gdal.BuildVRT('', [s, s, s], separate=True))
for i, n in enumerate(['2024-01', '2024-02', '2024-03']):
    b = d.GetRasterBand(i + 1); b.SetDescription(n); b.WriteArray(s.ReadAsArray() + 1000 * i)
d = None
gdal.Translate(sys.argv[2] + '/two.gpkg', s, format='GPKG', creationOptions=['RASTER_TABLE=rain', 'TILE_FORMAT=TIFF'])
from osgeo import ogr
v = gdal.OpenEx(sys.argv[2] + '/two.gpkg', gdal.OF_VECTOR | gdal.OF_UPDATE)
l = v.CreateLayer('wells', None, ogr.wkbPoint); f = ogr.Feature(l.GetLayerDefn()); f.SetGeometry(ogr.CreateGeometryFromWkt('POINT(21 5)')); l.CreateFeature(f)
v = None
import zipfile
z = zipfile.ZipFile(sys.argv[2] + '/all.zip', 'w', zipfile.ZIP_DEFLATED)
for n in ['months.tif', 'slope.asc', 'slope.prj']: z.write(sys.argv[2] + '/' + n, 'folder/' + n)
z.close()`, plain, made])
    const months = join(made, 'months.tif')
    expect(await codeOfWork(importTiff(opened, months))).toBe('CHOOSE_LAYER')
    const february = await importTiff(opened, months, { band: '2024-02', name: 'february' })
    expect(cellsOf(opened, february.layerId).slice(0, 3)).toEqual([1000, 1001, 1002])
    expect(cellsOf(opened, (await importTiff(opened, months, { band: '3', name: 'march' })).layerId)[0]).toBe(2000)
    expect(await codeOfWork(importTiff(opened, months, { band: '9' }))).toBe('UNKNOWN_LAYER')
    const rain = await importTiff(opened, join(made, 'two.gpkg'), { sublayer: 'rain' })
    expect([rain.kind, rain.layer, rain.read, cellsOf(opened, rain.layerId)]).toEqual(['raster', 'rain', 1, values])
    expect((await importTiff(opened, join(made, 'two.gpkg'), { sublayer: 'wells' })).kind).not.toBe('raster')
    const archive = join(made, 'all.zip')
    expect(await codeOfWork(importTiff(opened, archive))).toBe('CHOOSE_LAYER')
    const slope = await importTiff(opened, archive, { sublayer: 'slope' })
    expect([slope.layer, cellsOf(opened, slope.layerId), gridOf(opened, slope.layerId).crs]).toEqual(['slope', values, 'EPSG:4326'])
    expect(cellsOf(opened, (await importTiff(opened, archive, { sublayer: 'months', band: '2', name: 'again' })).layerId)[0]).toBe(1000)
    expect(await codeOfWork(importTiff(opened, archive, { sublayer: 'slope', as: 'areas' }))).toBe('NOT_THAT_KIND')
  })
})

describe('ASCII grids', () => {
  const grid = (head: string, rows: string) => { const path = join(folder(), 'g.asc'); writeFileSync(path, `${head}\n${rows}`); return path }
  const head = 'NCOLS 3\r\nNROWS 2\r\nXLLCENTER 10,5\r\nYLLCENTER 4,5\r\nCELLSIZE 1\r\nNODATA_value -9'
  it('with centres, decimal commas, wrapped lines and no system are read', async () => {
    const seen = await read(grid(head, '1,5 2\r\n-9 4 5\t6,25'), 'g.asc')
    expect(seen).toEqual({ size: [3, 2], transform: [10, 1, 0, 6, 0, -1], crs: [null], bands: [[1.5, 2, null, 4, 5, 6.25]] })
  })
  it.each([['FILE_TRUNCATED', head, '1 2 3 4'], ['FILE_CORRUPT', head, '1 2 three 4 5 6'], ['FILE_CORRUPT', 'ncols 3\nnrows 2\nxllcorner 1\nyllcorner 1', '1 2 3 4 5 6'], ['FILE_CORRUPT', 'ncols 3000000\nnrows 2000000\nxllcorner 1\nyllcorner 1\ncellsize 1', '1'], ['FILE_CORRUPT', head, '9'.repeat(5000)]])('answer %s', async (code, top, rows) => {
    expect(await codeOfWork(read(grid(top, rows), 'g.asc'))).toBe(code)
  })
})
