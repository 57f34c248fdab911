import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { clipLine, clipRing, type Box } from './clip.ts'
import { extent, projectPath, projector, reach } from './grid.ts'
import { findJunctions, positionKey, simplifyLine, simplifyRing } from './simplify.ts'
import { readShape, type Shape } from './shape.ts'

/** One feature on its way into a tile: ISO WKB and its bounds in degrees, and what the style reads. */
export interface TileFeature { id: number; geometry: Uint8Array; bounds?: Bounds; tags: Record<string, string | number> }

type Pairs = [number, number][]
interface Polygon { feature: number; rings: number[][] }
interface Encoded { type: 1 | 2 | 3; id: number; tags: Record<string, string | number>; geometry: Pairs | Pairs[] }

const box: Box = { west: -reach, north: -reach, east: extent + reach, south: extent + reach }
/** Above this zoom tiles are not cut any more: the map enlarges the last ones. */
export const lastZoom = 14

/**
 * Cuts a Mapbox vector tile (version 2, extent 4096). Source layers: `polygons`; `edges`, the outlines of the polygons without the cuts at tile sides and at the antimeridian; `lines`; `points`.
 * Positions are snapped to an eighth of a pixel and simplified by half a pixel between the places where borders meet, so that neighbours stay tight. What is smaller than that stays as a dot of half a pixel.
 */
export function makeTile(features: Iterable<TileFeature>, z: number, x: number, y: number): Uint8Array {
  const project = projector(z, x, y)
  const path = (flat: Float64Array) => projectPath(flat, z, x, y)
  const tolerance = z >= lastZoom ? 1 : 4
  const polygons: Polygon[] = []
  const layers: Record<'polygons' | 'edges' | 'lines' | 'points', Encoded[]> = { polygons: [], edges: [], lines: [], points: [] }
  const kept: TileFeature[] = []
  const crowd = makeCrowd(project)
  for (const one of features) {
    if (crowd.hides(one)) continue
    const shape = shapeOf(one)
    if (!shape) continue
    const feature = kept.push(one) - 1
    for (const rings of clipPolygons(shape, path)) polygons.push({ feature, rings })
    const lines = clipLines(shape, path, tolerance)
    if (lines.length) layers.lines.push({ type: 2, id: one.id, tags: one.tags, geometry: lines })
    const points = shape.points.map((point) => snapped(project(point[0]!, point[1]!))).filter(([px, py]) => px >= box.west && px <= box.east && py >= box.north && py <= box.south)
    if (points.length) layers.points.push({ type: 1, id: one.id, tags: one.tags, geometry: points })
  }
  addPolygons(layers.polygons, layers.edges, polygons, kept, tolerance, seams(z, x))
  const filled = Object.fromEntries(Object.entries(layers).filter(([, list]) => list.length).map(([name, list]) => [name, { features: list }]))
  return fromGeojsonVt(filled as unknown as Parameters<typeof fromGeojsonVt>[0], { version: 2, extent })
}

/** Lines and surfaces that are too small to tell from one another: of those in one place (a pixel) that look the same, one is enough. Areas always stay, since they are chosen one by one. */
function makeCrowd(project: ReturnType<typeof projector>): { hides(feature: TileFeature): boolean } {
  const seen = new Set<string>()
  return {
    hides({ geometry, bounds, tags }) {
      if (!bounds || 'code' in tags || geometry[1] === 1 || geometry[1] === 4) return false
      const [west, north] = project(bounds[0], bounds[3])
      const [east, south] = project(bounds[2], bounds[1])
      if (east - west > 4 || south - north > 4) return false
      const place = `${Math.floor(west / 8)} ${Math.floor(north / 8)} ${tags.value ?? ''} ${tags.day ?? ''}`
      return seen.has(place) || !seen.add(place)
    },
  }
}

/** Null for a geometry that this map cannot draw (a curve written by another program): the other features still show. */
function shapeOf(feature: TileFeature): Shape | null {
  try {
    return readShape(feature.geometry)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Columns of tile units that are the antimeridian. */
function seams(z: number, x: number): number[] {
  return [...(x === 0 ? [0] : []), ...(x === 2 ** z - 1 ? [extent] : [])]
}

type Project = (flat: Float64Array) => number[]

function clipPolygons(shape: Shape, project: Project): number[][][] {
  const out: number[][][] = []
  for (const [outer, ...holes] of shape.polygons) {
    const clipped = clippedRing(project(outer!))
    if (clipped.length < 2) continue
    out.push([clipped, ...holes.map((hole) => clippedRing(project(hole))).filter((hole) => hole.length >= 6)])
  }
  return out
}

/** The part of a ring that the tile reaches, open, without repeated positions. */
function clippedRing(ring: number[]): number[] {
  const out = isInside(ring) ? ring : clipRing(ring, box)
  return snap(out)
}

function clipLines(shape: Shape, project: Project, tolerance: number): Pairs[] {
  const out: Pairs[] = []
  for (const line of shape.lines) {
    const whole = project(line)
    for (const part of isInside(whole) ? [whole] : clipLine(whole, box)) {
      const short = simplifyLine(snap(part, false), tolerance)
      if (short.length >= 4) out.push(pairs(short))
    }
  }
  return out
}

function isInside(flat: number[]): boolean {
  for (let i = 0; i < flat.length; i += 2) if (flat[i]! < box.west || flat[i]! > box.east || flat[i + 1]! < box.north || flat[i + 1]! > box.south) return false
  return true
}

function addPolygons(fills: Encoded[], edges: Encoded[], polygons: Polygon[], features: TileFeature[], tolerance: number, seam: number[]): void {
  const rings = function* (): Generator<number[]> { for (const polygon of polygons) for (const ring of polygon.rings) if (ring.length >= 6) yield ring }
  const junctions = findJunctions(rings())
  const stays = (px: number, py: number) => onSide(px, py) || seam.includes(px) || junctions.has(positionKey(px, py))
  const byFeature = new Map<number, { fill: Pairs[]; edge: Pairs[] }>()
  for (const { feature, rings: [outer, ...holes] } of polygons) {
    const part = byFeature.get(feature) ?? { fill: [], edge: [] }
    byFeature.set(feature, part)
    const simple = outer!.length >= 6 ? simplifyRing(outer!, stays, tolerance) : []
    if (simple.length < 6 || signedArea(simple) === 0) {
      part.fill.push(dot(outer!))
      continue
    }
    for (const [i, ring] of [simple, ...holes.map((hole) => simplifyRing(hole, stays, tolerance)).filter((hole) => hole.length >= 6 && signedArea(hole) !== 0)].entries()) {
      part.fill.push(closed(wound(ring, i === 0)))
      part.edge.push(...outlines(ring, seam))
    }
  }
  for (const [index, { fill, edge }] of byFeature) {
    const { id, tags } = features[index]!
    fills.push({ type: 3, id, tags, geometry: fill })
    if (edge.length) edges.push({ type: 2, id, tags, geometry: edge })
  }
}

/** The ring as lines, without the segments that a cut made. */
function outlines(ring: number[], seam: number[]): Pairs[] {
  const all = pairs([...ring, ring[0]!, ring[1]!])
  const isCut = ([ax, ay]: [number, number], [bx, by]: [number, number]) => (ax === bx && (ax === box.west || ax === box.east || seam.includes(ax))) || (ay === by && (ay === box.north || ay === box.south))
  const out: Pairs[] = []
  let line: Pairs = [all[0]!]
  for (let i = 1; i < all.length; i++) {
    if (!isCut(all[i - 1]!, all[i]!)) line.push(all[i]!)
    else {
      if (line.length > 1) out.push(line)
      line = [all[i]!]
    }
  }
  if (line.length > 1) out.push(line)
  return out
}

function onSide(px: number, py: number): boolean {
  return px === box.west || px === box.east || py === box.north || py === box.south
}

/** To whole units, without repeated positions; `ring` also compares the last with the first. */
function snap(flat: number[], ring = true): number[] {
  const out: number[] = []
  for (let i = 0; i < flat.length; i += 2) {
    const [px, py] = snapped([flat[i]!, flat[i + 1]!])
    if (!out.length || px !== out.at(-2) || py !== out.at(-1)) out.push(px, py)
  }
  while (ring && out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2
  return out
}

function snapped([px, py]: [number, number]): [number, number] {
  return [Math.round(px), Math.round(py)]
}

/** Twice the area; positive where the ring runs clockwise on screen, as outer rings of tiles do. */
function signedArea(ring: number[]): number {
  let sum = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!
  return sum
}

function wound(ring: number[], outer: boolean): number[] {
  if (signedArea(ring) > 0 === outer) return ring
  const out: number[] = []
  for (let i = ring.length - 2; i >= 0; i -= 2) out.push(ring[i]!, ring[i + 1]!)
  return out
}

function dot(ring: number[]): Pairs {
  const [px, py] = [ring[0]!, ring[1]!]
  return closed([px, py, px + 4, py, px + 4, py + 4, px, py + 4])
}

function closed(ring: number[]): Pairs {
  return pairs([...ring, ring[0]!, ring[1]!])
}

function pairs(flat: number[]): Pairs {
  const out: Pairs = []
  for (let i = 0; i < flat.length; i += 2) out.push([flat[i]!, flat[i + 1]!])
  return out
}
