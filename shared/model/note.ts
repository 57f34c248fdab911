import { z } from 'zod'

/** A remark that did not stop the work: a code, how many records it concerns, and one example in words. */
export const note = z.object({ code: z.string(), count: z.number().int(), sample: z.string() })
export type Note = z.infer<typeof note>
