import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { assemble, splitAtRepeats, wound, type Ring, type Rings } from './rings.ts'

/** How near a corner must be to a line to lie on it: a few units of the overlay's grid, in degrees. */
const near = 2.5e-9

/** Polygons as an overlay leaves them, made fit for Simple Features: corners that lie on another line become corners of it, lines that two parts share go, and parts that hang together in points only come apart. */
export function separateFaces(polygons: Rings[]): Rings[] {
  const rings = noded(polygons.flatMap(wound))
  return assemble(traceFaces(rings).flatMap(splitAtRepeats))
}

/** Adds to every line the corners that lie on it. */
function noded(rings: Rings): Rings {
  const corners = new Map<string, Position>()
  for (const ring of rings) for (const position of ring) corners.set(keyOf(position), position)
  if (corners.size === 0) return rings
  const list = [...corners.values()]
  const index = new Flatbush(list.length)
  for (const position of list) index.add(position[0]!, position[1]!, position[0]!, position[1]!)
  index.finish()
  return rings.map((ring) => {
    const out: Ring = []
    for (let i = 0; i + 1 < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[i + 1]!]
      out.push(a)
      const found = index.search(Math.min(a[0]!, b[0]!) - near, Math.min(a[1]!, b[1]!) - near, Math.max(a[0]!, b[0]!) + near, Math.max(a[1]!, b[1]!) + near)
      const on = found.map((k) => list[k]!).map((position) => ({ position, share: shareAlong(a, b, position) })).filter((item) => item.share !== null)
      for (const { position } of on.sort((p, q) => p.share! - q.share!)) out.push(position)
    }
    return [...out, out[0]!]
  })
}

/** Where on the line from a to b a corner lies, 0 to 1; null where it does not, or is one of its ends. */
function shareAlong(a: Position, b: Position, corner: Position): number | null {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
  const length = Math.hypot(dx, dy)
  if (length === 0 || keyOf(corner) === keyOf(a) || keyOf(corner) === keyOf(b)) return null
  const [px, py] = [corner[0]! - a[0]!, corner[1]! - a[1]!]
  const share = (px * dx + py * dy) / (length * length)
  return share > 0 && share < 1 && Math.abs(px * dy - py * dx) / length <= near ? share : null
}

interface Edge { from: Position; to: Position; used: boolean }

/** Follows edges that have the inside on their left; where several leave a corner, the sharpest left turn goes round one face only. Edges with the inside on both sides are left out. */
function traceFaces(rings: Rings): Rings {
  const edges = new Map<string, Edge[]>()
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [from, to] = [ring[i]!, ring[i + 1]!]
      if (keyOf(from) === keyOf(to)) continue
      const opposite = edges.get(`${keyOf(to)} ${keyOf(from)}`)
      if (opposite && opposite.length > 0) { opposite.pop(); continue }
      const key = `${keyOf(from)} ${keyOf(to)}`
      const same = edges.get(key)
      if (same) same.push({ from, to, used: false })
      else edges.set(key, [{ from, to, used: false }])
    }
  }
  const all = [...edges.values()].flat()
  const leaving = new Map<string, Edge[]>()
  for (const edge of all) {
    const there = leaving.get(keyOf(edge.from))
    if (there) there.push(edge)
    else leaving.set(keyOf(edge.from), [edge])
  }
  const faces: Rings = []
  for (const start of all) {
    const face: Ring = []
    for (let edge: Edge | undefined = start; edge && !edge.used; edge = sharpestLeft(edge, leaving.get(keyOf(edge.to)) ?? [])) {
      edge.used = true
      face.push(edge.from)
    }
    if (face.length >= 3) faces.push([...face, face[0]!])
  }
  return faces
}

function sharpestLeft(edge: Edge, leaving: Edge[]): Edge | undefined {
  if (leaving.length < 2) return leaving[0]
  const back = Math.atan2(edge.from[1]! - edge.to[1]!, edge.from[0]! - edge.to[0]!)
  const turned = (next: Edge) => {
    const angle = back - Math.atan2(next.to[1]! - next.from[1]!, next.to[0]! - next.from[0]!)
    return angle > 1e-12 ? angle : angle + 2 * Math.PI
  }
  return leaving.filter((next) => !next.used).sort((a, b) => turned(a) - turned(b))[0]
}

function keyOf(position: Position): string {
  return `${position[0]},${position[1]}`
}
