import { createHash } from 'node:crypto'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { wkbOf } from './geometry.ts'
import { quote } from './name.ts'

/** Geometries on their way to another process: the WKB of record `i` lies from `offsets[i]` to `offsets[i + 1]`; no bytes, no geometry. `keys` are 64 bits that equal records share, `valueKeys` those that records with equal values share, whatever their shapes. */
export interface PackedFeatures { fids: Float64Array; offsets: Float64Array; bytes: Uint8Array; keys: BigUint64Array; valueKeys: BigUint64Array; codes: (string | null)[] | null; parents: (string | null)[] | null }

/** A process is given at most this many bytes of geometry. */
const mostBytes = 1_500_000_000

/** The geometries of a layer in the order of the fids, with the codes of areas. Throws `LAYER_TOO_LARGE`. */
export function packLayer(db: Db, layer: Layer): PackedFeatures {
  const areas = layer.kind === 'areas'
  const columns = layer.fields.map((field) => quote(field.column))
  const fids: number[] = [], wkbs: Uint8Array[] = [], keys: bigint[] = [], valueKeys: bigint[] = []
  const codes: (string | null)[] = [], parents: (string | null)[] = []
  const code = areas ? layer.fields.findIndex((field) => field.column === 'area_code') : -1
  const parent = areas ? layer.fields.findIndex((field) => field.column === 'parent_code') : -1
  for (const row of db.prepare<[], unknown[]>(`SELECT ${['"fid"', '"geom"', ...columns].join(', ')} FROM ${quote(layer.table)} ORDER BY "fid"`).raw().iterate() as IterableIterator<unknown[]>) {
    const wkb = row[1] instanceof Uint8Array ? wkbOf(row[1]) : null
    fids.push(row[0] as number)
    wkbs.push(wkb ?? new Uint8Array())
    const hash = createHash('sha256').update(JSON.stringify(row.slice(2)))
    valueKeys.push(hash.copy().digest().readBigUInt64LE())
    keys.push(hash.update(wkb ?? '').digest().readBigUInt64LE())
    codes.push(code < 0 ? null : (row[code + 2] as string | null))
    parents.push(parent < 0 ? null : (row[parent + 2] as string | null))
  }
  return { ...packGeometries(fids, wkbs), keys: BigUint64Array.from(keys), valueKeys: BigUint64Array.from(valueKeys), codes: areas ? codes : null, parents: areas ? parents : null }
}

/** Geometries as given. Throws `LAYER_TOO_LARGE`. */
export function packGeometries(fids: readonly number[], wkbs: readonly Uint8Array[]): PackedFeatures {
  const offsets = new Float64Array(fids.length + 1)
  wkbs.forEach((wkb, i) => { offsets[i + 1] = offsets[i]! + wkb.byteLength })
  const size = offsets[fids.length]!
  if (size > mostBytes) throw new AtlasError('LAYER_TOO_LARGE', `The shapes of this layer have ${Math.round(size / 1e6)} MB, too many to check at once. Import a part of them as a layer of its own.`)
  const bytes = new Uint8Array(size)
  wkbs.forEach((wkb, i) => bytes.set(wkb, offsets[i]))
  return { fids: Float64Array.from(fids), offsets, bytes, keys: new BigUint64Array(fids.length), valueKeys: new BigUint64Array(fids.length), codes: null, parents: null }
}

/** The code of each record of an area set. */
export function codesByFid(db: Db, layer: Layer): Map<number, string | null> {
  return new Map(db.prepare<[], [number, string | null]>(`SELECT "fid", "area_code" FROM ${quote(layer.table)}`).raw().all() as [number, string | null][])
}
