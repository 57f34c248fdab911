/** Tells one whole-numbered position from another in and around a tile (coordinates from -4096 to 12287), as an integer that maps look up fast. */
export function positionKey(x: number, y: number): number {
  return (x + 4096) * 16384 + (y + 4096)
}

/**
 * The positions at which borders meet: those that have other neighbours in one ring than in another.
 * Rings are flat, open and whole-numbered. Simplified between these positions alone, neighbours keep one border (the idea of TopoJSON).
 */
export function findJunctions(rings: Iterable<number[]>): Set<number> {
  const neighbours = new Map<number, number>()
  const lows: number[] = []
  const highs: number[] = []
  const junctions = new Set<number>()
  for (const ring of rings) {
    const n = ring.length
    let before = positionKey(ring[n - 2]!, ring[n - 1]!)
    let here = positionKey(ring[0]!, ring[1]!)
    for (let i = 0; i < n; i += 2) {
      const j = i + 2 === n ? 0 : i + 2
      const after = positionKey(ring[j]!, ring[j + 1]!)
      const low = Math.min(before, after)
      const high = Math.max(before, after)
      const seen = neighbours.get(here)
      if (seen === undefined) {
        neighbours.set(here, lows.length)
        lows.push(low)
        highs.push(high)
      } else if (lows[seen] !== low || highs[seen] !== high) junctions.add(here)
      before = here
      here = after
    }
  }
  return junctions
}

/** Simplifies an open ring between the positions that must stay (Douglas and Peucker; tolerance in the ring's units). Without any, it starts at its lowest position, so that a hole and what fills it agree. */
export function simplifyRing(ring: number[], stays: (x: number, y: number) => boolean, tolerance: number): number[] {
  const n = ring.length / 2
  let first = -1
  let lowest = 0
  for (let i = 0; i < n; i++) {
    if (first < 0 && stays(ring[2 * i]!, ring[2 * i + 1]!)) first = i
    if (positionKey(ring[2 * i]!, ring[2 * i + 1]!) < positionKey(ring[2 * lowest]!, ring[2 * lowest + 1]!)) lowest = i
  }
  if (first < 0) first = lowest
  const turned = [...ring.slice(2 * first), ...ring.slice(0, 2 * first), ring[2 * first]!, ring[2 * first + 1]!]
  const out: number[] = []
  let start = 0
  for (let i = 1; i <= n; i++) {
    if (i < n && !stays(turned[2 * i]!, turned[2 * i + 1]!)) continue
    const arc = simplifyLine(turned.slice(2 * start, 2 * i + 2), tolerance)
    for (let k = 0; k < arc.length - 2; k++) out.push(arc[k]!)
    start = i
  }
  return out
}

/** Douglas and Peucker on a flat line; the same positions stay whichever way the line runs. */
export function simplifyLine(line: number[], tolerance: number): number[] {
  const n = line.length / 2
  if (n < 3 || tolerance <= 0) return line
  const backwards = isBackwards(line)
  const at = backwards ? (i: number) => 2 * (n - 1 - i) : (i: number) => 2 * i
  const keep = new Uint8Array(n)
  keep[0] = keep[n - 1] = 1
  const stack: [number, number][] = [[0, n - 1]]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [from, to] = top
    const [ax, ay] = [line[at(from)]!, line[at(from) + 1]!]
    const [dx, dy] = [line[at(to)]! - ax, line[at(to) + 1]! - ay]
    let worst = tolerance * tolerance
    let split = -1
    for (let i = from + 1; i < to; i++) {
      const distance = squaredDistance(line[at(i)]! - ax, line[at(i) + 1]! - ay, dx, dy)
      if (distance > worst) [worst, split] = [distance, i]
    }
    if (split < 0) continue
    keep[split] = 1
    stack.push([from, split], [split, to])
  }
  const out: number[] = []
  for (let i = 0; i < n; i++) if (keep[backwards ? n - 1 - i : i]) out.push(line[2 * i]!, line[2 * i + 1]!)
  return out
}

function isBackwards(line: number[]): boolean {
  for (let i = 0, j = line.length - 2; i < j; i += 2, j -= 2) {
    const difference = positionKey(line[i]!, line[i + 1]!) - positionKey(line[j]!, line[j + 1]!)
    if (difference !== 0) return difference > 0
  }
  return false
}

/** From a point to the segment 0,0 to dx,dy. */
function squaredDistance(x: number, y: number, dx: number, dy: number): number {
  const length = dx * dx + dy * dy
  const along = length > 0 ? Math.max(0, Math.min(1, (x * dx + y * dy) / length)) : 0
  return (x - along * dx) ** 2 + (y - along * dy) ** 2
}
