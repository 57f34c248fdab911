import { z } from 'zod'

export const sensitivity = z.enum(['low', 'moderate', 'high', 'severe'])
export type Sensitivity = z.infer<typeof sensitivity>

/** Where data came from. `read` is when it was imported; `sha256` and `bytes` are of the file as it was read; `method` says how it was gathered or made, absent where nobody said. */
export const source = z.object({
  file: z.string(), format: z.string(), bytes: z.number().int(), sha256: z.string(), read: z.string(),
  crs: z.string().nullable(), encoding: z.string().nullable(),
  publisher: z.string(), licence: z.string(), date: z.string(), url: z.string(), sensitivity, method: z.string().optional(),
})
export type Source = z.infer<typeof source>
