import { z } from 'zod'
import { importMode } from './reimport.ts'

/** What was chosen for files of one source. `columns` are those that the file had; `needs` those that a choice names; `layer` the layer it came into last, where it is there still. */
export const importTemplate = z.object({
  id: z.number().int(), name: z.string(), format: z.string(), sublayer: z.string(), stem: z.string(), columns: z.array(z.string()), needs: z.array(z.string()),
  layer: z.string().nullable(), mode: z.enum(['new', ...importMode.options]), key: z.array(z.string()), file: z.string(), used: z.string(),
})
export type ImportTemplate = z.infer<typeof importTemplate>

/** How a file could be taken in, as the project knows it: the template of its source with the columns that it lacks (none where it fits; `sure` where the file is called like those before), and the layers that it could come into. `key` are the columns that tell the layer's records apart, empty where none do; `shared` how many columns both have. */
export const importOffers = z.object({
  template: z.object({ template: importTemplate, lacks: z.array(z.string()), mode: importMode.nullable(), sure: z.boolean() }).nullable(),
  layers: z.array(z.object({ id: z.number().int(), name: z.string(), key: z.array(z.string()), shared: z.number().int(), added: z.array(z.string()), missing: z.array(z.string()) })),
})
export type ImportOffers = z.infer<typeof importOffers>
