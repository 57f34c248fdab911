import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCore } from '../../../electron/core/open-core.ts'
import { startNode } from '../../../electron/core/process.ts'
import { readRasterInput } from '../../../electron/core/services/raster-input.ts'
import { listAreaSets, readAreaInput } from '../../../electron/core/sql/areas.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { createProject } from '../../../electron/core/sql/open.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import type { Measure } from '../../../shared/model/framework.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { addAreas, folder, project } from '../sql/helpers.ts'
import { importTiff, tiffFile } from './making.ts'

const rules = ['fraction', 'centre', 'touched'] as const

/** Squares of one degree at 0, 1 and 2° east (codes A3, A2, A1) and a raster over them. */
async function withRaster(parts: Parameters<typeof tiffFile>[1]) {
  const opened = project()
  addAreas(opened, 'areas', 1)
  await importTiff(opened, tiffFile('rain.tif', parts))
  const areas = readAreaInput(opened.db, listAreaSets(opened.db)[0]!.id)
  const layer = listLayers(opened.db).find((one) => one.kind === 'raster')!
  return (kind: Measure['kind'], more: Partial<Measure> = {}, mostCells?: number) => {
    const task: Measure = { kind, ...more }
    return measureAreas(task, areas, readRasterInput(opened.db, layer, areas, [task], mostCells)).measured
  }
}

describe('measures over a stored raster', () => {
  it('take each cell by its share of the area, and say how much of the area has data', async () => {
    const measure = await withRaster({ width: 2, height: 2, x0: 0.5, y0: 1, step: 1, stepY: 0.5, values: [1, 2, 3, 4] })
    expect(measure('raster-sum')).toEqual({ values: [3, 5, 2], coverage: [0.5, 1, 0.5] })
    expect(measure('raster-mean')).toEqual({ values: [3, 2.5, 2], coverage: [0.5, 1, 0.5] })
    expect(measure('raster-min').values).toEqual([2, 1, 1])
    expect(measure('raster-max').values).toEqual([4, 4, 3])
    expect(measure('raster-share', { threshold: 2.5 }).values).toEqual([0.5, 0.5, 0.5])
    expect(measure('raster-sum', { rule: 'touched' }).values).toEqual([6, 10, 4])
  })

  it('leave out cells without data, and are missing where there are none', async () => {
    const measure = await withRaster({ width: 2, height: 1, x0: 1, y0: 1, step: 1, values: [-9999, 7], nodata: -9999 })
    expect(measure('raster-mean')).toEqual({ values: [7, null, null], coverage: [1, 0, 0] })
  })

  it('are the same strip by strip as at once, by every rule', async () => {
    const measure = await withRaster({ width: 310, height: 130, x0: -0.03, y0: 1.08, step: 0.01, values: Array.from({ length: 40_300 }, (_, i) => (i % 11 ? Math.sin(i) * 9 : -1)), nodata: -1 })
    for (const rule of rules) {
      for (const kind of ['raster-sum', 'raster-mean', 'raster-min', 'raster-max', 'raster-share'] as const) {
        const [whole, strips] = [measure(kind, { rule, threshold: 3 }), measure(kind, { rule, threshold: 3 }, 5000)]
        strips.values.forEach((value, i) => expect(value).toBeCloseTo(whole.values[i]!, 9))
        strips.coverage.forEach((value, i) => expect(value).toBeCloseTo(whole.coverage[i]!, 9))
      }
    }
  })

  it('are taken in the raster’s own grid where it is projected', async () => {
    const utm = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32631 }
    const measure = await withRaster({ width: 400, height: 120, x0: 150_000, y0: 115_000, step: 1000, values: Float32Array.from({ length: 48_000 }).fill(1), crs: utm })
    const { values, coverage } = measure('raster-sum')
    values.forEach((value) => expect(Math.abs(value! / 12_309 - 1)).toBeLessThan(0.003))
    coverage.forEach((share) => expect(share).toBeCloseTo(1, 9))
  })

  it('of other kinds are refused with what to choose instead', async () => {
    const measure = await withRaster({ width: 1, height: 1, values: [1] })
    expect(() => measure('count')).toThrow('raster-mean')
  })
})

/** Rows of a plain CSV by a column. */
function referenceOf(path: string, key: string): Map<string, Record<string, string>> {
  const [head = '', ...lines] = readFileSync(sharedFile(path), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return new Map(lines.map((line) => { const cells = line.split(','); const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])); return [row[key]!, row] }))
}

describe.skipIf(!shared)('measures over real rasters', () => {
  it('equal the reference of population, density and land by municipality, and of a projected slope', async () => {
    const path = join(folder(), 'real.gpkg')
    createProject(path, { title: 'Real' }).release()
    const core = await openCore({ project: path, staging: folder(), dataFolder: folder(), start: startNode })
    const context = { report: () => {}, signal: new AbortController().signal }
    const bring = (file: string, options: object) => core.call('imports.run', { file: core.hold({ path: sharedFile(`fixtures/raster-zonal/${file}`), name: file.split('/').pop()! }), options }, context)
    try {
      await bring('sao_miguel/concelhos.gpkg', { as: 'areas', level: 1, name: 'municipalities' })
      await bring('rasterstats/polygons.shp', { as: 'areas', level: 2, name: 'polygons' })
      const sets = await core.call('areaSets.list', {}, context)
      const setOf = (name: string) => sets.find((set) => set.name === name)!.id
      let compared = 0
      for (const raster of ['count', 'density', 'land_area']) {
        await bring(`sao_miguel/gpw_v411_2020_${raster}_2020.tif`, { name: raster })
        const reference = referenceOf(`fixtures/raster-zonal/reference/gpw_v411_2020_${raster}_2020_by_concelho.csv`, 'area')
        for (const [rule, column] of [['centre', 'mean_centre'], ['fraction', 'mean_exact'], ['touched', 'mean_touched']] as const) {
          const { names, values } = await core.call('measures.compute', { areaSet: setOf('municipalities'), layer: raster, measure: { kind: 'raster-mean', rule } }, context)
          names.forEach((name, i) => { compared++; expect(Math.abs(values[i]! / Number(reference.get(name)![column]) - 1)).toBeLessThan(1e-8) })
        }
      }
      expect(compared).toBe(54)
      await bring('rasterstats/slope.tif', { name: 'slope' })
      const slope = async (rule: 'fraction' | 'centre' | 'touched') => (await core.call('measures.compute', { areaSet: setOf('polygons'), layer: 'slope', measure: { kind: 'raster-mean', rule } }, context)).values.map((value) => Number(value!.toFixed(6)))
      expect([await slope('centre'), await slope('fraction'), await slope('touched')]).toEqual([[14.660085, 56.60576], [15.021269, 55.61367], [15.739456, 50.592021]])
    } finally {
      await core.close()
    }
  })
})
