import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { hasGdal, python3, validate } from '../sql/gdal.ts'
import { folder, project } from '../sql/helpers.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { importTiff, tiffFile } from './making.ts'

/** What GDAL says of a raster: size, place, no data, lowest and highest value, its values with nothing where there is no data (of a small one), and a digest of them. */
function seen(name: string): { size: number[]; transform: number[]; nodata: number | null; min: number | null; max: number | null; values: (number | null)[]; digest: string; epsg: string | null; overviews: number[][] } {
  const { code, said } = python3(`
import hashlib, json, struct, sys
from osgeo import gdal
gdal.UseExceptions()
d = gdal.Open(sys.argv[1])
b = d.GetRasterBand(1)
v = struct.unpack('%df' % (d.RasterXSize * d.RasterYSize), b.ReadRaster(buf_type=gdal.GDT_Float32))
n, s, o = b.GetNoDataValue(), b.GetScale() or 1, b.GetOffset() or 0
near = lambda x: n is not None and abs(x - n) <= 1e-6 * abs(n)
v = [None if near(x) or x != x else x * s + o for x in v]
k = [x for x in v if x is not None]
r = d.GetSpatialRef()
print(json.dumps({'size': [d.RasterXSize, d.RasterYSize], 'transform': list(d.GetGeoTransform()), 'nodata': n, 'min': min(k, default=None), 'max': max(k, default=None), 'values': v if len(v) < 30000 else [], 'digest': hashlib.sha256(json.dumps(v).encode()).hexdigest(), 'epsg': r.GetAuthorityCode(None) if r else None,
  'overviews': [[b.GetOverview(i).XSize, b.GetOverview(i).YSize] for i in range(b.GetOverviewCount())]}))`, name)
  if (code !== 0) throw new Error(said)
  return JSON.parse(said) as ReturnType<typeof seen>
}

async function imported(path: string): Promise<{ path: string; table: string }> {
  const opened = project()
  await importTiff(opened, path, { name: 'grid' })
  opened.release()
  return { path: opened.path, table: `GPKG:${opened.path}:grid` }
}

const values = Array.from({ length: 600 * 40 }, (_, i) => (i % 97 === 0 ? -9999 : Math.fround(Math.sin(i / 50) * 120)))

describe.skipIf(!hasGdal)('a raster of the project, read by GDAL', () => {
  it('has the size, place, no data and values of the file, and its levels', async () => {
    const source = tiffFile('grid.tif', { width: 600, height: 40, values, x0: 21, y0: 5, step: 0.050000000745, nodata: -9999 })
    const { path, table } = await imported(source)
    expect(validate(path)).toEqual({ code: 0, said: '' })
    const [ours, theirs] = [seen(table), seen(source)]
    expect([ours.size, ours.nodata, ours.min, ours.max, ours.epsg]).toEqual([theirs.size, -9999, theirs.min, theirs.max, '4326'])
    expect(ours.values).toEqual(theirs.values)
    expect(ours.values).toHaveLength(24_000)
    ours.transform.forEach((value, i) => expect(value).toBeCloseTo(theirs.transform[i]!, 12))
    expect(ours.overviews).toEqual([[300, 20], [150, 10]])
  })

  it.each([
    ['whole numbers', ['-ot', 'Int16', '-a_nodata', '-9999', '-co', 'COMPRESS=DEFLATE', '-co', 'TILED=YES']], ['scaled whole numbers', ['-ot', 'Int16', '-a_scale', '0.1', '-a_offset', '5']],
    ['UTM', ['-a_srs', 'EPSG:32634', '-a_ullr', '500000', '600000', '518000', '598800']], ['equal area', ['-a_srs', 'EPSG:3035', '-a_ullr', '4000000', '3000000', '4018000', '2998800']], ['a system without a number', ['-a_srs', '+proj=sinu +R=6371007.181', '-a_ullr', '0', '1000000', '600000', '960000']],
  ])('is the same from %s', async (_, options) => {
    const plain = tiffFile('plain.tif', { width: 600, height: 40, values, x0: 21, y0: 5, step: 0.05, nodata: -9999 })
    const source = join(folder(), 'grid.tif')
    execFileSync('/usr/bin/gdal_translate', ['-q', ...options, plain, source])
    const { path, table } = await imported(source)
    expect(validate(path)).toEqual({ code: 0, said: '' })
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
    const [ours, theirs] = [seen(table), seen(source)]
    expect([ours.size, ours.epsg]).toEqual([theirs.size, theirs.epsg])
    ours.values.forEach((value, i) => (value === null || theirs.values[i] === null ? expect(value).toBe(theirs.values[i]) : expect(Math.abs(value - theirs.values[i]!)).toBeLessThan(1e-4)))
    ours.transform.forEach((value, i) => expect(value).toBeCloseTo(theirs.transform[i]!, 6))
  })

  it.skipIf(!shared)('is the same from the season’s rain of Eastern Africa', async () => {
    const source = sharedFile('fixtures/som/climate/ea_chirps_seasaccum_anom_marmay_202230_lta.tif')
    const { path, table } = await imported(source)
    expect(validate(path)).toEqual({ code: 0, said: '' })
    const [ours, theirs] = [seen(table), seen(source)]
    expect([ours.size, ours.transform, ours.min, ours.max, ours.digest]).toEqual([theirs.size, theirs.transform, theirs.min, theirs.max, theirs.digest])
  })
})
