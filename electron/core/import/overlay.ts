import Flatbush from 'flatbush'
import { traceFaces } from './faces.ts'
import { nodePieces, type Piece, type Point } from './noding.ts'
import { assemble, splitAtRepeats, type Ring, type Rings } from './rings.ts'

/** Polygons rebuilt so that they are valid and cover what their rings enclose: each ring by the even-odd rule, holes taken from shells, parts united. */
export function rebuildPolygons(polygons: Rings[]): Rings[] {
  let count = 0
  const numbered = polygons.map((polygon) => polygon.map(() => count++))
  return regionOf(polygons.flat(), (odd) => numbered.some(([shell, ...holes]) => odd.has(shell!) && !holes.some((hole) => odd.has(hole))))
}

/** The region where `inside` holds, as valid polygons: it is told which of the groups of valid polygons cover a place. Corners keep their exact coordinates, so that neighbours that shared a border share it afterwards. */
export function combinePolygons(groups: Rings[][], inside: (covers: readonly boolean[]) => boolean): Rings[] {
  const owner: number[] = []
  groups.forEach((polygons, group) => { for (const polygon of polygons) for (const _ring of polygon) owner.push(group) })
  const covers: boolean[] = groups.map(() => false)
  return regionOf(groups.flat(2), (odd) => {
    covers.fill(false)
    for (const ring of odd) covers[owner[ring]!] = !covers[owner[ring]!]
    return inside(covers)
  })
}

/** The part of valid polygons between two meridians. */
export function cutBetween(polygons: Rings[], west: number, east: number): Rings[] {
  const rings = polygons.flat()
  const frame: Ring = [[west, -90.5], [east, -90.5], [east, 90.5], [west, 90.5], [west, -90.5]]
  return regionOf([...rings, frame], (odd) => odd.has(rings.length) && (odd.size - 1) % 2 === 1)
}

/** The region where `inside` holds, as valid polygons. It is told which rings enclose a place an odd number of times. The lines of all rings are cut where they meet; those with the inside on one side only are its border. */
function regionOf(rings: Rings, inside: (odd: ReadonlySet<number>) => boolean): Rings[] {
  const pieces = nodePieces(rings.flatMap((ring, number) => ring.slice(1).map((position, i): Piece => ({ ring: number, a: [ring[i]![0]!, ring[i]![1]!], b: [position[0]!, position[1]!] }))))
  const lines = mergeLines(pieces)
  if (lines.length === 0) return []
  const index = new Flatbush(lines.length)
  for (const { a, b } of lines) index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  index.finish()
  const border: [Point, Point][] = []
  for (const line of lines) {
    const odd = oddRings(line, lines, index)
    const beyond = inside(odd)
    for (const ring of line.rings) toggle(odd, ring)
    const here = inside(odd)
    if (beyond !== here) border.push((line.level ? beyond : here) ? [line.a, line.b] : [line.b, line.a])
  }
  return assemble(traceFaces(border).flatMap(splitAtRepeats))
}

/** A line between two corners, with the rings that run along it an odd number of times. One that is wider than high is level and goes from left to right, others go upwards. */
interface Line { a: Point; b: Point; level: boolean; rings: Set<number> }

function mergeLines(pieces: Piece[]): Line[] {
  const lines = new Map<Point, Map<Point, Line>>()
  for (const { ring, a, b } of pieces) {
    const level = Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1])
    const [low, high] = (level ? a[0] < b[0] : a[1] < b[1]) ? [a, b] : [b, a]
    const from = lines.get(low) ?? new Map<Point, Line>()
    const line = from.get(high) ?? { a: low, b: high, level, rings: new Set<number>() }
    toggle(line.rings, ring)
    from.set(high, line)
    lines.set(low, from)
  }
  return [...lines.values()].flatMap((from) => [...from.values()]).filter((line) => line.rings.size > 0)
}

/** The rings that enclose the place just right of a line (above it, where it is level) an odd number of times: counted along a ray to the right (upwards). */
function oddRings(line: Line, lines: Line[], index: Flatbush): Set<number> {
  const odd = new Set<number>()
  const { level } = line
  const [x, y] = [(line.a[0] + line.b[0]) / 2, (line.a[1] + line.b[1]) / 2]
  const [along, over] = level ? [1, 0] as const : [0, 1] as const
  const start = level ? y : x
  const at = level ? x : y
  index.search(x, y, level ? x : Infinity, level ? Infinity : y, (k) => {
    const other = lines[k]!
    if (other === line || (other.a[over] > at) === (other.b[over] > at)) return false
    const crossing = other.a[along] + (at - other.a[over]) / (other.b[over] - other.a[over]) * (other.b[along] - other.a[along])
    if (crossing > start) for (const ring of other.rings) toggle(odd, ring)
    return false
  })
  return odd
}

function toggle(set: Set<number>, value: number): void {
  if (!set.delete(value)) set.add(value)
}
