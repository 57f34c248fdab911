import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { transformOf } from '../../../electron/core/crs/index.ts'
import { openGeoTiff } from '../../../electron/core/formats/geotiff-raster.ts'
import { rasterZonal } from '../../../electron/core/formats/raster-zonal.ts'
import type { OpenedRaster } from '../../../electron/core/formats/raster.ts'
import { shapefile } from '../../../electron/core/formats/shapefile.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, readAll } from './reading.ts'

/** A raster whose cell values are their column and row. */
function made(over: Partial<OpenedRaster> = {}): OpenedRaster {
  const size = { width: 360, height: 180, ...over }
  return {
    name: 'made', transform: [-180, 1, 0, 90, 0, -1], crs: null, nodata: null, ...size,
    async readWindow(column, row, width, height) {
      return Float32Array.from({ length: width * height }, (_, i) => {
        const [x, y] = [column + (i % width), row + Math.floor(i / width)]
        return x < 0 || y < 0 || x >= size.width || y >= size.height ? NaN : x + y * 1000
      })
    },
  }
}

const square = (west: number, south: number, size: number): Polygon => ({ type: 'Polygon', coordinates: [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]] })

describe('zonal statistics of a raster band', () => {
  it('reads only what an area needs and weighs its cells', async () => {
    expect(await rasterZonal(made(), square(10, 20, 2), 'fraction')).toEqual({ cells: 4, sum: 4 * 190.5 + 4 * 68_500, mean: 68_690.5, min: 68_190, max: 69_191, share: 0, coverage: 1 })
  })

  it('gives the same in one strip and in many', async () => {
    const whole: Polygon = square(-170, -80, 160)
    const wide = made({ width: 36_000, height: 18_000, transform: [-180, 0.01, 0, 90, 0, -0.01] })
    const part = await rasterZonal(wide, square(0.0051, 0.0051, 20.0033), 'fraction')
    expect(part.cells).toBeCloseTo(20.0033 ** 2 / 1e-4, 2)
    expect((await rasterZonal(made(), whole, 'centre')).cells).toBe(160 * 160)
  })

  it('meets an area west of Greenwich in a raster of 0 to 360 degrees', async () => {
    const east = made({ transform: [0, 1, 0, 90, 0, -1] })
    expect((await rasterZonal(east, square(-10, 20, 1), 'fraction')).mean).toBe(350 + 69_000)
    expect((await rasterZonal(east, square(-1, 20, 2), 'fraction')).cells).toBe(4)
  })

  it('takes the area into the raster’s own coordinates', async () => {
    const utm = made({ width: 10, height: 10, crs: 'EPSG:32634', transform: [500_000, 1000, 0, 610_000, 0, -1000] })
    const { forward } = transformOf('EPSG:32634')
    const area: Polygon = { type: 'Polygon', coordinates: [[[502_000, 602_000], [506_000, 602_000], [506_000, 606_000], [502_000, 606_000], [502_000, 602_000]].map(([x = 0, y = 0]) => forward(x, y))] }
    const found = await rasterZonal(utm, area, 'fraction')
    expect([found.cells, found.mean].map((v) => Math.round((v ?? NaN) * 1000) / 1000)).toEqual([16, 3.5 + 5500])
  })

  it('refuses a rotated raster and stops when it is told to', async () => {
    expect(await codeOf(rasterZonal(made({ transform: [0, 1, 0.1, 0, 0.1, -1] }), square(0, 0, 1), 'fraction'))).toBe('RASTER_ROTATED')
    await expect(rasterZonal(made(), square(0, 0, 1), 'fraction', undefined, AbortSignal.abort())).rejects.toThrow()
  })

  it.skipIf(!shared)('finds the published values in a raster of another projection', async () => {
    const { bands: [band], close } = await openGeoTiff({ path: sharedFile('fixtures/raster-zonal/rasterstats/slope.tif'), name: 'slope.tif' })
    const { layer, rows } = await readAll(shapefile, sharedFile('fixtures/raster-zonal/rasterstats/polygons.shp'))
    const { forward } = transformOf(layer.crs)
    const areas = rows.map((row): Polygon => ({ type: 'Polygon', coordinates: (row.geometry as Polygon).coordinates.map((ring) => ring.map(([x = 0, y = 0]) => forward(x, y))) }))
    const found = await Promise.all(areas.map((area) => rasterZonal(band as OpenedRaster, area, 'centre')))
    close()
    expect(found.map((one) => one.cells)).toEqual([75, 50])
    expect(found[0]?.mean).toBeCloseTo(14.66008489, 6)
  })
})
