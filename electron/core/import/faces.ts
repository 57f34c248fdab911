import type { Position } from 'geojson'
import { assemble, splitAtRepeats, wound, type Ring, type Rings } from './rings.ts'

/** A polygon whose holes touch its shell or one another in several points, cut into the connected parts that Simple Features ask for; any other stays as it is. */
export function connectedParts(polygon: Rings): Rings[] {
  if (!touchesTwice(polygon)) return [polygon]
  return assemble(traceFaces(wound(polygon)).flatMap(splitAtRepeats))
}

function touchesTwice(polygon: Rings): boolean {
  const seen = new Set<string>()
  let shared = 0
  for (const ring of polygon) {
    for (const position of ring.slice(1)) {
      const key = keyOf(position)
      if (seen.has(key)) shared += 1
      else seen.add(key)
    }
  }
  return shared > 1
}

interface Edge { from: Position; to: Position; used: boolean }

/** Follows edges that have the inside on their left; where several leave a corner, the sharpest left turn goes round one face only. */
function traceFaces(rings: Rings): Rings {
  const leaving = new Map<string, Edge[]>()
  const edges: Edge[] = []
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const edge = { from: ring[i]!, to: ring[i + 1]!, used: false }
      edges.push(edge)
      const key = keyOf(edge.from)
      leaving.set(key, [...(leaving.get(key) ?? []), edge])
    }
  }
  const faces: Rings = []
  for (const start of edges) {
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
