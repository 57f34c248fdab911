import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { defectsOf } from '../../../electron/core/doctor/defects.ts'
import { unpack } from '../../../electron/core/doctor/input.ts'
import { uniteShapes } from '../../../electron/core/doctor/union.ts'
import { signedArea } from '../../../electron/core/import/rings.ts'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { joinShapes, ringsOf, shapeKm2, shapeOf, type Shape } from '../../../shared/geo/overlay.ts'
import { repairCodes } from '../../../shared/model/doctor.ts'
import { box, countsOf, findingsOf, inputOf, parts, polygon, repairedOf, type MadeRecord } from './defective.ts'

const line = (...coordinates: Position[]): Geometry => ({ type: 'LineString', coordinates })

describe('one geometry by itself', () => {
  it.each<[string, Geometry | null, string[]]>([
    ['a sound square', polygon(box(0, 0, 1, 1)), []],
    ['a square with a hole that winds the other way', polygon(box(0, 0, 4, 4), box(1, 1, 2, 2).toReversed()), []],
    ['none', null, ['EMPTY_GEOMETRY']],
    ['a polygon without rings', { type: 'MultiPolygon', coordinates: [] }, ['EMPTY_GEOMETRY']],
    ['a clockwise shell', polygon(box(0, 0, 1, 1).toReversed()), ['WRONG_WINDING']],
    ['a hole that winds like its shell', polygon(box(0, 0, 4, 4), box(1, 1, 2, 2)), ['WRONG_WINDING']],
    ['a bow-tie', polygon([[0, 0], [2, 2], [2, 0], [0, 3], [0, 0]]), ['SELF_INTERSECTION']],
    ['a spike', polygon([[0, 0], [2, 0], [5, 0], [2, 0], [2, 2], [0, 2], [0, 0]]), ['SELF_INTERSECTION']],
    ['a hole outside its shell', polygon(box(0, 0, 1, 1), box(5, 5, 6, 6).toReversed()), ['SELF_INTERSECTION']],
    ['a part twice', parts(box(0, 0, 1, 1), box(0, 0, 1, 1)), ['SELF_INTERSECTION']],
    ['an open ring', polygon(box(0, 0, 1, 1).slice(0, 4)), ['INVALID_RING']],
    ['a ring of two points', polygon([[0, 0], [1, 1], [0, 0]]), ['INVALID_RING']],
    ['a point of a ring twice', polygon([[0, 0], [1, 0], [1, 0], [1, 1], [0, 1], [0, 0]]), ['REPEATED_POINTS']],
    ['a step over the 180th meridian', polygon([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]), ['CROSSES_ANTIMERIDIAN']],
    ['longitudes beyond 180', polygon(box(179, 0, 181, 1)), ['CROSSES_ANTIMERIDIAN']],
    ['two parts cut at the 180th meridian', parts(box(179, 0, 180, 1), box(-180, 0, -179, 1)), ['ON_ANTIMERIDIAN']],
    ['parts that end a rounding short of it', parts(box(179, 0, 179.9999999, 1), box(-179.9999999, 0, -179, 1)), ['ON_ANTIMERIDIAN']],
    ['a cap to the pole', polygon([[-170, 80], [0, 80], [170, 80], [170, 90], [0, 90], [-170, 90], [-170, 80]]), ['AT_POLE']],
    ['a latitude beyond the pole', { type: 'Point', coordinates: [10, 91] }, ['OUTSIDE_WORLD']],
    ['metres', { type: 'Point', coordinates: [500_000, 40] }, ['OUTSIDE_WORLD']],
    ['a position that is no number', { type: 'Point', coordinates: [Number.NaN, 1] }, ['OUTSIDE_WORLD']],
    ['a line with a point twice', line([0, 0], [1, 1], [1, 1]), ['REPEATED_POINTS']],
    ['a line of one place', line([1, 1], [1, 1]), ['INVALID_RING', 'REPEATED_POINTS']],
  ])('%s', (_, geometry, codes) => {
    expect(defectsOf(geometry).map((spot) => spot.code).toSorted()).toEqual(codes)
  })

  it('tells where lines cross', () => {
    const [spot] = defectsOf(polygon([[10, 10], [12, 12], [12, 10], [10, 13], [10, 10]]))
    expect([spot!.code, spot!.at]).toEqual(['SELF_INTERSECTION', [10, 10]])
  })
  it.each<[string, Geometry, string]>([
    ['a bow-tie', polygon([[0, 0], [2, 2], [2, 0], [0, 3], [0, 0]]), 'LINES_CROSS'],
    ['a spike', polygon([[0, 0], [2, 0], [5, 0], [2, 0], [2, 2], [0, 2], [0, 0]]), 'RING_TOUCHES'],
    ['a part along another', parts(box(0, 0, 1, 1), box(1, 0.2, 2, 0.8)), 'LINES_OVERLAP'],
    ['a ring that comes back to a corner', polygon([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]), 'RING_TOUCHES'],
    ['a hole outside its shell', polygon(box(0, 0, 1, 1), box(5, 5, 6, 6).toReversed()), 'HOLE_OUTSIDE'],
    ['a hole that crosses its shell', polygon(box(0, 0, 4, 4), box(3, 1, 5, 2).toReversed()), 'LINES_CROSS'],
    ['nested holes', polygon(box(0, 0, 9, 9), box(1, 1, 8, 8).toReversed(), box(2, 2, 3, 3).toReversed()), 'HOLE_IN_HOLE'],
    ['nested shells', parts(box(0, 0, 9, 9), box(2, 2, 3, 3)), 'PART_IN_PART'],
  ])('says of %s what makes it cross itself', (_, geometry, detail) => {
    expect(defectsOf(geometry).map((spot) => [spot.code, spot.detail])).toEqual([['SELF_INTERSECTION', detail]])
  })
})

/** Two areas of one degree side by side, then a country of the six faults of neighbours. */
const west: MadeRecord = { code: 'W', geometry: polygon(box(0, 0, 1, 1)) }
const sound: MadeRecord[] = [west, { code: 'E', geometry: polygon(box(1, 0, 2, 1)) }]

describe('a union in steps', () => {
  /** Holes that meet in a corner may be written as one or as two; these do not meet. */
  it('covers what a union at once covers, holes between areas included', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 11 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { maxLength: 12 }), (side, missing) => {
      const shapes = Array.from({ length: side * side }, (_, i) => i).filter((i) => !missing.some(([x, y]) => i === x * 2 + y * 2 * side)).flatMap((i) => shapeOf(polygon(box(i % side, Math.floor(i / side), (i % side) + 1, Math.floor(i / side) + 1))) ?? [])
      const steps = uniteShapes(shapes)
      let step = steps.next()
      const said: number[] = []
      for (; !step.done; step = steps.next()) said.push(step.value)
      const [apart, whole] = [step.value, shapes.length > 0 ? joinShapes(shapes) : null]
      expect(said).toEqual(said.toSorted((a, b) => a - b))
      expect(said.at(-1) ?? 1).toBe(1)
      const holes = (shape: Shape | null): number => (shape ? ringsOf(shape).map(signedArea).filter((area) => area < 0).reduce((sum, area) => sum + area, 0) : 0)
      expect([apart && shapeKm2(apart).toFixed(3), holes(apart)]).toEqual([whole && shapeKm2(whole).toFixed(3), holes(whole)])
    }), { seed: 3, numRuns: 60 })
  })
})

describe('areas among their neighbours', () => {
  it('finds nothing in areas that share their borders, corners on the other side included', () => {
    expect(countsOf(inputOf([west, { code: 'N', geometry: polygon(box(1, 0, 2, 0.3)) }, { code: 'S', geometry: polygon(box(1, 0.3, 2, 1)) }]))).toEqual({})
  })
  it('leaves alone what is narrower than ten centimetres', () => {
    expect(countsOf(inputOf([west, { code: 'E', geometry: polygon(box(1 - 5e-7, 0, 2, 1)) }]))).toEqual({})
  })
  it('measures an overlap and names both areas', () => {
    const [found, ...others] = findingsOf(inputOf([west, { code: 'E', geometry: polygon(box(0.999, 0, 2, 1)) }]))
    expect(others).toEqual([])
    expect([found!.code, found!.count, found!.repairable, found!.places[0]!.code, found!.places[0]!.other]).toEqual(['OVERLAP', 1, 1, 'W', 'E'])
    expect(found!.areaKm2).toBeCloseTo(areaKm2(polygon(box(0.999, 0, 1, 1))), 3)
  })
  it('leaves overlaps wider than the limit to the analyst', () => {
    const input = inputOf([west, { code: 'E', geometry: polygon(box(0.5, 0, 2, 1)) }])
    expect([findingsOf(input)[0]!.repairable, repairedOf(input, ['OVERLAP']).said.changes]).toEqual([0, []])
  })
  it('measures a gap that areas enclose, and no hole of a single area', () => {
    const gap = box(0.9995, 0.2, 1.0005, 0.8)
    const left = polygon([[0, 0], [1, 0], [1, 0.2], [0.9995, 0.2], [0.9995, 0.8], [1, 0.8], [1, 1], [0, 1], [0, 0]], box(0.4, 0.4, 0.6, 0.6).toReversed())
    const right = polygon([[1, 0], [2, 0], [2, 1], [1, 1], [1, 0.8], [1.0005, 0.8], [1.0005, 0.2], [1, 0.2], [1, 0]])
    const [found, ...others] = findingsOf(inputOf([{ code: 'L', geometry: left }, { code: 'R', geometry: right }]))
    expect([others.length, found!.code, found!.count]).toEqual([0, 'GAP', 1])
    expect(found!.areaKm2).toBeCloseTo(areaKm2(polygon(gap)), 3)
  })
  it('finds a thin scrap beside its area and gives it to the neighbour it lies along', () => {
    const input = inputOf([{ code: 'W', geometry: parts(box(0, 0, 1, 1), box(2, 0.4, 2.0005, 0.5)) }, { code: 'E', geometry: polygon([[1, 0], [2, 0], [2, 0.4], [2, 0.5], [2, 1], [1, 1], [1, 0]]) }])
    expect(countsOf(input)).toEqual({ SLIVER: 1 })
    const repaired = repairedOf(input, ['SLIVER'])
    expect(countsOf(repaired.input)).toEqual({})
    expect(areaKm2(unpack(repaired.input.features)[1]!.geometry)).toBeCloseTo(areaKm2(polygon(box(1, 0, 2, 1))) + areaKm2(polygon(box(2, 0.4, 2.0005, 0.5))), 3)
  })
  it('finds records that repeat another whole, and no two that differ', () => {
    const twice = inputOf([{ ...west, key: 7n }, { code: 'W', geometry: west.geometry, key: 7n }, { ...sound[1]!, key: 8n }])
    expect(countsOf(twice)).toEqual({ DUPLICATE_FEATURE: 1 })
    const repaired = repairedOf(twice, ['DUPLICATE_FEATURE'])
    expect([[...repaired.input.features.fids], countsOf(repaired.input)]).toEqual([[1, 3], {}])
  })
  it('finds outlines drawn twice with another rounding, and takes the later one away only where no value is lost with it', () => {
    const again = polygon(box(0, 0, 1, 1).map(([lon, lat]): Position => [lon! + 4e-6, lat! - 3e-6]))
    const more = polygon([[0, 0], [0.4, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    const input = inputOf([{ ...west, valueKey: 7n }, { code: 'W', geometry: again, valueKey: 7n }, { code: 'V', geometry: more, valueKey: 9n }, { ...sound[1]!, valueKey: 11n }], { areas: false })
    const [found, ...others] = findingsOf(input)
    expect([others, found!.code, found!.count, found!.repairable, found!.places.map((place) => [place.fid, place.other])]).toEqual([[], 'NEAR_DUPLICATE', 2, 1, [[2, 'W'], [3, 'W']]])
    expect([...repairedOf(input, ['NEAR_DUPLICATE']).input.features.fids]).toEqual([1, 3, 4])
  })
  it('takes points at one place for duplicates only where their values are the same', () => {
    const at = (lon: number, valueKey: bigint): MadeRecord => ({ code: `P${lon}`, geometry: { type: 'Point', coordinates: [lon, 5] }, valueKey })
    expect(countsOf(inputOf([at(10, 1n), at(10.000004, 2n), at(10.000004, 1n), at(11, 1n)], { areas: false }))).toEqual({ NEAR_DUPLICATE: 1 })
  })
  it('finds an area that lies outside its parent', () => {
    const parents = [{ code: 'P', geometry: polygon(box(0, 0, 1.5, 1)) }]
    const [found] = findingsOf(inputOf(sound.map((one) => ({ ...one, parent: 'P' })), { parents }))
    expect([found!.code, found!.count, found!.places[0]!.code, found!.places[0]!.other]).toEqual(['OUTSIDE_PARENT', 1, 'E', 'P'])
    expect(found!.areaKm2).toBeCloseTo(areaKm2(polygon(box(1.5, 0, 2, 1))), 0)
  })
  it('counts other types than most', () => {
    expect(countsOf(inputOf([...sound, { code: 'X', geometry: { type: 'Point', coordinates: [5, 5] } }], { areas: false }))).toEqual({ MIXED_TYPES: 1 })
  })
})

describe('repair', () => {
  /** Corners of a grid of areas, each area drawn with its own small error, so that neighbours gap and overlap. */
  const faulty = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 36, maxLength: 36 }).map((moves) => Array.from({ length: 9 }, (_, i): MadeRecord => {
    const [x, y] = [(i % 3) * 0.5, Math.floor(i / 3) * 0.5]
    const ring = box(x, y, x + 0.5, y + 0.5).slice(0, 4).map(([lon, lat], k): Position => [lon! + moves[i * 4 + k]![0] * 2e-4, lat! + moves[i * 4 + k]![1] * 2e-4])
    return { code: `A${i}`, geometry: polygon([...ring, ring[0]!]) }
  }))
  it('leaves no finding of a kind that it repaired, no invalid shape, and the ground that was covered', () => {
    fc.assert(fc.property(faulty, (records) => {
      const input = inputOf(records)
      const { input: after, said } = repairedOf(input, [...repairCodes])
      const left = findingsOf(after).flatMap((finding) => (finding.repairable > 0 ? [`${finding.code} ${finding.repairable}`] : []))
      const sum = (one: typeof input): number => unpack(one.features).reduce((all, patient) => all + areaKm2(patient.geometry), 0)
      const moved = (code: string): number => said.repaired.find((one) => one.code === code)?.areaKm2 ?? 0
      expect(left).toEqual([])
      expect(unpack(after.features).flatMap((patient) => defectsOf(patient.geometry))).toEqual([])
      expect(sum(after)).toBeCloseTo(sum(input) - moved('OVERLAP') + moved('GAP'), 0)
    }), { seed: 20261201, numRuns: 60 })
  })
  it('puts one geometry right and leaves sound ones as they are, to the byte', () => {
    const input = inputOf([{ code: 'B', geometry: polygon([[4, 0], [6, 2], [6, 0], [4, 2], [4, 0]]) }, { code: 'C', geometry: polygon(box(8, 0, 9, 1).toReversed()) }, west])
    const { input: after, said } = repairedOf(input, ['SELF_INTERSECTION', 'WRONG_WINDING'])
    expect([said.changes.map((change) => change.fid), countsOf(after)]).toEqual([[1, 2], {}])
    expect(said.repaired.map(({ code, count }) => [code, count])).toEqual([['SELF_INTERSECTION', 1], ['WRONG_WINDING', 1]])
  })
})
