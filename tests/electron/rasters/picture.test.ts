import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { identifyRaster } from '../../../electron/core/services/raster-value.ts'
import { openTiles } from '../../../electron/core/tiles/source.ts'
import { encodePng } from '../../../electron/core/tiles/png.ts'
import { rampOf, createTally } from '../../../electron/core/import/raster-values.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { project } from '../sql/helpers.ts'
import { importTiff, tiffFile } from './making.ts'

/** Pixels of a PNG without filters, as ours are. */
function pixelsOf(png: Uint8Array): { width: number; at(x: number, y: number): number[] } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const width = view.getUint32(16)
  const bytes = inflateSync(png.subarray(41, 41 + view.getUint32(33)))
  return { width, at: (x, y) => Array.from(bytes.subarray(y * (width * 4 + 1) + 1 + x * 4, y * (width * 4 + 1) + 5 + x * 4)) }
}

const whole = '0,000000;100,ff0000'

describe('the picture of a raster', () => {
  it('is a PNG that holds the pixels it was made of', () => {
    const png = pixelsOf(encodePng(Uint8Array.of(1, 2, 3, 255, 5, 6, 7, 0), 2, 1))
    expect([png.width, png.at(0, 0), png.at(1, 0)]).toEqual([2, [1, 2, 3, 255], [5, 6, 7, 0]])
  })

  it('shows each cell in its colour, is clear without data and outside', async () => {
    const opened = project()
    await importTiff(opened, tiffFile('a.tif', { width: 4, height: 2, values: [0, 50, 100, 200, -1, 50, 50, 50], nodata: -1, x0: -180, y0: 90, step: 90 }))
    const tiles = openTiles(opened.db)
    const found = tiles(`rasters/1/0/0/0?ramp=${whole}`)!
    expect([found.status, found.type]).toEqual([200, 'image/png'])
    const png = pixelsOf(found.body)
    expect([png.at(10, 60), png.at(100, 60), png.at(150, 60), png.at(250, 60), png.at(10, 200)]).toEqual([[0, 0, 0, 255], [128, 0, 0, 255], [255, 0, 0, 255], [255, 0, 0, 255], [0, 0, 0, 0]])
    expect(pixelsOf(tiles('rasters/1/1/0/0?ramp=0,000000;100,00ff00')!.body).at(10, 120)).toEqual([0, 0, 0, 255])
  })

  it('is drawn from the level of averages that suits the zoom', async () => {
    const opened = project()
    await importTiff(opened, tiffFile('fine.tif', { width: 1024, height: 1024, values: Float32Array.from({ length: 1024 * 1024 }, (_, i) => ((i + Math.floor(i / 1024)) % 2 ? 100 : 0)), x0: 0, y0: 0, step: 0.01 }))
    const tiles = openTiles(opened.db)
    expect(pixelsOf(tiles(`rasters/1/3/4/4?ramp=${whole}`)!.body).at(20, 20)).toEqual([128, 0, 0, 255])
    expect([[255, 0, 0, 255], [0, 0, 0, 255]]).toContainEqual(pixelsOf(tiles(`rasters/1/12/2060/2060?ramp=${whole}`)!.body).at(20, 20))
  })

  it('lies where it should from a projected grid, at every zoom', async () => {
    const opened = project()
    const utm = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32634 }
    await importTiff(opened, tiffFile('utm.tif', { width: 100, height: 100, values: Float32Array.from({ length: 10_000 }, (_, i) => i % 100), x0: 450_000, y0: 650_000, step: 1000, crs: utm }))
    const tiles = openTiles(opened.db)
    for (const z of [4, 7, 11]) {
      const [lon, lat] = [21, 5.4286]
      const x = ((lon + 180) / 360) * 2 ** z
      const y = (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * 2 ** z
      const [red = 0, , , opacity] = pixelsOf(tiles(`rasters/1/${z}/${Math.floor(x)}/${Math.floor(y)}?ramp=${whole}`)!.body).at(Math.min(255, Math.floor((x % 1) * 256)), Math.floor((y % 1) * 256))
      expect(opacity).toBe(255)
      expect(Math.abs(red / 2.55 - 50)).toBeLessThan(z === 4 ? 12 : 2)
    }
    expect(identifyRaster(opened.db, 1, 21, 5.4286)).toEqual([{ layer: 1, name: 'utm', fid: 4951, values: [{ name: 'utm', value: 50 }] }])
    expect(identifyRaster(opened.db, 1, 0, 0)).toEqual([])
  })

  it('is refused under an address or with a ramp that is none', async () => {
    const opened = project()
    await importTiff(opened, tiffFile('a.tif', { width: 1, height: 1, values: [1] }))
    const tiles = openTiles(opened.db)
    expect(['rasters/2/0/0/0', 'rasters/x/0/0/0', 'rasters/1/0/1/0', 'rasters/1/0/0', 'rasters/1/99/0/0'].map((path) => tiles(path)!.status)).toEqual([404, 404, 404, 404, 404])
    for (const ramp of ['1', '5,000000;1,ffffff', 'a,000000;b,ffffff', '1,zzzzzz;2,ffffff']) expect(() => tiles(`rasters/1/0/0/0?ramp=${ramp}`)).toThrow('ramp')
    expect(tiles('rasters/1/0/0/0')!.status).toBe(200)
  })
})

describe('the ramp of a raster', () => {
  const rampOfValues = (values: number[]) => { const tally = createTally(values.length); tally.add(Float32Array.from(values)); return rampOf(tally.end(), 'mm') }

  it('goes both ways from 0 where values lie on both sides, else from low to high', () => {
    const both = rampOfValues(Array.from({ length: 1000 }, (_, i) => i - 300))
    expect([both.unit, both.stops.map((stop) => stop.value)]).toEqual(['mm', [-680, -340, 0, 340, 680]])
    const up = rampOfValues(Array.from({ length: 1001 }, (_, i) => i))
    expect([up.stops[0]!.value, up.stops.at(-1)!.value]).toEqual([20, 980])
  })

  it('ascends for a single value and for none', () => {
    for (const values of [[7, 7, 7], [NaN, NaN], [0]]) {
      const { stops } = rampOfValues(values)
      expect(stops.every((stop, i) => i === 0 || stop.value > stops[i - 1]!.value)).toBe(true)
    }
  })

  it('is kept as the style of the layer', async () => {
    const opened = project()
    await importTiff(opened, tiffFile('a.tif', { width: 2, height: 1, values: [-5, 5] }))
    expect(listLayers(opened.db)[0]!.style.ramp!.stops.map((stop) => stop.value)).toEqual([-5, -2.5, 0, 2.5, 5])
  })
})
