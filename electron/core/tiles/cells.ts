import type { Columns } from '../../../shared/model/columns.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { projector } from './grid.ts'

export const mostCells = 20_000

/** `from` and `to` in days since 1970-01-01, inclusive. A record without a date is left out as soon as a period is asked for. */
export interface CellQuery { zoom: number; bounds: Bounds | null; from: number | null; to: number | null }

/**
 * Sums events per square cell of eight pixels at a zoom (wider where there would be more than 20,000 cells).
 * Answers columns with the mean position of each cell's events, the sum of weights (or the count) as weight, and the first event's record.
 */
export function sumCells(columns: Columns, query: CellQuery): Columns {
  for (let zoom = query.zoom + 6; ; zoom--) {
    const cells = gather(columns, query, zoom)
    if (cells && cells.count <= mostCells) return cells.columns(columns)
  }
}

function gather(columns: Columns, { bounds, from, to }: CellQuery, zoom: number): { count: number; columns: (from: Columns) => Columns } | null {
  const project = projector(0, 0, 0)
  const side = 2 ** zoom / 4096
  const cells = new Map<number, number>()
  const [lon, lat, sum, events, first]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  const weighted = columns.header.weight !== null
  for (let i = 0; i < columns.header.count; i++) {
    const [x, y] = [columns.positions[2 * i]!, columns.positions[2 * i + 1]!]
    if (!(x >= -180 && x <= 180)) continue
    if (bounds && (x < bounds[0] || x > bounds[2] || y < bounds[1] || y > bounds[3])) continue
    const day = columns.days[i]!
    if ((from !== null && !(day >= from)) || (to !== null && !(day < to + 1))) continue
    const [px, py] = project(x, y)
    const key = Math.floor(px * side) * 2 ** 26 + Math.floor(py * side)
    let cell = cells.get(key)
    if (cell === undefined) {
      if (cells.size >= mostCells && zoom > 0) return null
      cells.set(key, (cell = lon.length))
      lon.push(0); lat.push(0); sum.push(0); events.push(0); first.push(columns.fids[i]!)
    }
    lon[cell]! += x
    lat[cell]! += y
    events[cell]! += 1
    const weight = columns.weights[i]!
    sum[cell]! += weighted ? (Number.isNaN(weight) ? 0 : weight) : 1
  }
  return {
    count: lon.length,
    columns: ({ header }) => ({
      header: { ...header, count: lon.length, weight: header.weight ?? 'count', category: null, categories: [] },
      positions: Float64Array.from({ length: lon.length * 2 }, (_, i) => (i % 2 ? lat : lon)[i >> 1]! / events[i >> 1]!),
      days: new Float32Array(lon.length).fill(Number.NaN), weights: Float32Array.from(sum), fids: Uint32Array.from(first), categories: new Uint8Array(lon.length).fill(255),
    }),
  }
}
