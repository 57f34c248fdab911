import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { formatsOf } from '../../../shared/model/export.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import type { Project } from '../../../electron/core/sql/open.ts'
import { hasGdal, python3, validate } from '../sql/gdal.ts'
import { addEvents, folder, project } from '../sql/helpers.ts'
import { cellsOf, codeOfWork, gridOf, importTiff, tiffFile, type TiffParts } from './making.ts'

const context = { report: () => {}, signal: new AbortController().signal }

async function withRaster(parts: Partial<TiffParts> = {}): Promise<Project> {
  const opened = project()
  const values = Array.from({ length: 300 * 270 }, (_, i) => (i % 13 ? Math.fround(Math.sin(i) * 50) : -9999))
  await importTiff(opened, tiffFile('rain.tif', { width: 300, height: 270, values, nodata: -9999, step: 0.025, ...parts }))
  return opened
}

const exported = async (opened: Project, format: 'tif' | 'gpkg' | 'csv') => (await exportLayer(opened.db, listLayers(opened.db).find((one) => one.kind === 'raster')!, format, {}, folder(), context)).path

/** Size, place, no data, system and a digest of the cells by GDAL. */
function seen(name: string): string {
  const { code, said } = python3("import hashlib, sys\nfrom osgeo import gdal\ngdal.UseExceptions()\nd = gdal.Open(sys.argv[1])\nb = d.GetRasterBand(1)\nprint(d.RasterXSize, d.RasterYSize, ['%.9g' % x for x in d.GetGeoTransform()], b.GetNoDataValue(), d.GetSpatialRef().GetAuthorityCode(None), hashlib.sha256(b.ReadRaster(buf_type=gdal.GDT_Float32)).hexdigest())", name)
  if (code !== 0) throw new Error(said)
  return said
}

describe('a raster that is exported', () => {
  it('as GeoTIFF comes back with the same grid and cells', async () => {
    const opened = await withRaster()
    const again = project()
    await importTiff(again, await exported(opened, 'tif'))
    expect(cellsOf(again, 1)).toEqual(cellsOf(opened, 1))
    const place = (one: Project) => { const { width, height, x0, y0, stepX, stepY, crs, nodata } = gridOf(one, 1); return { width, height, x0, y0, stepX, stepY, crs, nodata } }
    expect(place(again)).toEqual(place(opened))
  })

  it('has no other format, and what is no raster is no GeoTIFF', async () => {
    const opened = await withRaster()
    addEvents(opened)
    const [raster, events] = listLayers(opened.db)
    expect([formatsOf(raster!), formatsOf(events!).includes('tif')]).toEqual([['tif', 'gpkg'], false])
    expect(await codeOfWork(exported(opened, 'csv'))).toBe('FORMAT_UNSUITABLE')
    expect(await codeOfWork(exportLayer(opened.db, events!, 'tif', {}, folder(), context))).toBe('FORMAT_UNSUITABLE')
  })

  it('leaves no file behind when it is cancelled', async () => {
    const opened = await withRaster()
    const inside = folder()
    expect(await codeOfWork(exportLayer(opened.db, listLayers(opened.db)[0]!, 'tif', {}, inside, { ...context, signal: AbortSignal.abort() }))).toBe('CANCELLED')
    expect(readdirSync(inside)).toEqual([])
  })

  it.skipIf(!hasGdal).each<[string, Partial<TiffParts>, string]>([['degrees', {}, ' 4326 '], ['UTM', { x0: 450_000, y0: 650_000, step: 100, crs: { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32634 } }, ' 32634 ']])('is the same to GDAL as GeoTIFF, as GeoPackage and in the project: %s', async (_, parts, system) => {
    const opened = await withRaster(parts)
    const [tif, gpkg] = [await exported(opened, 'tif'), await exported(opened, 'gpkg')]
    opened.release()
    expect(validate(gpkg)).toEqual({ code: 0, said: '' })
    const inProject = seen(`GPKG:${opened.path}:rain`)
    expect([seen(tif), seen(gpkg)]).toEqual([inProject, inProject])
    expect(inProject).toContain(system)
  })
})
