import { readFileSync } from 'node:fs'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Format } from '../../electron/core/formats/format.ts'
import { geopackage } from '../../electron/core/formats/geopackage.ts'
import { openGeoTiff } from '../../electron/core/formats/geotiff-raster.ts'
import { shapefile } from '../../electron/core/formats/shapefile.ts'
import { addZonalSums, noZonalSums, planarArea, zonalOf, zonalSums } from '../../shared/analysis/zonal.ts'
import type { Zonal, ZonalGrid, ZonalRule } from '../../shared/analysis/zonal.ts'
import { shared, sharedFile } from '../fixtures.ts'

const grid = (width: number, height: number, values: number[], place: Partial<ZonalGrid> = {}): ZonalGrid => ({ width, height, x0: 0, y0: height, stepX: 1, stepY: -1, values, ...place })
const square = (x: number, y: number, size: number): Position[] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
const polygon = (...rings: Position[][]): Polygon => ({ type: 'Polygon', coordinates: rings })
const measure = (geometry: Polygon | MultiPolygon, on: ZonalGrid, rule: ZonalRule, threshold?: number) => zonalOf(zonalSums(geometry, on, rule, threshold), geometry, Math.abs(on.stepX * on.stepY))

describe('zonal statistics', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9]

  it('weighs each cell by its covered share', () => {
    expect(measure(polygon(square(0.5, 0.5, 2)), grid(3, 3, values), 'fraction')).toEqual({ cells: 4, sum: 20, mean: 5, min: 1, max: 9, share: 0, coverage: 1 })
    expect(measure(polygon(square(0.25, 0.25, 0.5)), grid(3, 3, values), 'fraction')).toEqual({ cells: 0.25, sum: 1.75, mean: 7, min: 7, max: 7, share: 0, coverage: 1 })
  })

  it('takes cells by their centres, and all that are touched', () => {
    expect(measure(polygon(square(0.4, 0.4, 1.2)), grid(3, 3, values), 'centre')).toMatchObject({ cells: 4, sum: 4 + 5 + 7 + 8 })
    expect(measure(polygon(square(0.6, 0.6, 0.8)), grid(3, 3, values), 'centre')).toMatchObject({ cells: 0, sum: null, mean: null, coverage: 1 })
    expect(measure(polygon(square(0.6, 0.6, 0.8)), grid(3, 3, values), 'touched')).toMatchObject({ cells: 4, mean: 6 })
    expect(measure(polygon(square(1, 1, 1)), grid(3, 3, values), 'touched')).toMatchObject({ cells: 1, sum: 5 })
  })

  it('takes holes out, whatever the direction of the rings', () => {
    const [outer, hole] = [square(0, 0, 3), square(1, 1, 1)]
    for (const rings of [[outer, hole], [outer.toReversed(), hole], [outer, hole.toReversed()], [outer.toReversed(), hole.toReversed()]]) {
      for (const rule of ['fraction', 'centre'] as const) expect(measure(polygon(...rings), grid(3, 3, values), rule)).toMatchObject({ cells: 8, sum: 40, coverage: 1 })
    }
  })

  it('adds the parts of a multipolygon', () => {
    const both: MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(2, 2, 1)]] }
    expect(measure(both, grid(3, 3, values), 'fraction')).toMatchObject({ cells: 2, sum: 7 + 3 })
  })

  it('gives the share of the area above a threshold', () => {
    expect(measure(polygon(square(0, 0, 3)), grid(3, 3, values), 'fraction', 5)).toMatchObject({ share: 4 / 9 })
  })

  it('leaves cells without data out, and says how much of the area has data', () => {
    const some = grid(3, 3, [NaN, 2, 3, NaN, 5, 6, NaN, 8, 9])
    expect(measure(polygon(square(0, 0, 3)), some, 'fraction')).toMatchObject({ cells: 6, sum: 33, min: 2 })
    expect(measure(polygon(square(0, 0, 3)), some, 'fraction').coverage).toBeCloseTo(2 / 3, 12)
    expect(measure(polygon(square(0, 0, 6)), grid(3, 3, values), 'fraction')).toMatchObject({ cells: 9, coverage: 0.25 })
  })

  it('is missing, not 0, where the raster has nothing', () => {
    const nothing = { cells: 0, sum: null, mean: null, min: null, max: null, share: null, coverage: 0 }
    for (const rule of ['fraction', 'centre', 'touched'] as const) {
      expect(measure(polygon(square(10, 10, 2)), grid(3, 3, values), rule)).toEqual(nothing)
      expect(measure(polygon(square(0, 0, 3)), grid(3, 3, values.map(() => NaN)), rule)).toEqual(nothing)
    }
  })

  it('does the same with rows that run northwards', () => {
    const north = grid(3, 3, [7, 8, 9, 4, 5, 6, 1, 2, 3], { y0: 0, stepY: 1 })
    expect(measure(polygon(square(0.5, 0.25, 1.5)), north, 'fraction')).toEqual(measure(polygon(square(0.5, 0.25, 1.5)), grid(3, 3, values), 'fraction'))
  })

  it('sums shares to the area of random stars, and strips add up to the whole', () => {
    let seed = 11
    const next = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648 }
    for (let trial = 0; trial < 60; trial++) {
      const [x, y] = [4 + 12 * next(), 4 + 12 * next()]
      const ring = Array.from({ length: 40 }, (_, i): Position => { const r = 0.3 + 3.5 * next(); return [x + r * Math.cos((i * Math.PI) / 20), y + r * Math.sin((i * Math.PI) / 20)] })
      const star = polygon([...ring, ring[0] ?? [0, 0]])
      const size = 20
      const ones = grid(size, size, Array.from({ length: size * size }, () => 1 + next()))
      const whole = zonalSums(star, ones, 'fraction')
      expect(Math.abs(whole.weight - planarArea(star))).toBeLessThan(1e-6)
      for (const rule of ['fraction', 'centre', 'touched'] as const) {
        const strips = [[0, 7], [7, 8], [8, 20]].map(([from = 0, to = 0]) => zonalSums(star, { ...ones, height: to - from, y0: size - from, values: (ones.values as number[]).slice(from * size, to * size) }, rule))
        const added = strips.reduce(addZonalSums, noZonalSums)
        const once = zonalSums(star, ones, rule)
        expect([added.min, added.max]).toEqual([once.min, once.max])
        expect(Math.abs(added.weight - once.weight) + Math.abs(added.sum - once.sum)).toBeLessThan(1e-6)
      }
    }
  })

  it.skipIf(!shared).each(['count', 'density', 'land_area'])('agrees with rasterio and exact fractions on the concelhos of São Miguel: %s', async (name) => {
    const raster = await bandOf(`fixtures/raster-zonal/sao_miguel/gpw_v411_2020_${name}_2020.tif`)
    const areas = await rowsOf(geopackage, 'fixtures/raster-zonal/sao_miguel/concelhos.gpkg')
    const reference = tableOf(`fixtures/raster-zonal/reference/gpw_v411_2020_${name}_2020_by_concelho.csv`)
    expect(reference).toHaveLength(6)
    for (const row of reference) agree(areas.find((area) => area.values[0] === row.area)?.geometry, raster, row)
  })

  it.skipIf(!shared)('agrees with the published values of rasterstats, also with missing cells', async () => {
    const areas = await rowsOf(shapefile, 'fixtures/raster-zonal/rasterstats/polygons.shp')
    const reference = tableOf('fixtures/raster-zonal/reference/rasterstats_polygons.csv')
    expect(reference).toHaveLength(6)
    for (const row of reference) agree(areas[Number(row.polygon)]?.geometry, await bandOf(`fixtures/raster-zonal/rasterstats/${row.raster}`), row)
  })

  it.skipIf(!shared)('agrees with the published rainfall anomalies of Somalia', async () => {
    const raster = await bandOf('fixtures/som/climate/ea_chirps_seasaccum_anom_marmay_202230_lta.tif')
    const { features } = JSON.parse(readFileSync(sharedFile('fixtures/som/climate/polbnda_adm1_1m_ocha.geojson'), 'utf8')) as { features: { properties: { ADM1_PCODE: string }; geometry: MultiPolygon }[] }
    const reference = tableOf('fixtures/som/reference/chirps_zonal_vs_published.csv')
    expect(reference).toHaveLength(18)
    for (const row of reference) {
      const geometry = features.find((feature) => feature.properties.ADM1_PCODE === row.pcode)?.geometry
      agree(geometry, raster, row)
      if (geometry) expect(Math.abs((measure(geometry, raster, 'centre').mean ?? NaN) - Number(row.published_mean))).toBeLessThan(1e-5)
    }
  })

  it.skipIf(!shared)('gives no data to the areas that the rainfall raster does not reach', async () => {
    const raster = await bandOf('fixtures/som/climate/ea_chirps_seasaccum_anom_marmay_202230_lta.tif')
    const { features } = JSON.parse(readFileSync(sharedFile('fixtures/caf/boundaries/caf_admin2.geojson'), 'utf8')) as { features: { properties: { adm2_pcode: string }; geometry: Polygon }[] }
    const reference = new Map(tableOf('fixtures/caf/reference/rainfall_anomaly_by_adm2.csv').map((row) => [row.pcode, row]))
    for (const { properties, geometry } of features) agree(geometry, raster, reference.get(properties.adm2_pcode) ?? {})
    expect(features).toHaveLength(72)
  })
})

function agree(geometry: unknown, raster: ZonalGrid, row: Record<string, string>): void {
  const shape = geometry as Polygon | MultiPolygon
  const [exact, centre, touched] = (['fraction', 'centre', 'touched'] as const).map((rule) => measure(shape, raster, rule)) as [Zonal, Zonal, Zonal]
  expect([row.name ?? row.area, centre.cells, touched.cells]).toEqual([row.name ?? row.area, Number(row.count_centre), Number(row.count_touched)])
  const pairs: [number | null, string | undefined][] = [[centre.mean, row.mean_centre], [centre.min, row.min_centre], [centre.max, row.max_centre], [touched.mean, row.mean_touched], [exact.cells, row.cells_exact], [exact.mean, row.mean_exact], [exact.coverage, row.covered_fraction]]
  for (const [ours, theirs] of pairs) {
    if (theirs === '') expect(ours).toBeNull()
    else expect(Math.abs((ours ?? NaN) - Number(theirs))).toBeLessThan(1e-8 * Math.max(1, Math.abs(Number(theirs))))
  }
}

async function bandOf(file: string): Promise<ZonalGrid> {
  const { bands, close } = await openGeoTiff({ path: sharedFile(file), name: 'raster.tif' })
  const [band] = bands
  if (!band) throw new Error('no band')
  const values = await band.readWindow(0, 0, band.width, band.height)
  close()
  return { width: band.width, height: band.height, x0: band.transform[0], y0: band.transform[3], stepX: band.transform[1], stepY: band.transform[5], values }
}

async function rowsOf(format: Format, file: string) {
  const opened = await format.open({ path: sharedFile(file), name: 'areas' }, {})
  const layer = await opened.openLayer(opened.sublayers[0]?.name ?? '')
  const rows = []
  for await (const batch of layer.batches()) rows.push(...batch)
  opened.close()
  return rows
}

function tableOf(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(sharedFile(file), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
}
