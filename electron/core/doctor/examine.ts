import type { Geometry, Position } from 'geojson'
import type { Finding, FindingCode } from '../../../shared/model/doctor.ts'
import { prepareGeometry } from '../import/geometry.ts'
import { defectsOf } from './defects.ts'
import { findDuplicates } from './duplicates.ts'
import { createFindings, placeOf, type FindingBook } from './findings.ts'
import { findGaps } from './gaps.ts'
import { unpack, type DoctorInput, type Patient } from './input.ts'
import { findNearDuplicates } from './near-duplicates.ts'
import { neighbourhoodOf, plotOf } from './neighbours.ts'
import { findStrays } from './outside-parent.ts'
import { findOverlaps, shapesOf } from './overlaps.ts'
import { findSlivers } from './slivers.ts'
import { spotOf } from './width.ts'
import { said } from './said.ts'

/** Defects of one geometry that `prepareGeometry` puts right. */
export const formCodes: readonly FindingCode[] = ['CROSSES_ANTIMERIDIAN', 'INVALID_RING', 'SELF_INTERSECTION', 'WRONG_WINDING', 'REPEATED_POINTS', 'HEIGHTS']

/** What an examination says: how far it is, then its findings. */
export type ExamineMessage = { done: number; total: number } | { findings: Finding[]; inSource: Finding[] }

/** Examines a layer: each geometry by itself, records that repeat others, and in area sets slivers, gaps, overlaps and areas outside their parents. */
export function* examineLayer(input: DoctorInput): Generator<ExamineMessage> {
  const patients = unpack(input.features)
  const book = createFindings()
  const total = patients.length * 2
  if (input.spatial) for (const [i, patient] of patients.entries()) {
    examineForm(patient, book)
    yield { done: i, total }
  }
  if (input.spatial) examineTypes(patients, book)
  for (const { patient, first } of findDuplicates(patients)) book.add('DUPLICATE_FEATURE', placeOf(patient, firstPosition(patient.geometry), { other: first.code ?? String(first.fid), repairable: true }))
  if (input.spatial) for (const { patient, first, sameValues } of findNearDuplicates(patients)) book.add('NEAR_DUPLICATE', placeOf(patient, firstPosition(patient.geometry), { other: first.code ?? String(first.fid), repairable: sameValues }))
  if (input.areas) yield* examineNeighbours(patients, input, book, total)
  const source = createFindings()
  for (const original of unpack(input.originals)) examineForm(original, source)
  yield { findings: book.list(), inSource: source.list() }
}

function examineForm(patient: Patient, book: FindingBook): void {
  const spots = defectsOf(patient.geometry, patient.flat)
  const mendable = spots.some((spot) => formCodes.includes(spot.code)) && canPrepare(patient.geometry)
  for (const { code, at, detail } of spots) book.add(code, placeOf(patient, at, { repairable: mendable && formCodes.includes(code), detail }))
}

function canPrepare(geometry: Geometry | null): boolean {
  return geometry !== null && prepareGeometry(geometry).geometry !== null
}

/** Records of another type than most, single and multiple being one. */
function examineTypes(patients: readonly Patient[], book: FindingBook): void {
  const counts = new Map<string, number>()
  const typeOf = (geometry: Geometry): string => geometry.type.replace('Multi', '')
  for (const { geometry } of patients) if (geometry) counts.set(typeOf(geometry), (counts.get(typeOf(geometry)) ?? 0) + 1)
  const [main] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
  if (counts.size < 2) return
  for (const patient of patients) if (patient.geometry && typeOf(patient.geometry) !== main) book.add('MIXED_TYPES', placeOf(patient, firstPosition(patient.geometry), { other: patient.geometry.type }))
}

function* examineNeighbours(patients: readonly Patient[], input: DoctorInput, book: FindingBook, total: number): Generator<ExamineMessage> {
  const around = neighbourhoodOf(patients.map(plotOf).filter((plot) => plot !== null))
  const { plots } = around
  for (const { plot, part, to, areaKm2 } of findSlivers(around)) book.add('SLIVER', placeOf(plots[plot]!, spotOf(plots[plot]!.polygons[part]![0]!), { areaKm2, other: to === null ? null : plots[to]!.code, repairable: to !== null }))
  const shapes = shapesOf(plots)
  const overlaps = yield* said(findOverlaps(around, shapes), (done) => ({ done: Math.round(total * (0.5 + 0.25 * done)), total }))
  for (const { a, b, rings, areaKm2, widthKm } of overlaps) book.add('OVERLAP', placeOf(plots[a]!, spotOf(rings[0]!), { other: plots[b]!.code, areaKm2, repairable: widthKm <= input.repairKm }))
  const gaps = yield* said(findGaps(around, shapes), (done) => ({ done: Math.round(total * (0.75 + 0.15 * done)), total }))
  for (const { ring, plots: along, areaKm2, widthKm } of gaps) book.add('GAP', placeOf(plots[along[0]!]!, spotOf(ring), { other: plots[along[1]!]!.code, areaKm2, repairable: widthKm <= input.repairKm }))
  if (!input.parents) return
  const strays = yield* said(findStrays(patients, unpack(input.parents)), (done) => ({ done: Math.round(total * (0.9 + 0.1 * done)), total }))
  for (const { patient, ring, areaKm2 } of strays) book.add('OUTSIDE_PARENT', placeOf(patient, spotOf(ring), { other: patient.parent, areaKm2 }))
}

function firstPosition(geometry: Geometry | null): Position | null {
  if (!geometry) return null
  if (geometry.type === 'GeometryCollection') return geometry.geometries.map(firstPosition).find((position) => position !== null) ?? null
  let value: unknown = geometry.coordinates
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0]
  return Array.isArray(value) && typeof value[0] === 'number' ? value as Position : null
}
