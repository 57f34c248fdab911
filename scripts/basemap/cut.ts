import type { Position } from 'geojson'

/**
 * Cuts a ring that crosses the antimeridian (consecutive longitudes jump by more than 180°) into rings within -180 to 180.
 * A ring that goes once around a pole is closed over that pole. Rings that do not cross come back as they are.
 */
export function cutRing(ring: Position[]): Position[][] {
  const open = unwrap(ring)
  const first = open[0]!
  const last = open.at(-1)!
  if (Math.abs(last[0]! - first[0]!) > 180) {
    const pole = open.reduce((sum, one) => sum + one[1]!, 0) < 0 ? -90 : 90
    open.push([last[0]!, pole], [first[0]!, pole], first)
  }
  const longitudes = open.map((one) => one[0]!)
  const west = Math.floor((Math.min(...longitudes) + 180) / 360)
  const east = Math.ceil((Math.max(...longitudes) + 180) / 360) - 1
  if (west === east && west === 0) return [open]
  const rings: Position[][] = []
  for (let world = west; world <= east; world++) {
    const part = clip(clip(open, world * 360 - 180, 1), world * 360 + 180, -1)
    if (part.length > 3) rings.push(part.map(([lon, lat]) => [lon! - world * 360, lat!]))
  }
  return rings
}

/** Splits a line wherever it jumps over the antimeridian. */
export function cutLine(line: Position[]): Position[][] {
  const parts: Position[][] = [[line[0]!]]
  for (let i = 1; i < line.length; i++) {
    if (Math.abs(line[i]![0]! - line[i - 1]![0]!) > 180) parts.push([])
    parts.at(-1)!.push(line[i]!)
  }
  return parts.filter((part) => part.length > 1)
}

function unwrap(ring: Position[]): Position[] {
  let shift = 0
  return ring.map((point, i) => {
    const step = i === 0 ? 0 : point[0]! - ring[i - 1]![0]!
    if (step > 180) shift -= 360
    else if (step < -180) shift += 360
    return [point[0]! + shift, point[1]!]
  })
}

/** Sutherland and Hodgman's clip of a closed ring at one meridian; `side` 1 keeps the east, -1 the west. */
function clip(ring: Position[], meridian: number, side: 1 | -1): Position[] {
  const out: Position[] = []
  for (let i = 0; i < ring.length - 1; i++) {
    const a = ring[i]!
    const b = ring[i + 1]!
    const aIn = (a[0]! - meridian) * side >= 0
    const bIn = (b[0]! - meridian) * side >= 0
    if (aIn) out.push(a)
    if (aIn !== bIn) out.push([meridian, a[1]! + ((meridian - a[0]!) / (b[0]! - a[0]!)) * (b[1]! - a[1]!)])
  }
  if (out.length) out.push(out[0]!)
  return out
}
