/** What to think of a point among all others of its layer. */
export type Judgement = 'fine' | 'null-island' | 'outside-world' | 'swapped' | 'sign' | 'far'

export interface PositionJudge {
  judge(lon: number, lat: number): Judgement
  /** True where a position lies in the box of the others, widened by `reach` times its spread: such a position is fine. Never for 0, 0. */
  among(lon: number, lat: number, reach: number): boolean
}

/**
 * Judges points by where most of a layer lies. `null-island` is exactly 0, 0 in a layer that lies elsewhere; `swapped` a point far from the others that falls among them with its coordinates exchanged,
 * where at least two do; `sign` one that falls among them with another sign; `far` one that is much farther out than the rest (a shifted decimal mark). `positions` are x and y by turns; fewer than eight judge nothing but the world's bounds.
 */
export function createPositionJudge(positions: number[]): PositionJudge {
  const lons: number[] = []
  const lats: number[] = []
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const [x, y] = [positions[i]!, positions[i + 1]!]
    if (inWorld(x, y) && !(x === 0 && y === 0)) { lons.push(x); lats.push(y) }
  }
  const lon = rangeOf(lons)
  const lat = rangeOf(lats)
  const enough = lons.length >= 8 && lon !== null && lat !== null
  const among = (x: number, y: number, reach: number) => enough && x >= lon.low - lon.spread * reach && x <= lon.high + lon.spread * reach && y >= lat.low - lat.spread * reach && y <= lat.high + lat.spread * reach
  let exchanged = 0
  if (enough) for (let i = 0; i < lons.length; i++) if (!among(lons[i]!, lats[i]!, 1) && among(lats[i]!, lons[i]!, 0.25)) exchanged += 1
  const swaps = exchanged >= 2 && exchanged <= lons.length * 0.3
  return {
    among: (x, y, reach) => reach <= 1 && inWorld(x, y) && !(x === 0 && y === 0) && among(x, y, reach),
    judge(x, y) {
      if (!inWorld(x, y)) return enough && swaps && Math.abs(y) <= 180 && Math.abs(x) <= 90 && among(y, x, 0.25) ? 'swapped' : 'outside-world'
      if (x === 0 && y === 0 && !among(0, 0, 0.25)) return enough || lons.length === 0 ? 'null-island' : 'fine'
      if (!enough || among(x, y, 1)) return 'fine'
      if (swaps && among(y, x, 0.25)) return 'swapped'
      if (among(x, y, 1.5)) return 'fine'
      return among(-x, y, 0.25) || among(x, -y, 0.25) || among(-x, -y, 0.25) ? 'sign' : 'far'
    },
  }
}

function inWorld(x: number, y: number): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= 90
}

/** The middle four fifths of the values, found about their median so that up to a third may be wrong. */
function rangeOf(values: number[]): { low: number; high: number; spread: number } | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  const middle = at(0.5)
  const distances = sorted.map((value) => Math.abs(value - middle)).toSorted((a, b) => a - b)
  const reach = Math.max(distances[Math.floor(distances.length * 0.66)]! * 1.5, 0.05)
  const near = sorted.filter((value) => Math.abs(value - middle) <= reach * 2)
  const low = near[0]!
  const high = near[near.length - 1]!
  return { low, high, spread: Math.max(high - low, 0.5) }
}
