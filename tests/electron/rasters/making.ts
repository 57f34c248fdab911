import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { startNode } from '../../../electron/core/process.ts'
import { importPath } from '../../../electron/core/services/imports.ts'
import { getRasterGrid, type StoredRaster } from '../../../electron/core/sql/raster-grid.ts'
import { readRasterWindow } from '../../../electron/core/sql/raster-window.ts'
import type { Project } from '../../../electron/core/sql/open.ts'
import type { ImportOptions, ImportResult } from '../../../shared/model/import.ts'
import { folder } from '../sql/helpers.ts'

export interface TiffParts { width: number; height: number; values: ArrayLike<number>; x0?: number; y0?: number; step?: number; stepY?: number; nodata?: number; crs?: Record<string, number> }

/** A 32-bit GeoTIFF in degrees (or another system by its keys), north up from (x0, y0). */
export function tiffFile(name: string, { width, height, values, x0 = 10, y0 = 8, step = 0.5, stepY = step, nodata, crs = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 } }: TiffParts): string {
  const head = { width, height, ModelPixelScale: [step, stepY, 0], ModelTiepoint: [0, 0, 0, x0, y0, 0], GTRasterTypeGeoKey: 1, SampleFormat: [3], BitsPerSample: [32], ...crs, ...(nodata === undefined ? {} : { GDAL_NODATA: `${nodata}\0` }) }
  const path = join(folder(), name)
  writeFileSync(path, Buffer.from(writeArrayBuffer(Float32Array.from(values), head as unknown as Parameters<typeof writeArrayBuffer>[1])))
  return path
}

/** Imports a file as the window and the command line do, in a process of its own. */
export function importTiff(project: Project, path: string, options: ImportOptions = {}, signal = new AbortController().signal, report: (step: { step: string; done?: number }) => void = () => {}): Promise<ImportResult> {
  return importPath(project.db, { path, name: basename(path) }, options, startNode, { signal, report: report as never })
}

export function gridOf(project: Project, id: number): StoredRaster {
  const grid = getRasterGrid(project.db, id)
  if (!grid) throw new Error(`no raster ${id}`)
  return grid
}

/** All cells of a level, null for no data. */
export function cellsOf(project: Project, id: number, level?: number): (number | null)[] {
  const grid = gridOf(project, id)
  const at = level ?? grid.levels - 1
  const by = 2 ** (grid.levels - 1 - at)
  return Array.from(readRasterWindow(project.db, grid, { level: at, column: 0, row: 0, width: Math.ceil(grid.width / by), height: Math.ceil(grid.height / by) }), (value) => (Number.isNaN(value) ? null : value))
}

/** The code of what a promise ends with; `none` when it keeps. */
export async function codeOfWork(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'none', (error: unknown) => (error as { code?: string }).code ?? `bug: ${String(error)}`)
}
