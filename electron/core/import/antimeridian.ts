import type { Position } from 'geojson'
import { cutBetween } from './overlay.ts'
import { ringBounds, type Ring, type Rings } from './rings.ts'

/** A polygon's rings made continuous where they step across the 180th meridian: longitudes may then exceed ±180. A ring around a pole is closed along it. Rings that do not step stay as they are. */
export function unwrapRings(rings: Rings): Rings {
  const shell = unwrapRing(rings[0]!)
  const bounds = ringBounds(shell)
  const holes = rings.slice(1).map((ring) => {
    const hole = unwrapRing(ring)
    const inner = ringBounds(hole)
    const shift = inner[0] < bounds[0] - 1e-9 ? 360 : inner[2] > bounds[2] + 1e-9 ? -360 : 0
    const moved = inner[0] + shift >= bounds[0] - 1e-9 && inner[2] + shift <= bounds[2] + 1e-9
    return shift !== 0 && moved ? hole.map((position): Position => [position[0]! + shift, position[1]!]) : hole
  })
  return [shell, ...holes]
}

function unwrapRing(ring: Ring): Ring {
  let shift = 0
  let steps = 0
  const out: Ring = ring.map((position, i) => {
    if (i > 0) {
      const step = position[0]! - ring[i - 1]![0]!
      if (isJump(step)) { shift += step > 0 ? -360 : 360; steps += 1 }
    }
    return [position[0]! + shift, position[1]!]
  })
  if (steps === 0) return ring
  if (shift === 0) return out
  const highest = ring.reduce((most, position) => Math.abs(position[1]!) > Math.abs(most) ? position[1]! : most, 0)
  if (Math.abs(highest) < 60) return ring
  const pole = highest > 0 ? 90 : -90
  return [...out, [out[out.length - 1]![0]!, pole], [out[0]![0]!, pole], out[0]!]
}

/** A step of more than half the world, but not all of it: the edge of a frame around the world is none. */
function isJump(step: number): boolean {
  return Math.abs(step) > 180 && Math.abs(step) < 359.9999
}

/** True where polygons reach beyond ±180 degrees. */
export function beyondWorld(polygons: Rings[]): boolean {
  return polygons.some((polygon) => polygon.some((ring) => ring.some((position) => position[0]! > 180 || position[0]! < -180)))
}

/** Valid polygons cut at every odd multiple of 180 degrees and moved between -180 and 180. */
export function cutPolygons(polygons: Rings[]): Rings[] {
  return polygons.flatMap((polygon) => {
    const [west, , east] = ringBounds(polygon[0]!)
    const first = Math.floor((west + 180) / 360)
    const last = Math.ceil((east + 180) / 360) - 1
    if (first === 0 && last <= 0) return [polygon]
    const parts: Rings[] = []
    for (let world = first; world <= Math.max(first, last); world++) {
      const middle = world * 360
      const cut = first === last ? [polygon] : cutBetween([polygon], middle - 180, middle + 180)
      for (const rings of cut) parts.push(rings.map((ring) => ring.map((position): Position => [within(position[0]! - middle), position[1]!])))
    }
    return parts
  })
}

/** A line cut where it crosses the 180th meridian, each part between -180 and 180. */
export function cutLine(line: Position[]): Position[][] {
  const parts: Position[][] = []
  let part: Position[] = []
  for (const position of line) {
    const here: Position = [wrapLongitude(position[0]!), position[1]!]
    const last = part[part.length - 1]
    if (last) {
      const step = here[0]! - last[0]!
      if (isJump(step)) {
        const side = step > 0 ? -180 : 180
        const unwrapped = here[0]! + (step > 0 ? -360 : 360)
        const share = unwrapped === last[0] ? 0 : (side - last[0]!) / (unwrapped - last[0]!)
        const lat = last[1]! + share * (here[1]! - last[1]!)
        if (last[0] !== side) part.push([side, lat])
        if (part.length > 1) parts.push(part)
        part = here[0] === -side ? [] : [[-side, lat]]
      }
    }
    part.push(here)
  }
  if (part.length > 1) parts.push(part)
  return parts
}

/** A longitude between -180 and 180; the ends stay as they are. */
export function wrapLongitude(lon: number): number {
  if (lon >= -180 && lon <= 180) return lon
  const wrapped = ((lon + 180) % 360 + 360) % 360 - 180
  return wrapped === -180 && lon > 0 ? 180 : wrapped
}

function within(lon: number): number {
  return Math.min(180, Math.max(-180, lon))
}
