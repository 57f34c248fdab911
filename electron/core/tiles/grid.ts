import type { Bounds } from '../../../shared/model/geometry.ts'

/** Units per tile side, and how far beyond its sides a tile reaches (12 pixels of 512). */
export const extent = 4096
export const reach = 96

const limitLatitude = 85.0511287798066

/** Web Mercator of tile z/x/y: degrees to tile units, y downwards. */
export function projector(z: number, x: number, y: number): (lon: number, lat: number) => [number, number] {
  const size = 2 ** z * extent
  return (lon, lat) => {
    const sine = Math.sin((Math.max(-limitLatitude, Math.min(limitLatitude, lat)) * Math.PI) / 180)
    return [((lon + 180) / 360) * size - x * extent, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size - y * extent]
  }
}

/** Projects flat `[lon, lat, …]` to whole tile units and leaves out positions that repeat the one before. */
export function projectPath(flat: Float64Array, z: number, x: number, y: number): number[] {
  const size = 2 ** z * extent
  const [left, top] = [x * extent, y * extent]
  const out: number[] = []
  let [lastX, lastY] = [Number.NaN, Number.NaN]
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const lat = flat[i + 1]!
    const sine = Math.sin(((lat > limitLatitude ? limitLatitude : lat < -limitLatitude ? -limitLatitude : lat) * Math.PI) / 180)
    const px = Math.round(((flat[i]! + 180) / 360) * size - left)
    const py = Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size - top)
    if (px === lastX && py === lastY) continue
    out.push((lastX = px), (lastY = py))
  }
  return out
}

/** What a tile shows, with its reach, in degrees; within -180 to 180. */
export function tileBounds(z: number, x: number, y: number): Bounds {
  const size = 2 ** z
  const more = reach / extent
  const lon = (column: number) => Math.max(-180, Math.min(180, (column / size) * 360 - 180))
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * Math.max(0, Math.min(size, row))) / size))) * 180) / Math.PI
  const south = y + 1 + more >= size ? -90 : lat(y + 1 + more)
  const north = y - more <= 0 ? 90 : lat(y - more)
  return [lon(x - more), south, lon(x + 1 + more), north]
}
