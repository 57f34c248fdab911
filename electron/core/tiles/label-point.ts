/** A place for a name: `room` is the distance to the nearest edge in degrees of latitude (longitudes shortened by the latitude). */
export interface LabelPoint { at: [lon: number, lat: number]; room: number }

const mostCorners = 160

/**
 * A place well inside a polygon: the middle of the grid cell that lies farthest from its edges, then of a finer grid around it (the pole of inaccessibility, to about a thirtieth of the polygon's size).
 * Rings are flat `[lon, lat, …]`; of long ones every so many corners are looked at.
 */
export function labelPoint(rings: Float64Array[]): LabelPoint {
  const thin = rings.map(thinned).filter((ring) => ring.length >= 8)
  const [west, south, east, north] = boxOf(rings[0] ?? new Float64Array())
  const squeeze = Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180))
  let best: LabelPoint = { at: [(west + east) / 2, (south + north) / 2], room: 0 }
  let [width, height] = [east - west, north - south]
  for (const steps of [12, 6, 6]) {
    const [lon, lat] = best.at
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < steps; j++) {
        const at: [number, number] = [lon + ((i + 0.5) / steps - 0.5) * width, lat + ((j + 0.5) / steps - 0.5) * height]
        const room = roomAt(at, thin, squeeze, best.room)
        if (room > best.room) best = { at, room }
      }
    }
    width /= steps / 2
    height /= steps / 2
  }
  return best
}

/** The distance to the nearest edge; 0 outside, or as soon as it is known to be no more than `least`. */
function roomAt([x, y]: [number, number], rings: Float64Array[], squeeze: number, least: number): number {
  let inside = false
  let nearest = Infinity
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const ax = (ring[i]! - x) * squeeze
      const ay = ring[i + 1]! - y
      const dx = (ring[i + 2]! - x) * squeeze - ax
      const dy = ring[i + 3]! - y - ay
      if (ay > 0 !== ay + dy > 0 && ax - (ay * dx) / dy > 0) inside = !inside
      const length = dx * dx + dy * dy
      const along = length > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0
      const distance = (ax + along * dx) ** 2 + (ay + along * dy) ** 2
      if (distance < nearest) nearest = distance
      if (nearest <= least * least) return 0
    }
  }
  return inside ? Math.sqrt(nearest) : 0
}

function thinned(ring: Float64Array): Float64Array {
  const corners = ring.length / 2 - 1
  const every = Math.ceil(corners / mostCorners)
  if (every <= 1) return ring
  const out: number[] = []
  for (let i = 0; i < corners; i += every) out.push(ring[2 * i]!, ring[2 * i + 1]!)
  return Float64Array.from([...out, ring[0]!, ring[1]!])
}

function boxOf(ring: Float64Array): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < ring.length; i += 2) {
    west = Math.min(west, ring[i]!)
    east = Math.max(east, ring[i]!)
    south = Math.min(south, ring[i + 1]!)
    north = Math.max(north, ring[i + 1]!)
  }
  return [west, south, east, north]
}
