import { AtlasError } from '../model/error.ts'

type Values = (number | null)[]
const most = 6000

/**
 * Copeland's method: an area beats another when it is higher on more than half of the weight that both have (a tie counts half); its score is wins minus losses, put on 0 to `scale`.
 * Throws `TOO_MANY_AREAS` where the number of pairs would be beyond reason.
 */
export function copeland(children: Values[], weights: number[], scale: number, enough: (area: number) => boolean): Values {
  const areas = children[0]?.length ?? 0
  if (areas > most) throw new AtlasError('TOO_MANY_AREAS', `"copeland" compares every pair of areas: ${areas} are more than ${most}; use another aggregate`)
  const wins = new Float64Array(areas)
  const rivals = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    if (!enough(i)) continue
    for (let j = i + 1; j < areas; j++) {
      if (!enough(j)) continue
      const above = outranking(children, weights, i, j)
      if (above === null) continue
      const result = Math.abs(above - 0.5) < 1e-12 ? 0 : Math.sign(above - 0.5)
      wins[i]! += result
      wins[j]! -= result
      rivals[i]!++
      rivals[j]!++
    }
  }
  return Array.from(wins, (w, i) => (rivals[i]! > 0 ? (scale * (w + rivals[i]!)) / (2 * rivals[i]!) : null))
}

/** The share of the weight on which area `i` is higher than area `j`, ties counting half; null without a common child. */
export function outranking(children: Values[], weights: number[], i: number, j: number): number | null {
  let above = 0
  let total = 0
  children.forEach((c, n) => {
    const [a, b] = [c[i], c[j]]
    if (a === null || b === null || a === undefined || b === undefined) return
    total += weights[n]!
    above += a > b ? weights[n]! : a === b ? weights[n]! / 2 : 0
  })
  return total > 0 ? above / total : null
}
