/** Half-open is of no use here: a position on a side counts as inside. */
export interface Box { west: number; north: number; east: number; south: number }

/** Clips a closed ring (flat x, y; the first position repeated at the end) to a box: Sutherland and Hodgman, one side after the other. Crossings are computed the same way in both directions, so that neighbours stay tight. Answers an open ring, empty when nothing is left. */
export function clipRing(ring: number[], box: Box): number[] {
  let out = ring
  if (out.length >= 4 && out[0] === out.at(-2) && out[1] === out.at(-1)) out = out.slice(0, -2)
  out = clipSide(out, 0, box.west, 1)
  out = clipSide(out, 0, box.east, -1)
  out = clipSide(out, 1, box.north, 1)
  return clipSide(out, 1, box.south, -1)
}

/** Clips a line to a box (Liang and Barsky per segment) into the parts that lie within. */
export function clipLine(line: number[], box: Box): number[][] {
  const parts: number[][] = []
  let part: number[] = []
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!]
    const [enter, leave] = within(ax, ay, bx - ax, by - ay, box)
    if (enter > leave) continue
    const [sx, sy, ex, ey] = [ax + enter * (bx - ax), ay + enter * (by - ay), ax + leave * (bx - ax), ay + leave * (by - ay)]
    if (enter > 0 || !part.length) {
      if (part.length > 2) parts.push(part)
      part = [sx, sy]
    }
    part.push(ex, ey)
    if (leave < 1) {
      parts.push(part)
      part = []
    }
  }
  if (part.length > 2) parts.push(part)
  return parts
}

function clipSide(ring: number[], axis: 0 | 1, at: number, sign: 1 | -1): number[] {
  const out: number[] = []
  const n = ring.length
  for (let i = 0; i < n; i += 2) {
    const j = i + 2 === n ? 0 : i + 2
    const aIn = (ring[i + axis]! - at) * sign >= 0
    const bIn = (ring[j + axis]! - at) * sign >= 0
    if (aIn) out.push(ring[i]!, ring[i + 1]!)
    if (aIn !== bIn) {
      const [from, to] = aIn ? [i, j] : [j, i]
      const share = (at - ring[from + axis]!) / (ring[to + axis]! - ring[from + axis]!)
      const other = ring[from + 1 - axis]! + share * (ring[to + 1 - axis]! - ring[from + 1 - axis]!)
      out.push(axis === 0 ? at : other, axis === 0 ? other : at)
    }
  }
  return out
}

/** The shares of a segment at which it enters and leaves the box; enter > leave when it misses. */
function within(x: number, y: number, dx: number, dy: number, box: Box): [number, number] {
  let enter = 0
  let leave = 1
  for (const [delta, room] of [[-dx, x - box.west], [dx, box.east - x], [-dy, y - box.north], [dy, box.south - y]] as const) {
    if (delta === 0) {
      if (room < 0) return [1, 0]
    } else if (delta < 0) enter = Math.max(enter, room / delta)
    else leave = Math.min(leave, room / delta)
  }
  return [enter, leave]
}
