import { closeSync, openSync, readSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { isAsciiGrid } from '../formats/ascii-grid.ts'
import { isTiff } from '../formats/tiff-head.ts'

/** True where a file is a raster by its first bytes: a TIFF or an ESRI ASCII grid. Rasters inside other files show when their sublayer is opened (`IS_RASTER`). */
export function isRasterFile(path: string): boolean {
  const head = new Uint8Array(200)
  const file = openSync(path, 'r')
  try {
    const count = readSync(file, head, 0, head.length, 0)
    return isTiff(head) || isAsciiGrid(head.subarray(0, count))
  } finally {
    closeSync(file)
  }
}

/** True where reading rows found a raster. */
export function isRasterInside(error: unknown): boolean {
  return error instanceof AtlasError && error.code === 'IS_RASTER'
}
