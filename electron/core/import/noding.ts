import Flatbush from 'flatbush'
import { cross } from './rings.ts'

export type Point = readonly [number, number]

/** A piece of a ring between two corners; `ring` says which. */
export interface Piece { ring: number; a: Point; b: Point }

/** How near a corner must be to a line to lie on it, and the grid of new corners: a tenth of a millimetre, in degrees. */
const near = 1e-9

/** Pieces cut wherever they cross or touch one another, so that they meet at corners only. Given corners keep their exact coordinates. */
export function nodePieces(pieces: Piece[]): Piece[] {
  const corners = createCorners(pieces)
  let current = pieces.map((piece) => ({ ...piece, a: corners.at(piece.a), b: corners.at(piece.b) })).filter((piece) => piece.a !== piece.b)
  for (let round = 0; round < 6; round++) {
    const cut = cutOnce(current, corners)
    if (!cut) return current
    current = cut
  }
  return current
}

/** Corners that lie within the grid of each other are one. */
function createCorners(pieces: Piece[]) {
  const cells = new Map<string, Point>()
  const at = (point: Point): Point => {
    const [i, k] = [Math.round(point[0] / near), Math.round(point[1] / near)]
    const key = `${i},${k}`
    const known = cells.get(key)
    if (known) return known
    cells.set(key, point)
    return point
  }
  for (const piece of pieces) { at(piece.a); at(piece.b) }
  return { at }
}

/** One round of cutting; null when nothing was left to cut. */
function cutOnce(pieces: Piece[], corners: { at(point: Point): Point }): Piece[] | null {
  if (pieces.length === 0) return null
  const index = new Flatbush(pieces.length)
  for (const { a, b } of pieces) index.add(Math.min(a[0], b[0]) - near, Math.min(a[1], b[1]) - near, Math.max(a[0], b[0]) + near, Math.max(a[1], b[1]) + near)
  index.finish()
  let cuts = 0
  const out: Piece[] = []
  for (const [i, piece] of pieces.entries()) {
    const { a, b } = piece
    const on = new Map<Point, number>()
    const add = (point: Point) => {
      if (point === a || point === b) return
      const share = shareAlong(a, b, point)
      if (share > 0 && share < 1) on.set(point, share)
    }
    index.search(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]), (k) => {
      if (k !== i) meet(piece, pieces[k]!, corners, add)
      return false
    })
    let from = a
    for (const [point] of [...on].sort((p, q) => p[1] - q[1])) {
      out.push({ ring: piece.ring, a: from, b: point })
      from = point
      cuts += 1
    }
    out.push({ ring: piece.ring, a: from, b })
  }
  return cuts > 0 ? out : null
}

function meet(s: Piece, t: Piece, corners: { at(point: Point): Point }, add: (point: Point) => void): void {
  const touchA = distance(s.a, s.b, t.a) <= near
  const touchB = distance(s.a, s.b, t.b) <= near
  if (touchA) add(t.a)
  if (touchB) add(t.b)
  if (touchA || touchB || s.a === t.a || s.a === t.b || s.b === t.a || s.b === t.b || distance(t.a, t.b, s.a) <= near || distance(t.a, t.b, s.b) <= near) return
  const sa = cross(t.a[0], t.a[1], t.b[0], t.b[1], s.a[0], s.a[1])
  const sb = cross(t.a[0], t.a[1], t.b[0], t.b[1], s.b[0], s.b[1])
  const ta = cross(s.a[0], s.a[1], s.b[0], s.b[1], t.a[0], t.a[1])
  const tb = cross(s.a[0], s.a[1], s.b[0], s.b[1], t.b[0], t.b[1])
  if (sa * sb >= 0 || ta * tb >= 0) return
  const share = sa / (sa - sb)
  add(corners.at([round(s.a[0] + share * (s.b[0] - s.a[0])), round(s.a[1] + share * (s.b[1] - s.a[1]))]))
}

function round(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

function shareAlong(a: Point, b: Point, point: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  return ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)
}

function distance(a: Point, b: Point, point: Point): number {
  const share = Math.min(1, Math.max(0, shareAlong(a, b, point)))
  return Math.hypot(a[0] + share * (b[0] - a[0]) - point[0], a[1] + share * (b[1] - a[1]) - point[1])
}
