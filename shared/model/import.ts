import { z } from 'zod'
import { fieldType, layerKind } from './layer.ts'
import { dimension } from './dimension.ts'
import { geometryKind } from './geometry.ts'
import { note } from './note.ts'

/** What the analyst may say about a file; everything not given is recognised. Columns are named as the source names them. */
export const importOptions = z.strictObject({
  sublayer: z.string().optional(), as: layerKind.optional(), name: z.string().optional(), level: z.number().int().min(0).max(9).optional(),
  code: z.string().optional(), label: z.string().optional(), parent: z.string().optional(), lon: z.string().optional(), lat: z.string().optional(), date: z.string().optional(),
  dimension: dimension.optional(), crs: z.string().optional(), encoding: z.string().optional(), delimiter: z.string().optional(), replace: z.boolean().optional(),
})
export type ImportOptions = z.infer<typeof importOptions>

/** One automatic decision: what it concerns (`kind`, `crs`, `encoding`, `delimiter`, `code`, `label`, `parent`, `level`, `lon`, `lat`, `date`, `dimension`, `header`), what was chosen, and why (a message id with one example). */
export const choice = z.object({ about: z.string(), chosen: z.string(), why: z.string(), given: z.boolean() })
export type Choice = z.infer<typeof choice>

export const importPreview = z.object({
  format: z.string(), sublayers: z.array(z.object({ name: z.string(), rows: z.number().nullable(), geometry: geometryKind })), sublayer: z.string().nullable(),
  kind: layerKind, name: z.string(), level: z.number().int().nullable(), rows: z.number().nullable(), geometry: geometryKind,
  fields: z.array(z.object({ name: z.string(), type: fieldType })), sample: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  choices: z.array(choice), notes: z.array(note),
})
export type ImportPreview = z.infer<typeof importPreview>

/** `read = imported + rejected`, always. */
export const importResult = z.object({
  layer: z.string(), layerId: z.number().int(), kind: layerKind, read: z.number().int(), imported: z.number().int(), rejected: z.number().int(),
  reasons: z.array(note), notes: z.array(note), choices: z.array(choice),
})
export type ImportResult = z.infer<typeof importResult>
