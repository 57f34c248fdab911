import type { Point } from './noding.ts'
import type { Ring, Rings } from './rings.ts'

interface Edge { from: Point; to: Point; used: boolean }

/** Rings from edges that have the inside on their left and meet at corners only (the same corner is the same object). Where several leave a corner, the sharpest left turn goes round one face only; such a ring may still touch itself in a corner. */
export function traceFaces(border: (readonly [Point, Point])[]): Rings {
  const all = border.map(([from, to]): Edge => ({ from, to, used: false }))
  const leaving = new Map<Point, Edge[]>()
  for (const edge of all) {
    const there = leaving.get(edge.from)
    if (there) there.push(edge)
    else leaving.set(edge.from, [edge])
  }
  const faces: Rings = []
  for (const start of all) {
    const face: Ring = []
    for (let edge: Edge | undefined = start; edge && !edge.used; edge = sharpestLeft(edge, leaving.get(edge.to) ?? [])) {
      edge.used = true
      face.push([...edge.from])
    }
    if (face.length >= 3) faces.push([...face, face[0]!])
  }
  return faces
}

function sharpestLeft(edge: Edge, leaving: Edge[]): Edge | undefined {
  if (leaving.length < 2) return leaving[0]
  const back = Math.atan2(edge.from[1] - edge.to[1], edge.from[0] - edge.to[0])
  const turned = (next: Edge) => {
    const angle = back - Math.atan2(next.to[1] - next.from[1], next.to[0] - next.from[0])
    return angle > 1e-12 ? angle : angle + 2 * Math.PI
  }
  return leaving.filter((next) => !next.used).sort((a, b) => turned(a) - turned(b))[0]
}
