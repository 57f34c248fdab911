import { isWide, longitudesOf, narrowestLongitudes, type Longitudes } from '../../../shared/geo/wrapped-extent.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { envelopeOf, geometryOf } from './geometry.ts'
import { quote } from './name.ts'

/** The box to show a layer in: its own, or a narrower one across the 180th meridian, whose east is then more than 180. */
export function shownExtent(db: Db, layer: Layer): Bounds | null {
  const { bbox } = layer
  if (!bbox || !isWide(bbox) || layer.kind === 'raster') return bbox
  const longitudes = narrowestLongitudes(longitudesIn(db, layer.table))
  return longitudes ? [longitudes[0], bbox[1], longitudes[1], bbox[3]] : bbox
}

function* longitudesIn(db: Db, table: string): Generator<Longitudes> {
  for (const blob of db.prepare<[], Uint8Array>(`SELECT "geom" FROM ${quote(table)} WHERE "geom" IS NOT NULL`).pluck().iterate()) yield* longitudesOfBlob(blob)
}

/** The longitudes of a stored geometry, part by part where its box is wide. */
export function longitudesOfBlob(blob: Uint8Array): Longitudes[] {
  const box = envelopeOf(blob)
  if (!box) return []
  return isWide(box) ? longitudesOf(geometryOf(blob)) : [[box[0], box[2]]]
}
