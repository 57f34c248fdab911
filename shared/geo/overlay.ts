import { Clipper, Clipper64, ClipType, FillRule, PolyTree64 } from 'clipper2-ts'
import type { Path64, Paths64, PolyPath64 } from 'clipper2-ts'
import type { Geometry, MultiPolygon, Position } from 'geojson'
import type { Bounds } from '../model/geometry.ts'
import { signedRingAreaKm2 } from './area.ts'
import { pathKm } from './distance.ts'
import { linesOf, polygonsOf } from './parts.ts'

/** A polygon or multipolygon made ready for overlay: its parts joined, outlines and holes running opposite ways, on a grid of 1e-7 degrees (about 1 cm). */
export interface Shape { paths: Paths64; bounds: Bounds; corners: number }

const grid = 1e7

/** Prepares a geometry; null where it has no surface. Overlapping parts count once and a ring that crosses itself covers what an odd number of turns encloses. */
export function shapeOf(geometry: Geometry | null): Shape | null {
  const polygons = polygonsOf(geometry)
  const clean = polygons.flatMap((rings) => Clipper.union(rings.filter((r) => r.length > 2).map(toPath), FillRule.EvenOdd))
  return shapeOfPaths(polygons.length > 1 ? Clipper.union(clean, FillRule.NonZero) : clean)
}

/** Everything that any of the shapes covers. */
export function joinShapes(shapes: Shape[]): Shape | null {
  return shapes.length === 1 ? shapes[0]! : shapeOfPaths(Clipper.union(shapes.flatMap((s) => s.paths), FillRule.NonZero))
}

/** What the first shape shares with any of the others (each place once), or null. */
export function overlapOf(area: Shape, others: Shape[]): Shape | null {
  const meeting = others.filter((o) => boundsMeet(area.bounds, o.bounds))
  if (!meeting.length) return null
  return shapeOfPaths(Clipper.intersect(nearby(area, meeting), meeting.flatMap((o) => o.paths), FillRule.NonZero))
}

/** What two shapes share, or null: the same as `overlapOf`, each first clipped to the other's box, since neighbours mostly meet in a strip. */
export function overlapOfTwo(a: Shape, b: Shape): Shape | null {
  if (!boundsMeet(a.bounds, b.bounds)) return null
  const [left, right] = [clipped(a, b.bounds), clipped(b, a.bounds)]
  return left.length && right.length ? shapeOfPaths(Clipper.intersect(left, right, FillRule.NonZero)) : null
}

/** What is left of the first shape without the others, or null. */
export function withoutShapes(area: Shape, others: Shape[]): Shape | null {
  const meeting = others.filter((o) => boundsMeet(area.bounds, o.bounds))
  return meeting.length ? shapeOfPaths(Clipper.difference(area.paths, meeting.flatMap((o) => o.paths), FillRule.NonZero)) : area
}

/** Surface of a shape in km² on the ellipsoid. */
export function shapeKm2(shape: Shape | null): number {
  return shape ? Math.abs(shape.paths.reduce((sum, path) => sum + signedRingAreaKm2(path.map(fromPoint)), 0)) : 0
}

/** Length in km of the lines of a geometry inside the shape. */
export function linesInsideKm(area: Shape, geometry: Geometry | null): number {
  const open = linesOf(geometry).map((line) => line.map(toPoint))
  if (!open.length) return 0
  const clipper = new Clipper64()
  for (const path of open) clipper.addOpenSubject([path])
  clipper.addClip(area.paths)
  const closed: Paths64 = []
  const inside: Paths64 = []
  clipper.execute(ClipType.Intersection, FillRule.NonZero, closed, inside)
  return inside.reduce((sum, path) => sum + pathKm(path.map(fromPoint)), 0)
}

/** The shape as a multipolygon of simple rings, outlines and holes told apart only by their direction. */
export function ringsOf(shape: Shape): MultiPolygon['coordinates'][number] {
  return shape.paths.map((path) => { const ring = path.map(fromPoint); ring.push(ring[0]!); return ring })
}

/** The shape as a multipolygon, each outline with the holes inside it. */
export function multiPolygonOf(shape: Shape): MultiPolygon {
  const tree = new PolyTree64()
  Clipper.booleanOpWithPolyTree(ClipType.Union, shape.paths, null, tree, FillRule.NonZero)
  const coordinates: MultiPolygon['coordinates'] = []
  const closed = (path: PolyPath64): Position[] => { const ring = path.poly!.map(fromPoint); ring.push(ring[0]!); return ring }
  const visit = (node: PolyPath64): void => {
    for (let i = 0; i < node.count; i++) {
      const outline = node.child(i)
      const holes = Array.from({ length: outline.count }, (_, k) => outline.child(k))
      coordinates.push([closed(outline), ...holes.map(closed)])
      holes.forEach(visit)
    }
  }
  visit(tree)
  return { type: 'MultiPolygon', coordinates }
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** The part of a large area near what it is compared with: clipping to a box first is linear, the full overlay is not. */
function nearby(area: Shape, others: Shape[]): Paths64 {
  if (area.corners < 400) return area.paths
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const o of others) { box[0] = Math.min(box[0], o.bounds[0]); box[1] = Math.min(box[1], o.bounds[1]); box[2] = Math.max(box[2], o.bounds[2]); box[3] = Math.max(box[3], o.bounds[3]) }
  if ((box[2] - box[0]) * (box[3] - box[1]) > ((area.bounds[2] - area.bounds[0]) * (area.bounds[3] - area.bounds[1])) / 4) return area.paths
  return clipToBox(area.paths, box)
}

/** The part of a shape in a box, where the box leaves some of it out. */
function clipped(shape: Shape, box: Bounds): Paths64 {
  const { bounds } = shape
  const isInside = box[0] <= bounds[0] && box[1] <= bounds[1] && box[2] >= bounds[2] && box[3] >= bounds[3]
  return shape.corners < 40 || isInside ? shape.paths : clipToBox(shape.paths, box)
}

function clipToBox(paths: Paths64, box: Bounds): Paths64 {
  const margin = 100
  return Clipper.rectClip({ left: Math.round(box[0] * grid) - margin, top: Math.round(box[1] * grid) - margin, right: Math.round(box[2] * grid) + margin, bottom: Math.round(box[3] * grid) + margin }, paths)
}

function shapeOfPaths(paths: Paths64): Shape | null {
  if (!paths.length) return null
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  let corners = 0
  for (const path of paths) for (const p of path) {
    corners++
    const x = p.x / grid
    const y = p.y / grid
    if (x < bounds[0]) bounds[0] = x
    if (y < bounds[1]) bounds[1] = y
    if (x > bounds[2]) bounds[2] = x
    if (y > bounds[3]) bounds[3] = y
  }
  return { paths, bounds, corners }
}

function toPath(ring: Position[]): Path64 {
  return ring.map(toPoint)
}

function toPoint(p: Position): { x: number; y: number } {
  return { x: Math.round(p[0]! * grid), y: Math.round(p[1]! * grid) }
}

function fromPoint(p: { x: number; y: number }): Position {
  return [p.x / grid, p.y / grid]
}
