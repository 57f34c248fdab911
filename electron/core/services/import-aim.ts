import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'
import { areasBox, type ImportAsk } from '../import/ask.ts'
import type { ImportPlan } from '../import/ready.ts'
import type { Db } from '../sql/database.ts'
import { listLayerFiles } from '../sql/layer-files.ts'
import { getLayerByName, getLayerRow, listLayers } from '../sql/layers.ts'

/** Where a file is to go: a layer of its own (`mode` null), or into one that is there (`into` is null while only the file's own name can tell). */
export interface Aim { mode: ImportMode | null; into: Layer | null; options: ImportOptions }

/** Reads from the options where a file is to go. A file for a layer that is there is read as what the layer is. Throws `UNKNOWN_LAYER`. */
export function aimOf(db: Db, options: ImportOptions): Aim {
  const mode = options.mode ?? (options.replace ? 'replace' : options.into === undefined ? null : 'update')
  if (mode === null) return { mode, into: null, options }
  const into = options.into !== undefined ? layerByName(db, options.into) : options.name !== undefined ? targetByName(db, mode, options.name) : null
  if (into === null || into.kind === 'raster' || (mode === 'replace' && options.into === undefined)) return { mode, into, options }
  const level = into.kind === 'areas' && options.level === undefined ? { level: levelOf(db, into) } : {}
  return { mode, into, options: { ...options, as: options.as ?? into.kind, ...level } }
}

/** The options as the import process asks for them: with the box around the project's areas, by which it judges coordinates. */
export function asked(db: Db, options: ImportOptions): ImportAsk {
  const near = areasBox(listLayers(db))
  return near ? { ...options, near } : options
}

/** The layer of a name that a file goes into: with none, a file to replace it becomes a new layer, and any other has nowhere to go. Throws `UNKNOWN_LAYER`. */
export function targetByName(db: Db, mode: ImportMode, name: string): Layer | null {
  return mode === 'replace' ? getLayerByName(db, name) : layerByName(db, name)
}

/** A raster comes in whole. Throws `MODE_NOT_FOR_RASTERS`. */
export function rasterOptions({ mode, into, options }: Aim): ImportOptions {
  if (mode === null) return options
  if (mode !== 'replace') throw new AtlasError('MODE_NOT_FOR_RASTERS', 'A raster has no records to add or update. Replace the layer, or import the raster as a layer of its own.')
  return { ...options, replace: true, ...(into ? { name: into.name } : {}) }
}

/** Whether a layer that is replaced can go on as itself. */
export function sameKind(into: Layer, plan: ImportPlan): boolean {
  return into.kind === plan.kind
}

/** Whether the rows of a layer came from these bytes, since it was last replaced. */
export function hasFile(db: Db, layer: number, sha256: string, sublayer?: string): boolean {
  const files = listLayerFiles(db, layer)
  return files.slice(Math.max(0, files.findLastIndex((one) => one.mode === 'replace'))).some((one) => one.sha256 === sha256 && (sublayer === undefined || one.sublayer === sublayer))
}

function layerByName(db: Db, name: string): Layer {
  const layer = getLayerByName(db, name)
  if (!layer) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}": name the one that the file goes into. Layers here: ${listLayers(db).map((one) => one.name).join(', ') || 'none yet'}.`)
  return layer
}

function levelOf(db: Db, layer: Layer): number | undefined {
  return getLayerRow(db, layer.id)?.level ?? undefined
}
