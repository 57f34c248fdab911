import { Clipper64, ClipType, FillRule, type Path64, type Paths64 } from 'clipper2-ts'
import { separateFaces } from './faces.ts'
import { assemble, splitAtRepeats, type Ring, type Rings } from './rings.ts'

/** Degrees are counted in 1e-9 (a tenth of a millimetre); corners that stay get their exact coordinates back. */
const unit = 1e9

/** Polygons rebuilt so that they are valid and cover what their rings enclose: each ring by the even-odd rule, holes taken from shells, parts united. */
export function rebuildPolygons(polygons: Rings[]): Rings[] {
  const exact = new Map<string, [number, number]>()
  const parts: Paths64 = []
  for (const [shell, ...holes] of polygons) {
    const outer = run('union', [pathOf(shell!, exact)], [], FillRule.EvenOdd)
    const inner = holes.flatMap((hole) => run('union', [pathOf(hole, exact)], [], FillRule.EvenOdd))
    parts.push(...(inner.length > 0 ? run('difference', outer, inner, FillRule.NonZero) : outer))
  }
  return polygonsOf(run('union', parts, [], FillRule.NonZero), exact)
}

/** The part of valid polygons between two meridians. */
export function cutBetween(polygons: Rings[], west: number, east: number): Rings[] {
  const exact = new Map<string, [number, number]>()
  const subject = polygons.flatMap((polygon) => polygon.map((ring) => pathOf(ring, exact)))
  const window = pathOf([[west, -90], [east, -90], [east, 90], [west, 90], [west, -90]], exact)
  return polygonsOf(run('intersection', subject, [window], FillRule.EvenOdd), exact)
}

function run(kind: 'union' | 'difference' | 'intersection', subject: Paths64, clip: Paths64, rule: FillRule): Paths64 {
  const clipper = new Clipper64()
  clipper.addSubject(subject)
  if (clip.length > 0) clipper.addClip(clip)
  const solution: Paths64 = []
  const type = kind === 'union' ? ClipType.Union : kind === 'difference' ? ClipType.Difference : ClipType.Intersection
  if (!clipper.execute(type, rule, solution)) throw new Error('the polygon overlay failed')
  return solution
}

function pathOf(ring: Ring, exact: Map<string, [number, number]>): Path64 {
  return ring.slice(0, -1).map((position) => {
    const x = Math.round(position[0]! * unit)
    const y = Math.round(position[1]! * unit)
    exact.set(`${x},${y}`, [position[0]!, position[1]!])
    return { x, y }
  })
}

function polygonsOf(paths: Paths64, exact: Map<string, [number, number]>): Rings[] {
  return separateFaces(assemble(paths.flatMap((path) => {
    const ring: Ring = path.map((point) => exact.get(`${point.x},${point.y}`) ?? [point.x / unit, point.y / unit])
    return ring.length >= 3 ? splitAtRepeats([...ring, ring[0]!]) : []
  })))
}
