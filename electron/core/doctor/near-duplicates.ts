import type { Geometry } from 'geojson'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { linesOf, polygonsOf } from '../../../shared/geo/parts.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { borderOf, liesOn, type Border } from './border.ts'
import type { Patient } from './input.ts'

/** Outlines no further apart than this are one outline drawn twice, in degrees: about a metre, what files of five decimals lose. */
const nearDegrees = 1e-5

/** `sameValues` where only the shapes differ, and that hardly: then nothing is lost with the later one. */
export interface NearDuplicate { patient: Patient; first: Patient; sameValues: boolean }

/** The outline is made when it is first compared: most records have no other near. */
interface Candidate { patient: Patient; bounds: Bounds; isPoint: boolean; outline?: Border }

/** Records that are nearly an earlier one, but not quite: lines and areas whose outlines lie within a metre of each other, and points within a metre of one with the same values. Points of different values at one place are no duplicates: events happen where others did. */
export function findNearDuplicates(patients: readonly Patient[]): NearDuplicate[] {
  const common = repeated(patients)
  const cells = new Map<string, Candidate[]>()
  const exact = new Set<bigint>()
  return patients.flatMap((patient): NearDuplicate[] => {
    const bounds = exact.has(patient.key) ? null : boundsOf(patient.geometry)
    exact.add(patient.key)
    if (!bounds || !patient.geometry) return []
    const isPoint = bounds[0] === bounds[2] && bounds[1] === bounds[3]
    if (isPoint && !common.has(patient.valueKey)) return []
    const here: Candidate = { patient, bounds, isPoint }
    const kind = isPoint ? patient.valueKey : ''
    const [column, row] = [Math.floor(bounds[0] / nearDegrees), Math.floor(bounds[1] / nearDegrees)]
    const first = around(column, row).flatMap(([x, y]) => cells.get(`${kind} ${x} ${y}`) ?? []).find((other) => isNear(here, other))
    const cell = `${kind} ${column} ${row}`
    cells.set(cell, [...(cells.get(cell) ?? []), here])
    return first ? [{ patient, first: first.patient, sameValues: first.patient.valueKey === patient.valueKey }] : []
  })
}

/** Values that more than one record has. */
function repeated(patients: readonly Patient[]): Set<bigint> {
  const seen = new Set<bigint>(), twice = new Set<bigint>()
  for (const { valueKey } of patients) (seen.has(valueKey) ? twice : seen).add(valueKey)
  return twice
}

function around(column: number, row: number): [number, number][] {
  return [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y): [number, number] => [column + x, row + y]))
}

function isNear(a: Candidate, b: Candidate): boolean {
  if (a.bounds.some((value, i) => Math.abs(value - b.bounds[i]!) > nearDegrees)) return false
  if (a.isPoint || b.isPoint) return a.isPoint && b.isPoint
  a.outline ??= outlineOf(a.patient.geometry!)
  b.outline ??= outlineOf(b.patient.geometry!)
  return runsAlong(a.outline, b.outline) && runsAlong(b.outline, a.outline)
}

function runsAlong(one: Border, other: Border): boolean {
  return one.segments.every(([from, to]) => liesOn(from, other, nearDegrees) && liesOn(to, other, nearDegrees))
}

function outlineOf(geometry: Geometry): Border {
  return borderOf([...polygonsOf(geometry), linesOf(geometry)])
}
