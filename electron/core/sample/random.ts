/** A seeded generator of numbers from 0 to below 1 (mulberry32): the same seed gives the same sample on every machine. */
export interface Random {
  (): number
  between(low: number, high: number): number
  whole(low: number, high: number): number
  normal(mean: number, deviation: number): number
  poisson(mean: number): number
  pick<T>(list: readonly T[]): T
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = (mean: number, deviation: number) => {
    // Sum of twelve uniforms: no transcendental functions, so that the last digits agree everywhere.
    let sum = 0
    for (let i = 0; i < 12; i++) sum += next()
    return mean + deviation * (sum - 6)
  }
  return Object.assign(next, {
    between: (low: number, high: number) => low + (high - low) * next(),
    whole: (low: number, high: number) => low + Math.floor((high - low + 1) * next()),
    normal,
    poisson: (mean: number) => {
      if (mean <= 0) return 0
      if (mean > 30) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))))
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count++
      return count
    },
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!,
  })
}

/** A number from 0 to below 1 that belongs to two whole numbers: the bend of a border that two areas share. */
export function hashOf(a: number, b: number, seed: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ seed, 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h, 0x45d9f3b)
  h ^= h >>> 15
  return (h >>> 0) / 4294967296
}
