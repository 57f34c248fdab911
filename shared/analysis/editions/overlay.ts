import Flatbush from 'flatbush'
import type { AreaInput } from '../input.ts'
import { overlapOfTwo, shapeKm2, shapeOf, withoutShapes, type Shape } from '../../geo/overlay.ts'

/** A part that old area `from` and new area `to` share (indices; -1 is the land outside the other edition), in km². */
export interface OverlayPart { from: number; to: number; km2: number; shape: Shape | null }

/** How two sets of outlines meet: their parts, and the surface of each area in km², null where it has no outline. */
export interface Overlay { parts: OverlayPart[]; fromKm2: (number | null)[]; toKm2: (number | null)[] }

/** Less than this share of an area left over is rounding. */
const rounding = 1e-6

/**
 * Lays one edition over another. An outline that both have point by point goes to its like; all others are intersected with those whose boxes meet theirs. `outside` also makes the shapes of what lies in one edition only.
 * Yields how many old areas are done of how many.
 */
export function* overlayEditions(from: AreaInput['geometries'], to: AreaInput['geometries'], outside: boolean): Generator<{ done: number; total: number }, Overlay> {
  const total = from.length + to.length
  const [old, now]: (Shape | null)[][] = [[], []]
  for (const [i, geometry] of from.entries()) { old!.push(shapeOf(geometry)); if (i % 20 === 0) yield { done: i / 4, total } }
  for (const [i, geometry] of to.entries()) { now!.push(shapeOf(geometry)); if (i % 20 === 0) yield { done: (from.length + i) / 4, total } }
  const fromKm2 = old!.map((shape) => (shape ? shapeKm2(shape) : null)), toKm2 = now!.map((shape) => (shape ? shapeKm2(shape) : null))
  const like = likesOf(old!, now!)
  const taken = new Set(like.values())
  const near = searchOf(now!)
  const parts: OverlayPart[] = []
  for (const [i, shape] of old!.entries()) {
    yield { done: total / 4 + (i / Math.max(1, from.length)) * total * 0.7, total }
    if (!shape) continue
    const same = like.get(i)
    if (same !== undefined) { parts.push({ from: i, to: same, km2: fromKm2[i]!, shape: outside ? shape : null }); continue }
    for (const k of near(shape)) {
      if (taken.has(k)) continue
      const shared = overlapOfTwo(shape, now![k]!)
      const km2 = shapeKm2(shared)
      if (km2 > 0) parts.push({ from: i, to: k, km2, shape: outside ? shared : null })
    }
  }
  const left = yield* leftOver(parts, { old: old!, now: now!, fromKm2, toKm2 }, outside, total)
  return { parts: [...parts, ...left], fromKm2, toKm2 }
}

/** What of each area lies in no area of the other edition. */
function* leftOver(parts: readonly OverlayPart[], { old, now, fromKm2, toKm2 }: { old: (Shape | null)[]; now: (Shape | null)[]; fromKm2: (number | null)[]; toKm2: (number | null)[] }, shapes: boolean, total: number): Generator<{ done: number; total: number }, OverlayPart[]> {
  const byFrom = Map.groupBy(parts, (part) => part.from), byTo = Map.groupBy(parts, (part) => part.to)
  const left: OverlayPart[] = []
  const one = (km2: number | null, shape: Shape | null, met: readonly OverlayPart[], others: (Shape | null)[]): { km2: number; shape: Shape | null } | null => {
    if (!shape || km2 === null) return null
    const rest = km2 - met.reduce((sum, part) => sum + part.km2, 0)
    if (rest <= km2 * rounding) return null
    return { km2: rest, shape: shapes ? withoutShapes(shape, others.filter((other) => other !== null)) : null }
  }
  for (const [i, shape] of old.entries()) {
    if (shapes && i % 20 === 0) yield { done: total * 0.95, total }
    const met = byFrom.get(i) ?? []
    const rest = one(fromKm2[i]!, shape, met, met.map((part) => now[part.to]!))
    if (rest) left.push({ from: i, to: -1, ...rest })
  }
  for (const [k, shape] of now.entries()) {
    if (shapes && k % 20 === 0) yield { done: total * 0.97, total }
    const met = byTo.get(k) ?? []
    const rest = one(toKm2[k]!, shape, met, met.map((part) => old[part.from]!))
    if (rest) left.push({ from: -1, to: k, ...rest })
  }
  return left
}

/** The new area of the same outline, point by point, for each old one that has one. */
function likesOf(old: readonly (Shape | null)[], now: readonly (Shape | null)[]): Map<number, number> {
  const keyOf = (shape: Shape): string => `${shape.bounds.join()} ${shape.corners} ${shape.paths.length}`
  const known = new Map<string, number[]>()
  now.forEach((shape, k) => { if (shape) { const key = keyOf(shape); known.set(key, [...(known.get(key) ?? []), k]) } })
  const likes = new Map<number, number>()
  old.forEach((shape, i) => {
    if (!shape) return
    const written = pathsText(shape)
    const same = (known.get(keyOf(shape)) ?? []).filter((k) => pathsText(now[k]!) === written)
    const at = same.includes(i) ? i : same[0]
    if (at !== undefined) likes.set(i, at)
  })
  return likes
}

/** A shape's corners as text, wherever its rings begin. */
function pathsText({ paths }: Shape): string {
  return paths.map((path) => {
    let first = 0
    path.forEach((p, i) => { const q = path[first]!; if (p.x < q.x || (p.x === q.x && p.y < q.y)) first = i })
    return [...path.slice(first), ...path.slice(0, first)].map((p) => `${p.x} ${p.y}`).join()
  }).toSorted().join(';')
}

function searchOf(shapes: readonly (Shape | null)[]): (shape: Shape) => number[] {
  const ids = shapes.flatMap((shape, k) => (shape ? [k] : []))
  if (ids.length === 0) return () => []
  const index = new Flatbush(ids.length)
  for (const k of ids) index.add(...shapes[k]!.bounds)
  index.finish()
  return (shape) => index.search(...shape.bounds).map((i) => ids[i]!).sort((a, b) => a - b)
}
