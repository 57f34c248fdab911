import type { Geometry } from 'geojson'
import type { Bounds } from '../model/geometry.ts'
import { boundsOfPath } from './bounds.ts'
import { linesOf, pointsOf, polygonsOf } from './parts.ts'

/** From the west to the east end of something, in degrees. */
export type Longitudes = [west: number, east: number]

/**
 * The narrowest stretch of longitudes that holds all the given ones, across the 180th meridian where that is shorter: then east is more than 180. Null for none.
 * It is what the widest gap on the circle leaves; of equal gaps the one at the meridian counts.
 */
export function narrowestLongitudes(all: Iterable<Longitudes>): Longitudes | null {
  const spans: Longitudes[] = []
  for (const [west, east] of all) {
    if (!(east >= west)) continue
    if (east > 180) spans.push([west, 180], [-180, east - 360])
    else if (west < -180) spans.push([west + 360, 180], [-180, east])
    else spans.push([west, east])
  }
  spans.sort((a, b) => a[0] - b[0])
  const merged: Longitudes[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1])
    else merged.push([...span])
  }
  if (merged.length === 0) return null
  let best: Longitudes = [merged[0]![0], merged.at(-1)![1]]
  let widest = merged[0]![0] + 360 - merged.at(-1)![1]
  for (let i = 1; i < merged.length; i++) {
    const gap = merged[i]![0] - merged[i - 1]![1]
    if (gap <= widest) continue
    widest = gap
    best = [merged[i]![0], merged[i - 1]![1] + 360]
  }
  return best
}

/** The longitudes of each part of a geometry: what is cut at the 180th meridian has parts on both sides. */
export function longitudesOf(geometry: Geometry | null): Longitudes[] {
  const paths = [...polygonsOf(geometry).map((rings) => rings[0]!), ...linesOf(geometry)].map((path): Longitudes => { const box = boundsOfPath(path); return [box[0], box[2]] })
  return [...paths, ...pointsOf(geometry).map((point): Longitudes => [point[0]!, point[0]!])]
}

/** A box that is wider than half the world may be narrower across the 180th meridian. */
export function isWide(box: Bounds): boolean {
  return box[2] - box[0] > 180
}

/** Boxes as one, across the 180th meridian where that is narrower. */
export function joinBoxes(boxes: readonly Bounds[]): Bounds | null {
  const longitudes = narrowestLongitudes(boxes.map((box): Longitudes => [box[0], box[2]]))
  return longitudes && [longitudes[0], Math.min(...boxes.map((box) => box[1])), longitudes[1], Math.max(...boxes.map((box) => box[3]))]
}
