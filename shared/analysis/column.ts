/** One number per area as the engine computes with it: NaN is missing. */
export type Column = Float64Array
export type Values = (number | null)[]

/** Values to a column; null and what is not finite are missing. */
export function columnOf(values: readonly (number | null | undefined)[]): Column {
  const column = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) { const v = values[i]; column[i] = v !== null && v !== undefined && Number.isFinite(v) ? v : Number.NaN }
  return column
}

/** A column to values; what is not finite is null. */
export function valuesOf(column: Column): Values {
  return Array.from(column, (v) => (Number.isFinite(v) ? v : null))
}

/** The numbers of a column, ascending. */
export function sortedNumbers(column: Column): Float64Array {
  const numbers = new Float64Array(column.length)
  let n = 0
  for (let i = 0; i < column.length; i++) { const v = column[i]!; if (v === v) numbers[n++] = v }
  return numbers.subarray(0, n).sort()
}

/** Where a number first stands in an ascending list, or would stand. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) { const mid = (low + high) >>> 1; if (sorted[mid]! < value) low = mid + 1; else high = mid }
  return low
}

/** Behind where a number last stands in an ascending list, or would stand. */
export function upperBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) { const mid = (low + high) >>> 1; if (sorted[mid]! <= value) low = mid + 1; else high = mid }
  return low
}
