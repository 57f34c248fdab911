import Flatbush from 'flatbush'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import type { OverlayPart } from '../../../shared/analysis/editions/overlay.ts'
import { exactSum } from '../../../shared/analysis/measures/numbers.ts'
import { areaLocator } from '../../../shared/geo/locate.ts'
import { overlapOf, shapeKm2, shapeOf, type Shape } from '../../../shared/geo/overlay.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'

/** Where people are: at points (`[lon, lat, …]`), or spread evenly over polygons (WKB). `values` is NaN where nobody knows how many. */
export type PeopleInput = { kind: 'points'; positions: Float64Array; values: Float64Array } | { kind: 'polygons'; wkb: (Uint8Array | null)[]; values: Float64Array }

type Outlines = readonly (Polygon | MultiPolygon | null)[]

/** The people in each part; parts that are not named have none. A point on a border belongs to one area of either edition. */
export function peopleInParts(people: PeopleInput, parts: readonly OverlayPart[], from: Outlines, to: Outlines): Generator<{ done: number; total: number }, Map<OverlayPart, number>> {
  return people.kind === 'points' ? peopleAtPoints(people, parts, from, to) : peopleInPolygons(people, parts)
}

function* peopleAtPoints({ positions, values }: Extract<PeopleInput, { kind: 'points' }>, parts: readonly OverlayPart[], from: Outlines, to: Outlines): Generator<{ done: number; total: number }, Map<OverlayPart, number>> {
  const [oldAt, newAt] = [areaLocator([...from]), areaLocator([...to])]
  const byPair = new Map(parts.map((part) => [`${part.from} ${part.to}`, part]))
  const found = new Map<OverlayPart, number[]>()
  for (let row = 0; row < values.length; row++) {
    if (row % 5000 === 0) yield { done: row, total: values.length }
    if (!(values[row]! > 0)) continue
    const [lon, lat] = [positions[row * 2]!, positions[row * 2 + 1]!]
    const part = byPair.get(`${oldAt(lon, lat)} ${newAt(lon, lat)}`)
    if (part) addTo(found, part, values[row]!)
  }
  return new Map([...found].map(([part, list]) => [part, exactSum(list)]))
}

function* peopleInPolygons({ wkb, values }: Extract<PeopleInput, { kind: 'polygons' }>, parts: readonly OverlayPart[]): Generator<{ done: number; total: number }, Map<OverlayPart, number>> {
  const blocks: { shape: Shape; perKm2: number }[] = []
  for (const [row, bytes] of wkb.entries()) {
    if (row % 100 === 0) yield { done: 0, total: parts.length }
    const shape = bytes && values[row]! > 0 ? shapeOf(decodeWkb(bytes) as Geometry) : null
    const km2 = shapeKm2(shape)
    if (shape && km2 > 0) blocks.push({ shape, perKm2: values[row]! / km2 })
  }
  const found = new Map<OverlayPart, number>()
  if (blocks.length === 0) return found
  const index = new Flatbush(blocks.length)
  for (const { shape } of blocks) index.add(...shape.bounds)
  index.finish()
  for (const [i, part] of parts.entries()) {
    yield { done: i, total: parts.length }
    const { shape } = part
    if (!shape) continue
    const near = index.search(...shape.bounds).sort((a, b) => a - b).map((at) => blocks[at]!)
    found.set(part, exactSum(near.map((block) => block.perKm2 * shapeKm2(overlapOf(shape, [block.shape])))))
  }
  return found
}

function addTo(found: Map<OverlayPart, number[]>, part: OverlayPart, value: number): void {
  const list = found.get(part)
  if (list) list.push(value)
  else found.set(part, [value])
}
