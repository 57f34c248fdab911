/** Place along a Hilbert curve of 2^16 by 2^16 cells over the world of a position in degrees: neighbours on the curve are neighbours on the map. Positions beyond the world count as on its edge. */
export function hilbertPlace(lon: number, lat: number): number {
  let a = cellOf((lon + 180) / 360)
  let b = cellOf((lat + 90) / 180)
  let place = 0
  for (let side = 32768; side > 0; side >>= 1) {
    const right = (a & side) > 0 ? 1 : 0
    const top = (b & side) > 0 ? 1 : 0
    place = place * 4 + ((3 * right) ^ top)
    if (top === 0) {
      if (right === 1) {
        a = 65535 - a
        b = 65535 - b
      }
      const swap = a
      a = b
      b = swap
    }
  }
  return place
}

function cellOf(share: number): number {
  return Math.min(65535, Math.max(0, Math.floor(share * 65536)))
}
