import type { Position } from 'geojson'
import { ringTurn, widen, type ShapeKind, type ShapeParts } from './geometry-parts.ts'

const typeOf: Record<ShapeKind, number> = { point: 1, multipoint: 8, line: 3, polygon: 5 }

/** The content of one record of a .shp (without its head): its shape type, its box and its positions; shells run with the clock, holes against it. `null` is the null shape. */
export function shapeContent(kind: ShapeKind, parts: ShapeParts | null): { bytes: Buffer; box: number[] | null } {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  if (kind === 'point' && parts?.point) {
    const bytes = Buffer.alloc(20)
    bytes.writeInt32LE(1, 0)
    widen(box, [parts.point])
    putPositions(bytes, 4, [parts.point])
    return { bytes, box }
  }
  if (kind === 'multipoint' && parts?.multipoint) {
    widen(box, parts.multipoint)
    const bytes = Buffer.alloc(40 + parts.multipoint.length * 16)
    bytes.writeInt32LE(8, 0)
    putBox(bytes, 4, box)
    bytes.writeInt32LE(parts.multipoint.length, 36)
    putPositions(bytes, 40, parts.multipoint)
    return { bytes, box }
  }
  const lines = kind === 'line' ? parts?.line : kind === 'polygon' ? parts?.polygon?.flatMap((rings) => rings.map((ring, i) => turned(ring, i === 0))) : null
  if (!lines || lines.length === 0) return { bytes: Buffer.alloc(4), box: null }
  const count = lines.reduce((sum, line) => sum + line.length, 0)
  const bytes = Buffer.alloc(44 + lines.length * 4 + count * 16)
  for (const line of lines) widen(box, line)
  bytes.writeInt32LE(typeOf[kind], 0)
  putBox(bytes, 4, box)
  bytes.writeInt32LE(lines.length, 36)
  bytes.writeInt32LE(count, 40)
  let start = 0
  for (const [i, line] of lines.entries()) {
    bytes.writeInt32LE(start, 44 + i * 4)
    putPositions(bytes, 44 + lines.length * 4 + start * 16, line)
    start += line.length
  }
  return { bytes, box }
}

/** The head of a .shp or .shx; `bytes` is the length of the whole file. */
export function shapeHead(kind: ShapeKind, bytes: number, box: readonly number[]): Buffer {
  const head = Buffer.alloc(100)
  head.writeInt32BE(9994, 0)
  head.writeInt32BE(bytes / 2, 24)
  head.writeInt32LE(1000, 28)
  head.writeInt32LE(typeOf[kind], 32)
  putBox(head, 36, box.every(Number.isFinite) ? box : [0, 0, 0, 0])
  return head
}

function turned(ring: Position[], withClock: boolean): Position[] {
  return ringTurn(ring) > 0 === withClock ? ring.toReversed() : ring
}

function putBox(bytes: Buffer, at: number, box: readonly number[]): void {
  for (let i = 0; i < 4; i++) bytes.writeDoubleLE(box[i]!, at + i * 8)
}

function putPositions(bytes: Buffer, at: number, positions: readonly Position[]): void {
  for (const [x, y] of positions as [number, number][]) {
    bytes.writeDoubleLE(x, at)
    bytes.writeDoubleLE(y, at + 8)
    at += 16
  }
}
