import type { Position } from 'geojson'
import type { DoctorInput } from '../../../electron/core/doctor/input.ts'
import type { PackedFeatures } from '../../../electron/core/sql/packed-features.ts'
import { examineLayer, type ExamineMessage } from '../../../electron/core/doctor/examine.ts'
import { repairLayer, type RepairMessage } from '../../../electron/core/doctor/repair.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { Finding, RepairCode } from '../../../shared/model/doctor.ts'
import type { Geometry } from 'geojson'

export interface MadeRecord { code: string; geometry: Geometry | null; key?: bigint; valueKey?: bigint; parent?: string }

export const box = (west: number, south: number, east: number, north: number): Position[] => [[west, south], [east, south], [east, north], [west, north], [west, south]]
export const polygon = (...rings: Position[][]): Geometry => ({ type: 'MultiPolygon', coordinates: [rings] })
export const parts = (...rings: Position[][]): Geometry => ({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) })

/** Records as the doctor takes them, with fids from 1. */
export function inputOf(records: MadeRecord[], more: { areas?: boolean; parents?: MadeRecord[]; repairKm?: number } = {}): DoctorInput {
  return { areas: more.areas ?? true, spatial: true, features: packed(records), parents: more.parents ? packed(more.parents) : null, originals: packed([]), repairKm: more.repairKm ?? 0.5 }
}

export function findingsOf(input: DoctorInput): Finding[] {
  const last = [...examineLayer(input)].at(-1) as Extract<ExamineMessage, { findings: unknown }>
  return last.findings
}

/** Codes with their counts, for whole comparisons. */
export function countsOf(input: DoctorInput): Record<string, number> {
  return Object.fromEntries(findingsOf(input).map((finding) => [finding.code, finding.count]))
}

/** Repairs, and answers the layer as it is then with what was said about it. */
export function repairedOf(input: DoctorInput, codes: RepairCode[]): { input: DoctorInput; said: Extract<RepairMessage, { changes: unknown }> } {
  const said = [...repairLayer({ ...input, codes })].at(-1) as Extract<RepairMessage, { changes: unknown }>
  const changes = new Map(said.changes.map((change) => [change.fid, change.wkb]))
  const { features } = input
  const kept = [...features.fids].map((fid, i) => ({ fid, i })).filter(({ fid }) => changes.get(fid) !== null)
  const bytes = kept.map(({ fid, i }) => changes.get(fid) ?? features.bytes.subarray(features.offsets[i], features.offsets[i + 1]))
  return { said, input: { ...input, features: { ...join(bytes), fids: Float64Array.from(kept, (one) => one.fid), keys: BigUint64Array.from(kept, (one) => features.keys[one.i]!), valueKeys: BigUint64Array.from(kept, (one) => features.valueKeys[one.i]!), codes: kept.map((one) => features.codes![one.i]!), parents: kept.map((one) => features.parents![one.i]!) } } }
}

function packed(records: MadeRecord[]): PackedFeatures {
  return {
    ...join(records.map((one) => (one.geometry ? encodeWkb(one.geometry) : new Uint8Array()))), fids: Float64Array.from(records, (_, i) => i + 1), keys: BigUint64Array.from(records, (one, i) => one.key ?? BigInt(i)), valueKeys: BigUint64Array.from(records, (one, i) => one.valueKey ?? BigInt(i)),
    codes: records.map((one) => one.code), parents: records.map((one) => one.parent ?? null),
  }
}

function join(all: Uint8Array[]): Pick<PackedFeatures, 'bytes' | 'offsets'> {
  const offsets = [0]
  for (const one of all) offsets.push(offsets.at(-1)! + one.byteLength)
  return { bytes: new Uint8Array(Buffer.concat(all)), offsets: Float64Array.from(offsets) }
}
