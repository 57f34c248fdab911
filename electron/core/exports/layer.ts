import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { formatsOf, type LayerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext, HeldFile } from '../core.ts'
import { exportGeoPackage } from '../sql/copy.ts'
import type { Db } from '../sql/database.ts'
import { listChoices } from '../sql/layers.ts'
import { writeGeoTiff } from './layer-tif.ts'
import { writeWhole } from './out.ts'
import { tableOf } from './table.ts'
import { tagsOf } from './tags.ts'
import { layerWriters } from './writers.ts'

/** Writes a layer to a file in `folder`, whole or not at all. `hxl` adds a row of HXL tags. Throws `NO_GEOMETRY` for a table in a format for maps, and `NO_HXL_TAGS` where there are none or the format has no place for them. */
export async function exportLayer(db: Db, layer: Layer, format: LayerFormat, hxl: boolean, folder: string, context: CallContext): Promise<HeldFile & { rows: number }> {
  const name = `${layer.table}.${format}`
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  const made = { path, name, rows: layer.rows }
  const writer = layerWriters.find((one) => one.format === format)
  if (!formatsOf(layer).includes(format) && (layer.kind === 'raster' || format === 'tif')) throw new AtlasError('FORMAT_UNSUITABLE', layer.kind === 'raster' ? `"${layer.name}" is a raster. Export it as GeoTIFF (.tif) or GeoPackage (.gpkg).` : `"${layer.name}" is no raster and cannot be a GeoTIFF. Export it as GeoPackage or CSV.`)
  if (hxl && !writer?.takesTags) throw new AtlasError('NO_HXL_TAGS', 'A row of HXL tags is written to CSV and XLSX only. Choose one of them.')
  if (writer?.needsGeometry && layer.geometry === 'none') throw new AtlasError('NO_GEOMETRY', `"${layer.name}" is a table without geometry. Export it as CSV or XLSX.`)
  const tags = hxl ? tagsOf(layer.fields, listChoices(db, layer.id)) : null
  if (hxl && !tags) throw new AtlasError('NO_HXL_TAGS', `The source of "${layer.name}" had no HXL tags. Export it without them.`)
  if (format === 'tif') writeGeoTiff(db, layer, path, context)
  else if (writer) await writeWhole(path, (out) => writer.write(tableOf(db, layer, tags, writer.passes, context), out, folder))
  else exportGeoPackage(db, [layer.id], path)
  return made
}
