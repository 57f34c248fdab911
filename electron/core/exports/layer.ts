import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { formatsOf, type ExportOptions, type ExportPlan, type LayerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext, HeldFile } from '../core.ts'
import { exportGeoPackage } from '../sql/copy.ts'
import type { Db } from '../sql/database.ts'
import { getAreaSetOfLayer } from '../sql/areas.ts'
import { listChoices } from '../sql/layers.ts'
import { aboutObject, writeAbout } from './about.ts'
import { writeLayerGeoPackage } from './layer-gpkg.ts'
import { writeGeoTiff } from './layer-tif.ts'
import { writeWhole } from './out.ts'
import { prepare, sensitivityOf, type ExportParts, type Prepared } from './prepare.ts'
import { tableOf, type ExportTable } from './table.ts'
import { tagsOf } from './tags.ts'
import { layerWriters } from './writers.ts'

/** A written layer; `about` is the file that describes it, where it was asked for. */
export type ExportedLayer = HeldFile & { rows: number; about: HeldFile | null; notes: ExportPlan['notes'] }

/**
 * Writes a layer to a file in `folder`, whole or not at all, as the options and the audience want it.
 * Throws `NO_GEOMETRY` for a table in a format for maps, `FORMAT_UNSUITABLE`, `NO_HXL_TAGS` where there are none or the format has no place for them, and what `prepare` throws.
 */
export async function exportLayer(db: Db, layer: Layer, format: LayerFormat, options: ExportOptions, folder: string, context: CallContext, parts: ExportParts = noParts): Promise<ExportedLayer> {
  const prepared = await prepareLayer(db, layer, options, context, parts)
  const { table } = prepared
  assertFormat(prepared, format, options)
  const name = `${layer.table}${options.countBy === undefined ? '' : '-counts'}.${format}`
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  const writer = layerWriters.find((one) => one.format === format)
  if (format === 'tif') writeGeoTiff(db, layer, path, context)
  else if (writer) await writeWhole(path, (out) => writer.write(options.hxl ? table : { ...table, tags: null }, out, folder))
  else if (prepared.whole) exportGeoPackage(db, [layer.id], path, aboutObject(table))
  else await writeLayerGeoPackage(path, table)
  return { path, name, rows: layer.kind === 'raster' ? layer.rows : await countRows(table, prepared.whole), about: options.describe ? writeAbout(table, `${name}.txt`, folder) : null, notes: [...table.about.notes] }
}

/** What an export would write and hold back; nothing is written. */
export async function planExport(db: Db, layer: Layer, format: LayerFormat, options: ExportOptions, context: CallContext, parts: ExportParts, joinable: readonly Layer[]): Promise<ExportPlan> {
  const audience = options.audience ?? 'internal'
  const { sensitivity, treatment } = sensitivityOf(layer, joinable.filter((one) => options.with?.includes(one.id)), audience)
  const plan = { name: layer.name, rows: layer.rows, sensitivity, audience, treatment, refused: null, notes: [], tables: joinable.map((one) => ({ layer: one.id, name: one.name, sensitivity: one.source.sensitivity })) }
  try {
    const prepared = await prepareLayer(db, layer, options, context, parts)
    const formats = formatsOf(prepared.table.layer)
    const tags = prepared.table.tags !== null
    const made = { ...plan, rows: layer.kind === 'raster' ? layer.rows : await countRows(prepared.table, prepared.whole), columns: prepared.columns, notes: [...prepared.table.about.notes], tags, formats: [...formats] }
    try {
      assertFormat(prepared, format, options)
      return made
    } catch (error) {
      return { ...made, refused: refusal(error) }
    }
  } catch (error) {
    return { ...plan, refused: refusal(error), columns: layer.fields.map((field) => ({ name: field.name, type: field.type, tag: '', held: null })), tags: false, formats: [...formatsOf(layer)] }
  }
}

function refusal(error: unknown): { code: string; message: string } {
  if (error instanceof AtlasError && error.code !== 'CANCELLED') return { code: error.code, message: error.message }
  throw error
}

function prepareLayer(db: Db, layer: Layer, options: ExportOptions, context: CallContext, parts: ExportParts): Promise<Prepared> {
  const tags = tagsOf(layer, listChoices(db, layer.id), getAreaSetOfLayer(db, layer.id)?.level ?? null)
  return prepare(tableOf(db, layer, tags, 3, context), options, parts)
}

function assertFormat({ table }: Prepared, format: LayerFormat, options: ExportOptions): void {
  const { layer } = table
  const writer = layerWriters.find((one) => one.format === format)
  if (!formatsOf(layer).includes(format) && (layer.kind === 'raster' || format === 'tif')) throw new AtlasError('FORMAT_UNSUITABLE', layer.kind === 'raster' ? `"${layer.name}" is a raster. Export it as GeoTIFF (.tif) or GeoPackage (.gpkg).` : `"${layer.name}" is no raster and cannot be a GeoTIFF. Export it as GeoPackage or CSV.`)
  if (options.hxl && !writer?.takesTags) throw new AtlasError('NO_HXL_TAGS', 'A row of HXL tags is written to CSV and XLSX only. Choose one of them.')
  if (writer?.needsGeometry && layer.geometry === 'none') throw new AtlasError('NO_GEOMETRY', `"${layer.name}" is a table without geometry. Export it as CSV or XLSX.`)
  if (options.hxl && !table.tags) throw new AtlasError('NO_HXL_TAGS', `No HXL tag is known of the columns of "${layer.name}": its source had none, and their names do not tell. Export it without them.`)
}

async function countRows(table: ExportTable, whole: boolean): Promise<number> {
  if (whole || table.fields.length === 0) return table.layer.rows
  let rows = 0
  for await (const batch of table.batches()) rows += batch.length
  return rows
}

const unavailable = (): never => { throw new Error('This export was given no parts of the project') }
const noParts: ExportParts = { ownSet: unavailable, joined: unavailable, counted: unavailable }
