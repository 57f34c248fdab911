const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/** The largest Float32 that is not above a number. */
export function down(value: number): number {
  float[0] = value
  return float[0]! > value ? neighbour(-1) : float[0]!
}

/** The smallest Float32 that is not below a number. */
export function up(value: number): number {
  float[0] = value
  return float[0]! < value ? neighbour(1) : float[0]!
}

/** The Float32 beside the one in `float`, towards plus or minus infinity. */
function neighbour(direction: 1 | -1): number {
  if (float[0] === 0) bits[0] = direction > 0 ? 1 : -2147483647
  else bits[0] = bits[0]! + (float[0]! > 0 ? direction : -direction)
  return float[0]!
}
