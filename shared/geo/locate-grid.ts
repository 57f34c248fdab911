import type { Position } from 'geojson'
import { boundsOfPath } from './bounds.ts'
import { polygonHolds, preparePolygon } from './contains.ts'
import type { PreparedPolygon } from './contains.ts'
import type { Locate } from './locate.ts'

/** One polygon of an area, prepared when it is first asked. Parts come in the order of their areas. */
export interface Part { area: number; rings: Position[][]; ready: PreparedPolygon | null }

/**
 * The same answers as asking every polygon, for many points: a grid whose cells know which polygons cover them whole and which cross them.
 * A cell that no edge comes near lies inside or outside as a whole, so that most points need no polygon at all.
 */
export function gridLocator(parts: Part[]): Locate {
  const boxes = parts.map((p) => boundsOfPath(p.rings[0]!))
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  let corners = 0
  boxes.forEach((b, i) => { west = Math.min(west, b[0]); south = Math.min(south, b[1]); east = Math.max(east, b[2]); north = Math.max(north, b[3]); for (const ring of parts[i]!.rings) corners += ring.length })
  const cells = Math.max(1024, Math.min(1 << 20, parts.length * 16 + corners))
  const width = Math.max(east - west, 1e-9)
  const height = Math.max(north - south, 1e-9)
  const columns = Math.max(1, Math.min(cells, Math.round(Math.sqrt((cells * width) / height))))
  const rows = Math.max(1, Math.round(cells / columns))
  const columnOf = (x: number) => Math.max(0, Math.min(columns - 1, Math.floor(((x - west) / width) * columns)))
  const rowOf = (y: number) => Math.max(0, Math.min(rows - 1, Math.floor(((y - south) / height) * rows)))

  const cellOf: number[] = []
  const code: number[] = []
  parts.forEach((part, i) => {
    const [b0, b1, b2, b3] = boxes[i]!
    const [left, right, low, high] = [columnOf(b0), columnOf(b2), rowOf(b1), rowOf(b3)]
    const w = right - left + 1
    const crossed = new Uint8Array(w * (high - low + 1))
    for (const ring of part.rings) for (let k = 0; k + 1 < ring.length; k++) {
      const [c1, c2, r1, r2] = [columnOf(ring[k]![0]!), columnOf(ring[k + 1]![0]!), rowOf(ring[k]![1]!), rowOf(ring[k + 1]![1]!)]
      for (let r = Math.min(r1, r2); r <= Math.max(r1, r2); r++) crossed.fill(1, (r - low) * w + Math.min(c1, c2) - left, (r - low) * w + Math.max(c1, c2) - left + 1)
    }
    for (let r = low; r <= high; r++) {
      let inside: boolean | null = null
      for (let c = left; c <= right; c++) {
        if (crossed[(r - low) * w + c - left]) { inside = null; cellOf.push(r * columns + c); code.push(i * 2); continue }
        inside ??= polygonHolds((part.ready ??= preparePolygon(part.rings)), west + ((c + 0.5) / columns) * width, south + ((r + 0.5) / rows) * height)
        if (inside) { cellOf.push(r * columns + c); code.push(i * 2 + 1) }
      }
    }
  })
  const start = new Uint32Array(columns * rows + 1)
  for (const cell of cellOf) start[cell + 1]!++
  for (let i = 0; i < columns * rows; i++) start[i + 1]! += start[i]!
  const entries = new Uint32Array(code.length)
  const next = start.slice()
  cellOf.forEach((cell, n) => { entries[next[cell]!++] = code[n]! })

  return (lon, lat) => {
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return -1
    const cell = rowOf(lat) * columns + columnOf(lon)
    for (let n = start[cell]!; n < start[cell + 1]!; n++) {
      const entry = entries[n]!
      const part = parts[entry >> 1]!
      if (entry & 1) return part.area
      const box = boxes[entry >> 1]!
      if (lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3] && polygonHolds((part.ready ??= preparePolygon(part.rings)), lon, lat)) return part.area
    }
    return -1
  }
}
