import Flatbush from 'flatbush'
import type { Geometry, Position } from 'geojson'
import { boundsOfPath } from './bounds.ts'
import { polygonHolds, preparePolygon } from './contains.ts'
import type { PreparedPolygon } from './contains.ts'
import { distanceKm } from './distance.ts'
import { linesOf, pointsOf, polygonsOf } from './parts.ts'
import { buildTree, direction, eachWithin, nearestSquared } from './tree.ts'

/** Distances from a position to a set of features, in km on the ellipsoid; 0 inside a polygon, null when there are no features. */
export interface Nearest { nearestKm(lon: number, lat: number): number | null; countWithin(lon: number, lat: number, km: number): number }

/** Lines and borders are cut into pieces of at most this many degrees. */
const pieceDegrees = 0.05
/** The sphere of the search and the ellipsoid differ by less than this share in any distance. */
const slack = 1.015
const earthKm = 6371

/** Prepares features for many questions. `positions` (`[lon, lat, …]`, NaN is none) or `geometries`, as a layer gives them. */
export function nearestFinder(features: { positions: Float64Array | null; geometries: (Geometry | null)[] | null }, rows: ArrayLike<number>): Nearest {
  const pieces: number[] = []
  const owners: number[] = []
  const polygons: Position[][][] = []
  const add = (owner: number, a: Position, b: Position) => {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(b[0]! - a[0]!), Math.abs(b[1]! - a[1]!)) / pieceDegrees))
    for (let s = 0; s < steps; s++) {
      pieces.push(a[0]! + ((b[0]! - a[0]!) * s) / steps, a[1]! + ((b[1]! - a[1]!) * s) / steps, a[0]! + ((b[0]! - a[0]!) * (s + 1)) / steps, a[1]! + ((b[1]! - a[1]!) * (s + 1)) / steps)
      owners.push(owner)
    }
  }
  const addPath = (owner: number, path: Position[]) => { for (let i = 1; i < path.length; i++) add(owner, path[i - 1]!, path[i]!) }
  const polygonOwners: number[] = []
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!
    if (features.positions) {
      const p = [features.positions[row * 2]!, features.positions[row * 2 + 1]!]
      if (Number.isFinite(p[0]) && Number.isFinite(p[1])) add(row, p, p)
    }
    const geometry = features.geometries?.[row] ?? null
    for (const p of pointsOf(geometry)) add(row, p, p)
    for (const path of linesOf(geometry)) addPath(row, path)
    for (const rings of polygonsOf(geometry)) {
      polygons.push(rings)
      polygonOwners.push(row)
      for (const ring of rings) addPath(row, ring)
    }
  }
  return finder(Float64Array.from(pieces), owners, polygons, polygonOwners)
}

function finder(pieces: Float64Array, owners: number[], polygons: Position[][][], polygonOwners: number[]): Nearest {
  const n = owners.length
  const ends = new Float64Array(n * 6)
  const middles = new Float64Array(n * 3)
  let half = 0
  for (let i = 0; i < n; i++) {
    direction(pieces[i * 4]!, pieces[i * 4 + 1]!, ends, i * 6)
    direction(pieces[i * 4 + 2]!, pieces[i * 4 + 3]!, ends, i * 6 + 3)
    for (let k = 0; k < 3; k++) middles[i * 3 + k] = (ends[i * 6 + k]! + ends[i * 6 + 3 + k]!) / 2
    half = Math.max(half, Math.hypot(ends[i * 6]! - ends[i * 6 + 3]!, ends[i * 6 + 1]! - ends[i * 6 + 4]!, ends[i * 6 + 2]! - ends[i * 6 + 5]!) / 2)
  }
  const tree = buildTree(middles)
  const around = polygonsAround(polygons)
  const p = [0, 0, 0]
  const closest = (lon: number, lat: number, within: number): { i: number; at: [number, number, number]; chord: number }[] => {
    direction(lon, lat, p)
    const found: { i: number; at: [number, number, number]; chord: number }[] = []
    eachWithin(tree, p[0]!, p[1]!, p[2]!, within * within, (i) => {
      const at = closestOnPiece(p, ends, i * 6)
      found.push({ i, at, chord: Math.hypot(at[0] - p[0]!, at[1] - p[1]!, at[2] - p[2]!) })
    })
    return found
  }
  return {
    nearestKm(lon, lat) {
      if (!n) return null
      if (around(lon, lat).length > 0) return 0
      direction(lon, lat, p)
      const middle = Math.sqrt(nearestSquared(tree, p[0]!, p[1]!, p[2]!))
      const found = closest(lon, lat, (middle + half) * slack + half + 1e-9)
      const least = found.reduce((least, f) => Math.min(least, f.chord), Infinity)
      let km = Infinity
      for (const f of found) if (f.chord <= least * slack + 1e-12) km = Math.min(km, exactKm(lon, lat, f.at))
      return km
    },
    countWithin(lon, lat, km) {
      if (!n) return 0
      const near = new Set(around(lon, lat).map((i) => polygonOwners[i]!))
      const chord = 2 * Math.sin(Math.min(Math.PI / 2, (km * slack) / (2 * earthKm)))
      for (const f of closest(lon, lat, chord + half + 1e-9)) if (!near.has(owners[f.i]!) && exactKm(lon, lat, f.at) <= km) near.add(owners[f.i]!)
      return near.size
    },
  }
}

/** Answers which polygons hold a position. */
function polygonsAround(polygons: Position[][][]): (lon: number, lat: number) => number[] {
  if (!polygons.length) return () => []
  const ready: (PreparedPolygon | undefined)[] = []
  const index = new Flatbush(polygons.length)
  for (const rings of polygons) index.add(...boundsOfPath(rings[0]!))
  index.finish()
  return (lon, lat) => index.search(lon, lat, lon, lat, (i) => polygonHolds((ready[i] ??= preparePolygon(polygons[i]!)), lon, lat))
}

function exactKm(lon: number, lat: number, at: [number, number, number]): number {
  return distanceKm(lon, lat, (Math.atan2(at[1], at[0]) * 180) / Math.PI, (Math.atan2(at[2], Math.hypot(at[0], at[1])) * 180) / Math.PI)
}

/** The point of a short great circle arc (six numbers at `o`) that is closest to the direction `p`. */
function closestOnPiece(p: number[], e: Float64Array, o: number): [number, number, number] {
  const a: [number, number, number] = [e[o]!, e[o + 1]!, e[o + 2]!]
  const b: [number, number, number] = [e[o + 3]!, e[o + 4]!, e[o + 5]!]
  const n = cross(a, b)
  const length = Math.hypot(...n)
  if (length < 1e-14) return a
  const off = (p[0]! * n[0] + p[1]! * n[1] + p[2]! * n[2]) / (length * length)
  const q: [number, number, number] = [p[0]! - off * n[0], p[1]! - off * n[1], p[2]! - off * n[2]]
  const size = Math.hypot(...q)
  if (size > 1e-14 && dot(cross(a, q), n) >= 0 && dot(cross(q, b), n) >= 0) return [q[0] / size, q[1] / size, q[2] / size]
  return Math.hypot(p[0]! - a[0], p[1]! - a[1], p[2]! - a[2]) <= Math.hypot(p[0]! - b[0], p[1]! - b[1], p[2]! - b[2]) ? a : b
}

function cross(a: [number, number, number], b: [number, number, number]): [number, number, number] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function dot(a: [number, number, number], b: [number, number, number]): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
