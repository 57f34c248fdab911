type Values = readonly (number | null)[]

export function present(values: Values): number[] {
  return values.filter((v): v is number => v !== null && Number.isFinite(v))
}

export function mean(numbers: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!
  return sum / numbers.length
}

export function median(values: Values): number | null {
  const numbers = present(values)
  return numbers.length ? quantile(numbers.sort((a, b) => a - b), 0.5) : null
}

/** Quantile of sorted numbers by linear interpolation between order statistics (R's type 7, Excel's QUARTILE.INC). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!)
}

/** Sample standard deviation (n - 1). */
export function deviation(numbers: ArrayLike<number>): number {
  const m = mean(numbers)
  let sum = 0
  for (let i = 0; i < numbers.length; i++) sum += (numbers[i]! - m) ** 2
  return Math.sqrt(sum / (numbers.length - 1))
}

/** Sample skewness and excess kurtosis, type 2 of R's e1071 (as SAS and SPSS print them), NaN passed over; null with fewer than 4 numbers or without spread. */
export function shape(numbers: ArrayLike<number>): { skewness: number; kurtosis: number } | null {
  return shapeOf(numbers instanceof Float64Array ? numbers : Float64Array.from(numbers))
}

/** One kind of array only, so that the loops stay fast. */
function shapeOf(numbers: Float64Array): { skewness: number; kurtosis: number } | null {
  let n = 0
  let sum = 0
  for (let i = 0; i < numbers.length; i++) { const x = numbers[i]!; if (x === x) { n++; sum += x } }
  if (n < 4) return null
  const m = sum / n
  let [s2, s3, s4] = [0, 0, 0]
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!
    if (x !== x) continue
    const d = x - m
    const square = d * d
    s2 += square
    s3 += square * d
    s4 += square * square
  }
  const m2 = s2 / n
  if (!(m2 > 0)) return null
  return {
    skewness: ((Math.sqrt(n * (n - 1)) / (n - 2)) * (s3 / n)) / m2 ** 1.5,
    kurtosis: (((n + 1) * (s4 / n / (m2 * m2) - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3)),
  }
}

/** Ranks from 1 for the lowest; equal values share the lowest of their ranks, or the mean of them. Null stays null. */
export function ranks(values: Values, ties: 'lowest' | 'mean'): (number | null)[] {
  const sorted = present(values).sort((a, b) => a - b)
  const first = new Map<number, number>()
  const count = new Map<number, number>()
  sorted.forEach((v, i) => { if (!first.has(v)) first.set(v, i + 1); count.set(v, (count.get(v) ?? 0) + 1) })
  return values.map((v) => (v === null || !Number.isFinite(v) ? null : first.get(v)! + (ties === 'mean' ? (count.get(v)! - 1) / 2 : 0)))
}

/** Rounds half away from zero at `decimals` places, on the 15 significant digits that a spreadsheet keeps: 5.25 is 5.3 and 1.005 is 1.01. */
export function roundHalfUp(value: number, decimals: number): number {
  const text = Number(Math.abs(value).toPrecision(15)).toString()
  if (text.includes('e')) return Number(value.toFixed(decimals))
  return Math.sign(value) * Number(`${Math.round(Number(`${text}e${decimals}`))}e-${decimals}`)
}
