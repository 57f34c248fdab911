import type { Db } from '../sql/database.ts'
import { getLayerRow, listLayers } from '../sql/layers.ts'

/** The layer that one band of these bytes has become, or null: a band is asked for by its number or description, and kept under its full name. */
export function layerOfBand(db: Db, sha256: string, band: string): number | null {
  const found = listLayers(db).find((layer) => layer.kind === 'raster' && layer.source.sha256 === sha256 && isBand(getLayerRow(db, layer.id)?.sublayer ?? '', band))
  return found?.id ?? null
}

function isBand(sublayer: string, band: string): boolean {
  const [, number = '1', description = ''] = / band (\d+)(?: (.*))?$/.exec(sublayer) ?? []
  return number === band.trim() || (description !== '' && description.toLowerCase() === band.trim().toLowerCase())
}
