import type { Position } from 'geojson'
import { findingCodes, type Finding, type FindingCode, type FindingPlace } from '../../../shared/model/doctor.ts'
import type { Patient } from './input.ts'

const mostPlaces = 200

/** Collects findings by code; of each it keeps every count and the places that matter most. */
export interface FindingBook { add(code: FindingCode, place: FindingPlace): void; list(): Finding[] }

export function createFindings(): FindingBook {
  const found = new Map<FindingCode, { count: number; repairable: number; areaKm2: number | null; places: FindingPlace[] }>()
  return {
    add(code, place) {
      const one = found.get(code) ?? { count: 0, repairable: 0, areaKm2: null, places: [] }
      found.set(code, one)
      one.count++
      if (place.repairable) one.repairable++
      if (place.areaKm2 !== null) one.areaKm2 = (one.areaKm2 ?? 0) + place.areaKm2
      one.places.push(place)
      if (one.places.length > 4 * mostPlaces) one.places = largest(one.places)
    },
    list: () => findingCodes.flatMap((code) => {
      const one = found.get(code)
      return one ? [{ code, ...one, places: largest(one.places) }] : []
    }),
  }
}

/** A place of one record. */
export function placeOf(patient: Pick<Patient, 'fid' | 'code'>, at: Position | null, more: Partial<FindingPlace> = {}): FindingPlace {
  return { lon: at?.[0] ?? null, lat: at?.[1] ?? null, fid: patient.fid, code: patient.code, other: null, areaKm2: null, repairable: false, detail: null, ...more }
}

function largest(places: FindingPlace[]): FindingPlace[] {
  return places.toSorted((a, b) => (b.areaKm2 ?? 0) - (a.areaKm2 ?? 0)).slice(0, mostPlaces)
}
