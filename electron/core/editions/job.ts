import type { MultiPolygon, Polygon } from 'geojson'
import { overlayEditions, type OverlayPart } from '../../../shared/analysis/editions/overlay.ts'
import { zonalSums, type ZonalGrid } from '../../../shared/analysis/zonal.ts'
import { multiPolygonOf } from '../../../shared/geo/overlay.ts'
import { decodeWkb, encodeWkb } from '../../../shared/geo/wkb.ts'
import { peopleInParts, type PeopleInput } from './people.ts'

type Outline = Polygon | MultiPolygon | null

/** Two editions as WKB by area (null: no outline); `people` share the parts out; `shapes` asks for the outlines of the parts. */
export interface EditionInput { from: (Uint8Array | null)[]; to: (Uint8Array | null)[]; people: PeopleInput | null; shapes: boolean }

/** A part in km², with the people in it where they were given, and its outline where it was asked for. */
export interface EditionPartFound { from: number; to: number; km2: number; people: number | null; wkb: Uint8Array | null }

/** How far it is; parts as they are ready; at last the size of each area in km². */
export type EditionMessage = { done: number; total: number } | { parts: EditionPartFound[] } | { fromKm2: (number | null)[]; toKm2: (number | null)[] }

const atOnce = 200

/** Lays two editions over each other and counts the people in each part. */
export function* overlayJob({ from, to, people, shapes }: EditionInput): Generator<EditionMessage> {
  const read = (list: (Uint8Array | null)[]): Outline[] => list.map((wkb) => (wkb ? (decodeWkb(wkb) as Outline) : null))
  const [old, now] = [read(from), read(to)]
  const overlay = yield* told(overlayEditions(old, now, shapes || people !== null))
  const { parts, fromKm2, toKm2 } = overlay
  const counted: Map<OverlayPart, number> | null = people ? yield* told(peopleInParts(people, parts, old, now)) : null
  for (let at = 0; at < parts.length; at += atOnce) {
    yield { parts: parts.slice(at, at + atOnce).map((part) => ({ from: part.from, to: part.to, km2: part.km2, people: counted ? (counted.get(part) ?? 0) : null, wkb: shapes && part.shape ? encodeWkb(multiPolygonOf(part.shape)) : null })) }
  }
  yield { fromKm2, toKm2 }
}

/** Outlines in the coordinates of a grid of people. */
export interface CellsInput { outlines: Outline[]; grid: ZonalGrid }
export type CellsMessage = { done: number; total: number } | { sums: number[] }

/** The sum of the cells in each outline, each by its covered share; what has no data counts nobody. */
export function* cellsJob({ outlines, grid }: CellsInput): Generator<CellsMessage> {
  const sums: number[] = []
  for (const [i, outline] of outlines.entries()) {
    if (i % 20 === 0) yield { done: i, total: outlines.length }
    sums.push(outline ? zonalSums(outline, grid, 'fraction').sum : 0)
  }
  yield { sums }
}

const often = 500

/** Passes progress on at most twice a second. */
function* told<T>(work: Generator<{ done: number; total: number }, T>): Generator<{ done: number; total: number }, T> {
  let last = 0
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    const now = performance.now()
    if (now - last < often) continue
    last = now
    yield step.value
  }
}

