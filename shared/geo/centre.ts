import type { Geometry, Position } from 'geojson'
import type { LonLat } from '../model/geometry.ts'
import { boundsOf, boundsOfPath } from './bounds.ts'
import { bandKm2, latitudeOfBand, radians } from './ellipsoid.ts'
import { polygonsOf } from './parts.ts'

/**
 * The centroid of an area, computed in the equal-area cylindrical projection of EPSG:6933 set on the area's own meridian, so that parts on both sides of ±180 belong together.
 * The mean of the vertices where the polygons have no surface; null for an empty geometry.
 */
export function centroid(geometry: Geometry | null): LonLat | null {
  const polygons = polygonsOf(geometry)
  const box = boundsOf(geometry)
  if (!polygons.length || !box) return null
  const [west, east] = box[2] - box[0] > 180 ? spanOf(polygons) : [box[0], box[2]]
  const lonOf = (p: Position) => (p[0]! < west ? p[0]! + 360 : p[0]!)
  const origin = (west + east) / 2
  const middleBand = bandOf((box[1] + box[3]) / 2)
  let area = 0, sumX = 0, sumY = 0, meanX = 0, meanY = 0, count = 0
  for (const rings of polygons) rings.forEach((ring, index) => {
    let ringArea = 0, ringX = 0, ringY = 0
    const n = ring.length
    let x1 = lonOf(ring[n - 1]!) - origin
    let y1 = bandOf(ring[n - 1]![1]!) - middleBand
    for (const p of ring) {
      const x2 = lonOf(p) - origin
      const y2 = bandOf(p[1]!) - middleBand
      const cross = x1 * y2 - x2 * y1
      ringArea += cross
      ringX += (x1 + x2) * cross
      ringY += (y1 + y2) * cross
      if (index === 0) { meanX += x2; meanY += y2; count++ }
      x1 = x2
      y1 = y2
    }
    const sign = (ringArea < 0 ? -1 : 1) * (index === 0 ? 1 : -1)
    area += sign * ringArea
    sumX += sign * ringX
    sumY += sign * ringY
  })
  const flat = !(area > 1e-12)
  const x = flat ? meanX / count : sumX / (3 * area)
  const y = flat ? meanY / count : sumY / (3 * area)
  const lon = x + origin
  return [((((lon + 180) % 360) + 360) % 360) - 180, latitudeOfBand(y + middleBand)]
}

/** The shortest stretch of longitudes, eastwards and maybe beyond 180, that holds all polygons: it begins after the widest gap between them. */
function spanOf(polygons: Position[][][]): [number, number] {
  const boxes = polygons.map((rings) => boundsOfPath(rings[0]!)).sort((a, b) => a[0] - b[0])
  let east = boxes[0]![2]
  let start = boxes[0]![0]
  let end = boxes.reduce((most, b) => Math.max(most, b[2]), -Infinity)
  let widest = start + 360 - end
  for (const b of boxes) {
    if (b[0] - east > widest) { widest = b[0] - east; start = b[0]; end = east + 360 }
    east = Math.max(east, b[2])
  }
  return [start, end]
}

function bandOf(latitude: number): number {
  return bandKm2(Math.sin(latitude * radians))
}

/** A point inside the area: the middle of the widest stretch of its largest part along a line through the part's mid-height. Null for an empty geometry. */
export function surfacePoint(geometry: Geometry | null): LonLat | null {
  let best: { width: number; point: LonLat } | null = null
  for (const rings of polygonsOf(geometry)) {
    const ys = rings[0]!.map((p) => p[1]!)
    const y = scanHeight(ys)
    const crossings: number[] = []
    for (const ring of rings) for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      if (a[1]! > y !== b[1]! > y) crossings.push(a[0]! + ((y - a[1]!) / (b[1]! - a[1]!)) * (b[0]! - a[0]!))
    }
    crossings.sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const width = crossings[i + 1]! - crossings[i]!
      if (!best || width > best.width) best = { width, point: [(crossings[i]! + crossings[i + 1]!) / 2, y] }
    }
  }
  return best ? best.point : centroid(geometry)
}

/** Mid-height of a part, moved off its vertices so that the line never runs along an edge. */
function scanHeight(ys: number[]): number {
  const low = Math.min(...minMax(ys))
  const high = Math.max(...minMax(ys))
  const middle = (low + high) / 2
  let below = low
  let above = high
  for (const y of ys) {
    if (y <= middle && y > below) below = y
    if (y > middle && y < above) above = y
  }
  return (below + above) / 2
}

function minMax(values: number[]): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const v of values) { if (v < low) low = v; if (v > high) high = v }
  return [low, high]
}
