/** The number that `scanNumber` read last. */
export let scanned = NaN

const powers = Array.from({ length: 16 }, (_, i) => 10 ** i)

/**
 * Reads a number in its commonest writing: a sign or none, digits, at most one point, at most 15 digits. Answers `integer` or `real` with the number in `scanned`, or null where the text is written otherwise (it may still be a number).
 * Exact: the digits as a whole number and a power of ten are both exact, and so their quotient is rounded once.
 */
export function scanNumber(text: string): 'integer' | 'real' | null {
  const length = text.length
  if (length === 0 || length > 17) return null
  let at = 0
  const sign = text.charCodeAt(0)
  if (sign === 45 || sign === 43) at = 1
  let digits = 0
  let whole = 0
  let point = -1
  for (; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) { whole = whole * 10 + (code - 48); digits++ }
    else if (code === 46 && point < 0) point = at
    else return null
  }
  if (digits === 0 || digits > 15) return null
  const size = point < 0 ? whole : whole / powers[length - 1 - point]!
  scanned = sign === 45 ? -size : size
  return point < 0 ? 'integer' : 'real'
}
