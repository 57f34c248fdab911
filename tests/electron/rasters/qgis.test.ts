import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, project } from '../sql/helpers.ts'
import { importTiff, tiffFile } from './making.ts'

const script = resolve(import.meta.dirname, '../../../scripts/prove-qgis.py')
const python = '/usr/bin/python3'

/** QGIS is large and is not asked of every machine: without Debian's python3-qgis this says that it skipped. */
const hasQgis = spawnSync(python, ['-c', 'import qgis.core, osgeo.gdal'], { stdio: 'ignore' }).status === 0

describe.skipIf(!hasQgis)('a project in QGIS (python3-qgis)', () => {
  it('opens as it is: areas and points with their styles, rasters with their place, values and levels', async () => {
    const opened = project()
    const areas = join(folder(), 'adm1.geojson')
    writeFileSync(areas, JSON.stringify({ type: 'FeatureCollection', features: [20, 21].map((west, i) => ({ type: 'Feature', properties: { adm1_pcode: `Q0${i}`, adm1_name: `Area ${i}` }, geometry: { type: 'Polygon', coordinates: [[[west, 3], [west + 1, 3], [west + 1, 4], [west, 4], [west, 3]]] } })) }))
    await importTiff(opened, areas, { name: 'adm1' })
    const wells = join(folder(), 'wells.csv')
    writeFileSync(wells, 'name,lat,lon\na,3.5,20.5\nb,3.6,21.5\nc,3.7,20.1\n')
    await importTiff(opened, wells, { name: 'wells' })
    await importTiff(opened, tiffFile('rain.tif', { width: 600, height: 40, values: Array.from({ length: 24_000 }, (_, i) => (i % 97 === 0 ? -9999 : i % 500)), x0: 21, y0: 5, step: 0.05, nodata: -9999 }), { name: 'rain' })
    opened.release()
    const { status, stdout, stderr } = spawnSync(python, [script, opened.path], { encoding: 'utf8', env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', PYTHONPATH: '' } })
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toEqual({
      adm1: { kind: 'vector', features: 2, styles: 1, renderer: 'singleSymbol', problems: [] }, wells: { kind: 'vector', features: 3, styles: 1, renderer: 'singleSymbol', problems: [] },
      rain: { kind: 'raster', size: [600, 40], levels: 2, min: 0, max: 499, problems: [] },
    })
  })
})
