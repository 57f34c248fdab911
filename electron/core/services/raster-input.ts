import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { AreaInput, LayerInput, ZonalResults } from '../../../shared/analysis/input.ts'
import { addZonalSums, noZonalSums, zonalOf, zonalSums, type ZonalGrid } from '../../../shared/analysis/zonal.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Measure } from '../../../shared/model/framework.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { transformOf } from '../crs/index.ts'
import type { Db } from '../sql/database.ts'
import { getRasterGrid, type StoredRaster } from '../sql/raster-grid.ts'
import { readRasterWindow } from '../sql/raster-window.ts'

type Outline = Polygon | MultiPolygon | null
interface Box { west: number; south: number; east: number; north: number }
interface Cells { column: number; row: number; width: number; height: number }

/** Edges of areas are cut to this length before they are projected, so that they bend as the projection does. */
const longestEdgeDegrees = 0.1
const mostPieces = 100
export const mostCellsAtOnce = 16_000_000

/** A raster as the engine takes it: the cells around the areas, in the raster's own coordinates; where these are too many, the statistics that the measures ask for, summed strip by strip. Throws `RASTER_DAMAGED`. */
export function readRasterInput(db: Db, layer: Layer, areas: AreaInput, measures: readonly Measure[], mostCells = mostCellsAtOnce): LayerInput {
  const raster = getRasterGrid(db, layer.id)
  if (!raster) throw new AtlasError('RASTER_DAMAGED', `The grid of "${layer.name}" is missing: import the raster again with replace.`)
  const outlines = raster.crs === 'EPSG:4326' ? areas.geometries : projected(areas.geometries, raster.crs)
  const boxes = outlines.map(boxOf)
  const cells = cellsAround(raster, boxes)
  const input: LayerInput = { name: layer.name, kind: 'raster', count: 0, positions: null, geometries: null, columns: {}, dates: null, codes: null, outlines }
  if (cells.width * cells.height <= mostCells) return { ...input, grid: gridOf(db, raster, cells) }
  return { ...input, grid: null, zonal: distinct(measures).map((one) => sumStrips(db, raster, cells, outlines, boxes, one, mostCells)) }
}

function distinct(measures: readonly Measure[]): Pick<ZonalResults, 'rule' | 'threshold'>[] {
  const all = measures.map(({ rule, threshold }) => ({ rule: rule ?? 'fraction' as const, threshold: threshold ?? null }))
  return all.filter((one, i) => all.findIndex((other) => other.rule === one.rule && other.threshold === one.threshold) === i)
}

function sumStrips(db: Db, raster: StoredRaster, cells: Cells, outlines: Outline[], boxes: (Box | null)[], { rule, threshold }: Pick<ZonalResults, 'rule' | 'threshold'>, mostCells: number): ZonalResults {
  const sums = outlines.map(() => noZonalSums)
  const rows = Math.max(1, Math.floor(mostCells / cells.width))
  for (let row = cells.row; row < cells.row + cells.height; row += rows) {
    const grid = gridOf(db, raster, { ...cells, row, height: Math.min(rows, cells.row + cells.height - row) })
    const [top, bottom] = [grid.y0, grid.y0 + grid.height * grid.stepY]
    outlines.forEach((outline, i) => {
      const box = boxes[i]
      if (outline && box && box.south <= top && box.north >= bottom) sums[i] = addZonalSums(sums[i]!, zonalSums(outline, grid, rule, threshold ?? undefined))
    })
  }
  const cellArea = Math.abs(raster.stepX * raster.stepY)
  return { rule, threshold, results: outlines.map((outline, i) => (outline ? zonalOf(sums[i]!, outline, cellArea) : null)) }
}

function gridOf(db: Db, raster: StoredRaster, cells: Cells): ZonalGrid {
  const { x0, y0, stepX, stepY } = raster
  return { width: cells.width, height: cells.height, x0: x0 + cells.column * stepX, y0: y0 + cells.row * stepY, stepX, stepY, values: readRasterWindow(db, raster, { level: raster.levels - 1, ...cells }) }
}

/** The cells that the areas may touch, one more on each side; a single one where they lie elsewhere. */
function cellsAround({ x0, y0, stepX, stepY, width, height }: StoredRaster, boxes: (Box | null)[]): Cells {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const box of boxes) {
    if (!box) continue
    left = Math.min(left, (box.west - x0) / stepX)
    right = Math.max(right, (box.east - x0) / stepX)
    top = Math.min(top, (box.north - y0) / stepY)
    bottom = Math.max(bottom, (box.south - y0) / stepY)
  }
  const [column, row] = [Math.max(0, Math.floor(left) - 1), Math.max(0, Math.floor(top) - 1)]
  const [endColumn, endRow] = [Math.min(width, Math.ceil(right) + 1), Math.min(height, Math.ceil(bottom) + 1)]
  return column < endColumn && row < endRow ? { column, row, width: endColumn - column, height: endRow - row } : { column: 0, row: 0, width: 1, height: 1 }
}

/** Outlines in a raster's coordinates; null where a part of one lies outside the projection. */
function projected(outlines: Outline[], crs: string): Outline[] {
  const { inverse } = transformOf(crs)
  const ring = (positions: Position[]) => bent(positions).map(([lon = NaN, lat = NaN]) => inverse(lon, lat))
  const isWhole = (rings: Position[][]) => rings.every((one) => one.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)))
  return outlines.map((outline): Outline => {
    if (!outline) return null
    const polygons = (outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates).map((rings) => rings.map(ring))
    return polygons.every(isWhole) ? { type: 'MultiPolygon', coordinates: polygons } : null
  })
}

function bent(ring: Position[]): Position[] {
  return ring.flatMap((to, i) => {
    const from = ring[i - 1]
    if (!from) return [to]
    const [dx, dy] = [to[0]! - from[0]!, to[1]! - from[1]!]
    const pieces = Math.min(mostPieces, Math.max(1, Math.ceil(Math.hypot(dx, dy) / longestEdgeDegrees)))
    return Array.from({ length: pieces }, (_, k): Position => (k === pieces - 1 ? to : [from[0]! + (dx * (k + 1)) / pieces, from[1]! + (dy * (k + 1)) / pieces]))
  })
}

function boxOf(outline: Outline): Box | null {
  if (!outline) return null
  const box: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const polygon of outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates) {
    for (const [x = NaN, y = NaN] of polygon[0] ?? []) {
      box.west = Math.min(box.west, x)
      box.east = Math.max(box.east, x)
      box.south = Math.min(box.south, y)
      box.north = Math.max(box.north, y)
    }
  }
  return box.west <= box.east ? box : null
}
