import type { Position } from 'geojson'

/** A point well inside a polygon: the centre of the grid cell that lies farthest from its edges, with longitudes shortened by the latitude. */
export function labelPoint(rings: Position[][]): { at: Position; room: number } {
  const outer = rings[0]!
  const lons = outer.map((one) => one[0]!)
  const lats = outer.map((one) => one[1]!)
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const steps = 48
  let best = { at: [(west + east) / 2, (south + north) / 2] as Position, room: 0 }
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const at: Position = [west + ((i + 0.5) * (east - west)) / steps, south + ((j + 0.5) * (north - south)) / steps]
      if (!inside(at, rings)) continue
      const room = distance(at, rings, squeeze)
      if (room > best.room) best = { at, room }
    }
  }
  return best
}

function inside([x, y]: Position, rings: Position[][]): boolean {
  let odd = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1]! as [number, number]
      const [bx, by] = ring[i]! as [number, number]
      if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) odd = !odd
    }
  }
  return odd
}

function distance([x, y]: Position, rings: Position[][], squeeze: number): number {
  let least = Infinity
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const ax = (ring[i - 1]![0]! - x!) * squeeze
      const ay = ring[i - 1]![1]! - y!
      const dx = (ring[i]![0]! - x!) * squeeze - ax
      const dy = ring[i]![1]! - y! - ay
      const along = dx || dy ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy))) : 0
      least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy))
    }
  }
  return least
}
