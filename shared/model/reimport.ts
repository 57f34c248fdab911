import { z } from 'zod'
import { fieldType } from './layer.ts'

/** How a file comes into a layer that is there: all of it anew, at its end, or record by record by a key. */
export const importMode = z.enum(['replace', 'append', 'update'])
export type ImportMode = z.infer<typeof importMode>

const cell = z.union([z.string(), z.number(), z.null()])

/**
 * What a file changed in a layer, in records. Of the layer's records before: `changed + unchanged + removed + absent`; of the file's: `added + changed + unchanged`.
 * `absent` are kept although the file does not have them; `repeated` are records of the file whose key another record of it has; `blankKeys` those without one; `emptied` counts values that were there and are blank now.
 * `sample` holds the first few differences, `fields` how often each column changed.
 */
export const importChanges = z.object({
  mode: importMode, key: z.array(z.string()), added: z.number().int(), changed: z.number().int(), unchanged: z.number().int(), removed: z.number().int(), absent: z.number().int(),
  repeated: z.number().int(), blankKeys: z.number().int(), emptied: z.number().int(),
  fields: z.array(z.object({ name: z.string(), count: z.number().int() })),
  sample: z.array(z.object({ key: z.string(), field: z.string(), before: cell, after: cell })),
  columns: z.object({ added: z.array(z.string()), missing: z.array(z.string()), widened: z.array(z.object({ name: z.string(), from: fieldType, to: fieldType })) }),
})
export type ImportChanges = z.infer<typeof importChanges>

/** One file that a layer was made from, and what it changed (null for the first). */
export const layerFile = z.object({
  mode: z.enum(['new', 'replace', 'append', 'update']), file: z.string(), sublayer: z.string(), format: z.string(), bytes: z.number().int(), sha256: z.string(), read: z.string(), changes: importChanges.nullable(),
})
export type LayerFile = z.infer<typeof layerFile>
