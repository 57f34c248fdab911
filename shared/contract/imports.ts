import { z } from 'zod'
import { importCheck, importOptions } from '../model/import.ts'
import { importTemplate } from '../model/import-template.ts'
import { layerFile } from '../model/reimport.ts'

const id = z.number().int()
const token = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/)
const templates = z.array(importTemplate)

/** The calls beside an import: what all of a file would give, the files of a layer, and what is remembered per source. */
export const importContract = {
  'imports.check': { input: z.strictObject({ file: token, options: importOptions }), output: importCheck },
  'imports.files': { input: z.strictObject({ layer: id }), output: z.array(layerFile) },
  'templates.list': { input: z.strictObject({}), output: templates },
  'templates.rename': { input: z.strictObject({ id, name: z.string().trim().min(1).max(120) }), output: templates },
  'templates.forget': { input: z.strictObject({ id }), output: templates },
} as const
