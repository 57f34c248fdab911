import { z } from 'zod'

/** The open project. `readOnly` says why when it cannot be written: another holder, a medium, a newer schema. */
export const projectStatus = z.object({
  title: z.string(), file: z.string(), schema: z.number().int(), sample: z.boolean(), readOnly: z.string().nullable(),
  layers: z.number().int(), areaSets: z.number().int(), runs: z.number().int(), changes: z.number().int(), undo: z.string().nullable(), redo: z.string().nullable(),
})
export type ProjectStatus = z.infer<typeof projectStatus>

/** What the window shows, kept in the project: the page owns its form. */
export const viewState = z.record(z.string(), z.unknown())
export type ViewState = z.infer<typeof viewState>
