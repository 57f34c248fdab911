/** A linear scale from `[from, to]` to 0…1, clamped. A scale without extent puts everything at 0. */
export function share(value: number, from: number, to: number): number {
  return to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0
}

/** A share as a CSS length. */
export function percent(part: number): string {
  return `${Math.round(part * 10000) / 100}%`
}

export interface Bin { from: number; to: number; places: number[] }

/** Equal bins over 0…scale with the places of the values in each; the last bin holds its upper end. Values outside fall in the end bins, missing ones in none. */
export function histogram(values: (number | null)[], scale: number, count: number): Bin[] {
  const bins: Bin[] = Array.from({ length: count }, (_, i) => ({ from: (scale * i) / count, to: (scale * (i + 1)) / count, places: [] }))
  values.forEach((value, at) => {
    if (value !== null) bins[Math.min(count - 1, Math.floor(share(value, 0, scale) * count))]?.places.push(at)
  })
  return bins
}

/** The middle value, the mean of the two middle ones where their number is even; null over nothing. */
export function median(values: (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}

export function mean(values: (number | null)[]): number | null {
  const present = values.filter((value) => value !== null)
  return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null
}

/** The class 1 to 5 of a score by the lower bounds of classes 2 to 5; null where the score is missing. */
export function classOf(score: number | null, lowerBounds: number[]): number | null {
  return score === null ? null : 1 + lowerBounds.filter((bound) => score >= bound).length
}
