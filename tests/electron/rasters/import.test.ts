import { describe, expect, it } from 'vitest'
import { readFileSync, truncateSync } from 'node:fs'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { hideLayer, purgeHidden } from '../../../electron/core/sql/edit-layers.ts'
import { redoChange, undoChange } from '../../../electron/core/sql/changes.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { previewFile } from '../../../electron/core/import/preview.ts'
import { keep, project } from '../sql/helpers.ts'
import { cellsOf, codeOfWork, gridOf, importTiff, tiffFile } from './making.ts'

const small = Array.from({ length: 240 }, (_, i) => (i === 7 ? -9999 : i * 1.5 - 30))
const smallTiff = () => tiffFile('Rain 2022.tif', { width: 20, height: 12, values: small, nodata: -9999 })

describe('a raster that is imported', () => {
  it('is one layer with the grid, the values and the place of the file', async () => {
    const opened = project()
    const result = await importTiff(opened, smallTiff(), { dimension: 'environmental' })
    expect({ ...result, choices: result.choices.map(({ about, chosen }) => `${about} ${chosen}`) }).toEqual({
      layer: 'Rain 2022', layerId: 1, kind: 'raster', read: 1, imported: 1, rejected: 0, reasons: [], choices: ['kind raster', 'crs EPSG:4326'],
      notes: [{ code: 'RASTER_CELLS', count: 240, sample: '20 × 12 cells, 1 without data' }],
    })
    const [layer] = listLayers(opened.db)
    expect([layer!.kind, layer!.geometry, layer!.rows, layer!.fields, layer!.bbox, layer!.dimension, layer!.source.format, layer!.source.crs]).toEqual(['raster', 'none', 1, [], [10, 2, 20, 8], 'environmental', 'geotiff', 'EPSG:4326'])
    expect(gridOf(opened, 1)).toMatchObject({ width: 20, height: 12, x0: 10, y0: 8, stepX: 0.5, stepY: -0.5, nodata: -9999, levels: 1, crs: 'EPSG:4326' })
    expect(cellsOf(opened, 1)).toEqual(small.map((value) => (value === -9999 ? null : value)))
  })

  it('leaves a project that is sound and opens again with the same cells', async () => {
    const opened = project()
    await importTiff(opened, smallTiff())
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
    const again = keep(openProject(opened.path))
    expect(again.readOnly).toBeNull()
    expect(cellsOf(again, 1)[8]).toBe(-18)
  })

  it('has levels of averages below the cells, over the cells that have data', async () => {
    const opened = project()
    const values = Array.from({ length: 700 * 300 }, (_, i) => (i % 700 < 2 && i < 1400 ? (i === 0 ? 5 : -1) : Math.floor(i / 700)))
    await importTiff(opened, tiffFile('big.tif', { width: 700, height: 300, values, nodata: -1, step: 0.01 }))
    const grid = gridOf(opened, 1)
    expect(grid.levels).toBe(3)
    expect(cellsOf(opened, 1)).toEqual(values.map((value) => (value === -1 ? null : value)))
    const half = cellsOf(opened, 1, 1)
    expect([half.length, half[0], half[1], half[350], half.at(-1)]).toEqual([350 * 150, 5, 0.5, 2.5, 298.5])
    const quarter = cellsOf(opened, 1, 0)
    expect([quarter.length, quarter[1], quarter.at(-1)]).toEqual([175 * 75, 1.5, 297.5])
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('keeps no data apart from the lowest values where the file names no number for it', async () => {
    const opened = project()
    await importTiff(opened, tiffFile('holes.tif', { width: 2, height: 2, values: [NaN, -9999, 0, 3] }))
    expect(cellsOf(opened, 1)).toEqual([null, -9999, 0, 3])
  })

  it('moves columns beyond 180° to the west, and turns rows that run north', async () => {
    const opened = project()
    const world = await importTiff(opened, tiffFile('world.tif', { width: 36, height: 2, values: Array.from({ length: 72 }, (_, i) => i % 36), x0: 0, y0: 10, step: 10 }))
    expect(world.notes.map((note) => note.code)).toEqual(['RASTER_SHIFTED', 'RASTER_CELLS'])
    expect(gridOf(opened, 1).x0).toBe(-180)
    expect(cellsOf(opened, 1).slice(0, 36)).toEqual([...Array.from({ length: 18 }, (_, i) => i + 18), ...Array.from({ length: 18 }, (_, i) => i)])
    const turned = await importTiff(opened, tiffFile('south.tif', { width: 1, height: 300, values: Array.from({ length: 300 }, (_, i) => i), x0: 0, y0: -20, step: 0.1, stepY: -0.1 }))
    expect(turned.notes.map((note) => note.code)).toEqual(['RASTER_TURNED', 'RASTER_CELLS'])
    expect(gridOf(opened, 2)).toMatchObject({ stepY: -0.1 })
    expect(gridOf(opened, 2).y0).toBeCloseTo(10, 9)
    expect(cellsOf(opened, 2)).toEqual(Array.from({ length: 300 }, (_, i) => 299 - i))
  })

  it('is taken back and brought again by undo and redo, and removed for good by a purge', async () => {
    const opened = project()
    await importTiff(opened, smallTiff())
    const listed = () => opened.db.prepare("SELECT (SELECT count(*) FROM gpkg_contents WHERE data_type = '2d-gridded-coverage'), (SELECT count(*) FROM gpkg_tile_matrix), (SELECT count(*) FROM gpkg_2d_gridded_tile_ancillary)").raw().get()
    expect(listed()).toEqual([1, 1, 1])
    undoChange(opened.db)
    expect([listLayers(opened.db), listed()]).toEqual([[], [0, 0, 0]])
    redoChange(opened.db)
    expect([listLayers(opened.db).length, listed()]).toEqual([1, [1, 1, 1]])
    hideLayer(opened.db, 1)
    expect(purgeHidden(opened.db)).toBe(1)
    expect(opened.db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'rain_2022'").pluck().get()).toBe(0)
    expect(opened.db.prepare('SELECT count(*) FROM atlas_rasters').pluck().get()).toBe(0)
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('leaves nothing when it is cancelled, and a later import works', async () => {
    const opened = project()
    const path = tiffFile('big.tif', { width: 1200, height: 1200, values: new Float32Array(1_440_000).map((_, i) => i % 1000), step: 0.01 })
    const abort = new AbortController()
    expect(await codeOfWork(importTiff(opened, path, {}, abort.signal, () => abort.abort()))).toBe('CANCELLED')
    expect(opened.db.prepare("SELECT (SELECT count(*) FROM atlas_layers), (SELECT count(*) FROM atlas_sources), (SELECT count(*) FROM sqlite_master WHERE name = 'big'), (SELECT count(*) FROM gpkg_contents WHERE data_type <> 'attributes')").raw().get()).toEqual([0, 0, 0, 0])
    expect((await importTiff(opened, path)).imported).toBe(1)
  })

  it('is the same layer when the same file comes again, and another in its place when asked to replace it', async () => {
    const opened = project()
    const path = smallTiff()
    await importTiff(opened, path)
    expect((await importTiff(opened, path)).notes[0]!.code).toBe('ALREADY_IMPORTED')
    const other = tiffFile('Rain 2022.tif', { width: 1, height: 1, values: [4] })
    expect(await codeOfWork(importTiff(opened, other))).toBe('NAME_TAKEN')
    const replaced = await importTiff(opened, other, { replace: true })
    expect([replaced.layer, listLayers(opened.db).length, cellsOf(opened, replaced.layerId)]).toEqual(['Rain 2022', 1, [4]])
  })

  it('is refused with a reason where it cannot be placed, is of another kind, or is cut off', async () => {
    const opened = project()
    const metres = { width: 2, height: 2, values: [1, 2, 3, 4], x0: 500_000, y0: 600_000, step: 30 }
    expect(await codeOfWork(importTiff(opened, tiffFile('metres.tif', metres)))).toBe('CRS_MISSING')
    expect(await codeOfWork(importTiff(opened, smallTiff(), { as: 'events' }))).toBe('NOT_THAT_KIND')
    const cut = smallTiff()
    truncateSync(cut, Math.floor(readFileSync(cut).length * 0.6))
    expect(['FILE_TRUNCATED', 'FILE_CORRUPT']).toContain(await codeOfWork(importTiff(opened, cut)))
    expect(listLayers(opened.db)).toEqual([])
    const placed = await importTiff(opened, tiffFile('metres.tif', metres), { crs: 'EPSG:32634', name: 'Placed' })
    expect(listLayers(opened.db)[0]!.bbox!.map((value) => Math.round(value * 100) / 100)).toEqual([21, 5.43, 21, 5.43])
    expect(placed.choices[1]).toEqual({ about: 'crs', chosen: 'EPSG:32634', why: 'given', given: true })
  })

  it('is previewed from its head', async () => {
    const path = smallTiff()
    expect(await previewFile({ path, name: 'Rain 2022.tif' }, {})).toMatchObject({ format: 'geotiff', sublayers: [{ name: 'Rain 2022', rows: 1, geometry: 'none' }], kind: 'raster', name: 'Rain 2022', rows: 1, geometry: 'none', fields: [], notes: [{ code: 'RASTER_CELLS', count: 240, sample: '20 × 12 cells' }] })
  })

  it('that was damaged on the disk is found by the check', async () => {
    const opened = project()
    await importTiff(opened, smallTiff())
    opened.db.prepare('UPDATE rain_2022 SET tile_data = zeroblob(20)').run()
    opened.release()
    expect(checkProject(opened.path).problems).toEqual(['Layer “Rain 2022”: its tiles are not the ones that were imported.'])
  })
})
