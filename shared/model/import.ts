import { z } from 'zod'
import { fieldType, layerKind } from './layer.ts'
import { dimension } from './dimension.ts'
import { bounds, geometryKind } from './geometry.ts'
import { note } from './note.ts'
import { importChanges, importMode } from './reimport.ts'
import { importOffers } from './import-template.ts'
import { readingOptions } from './import-reading.ts'

const column = z.string().min(1).max(400)

/** What the analyst says of one column of the source: left out, called otherwise, or of another type. */
export const columnOption = z.strictObject({ skip: z.boolean().optional(), name: column.optional(), type: fieldType.optional() })
export type ColumnOption = z.infer<typeof columnOption>

/**
 * What the analyst may say about a file; everything not given is recognised. Columns are named as the source names them.
 * `mode` with `into` (a layer's name) brings the file into a layer that is there: in its place, at its end, or record by record by the `key` columns; `removeMissing` takes away what the new file does not have.
 * `template` (a template's name) and `like` (a layer's name) stand for the choices made before; what is given beside them wins.
 */
export const importOptions = z.strictObject({
  /** `band`: of a raster, by its number from 1 or its description. */
  sublayer: z.string().optional(), band: z.string().max(100).optional(), as: layerKind.optional(), name: z.string().optional(), level: z.number().int().min(0).max(9).optional(),
  code: z.string().optional(), label: z.string().optional(), parent: z.string().optional(), lon: z.string().optional(), lat: z.string().optional(), date: z.string().optional(),
  dimension: dimension.optional(), crs: z.string().optional(), encoding: z.string().optional(), delimiter: z.string().optional(), replace: z.boolean().optional(),
  mode: importMode.optional(), into: z.string().optional(), key: z.array(column).max(6).optional(), removeMissing: z.boolean().optional(),
  columns: z.record(z.string().max(2000), columnOption).optional(), template: z.string().optional(), like: z.string().optional(), ...readingOptions,
})
export type ImportOptions = z.infer<typeof importOptions>

/** One automatic decision: what it concerns (`kind`, `crs`, `encoding`, `delimiter`, `code`, `label`, `parent`, `level`, `lon`, `lat`, `date`, `dimension`, `header`), what was chosen, and why (a message id with one example). */
export const choice = z.object({ about: z.string(), chosen: z.string(), why: z.string(), given: z.boolean() })
export type Choice = z.infer<typeof choice>

/** What one column of the source becomes: null for `name` where it is left out or only gives the position. */
export const previewColumn = z.object({ source: z.string(), name: z.string().nullable(), type: fieldType, role: z.enum(['code', 'label', 'parent', 'lon', 'lat', 'date', 'geometry']).nullable(), filled: z.number().int(), sample: z.string() })
export type PreviewColumn = z.infer<typeof previewColumn>

/** Where a sample of the records lies, in degrees: points with what is odd about them, outlines thinned for looking at. `odd` counts every odd position among the records looked at. */
export const previewMap = z.object({
  box: bounds.nullable(), points: z.array(z.tuple([z.number(), z.number()])), lines: z.array(z.array(z.tuple([z.number(), z.number()]))),
  odd: z.array(z.object({ code: z.string(), count: z.number().int(), points: z.array(z.tuple([z.number(), z.number()])) })),
})
export type PreviewMap = z.infer<typeof previewMap>

export const importPreview = z.object({
  format: z.string(), sublayers: z.array(z.object({ name: z.string(), rows: z.number().nullable(), geometry: geometryKind })), sublayer: z.string().nullable(),
  kind: layerKind, name: z.string(), level: z.number().int().nullable(), rows: z.number().nullable(), geometry: geometryKind,
  fields: z.array(z.object({ name: z.string(), type: fieldType })), sample: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  choices: z.array(choice), notes: z.array(note),
  columns: z.array(previewColumn).optional(), map: previewMap.optional(), offers: importOffers.optional(),
  /** How many records were looked at, and whether those are all; how many of them would be rejected, and why. */
  looked: z.object({ rows: z.number().int(), whole: z.boolean(), rejected: z.number().int(), reasons: z.array(note) }).optional(),
})
export type ImportPreview = z.infer<typeof importPreview>

/** `read = imported + rejected`, always. `changes` when the file came into a layer that was there. */
export const importResult = z.object({
  layer: z.string(), layerId: z.number().int(), kind: layerKind, read: z.number().int(), imported: z.number().int(), rejected: z.number().int(),
  reasons: z.array(note), notes: z.array(note), choices: z.array(choice), changes: importChanges.optional(),
})
export type ImportResult = z.infer<typeof importResult>

/** What an import of the whole file would take and reject, nothing being written. */
export const importCheck = z.object({ read: z.number().int(), imported: z.number().int(), rejected: z.number().int(), reasons: z.array(note), notes: z.array(note) })
export type ImportCheck = z.infer<typeof importCheck>
