import type { MultiPolygon, Polygon, Position } from 'geojson'

/** A north-up raster, or a strip of one: cell (column, row) spans x0 + column·stepX … and y0 + row·stepY …; stepY is negative where rows run southwards. `values` row by row, NaN where there is no data. */
export interface ZonalGrid { width: number; height: number; x0: number; y0: number; stepX: number; stepY: number; values: ArrayLike<number> }

/** Which cells count, and by how much: `fraction` each by its covered share, `centre` those whose centre is inside, `touched` all that the area touches. */
export type ZonalRule = 'fraction' | 'centre' | 'touched'

/** Sums over the cells with data; those of strips of one raster can be added. `area` is the part of the polygon, in cells, that has data, whatever the rule. */
export interface ZonalSums { weight: number; sum: number; min: number; max: number; over: number; area: number }

/** Null where no cell with data counts. `share` is the part of the weight whose value is above the threshold; `coverage` the part of the area that has data, 0 to 1. */
export interface Zonal { cells: number; sum: number | null; mean: number | null; min: number | null; max: number | null; share: number | null; coverage: number }

export const noZonalSums: ZonalSums = { weight: 0, sum: 0, min: Infinity, max: -Infinity, over: 0, area: 0 }

/** Shares nearer to 0 or 1 than this are rounding. */
const rounding = 1e-9
const bandCells = 1 << 20

/** Sums of a grid's values in one area; both in the same planar coordinates. Rings must not cross; the direction of rings does not matter. Exact shares follow from signed trapezoids (as in anti-aliased rasterising), in O(edges + cells). */
export function zonalSums(geometry: Polygon | MultiPolygon, grid: ZonalGrid, rule: ZonalRule, threshold = Infinity): ZonalSums {
  const rings = ringsInCells(geometry, grid)
  const extent = extentOf(rings, grid)
  const sums = { ...noZonalSums }
  if (!extent) return sums
  const columns = extent.right - extent.left
  const bandRows = Math.max(1, Math.floor(bandCells / (columns + 2)))
  for (let top = extent.top; top < extent.bottom; top += bandRows) {
    const band: Band = { left: extent.left, columns, top, rows: Math.min(bandRows, extent.bottom - top) }
    const shares = coveredShares(rings, band)
    const weights = rule === 'centre' ? centres(rings, band) : rule === 'touched' ? touches(rings, band) : shares
    addBand(sums, grid, band, shares, weights, threshold)
  }
  return sums
}

/** The sums of two strips as one. */
export function addZonalSums(a: ZonalSums, b: ZonalSums): ZonalSums {
  return { weight: a.weight + b.weight, sum: a.sum + b.sum, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), over: a.over + b.over, area: a.area + b.area }
}

/** Statistics from the sums of all strips; `cellArea` is |stepX·stepY|. */
export function zonalOf(sums: ZonalSums, geometry: Polygon | MultiPolygon, cellArea: number): Zonal {
  const whole = planarArea(geometry) / cellArea
  const coverage = whole > 0 ? Math.min(1, sums.area / whole) : 0
  const some = sums.weight > 0
  return {
    cells: sums.weight, sum: some ? sums.sum : null, mean: some ? sums.sum / sums.weight : null, min: some ? sums.min : null, max: some ? sums.max : null,
    share: some ? sums.over / sums.weight : null, coverage: coverage > 1 - rounding ? 1 : coverage,
  }
}

/** Area of a geometry in its own units, holes taken out. */
export function planarArea(geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let area = 0
  for (const polygon of polygons) polygon.forEach((ring, i) => { area += (i === 0 ? 1 : -1) * Math.abs(signedArea(ring)) })
  return area
}

interface Ring { u: Float64Array; v: Float64Array; sign: number; skip?(edge: number): boolean }
interface Band { left: number; columns: number; top: number; rows: number }

/** Rings in cell coordinates; `sign` makes shells add and holes take away. */
function ringsInCells(geometry: Polygon | MultiPolygon, grid: ZonalGrid): Ring[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.flatMap((polygon) => polygon.map((ring, i): Ring => {
    const u = Float64Array.from(ring, (p) => ((p[0] ?? NaN) - grid.x0) / grid.stepX)
    const v = Float64Array.from(ring, (p) => ((p[1] ?? NaN) - grid.y0) / grid.stepY)
    let turn = 0
    for (let k = 0; k + 1 < u.length; k++) turn += (u[k]! - u[0]!) * (v[k + 1]! - v[0]!) - (u[k + 1]! - u[0]!) * (v[k]! - v[0]!)
    return { u, v, sign: (turn > 0 ? -1 : 1) * (i === 0 ? 1 : -1) }
  }))
}

function extentOf(rings: Ring[], grid: ZonalGrid): { left: number; right: number; top: number; bottom: number } | null {
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { u, v } of rings) {
    for (let k = 0; k < u.length; k++) {
      west = Math.min(west, u[k]!); east = Math.max(east, u[k]!)
      north = Math.min(north, v[k]!); south = Math.max(south, v[k]!)
    }
  }
  const found = { left: Math.max(0, Math.floor(west)), right: Math.min(grid.width, Math.floor(east) + 1), top: Math.max(0, Math.floor(north)), bottom: Math.min(grid.height, Math.floor(south) + 1) }
  return found.left < found.right && found.top < found.bottom ? found : null
}

/** Exact covered share per cell: each piece of an edge within one row and column adds its height to all cells on its right, and the trapezoid beside it to its own. */
function coveredShares(rings: Ring[], band: Band): Float64Array {
  const { columns, rows } = band
  const width = columns + 2
  const gathered = new Float64Array(width * rows)
  const piece = (row: number, u0: number, u1: number, height: number) => {
    const middle = (u0 + u1) / 2
    if (middle >= columns) return
    const column = middle <= 0 ? 0 : Math.floor(middle)
    const beyond = middle <= 0 ? 0 : middle - column
    gathered[row * width + column]! += height * (1 - beyond)
    gathered[row * width + column + 1]! += height * beyond
  }
  eachRowPiece(rings, band, (row, u0, u1, v0, v1, sign) => { splitByColumn(u0, u1, v0, v1, columns, (a, b, height) => piece(row, a, b, height * sign)) })
  const shares = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    let running = 0
    for (let column = 0; column < columns; column++) {
      running += gathered[row * width + column]!
      shares[row * columns + column] = running < rounding ? 0 : running > 1 - rounding ? 1 : running
    }
  }
  return shares
}

/** Every edge cut at the borders of rows; positions relative to the band, v within the row's own 0 to 1. */
function eachRowPiece(rings: Ring[], band: Band, visit: (row: number, u0: number, u1: number, v0: number, v1: number, sign: number) => void): void {
  for (const { u, v, sign, skip } of rings) {
    for (let k = 0; k + 1 < u.length; k++) {
      if (skip?.(k)) continue
      const [u0, v0, u1, v1] = [u[k]! - band.left, v[k]! - band.top, u[k + 1]! - band.left, v[k + 1]! - band.top]
      const [low, high] = v0 < v1 ? [v0, v1] : [v1, v0]
      if (v0 === v1 || high <= 0 || low >= band.rows) continue
      const slope = (u1 - u0) / (v1 - v0)
      for (let row = Math.max(0, Math.floor(low)); row < Math.min(band.rows, Math.ceil(high)); row++) {
        const from = Math.min(Math.max(v0, row), row + 1)
        const to = Math.min(Math.max(v1, row), row + 1)
        if (from !== to) visit(row, from === v0 ? u0 : u0 + (from - v0) * slope, to === v1 ? u1 : u0 + (to - v0) * slope, from - row, to - row, sign)
      }
    }
  }
}

/** A piece of an edge cut at the borders of columns; what lies left of the band counts in full, what lies right of it not at all. */
function splitByColumn(u0: number, u1: number, v0: number, v1: number, columns: number, add: (u0: number, u1: number, height: number) => void): void {
  const [low, high] = u0 < u1 ? [u0, u1] : [u1, u0]
  if (low >= columns) return
  if (high <= 0 || Math.floor(low) === Math.ceil(high) - 1 || low === high) { add(u0, u1, v1 - v0); return }
  const slope = (v1 - v0) / (u1 - u0)
  const heightAt = (u: number) => (u === u0 ? v0 : u === u1 ? v1 : v0 + (u - u0) * slope)
  const direction = u0 < u1 ? 1 : -1
  let from = u0
  const stops = direction > 0 ? [Math.max(0, Math.floor(low) + 1), Math.min(columns, Math.ceil(high) - 1)] : [Math.min(columns, Math.ceil(high) - 1), Math.max(0, Math.floor(low) + 1)]
  for (let stop = stops[0]!; direction > 0 ? stop <= stops[1]! : stop >= stops[1]!; stop += direction) {
    add(from, stop, heightAt(stop) - heightAt(from))
    from = stop
  }
  add(from, u1, heightAt(u1) - heightAt(from))
}

/** 1 for cells whose centre is inside (even-odd over all rings), else 0. */
function centres(rings: Ring[], band: Band): Float64Array {
  const inside = new Float64Array(band.columns * band.rows)
  const crossings: number[][] = Array.from({ length: band.rows }, () => [])
  for (const { u, v } of rings) {
    for (let k = 0; k + 1 < u.length; k++) {
      const [v0, v1] = [v[k]! - band.top - 0.5, v[k + 1]! - band.top - 0.5]
      for (let row = Math.max(0, Math.ceil(Math.min(v0, v1))); row < band.rows && row < Math.max(v0, v1); row++) crossings[row]!.push(u[k]! + ((row - v0) / (v1 - v0)) * (u[k + 1]! - u[k]!) - band.left)
    }
  }
  crossings.forEach((found, row) => {
    found.sort((a, b) => a - b)
    for (let k = 0; k + 1 < found.length; k += 2) {
      for (let column = Math.max(0, Math.ceil(found[k]! - 0.5)); column < band.columns && column + 0.5 < found[k + 1]!; column++) inside[row * band.columns + column] = 1
    }
  })
  return inside
}

/** 1 for cells whose centre is inside or that an edge crosses, else 0. As in GDAL's all-touched rule, an edge that runs along a border of cells (within a hundredth) touches nothing. */
function touches(rings: Ring[], band: Band): Float64Array {
  const touched = centres(rings, band)
  const mark = (row: number, u0: number, u1: number) => {
    const [low, high] = u0 < u1 ? [u0, u1] : [u1, u0]
    for (let column = Math.max(0, Math.floor(low)); column < band.columns && (column < high || column === Math.floor(low)); column++) touched[row * band.columns + column] = 1
  }
  const crossing = rings.map((ring) => ({ ...ring, skip: (k: number) => runsAlongBorder(ring.u[k]!, ring.v[k]!, ring.u[k + 1]!, ring.v[k + 1]!) }))
  eachRowPiece(crossing, band, mark)
  for (const { u, v, skip } of crossing) {
    for (let k = 0; k + 1 < u.length; k++) {
      const row = Math.floor(v[k]!) - band.top
      if (v[k] === v[k + 1] && row >= 0 && row < band.rows && !skip(k)) mark(row, u[k]! - band.left, u[k + 1]! - band.left)
    }
  }
  return touched
}

function runsAlongBorder(u0: number, v0: number, u1: number, v1: number): boolean {
  const within = (a: number, b: number) => Math.floor(a) === Math.floor(b) || Math.abs(a - b) < 0.01
  const onBorder = (a: number) => Math.abs(a - Math.round(a)) < 0.01
  if (within(u0, u1)) return onBorder(u0) && onBorder(u1)
  return within(v0, v1) && onBorder(v0) && onBorder(v1)
}

function addBand(sums: ZonalSums, grid: ZonalGrid, band: Band, shares: Float64Array, weights: Float64Array, threshold: number): void {
  for (let row = 0; row < band.rows; row++) {
    const start = (band.top + row) * grid.width + band.left
    for (let column = 0; column < band.columns; column++) {
      const weight = weights[row * band.columns + column]!
      const share = shares[row * band.columns + column]!
      if (weight === 0 && share === 0) continue
      const value = Number(grid.values[start + column])
      if (Number.isNaN(value)) continue
      sums.area += share
      if (weight === 0) continue
      sums.weight += weight
      sums.sum += weight * value
      if (value < sums.min) sums.min = value
      if (value > sums.max) sums.max = value
      if (value > threshold) sums.over += weight
    }
  }
}

function signedArea(ring: Position[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let sum = 0
  for (let k = 0; k + 1 < ring.length; k++) sum += ((ring[k]![0] ?? 0) - x0) * ((ring[k + 1]![1] ?? 0) - y0) - ((ring[k + 1]![0] ?? 0) - x0) * ((ring[k]![1] ?? 0) - y0)
  return sum / 2
}
