import type { Bounds } from './geometry.ts'
import type { Source } from './source.ts'

/** A raster of the project: its own grid of cells, north up. Cell (column, row) spans x0 + column·stepX … and y0 + row·stepY …, stepY negative, in the coordinates of `crs` (what `transformOf` takes). Level `levels - 1` holds the cells themselves; each one below halves them by averaging. */
export interface RasterGrid {
  width: number; height: number; x0: number; y0: number; stepX: number; stepY: number
  crs: string
  /** The number that stands for "no data" in the stored tiles. */
  nodata: number
  levels: number
  /** Of the values, empty where it is not known. */
  unit: string
}

/** How many columns and rows of tiles level 0 has. */
export function firstTiles(grid: Pick<RasterGrid, 'width' | 'height' | 'levels'>, tileSide: number): { columns: number; rows: number } {
  const across = tileSide * 2 ** (grid.levels - 1)
  return { columns: Math.ceil(grid.width / across), rows: Math.ceil(grid.height / across) }
}

/** Size of a level in cells. */
export function levelSize(grid: Pick<RasterGrid, 'width' | 'height' | 'levels'>, level: number): { width: number; height: number } {
  const by = 2 ** (grid.levels - 1 - level)
  return { width: Math.ceil(grid.width / by), height: Math.ceil(grid.height / by) }
}

/** A coordinate system for the register of a GeoPackage: its code by EPSG or ESRI, or null with a definition of its own (well-known text). */
export interface RasterSystem { authority: 'EPSG' | 'ESRI' | null; code: number | null; name: string; definition: string }

/** What a new raster is, known before its first tile. */
export interface RasterPlan { name: string; sublayer: string; dimension: string | null; grid: RasterGrid; system: RasterSystem; bbox: Bounds; source: Partial<Source> }

/** An encoded tile of one level, counted from the upper left corner. */
export interface RasterTile { level: number; column: number; row: number; data: Uint8Array }
