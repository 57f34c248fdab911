import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { DoctorInput } from '../doctor/input.ts'
import { listAreaSets } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { requireLayer } from '../sql/layers.ts'
import { listOriginals } from '../sql/originals.ts'
import { codesByFid, packGeometries, packLayer, type PackedFeatures } from '../sql/packed-features.ts'

/** A layer as the geometry doctor takes it. Throws `NO_SUCH_LAYER`, `NO_GEOMETRY` and `LAYER_TOO_LARGE`. */
export function readDoctorInput(db: Db, id: number, repairKm: number): DoctorInput {
  const layer = requireLayer(db, id)
  if (layer.kind === 'raster' || layer.geometry === 'none') throw new AtlasError('NO_GEOMETRY', `"${layer.name}" has no shapes to check. Choose a layer of areas, lines or points.`)
  const originals = listOriginals(db, id)
  const codes = layer.kind === 'areas' ? codesByFid(db, layer) : null
  return {
    areas: layer.kind === 'areas', spatial: true, repairKm, features: packLayer(db, layer), parents: parentsOf(db, layer),
    originals: { ...packGeometries(originals.map((one) => one.fid), originals.map((one) => one.wkb)), codes: codes && originals.map((one) => codes.get(one.fid) ?? null) },
  }
}

function parentsOf(db: Db, layer: Layer): PackedFeatures | null {
  const sets = listAreaSets(db)
  const parent = sets.find((set) => set.id === sets.find((one) => one.layer === layer.id)?.parent)
  return parent?.hasGeometry ? packLayer(db, requireLayer(db, parent.layer)) : null
}
