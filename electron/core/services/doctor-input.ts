import { createHash } from 'node:crypto'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { DoctorInput, PackedFeatures } from '../doctor/input.ts'
import { listAreaSets } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { wkbOf } from '../sql/geometry.ts'
import { requireLayer } from '../sql/layers.ts'
import { quote } from '../sql/name.ts'
import { listOriginals } from '../sql/originals.ts'

/** A process is given at most this many bytes of geometry. */
const mostBytes = 1_500_000_000

/** A layer as the geometry doctor takes it. Throws `NO_SUCH_LAYER`, `NO_GEOMETRY` and `LAYER_TOO_LARGE`. */
export function readDoctorInput(db: Db, id: number, repairKm: number): DoctorInput {
  const layer = requireLayer(db, id)
  if (layer.kind === 'raster' || layer.geometry === 'none') throw new AtlasError('NO_GEOMETRY', `"${layer.name}" has no shapes to check. Choose a layer of areas, lines or points.`)
  const originals = listOriginals(db, id)
  const codes = layer.kind === 'areas' ? codesOf(db, layer) : null
  return {
    areas: layer.kind === 'areas', spatial: true, repairKm, features: pack(db, layer), parents: parentsOf(db, layer),
    originals: { ...packed(originals.map((one) => one.fid), originals.map((one) => one.wkb)), codes: codes && originals.map((one) => codes.get(one.fid) ?? null) },
  }
}

function parentsOf(db: Db, layer: Layer): PackedFeatures | null {
  const sets = listAreaSets(db)
  const parent = sets.find((set) => set.id === sets.find((one) => one.layer === layer.id)?.parent)
  return parent?.hasGeometry ? pack(db, requireLayer(db, parent.layer)) : null
}

function codesOf(db: Db, layer: Layer): Map<number, string | null> {
  return new Map(db.prepare<[], [number, string | null]>(`SELECT "fid", "area_code" FROM ${quote(layer.table)}`).raw().all() as [number, string | null][])
}

function pack(db: Db, layer: Layer): PackedFeatures {
  const areas = layer.kind === 'areas'
  const columns = layer.fields.map((field) => quote(field.column))
  const fids: number[] = [], wkbs: Uint8Array[] = [], keys: bigint[] = []
  const codes: (string | null)[] = [], parents: (string | null)[] = []
  const code = areas ? layer.fields.findIndex((field) => field.column === 'area_code') : -1
  const parent = areas ? layer.fields.findIndex((field) => field.column === 'parent_code') : -1
  for (const row of db.prepare<[], unknown[]>(`SELECT ${['"fid"', '"geom"', ...columns].join(', ')} FROM ${quote(layer.table)} ORDER BY "fid"`).raw().iterate() as IterableIterator<unknown[]>) {
    const wkb = row[1] instanceof Uint8Array ? wkbOf(row[1]) : null
    fids.push(row[0] as number)
    wkbs.push(wkb ?? new Uint8Array())
    keys.push(createHash('sha256').update(JSON.stringify(row.slice(2))).update(wkb ?? '').digest().readBigUInt64LE())
    codes.push(code < 0 ? null : (row[code + 2] as string | null))
    parents.push(parent < 0 ? null : (row[parent + 2] as string | null))
  }
  return { ...packed(fids, wkbs), keys: BigUint64Array.from(keys), codes: areas ? codes : null, parents: areas ? parents : null }
}

function packed(fids: readonly number[], wkbs: readonly Uint8Array[]): PackedFeatures {
  const offsets = new Float64Array(fids.length + 1)
  wkbs.forEach((wkb, i) => { offsets[i + 1] = offsets[i]! + wkb.byteLength })
  const size = offsets[fids.length]!
  if (size > mostBytes) throw new AtlasError('LAYER_TOO_LARGE', `The shapes of this layer have ${Math.round(size / 1e6)} MB, too many to check at once. Import a part of them as a layer of its own.`)
  const bytes = new Uint8Array(size)
  wkbs.forEach((wkb, i) => bytes.set(wkb, offsets[i]))
  return { fids: Float64Array.from(fids), offsets, bytes, keys: new BigUint64Array(fids.length), codes: null, parents: null }
}
