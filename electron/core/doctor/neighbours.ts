import Flatbush from 'flatbush'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { polygonsOf } from '../../../shared/geo/parts.ts'
import { ringBounds, type Ring, type Rings } from '../import/rings.ts'
import { borderDegrees, borderOf, sharedKm, type Border } from './border.ts'
import type { Patient } from './input.ts'

/** A polygon record of an area set among its neighbours. */
export interface Plot { fid: number; code: string | null; polygons: Rings[]; bounds: Bounds }

/** Plots with their boxes and, made when first asked for, their borders. */
export interface Neighbourhood { plots: Plot[]; meeting(bounds: Bounds): number[]; border(plot: number): Border }

/** The polygons of a record, with closed rings only; null where it has none. */
export function plotOf(patient: Pick<Patient, 'fid' | 'code' | 'geometry'>): Plot | null {
  const polygons = polygonsOf(patient.geometry).map((rings) => rings.filter(isRing)).filter((rings) => rings.length > 0)
  if (polygons.length === 0) return null
  const boxes = polygons.map((rings) => ringBounds(rings[0]!))
  return { fid: patient.fid, code: patient.code, polygons, bounds: [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1])), Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))] }
}

export function neighbourhoodOf(plots: Plot[]): Neighbourhood {
  const index = plots.length > 0 ? new Flatbush(plots.length) : null
  for (const { bounds } of plots) index!.add(...bounds)
  index?.finish()
  const borders = new Map<number, Border>()
  return {
    plots,
    meeting: ([west, south, east, north]) => (index?.search(west - borderDegrees, south - borderDegrees, east + borderDegrees, north + borderDegrees) ?? []).toSorted((a, b) => a - b),
    border(plot) {
      const border = borders.get(plot) ?? borderOf(plots[plot]!.polygons)
      borders.set(plot, border)
      return border
    },
  }
}

/** The plots that a ring runs along, the longest shared border first (the first of equals); `except` is left out. */
export function alongside(ring: Ring, around: Neighbourhood, except = -1): number[] {
  return around.meeting(ringBounds(ring)).filter((plot) => plot !== except).map((plot) => ({ plot, km: sharedKm(ring, around.border(plot)) }))
    .filter((one) => one.km > 0).toSorted((a, b) => b.km - a.km || a.plot - b.plot).map((one) => one.plot)
}

/** Two records of one area are no neighbours of each other. */
export function isSameArea(a: Plot, b: Plot): boolean {
  return a.code !== null && a.code === b.code
}

function isRing(ring: Ring): boolean {
  const last = ring[ring.length - 1]
  return ring.length >= 4 && ring[0]![0] === last![0] && ring[0]![1] === last![1]
}
