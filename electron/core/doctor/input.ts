import type { Geometry } from 'geojson'
import type { PackedFeatures } from '../sql/packed-features.ts'
import { decodeWkb, withoutEmpty } from '../../../shared/geo/wkb.ts'
import { wkbType } from '../../../shared/geo/wkb-reader.ts'

/** A layer as the doctor takes it. `parents` are the areas one level up, `originals` the geometries as they were in the source. */
export interface DoctorInput { areas: boolean; spatial: boolean; features: PackedFeatures; parents: PackedFeatures | null; originals: PackedFeatures; repairKm: number }

/** One record; `key` is shared by records that are equal, `valueKey` by those with equal values; `flat` is false where its geometry is stored with heights or measures. */
export interface Patient { fid: number; code: string | null; parent: string | null; key: bigint; valueKey: bigint; flat: boolean; geometry: Geometry | null }

/** The records of a package. Bytes that are no geometry count as none. */
export function unpack(packed: PackedFeatures): Patient[] {
  return Array.from(packed.fids, (fid, i) => {
    const bytes = packed.bytes.subarray(packed.offsets[i], packed.offsets[i + 1])
    return { fid, code: packed.codes?.[i] ?? null, parent: packed.parents?.[i] ?? null, key: packed.keys[i]!, valueKey: packed.valueKeys[i]!, ...read(bytes) }
  })
}

function read(bytes: Uint8Array): { geometry: Geometry | null; flat: boolean } {
  if (bytes.byteLength < 5) return { geometry: null, flat: true }
  try {
    return { geometry: withoutEmpty(decodeWkb(bytes)), flat: wkbType(bytes).flat }
  } catch {
    return { geometry: null, flat: true }
  }
}
