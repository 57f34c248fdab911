/** Numbers as little-endian Float64 bytes, exact to the bit; null is NaN. */
export function encodeNumbers(values: readonly (number | null)[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((value, i) => bytes.writeDoubleLE(value ?? Number.NaN, i * 8))
  return bytes
}

/** The numbers of such bytes; NaN is null. */
export function decodeNumbers(bytes: Uint8Array): (number | null)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, i) => {
    const value = view.getFloat64(i * 8, true)
    return Number.isNaN(value) ? null : value
  })
}
