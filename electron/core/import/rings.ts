import type { Position } from 'geojson'

export type Ring = Position[]
export type Rings = Ring[]

/** The ring closed and without repeated neighbours, two dimensions only; null where fewer than three different points remain. */
export function cleanRing(ring: Ring): { ring: Ring | null; closed: boolean; repeated: number } {
  const clean: Ring = []
  let repeated = 0
  for (const position of ring) {
    const last = clean[clean.length - 1]
    if (last && last[0] === position[0] && last[1] === position[1]) { repeated += 1; continue }
    clean.push([position[0]!, position[1]!])
  }
  const first = clean[0]
  const last = clean[clean.length - 1]
  const closed = clean.length > 1 && first![0] === last![0] && first![1] === last![1]
  if (!closed && first) clean.push([first[0]!, first[1]!])
  return { ring: clean.length >= 4 ? clean : null, closed, repeated }
}

/** Planar area in square degrees, positive for counter-clockwise; computed about the first point, so that small rings far from the origin keep their digits. */
export function signedArea(ring: Ring): number {
  const [x0, y0] = ring[0] as [number, number]
  let sum = 0
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!
    const b = ring[i + 1]!
    sum += (a[0]! - x0) * (b[1]! - y0) - (b[0]! - x0) * (a[1]! - y0)
  }
  return sum / 2
}

/** Shell counter-clockwise, holes clockwise (RFC 7946). */
export function wound(rings: Rings): Rings {
  return rings.map((ring, i) => (signedArea(ring) > 0) === (i === 0) ? ring : ring.toReversed())
}

export type RingBounds = [number, number, number, number]

export function ringBounds(ring: Ring): RingBounds {
  const bounds: RingBounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const position of ring) {
    if (position[0]! < bounds[0]) bounds[0] = position[0]!
    if (position[1]! < bounds[1]) bounds[1] = position[1]!
    if (position[0]! > bounds[2]) bounds[2] = position[0]!
    if (position[1]! > bounds[3]) bounds[3] = position[1]!
  }
  return bounds
}

export function boundsMeet(a: RingBounds, b: RingBounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** 1 inside, -1 outside, 0 on the ring's line. */
export function placeInRing(x: number, y: number, ring: Ring): 1 | 0 | -1 {
  let inside = false
  for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
    const a = ring[k]!
    const b = ring[i]!
    const turn = cross(a[0]!, a[1]!, b[0]!, b[1]!, x, y)
    if (turn === 0 && x >= Math.min(a[0]!, b[0]!) && x <= Math.max(a[0]!, b[0]!) && y >= Math.min(a[1]!, b[1]!) && y <= Math.max(a[1]!, b[1]!)) return 0
    if ((a[1]! > y) !== (b[1]! > y) && (turn > 0) === (b[1]! > a[1]!)) inside = !inside
  }
  return inside ? 1 : -1
}

/** Whether `inner` lies in `outer`, where the two do not cross: decided by the first edge middle that is not on the line of `outer`. */
export function ringInside(inner: Ring, outer: Ring): boolean {
  for (let i = 0; i + 1 < inner.length; i++) {
    const place = placeInRing((inner[i]![0]! + inner[i + 1]![0]!) / 2, (inner[i]![1]! + inner[i + 1]![1]!) / 2, outer)
    if (place !== 0) return place === 1
  }
  return true
}

/** Twice the area of a, b, c; exactly 0 where rounding leaves its sign open. */
export function cross(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay)
  const right = (by - ay) * (cx - ax)
  const turn = left - right
  return Math.abs(turn) > 1e-15 * (Math.abs(left) + Math.abs(right)) ? turn : 0
}

/** Cuts a ring where it touches itself in a vertex: each part is a ring of its own. */
export function splitAtRepeats(ring: Ring): Rings {
  const parts: Rings = []
  const open: Ring = []
  const places = new Map<string, number>()
  for (const position of ring.slice(0, -1)) {
    const key = `${position[0]},${position[1]}`
    const place = places.get(key)
    if (place !== undefined) {
      const part = open.splice(place)
      for (const removed of part) places.delete(`${removed[0]},${removed[1]}`)
      if (part.length >= 3) parts.push([...part, part[0]!])
    }
    places.set(key, open.length)
    open.push(position)
  }
  if (open.length >= 3) parts.push([...open, open[0]!])
  return parts
}

/** Polygons from rings that do not cross: a ring inside an even number of others is a shell, else a hole of the smallest ring around it. Rings of no area are left out. */
export function assemble(rings: Rings): Rings[] {
  const sorted = rings.map((ring) => ({ ring, area: Math.abs(signedArea(ring)), bounds: ringBounds(ring), depth: 0, parent: -1 })).filter((item) => item.area > 1e-15).sort((a, b) => b.area - a.area)
  sorted.forEach((item, i) => {
    for (let k = 0; k < i; k++) {
      if (boundsMeet(sorted[k]!.bounds, item.bounds) && ringInside(item.ring, sorted[k]!.ring)) { item.depth += 1; item.parent = k }
    }
  })
  const polygons = new Map<number, Rings>()
  sorted.forEach((item, i) => { if (item.depth % 2 === 0) polygons.set(i, [item.ring]) })
  for (const item of sorted) if (item.depth % 2 === 1) polygons.get(item.parent)?.push(item.ring)
  return [...polygons.values()]
}
