import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { transformOf } from '../../../electron/core/crs/index.ts'
import { geotiff } from '../../../electron/core/formats/geotiff.ts'
import { openGeoTiff } from '../../../electron/core/formats/geotiff-raster.ts'
import { zip } from '../../../electron/core/formats/zip.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, freshFolder, gdal, written } from './reading.ts'
import { zipOf } from './zip-writing.ts'

const width = 20
const height = 12
const cells = Array.from({ length: width * height }, (_, i) => i * 1.5 - 30)

/** A plain 32-bit GeoTIFF in degrees, 0.5 wide from (10, 8). */
function plainTiff(values = cells): Buffer {
  return Buffer.from(writeArrayBuffer(Float32Array.from(values), { width, height, ModelPixelScale: [0.5, 0.5, 0], ModelTiepoint: [0, 0, 0, 10, 8, 0], GeographicTypeGeoKey: 4326, GTModelTypeGeoKey: 2, GTRasterTypeGeoKey: 1, SampleFormat: [3], BitsPerSample: [32] } as unknown as Parameters<typeof writeArrayBuffer>[1]))
}

async function read(path: string) {
  const { bands, close } = await openGeoTiff({ path, name: basename(path) })
  const values = await Promise.all(bands.map((band) => band.readWindow(0, 0, band.width, band.height)))
  close()
  return { bands, values: values.map((list) => Array.from(list)) }
}

/** What GDAL reads of a file: place, and each band as real values with NaN for no data. */
function gdalRead(path: string): { transform: number[]; bands: (number | null)[][] } {
  const script = `
import json, sys, struct
from osgeo import gdal
gdal.UseExceptions()
d = gdal.Open(sys.argv[1])
out = []
for i in range(d.RasterCount):
    b = d.GetRasterBand(i + 1)
    v = struct.unpack('%dd' % (d.RasterXSize * d.RasterYSize), b.ReadRaster(buf_type=gdal.GDT_Float64))
    n, s, o = b.GetNoDataValue(), b.GetScale(), b.GetOffset()
    out.append([None if x == n or x != x else x * (s if s is not None else 1) + (o if o is not None else 0) for x in v])
print(json.dumps({'transform': list(d.GetGeoTransform()), 'bands': out}))`
  return JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, path], { encoding: 'utf8', maxBuffer: 1e8 })) as ReturnType<typeof gdalRead>
}

const nothing = (list: number[]) => list.map((v) => (Number.isNaN(v) ? null : v))

describe('GeoTIFF', () => {
  it('reads values, place, system and name of one band', async () => {
    const { bands: [band], values } = await read(written({ 'rain.tif': plainTiff() }))
    expect([band?.name, band?.width, band?.height, band?.transform, band?.crs, band?.nodata]).toEqual(['rain', 20, 12, [10, 0.5, 0, 8, 0, -0.5], 'EPSG:4326', null])
    expect(values[0]).toEqual(cells)
  })

  it('answers NaN in the part of a window that lies outside', async () => {
    const { bands: [band], close } = await openGeoTiff({ path: written({ 'a.tif': plainTiff() }), name: 'a.tif' })
    expect(Array.from(await band?.readWindow(-1, -1, 3, 2) ?? [])).toEqual([NaN, NaN, NaN, NaN, -30, -28.5])
    expect(Array.from(await band?.readWindow(19, 11, 2, 2) ?? [])).toEqual([cells[239], NaN, NaN, NaN])
    expect(Array.from(await band?.readWindow(100, 100, 2, 1) ?? [])).toEqual([NaN, NaN])
    close()
  })

  it.skipIf(!gdal).each([
    ['deflate, tiled', ['-co', 'COMPRESS=DEFLATE', '-co', 'TILED=YES', '-co', 'BLOCKXSIZE=16', '-co', 'BLOCKYSIZE=16']], ['LZW with predictor', ['-co', 'COMPRESS=LZW', '-co', 'PREDICTOR=3']], ['packbits', ['-co', 'COMPRESS=PACKBITS']],
    ['whole numbers with predictor', ['-ot', 'Int16', '-co', 'COMPRESS=DEFLATE', '-co', 'PREDICTOR=2']], ['bytes', ['-ot', 'Byte']], ['64-bit numbers', ['-ot', 'Float64']], ['BigTIFF', ['-co', 'BIGTIFF=YES']], ['big-endian', ['-co', 'ENDIANNESS=BIG']],
    ['no data', ['-a_nodata', '0']], ['no data at the lowest number', ['-a_nodata', '-3.4028234663852886e+38']], ['scale and offset', ['-ot', 'Int32', '-a_scale', '0.1', '-a_offset', '5']], ['points in the middle of cells', ['-mo', 'AREA_OR_POINT=Point']],
    ['three bands, one after another', ['-b', '1', '-b', '1', '-b', '1', '-co', 'INTERLEAVE=BAND']], ['three bands, cell by cell', ['-b', '1', '-b', '1', '-b', '1', '-co', 'INTERLEAVE=PIXEL']], ['sparse blocks', ['-co', 'SPARSE_OK=TRUE', '-co', 'TILED=YES']],
    ['a sphere of sinusoidal tiles', ['-a_srs', '+proj=sinu +R=6371007.181', '-a_ullr', '0', '1000000', '2000000', '0']], ['UTM', ['-a_srs', 'EPSG:32634', '-a_ullr', '500000', '600000', '502000', '598000']],
  ])('reads the same as GDAL: %s', async (_, options) => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'in.tif'), plainTiff(cells.map((v) => Math.round(Math.abs(v)))))
    execFileSync('gdal_translate', ['-q', ...options, join(folder, 'in.tif'), join(folder, 'out.tif')], { stdio: 'ignore' })
    const ours = await read(join(folder, 'out.tif'))
    const theirs = gdalRead(join(folder, 'out.tif'))
    expect(ours.bands.map((band) => band.transform)).toEqual(theirs.bands.map(() => theirs.transform.map((v) => expect.closeTo(v, 9) as number)))
    expect(ours.values.map(nothing)).toEqual(theirs.bands.map((band) => band.map((v) => (v === null ? null : (expect.closeTo(v, 4) as number)))))
    expect(ours.bands[0]?.crs).not.toBeNull()
  })

  it.skipIf(!gdal).each(['EPSG:4326', 'EPSG:32634', 'EPSG:27572', 'EPSG:3857', '+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84', '+proj=aea +lat_1=20 +lat_2=-23 +lat_0=0 +lon_0=25 +datum=WGS84', '+proj=sinu +R=6371007.181', '+proj=merc +lat_ts=10 +lon_0=15 +datum=WGS84', '+proj=lcc +lat_1=10 +lat_2=20 +lat_0=15 +lon_0=20 +x_0=1000 +datum=WGS84', '+proj=cea +lat_ts=30 +lon_0=0 +datum=WGS84', '+proj=tmerc +lat_0=1 +lon_0=20 +k=0.9999 +x_0=100 +y_0=200 +datum=WGS84'])('finds the system that GDAL wrote: %s', async (crs) => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'in.tif'), plainTiff())
    execFileSync('gdal_translate', ['-q', '-a_srs', crs, '-a_ullr', '0', '1000', '1000', '0', join(folder, 'in.tif'), join(folder, 'out.tif')], { stdio: 'ignore' })
    const { bands: [band] } = await read(join(folder, 'out.tif'))
    const [ours, theirs] = [transformOf(band?.crs ?? null), transformOf(crs)]
    const [x, y] = theirs.geographic ? [20, 5] : [500_000, 600_000]
    const [a, b] = [ours.forward(x, y), theirs.forward(x, y)]
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1e-7)
  })

  it('lists bands as sublayers, also in an archive, and refuses them as rows', async () => {
    const path = written({ 'rain.tif': plainTiff() })
    const opened = await geotiff.open({ path, name: 'rain.tif' }, {})
    expect(opened.sublayers).toEqual([{ name: 'rain', rows: 1, geometry: 'none', raster: { band: 1, description: '' } }])
    expect(await codeOf(opened.openLayer('rain'))).toBe('IS_RASTER')
    opened.close()
    const archive = await zip.open({ path: written({ 'a.zip': zipOf([{ name: 'rain.tif', data: plainTiff() }]) }), name: 'a.zip' }, {})
    expect(archive.sublayers.map((info) => info.name)).toEqual(['rain'])
    archive.close()
  })

  it.each<[string, () => Uint8Array]>([
    ['NOT_GEOTIFF', () => Buffer.from('<html>not here</html>')], ['EMPTY_FILE', () => Buffer.alloc(0)], ['FILE_TRUNCATED', () => plainTiff().subarray(0, 10)], ['FILE_TRUNCATED', () => plainTiff().subarray(0, plainTiff().length - 200)],
    ['FILE_TRUNCATED', () => { const bytes = plainTiff(); bytes.writeUInt32BE(0x7fffffff, 4); return bytes }],
    ['RASTER_NOT_PLACED', () => Buffer.from(writeArrayBuffer(Float32Array.from(cells), { width, height, ModelPixelScale: [0, 0, 0], ModelTiepoint: [0, 0, 0, 0, 0, 0], SampleFormat: [3], BitsPerSample: [32] } as unknown as Parameters<typeof writeArrayBuffer>[1]))],
  ])('answers %s', async (code, make) => {
    expect(await codeOf(openGeoTiff({ path: written({ 'a.tif': make() }), name: 'a.tif' }))).toBe(code)
  })

  it('answers values or a code when bytes are damaged', async () => {
    const whole = plainTiff()
    const odd: string[] = []
    const path = written({ 'a.tif': whole })
    let seed = 3
    const next = (below: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % below }
    const lead = Math.min(whole.length, 1000)
    for (let i = 0; i < 300; i++) {
      const copy = Buffer.from(whole)
      for (let k = 0; k <= i % 4; k++) copy[next(lead)] = next(256)
      writeFileSync(path, copy)
      const code = await codeOf(openGeoTiff({ path, name: 'a.tif' }).then(async ({ bands, close }) => {
        try { await bands[0]?.readWindow(0, 0, Math.min(64, bands[0].width), Math.min(64, bands[0].height)) } finally { close() }
      }))
      if (!['no error', 'NOT_GEOTIFF', 'FILE_TRUNCATED', 'FILE_CORRUPT', 'RASTER_UNSUPPORTED', 'RASTER_NOT_PLACED'].includes(code)) odd.push(`${i}: ${code}`)
    }
    expect(odd).toEqual([])
  })

  it.skipIf(!shared)('refuses a raster that is cut off, and reads a flood raster without no data', async () => {
    expect(await codeOf(openGeoTiff({ path: sharedFile('fixtures/messy/corrupt/truncated.tif'), name: 'truncated.tif' }))).toBe('FILE_TRUNCATED')
    const opened = await zip.open({ path: sharedFile('fixtures/som/hazard/FL-20231114-SOM-00.zip'), name: 'FL.zip' }, {})
    expect(opened.sublayers.length).toBe(3)
    opened.close()
  })

  it('recognises both byte orders and BigTIFF', () => {
    const heads = ['II*\0', 'II+\0', 'MM\0*', 'MM\0+'].map((text) => geotiff.recognises(Buffer.from(text, 'latin1'), 'x'))
    expect([...heads, geotiff.recognises(readFileSync(import.meta.filename), 'a.tif')]).toEqual([true, true, true, true, false])
  })
})
