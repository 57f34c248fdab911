import { z } from 'zod'
import { layerKind } from './layer.ts'
import { sensitivity } from './source.ts'

/** A layer that no list shows and the file still holds. `earlier`: what a layer held before it was imported anew; `undone`: an import or a return that was undone. `contentHash` is over its rows. */
export const removedLayer = z.object({
  id: z.number().int(), name: z.string(), kind: layerKind, rows: z.number().int(), file: z.string(), sha256: z.string(), sensitivity, contentHash: z.string().nullable(), why: z.enum(['removed', 'earlier', 'undone']),
})
export type RemovedLayer = z.infer<typeof removedLayer>

/** What a purge deleted: layers, and counts of what spoke of them. `runsKept` are computations that used them and stay. */
export const purged = z.object({
  layers: z.array(removedLayer), changes: z.number().int(), originals: z.number().int(), repairs: z.number().int(), joins: z.number().int(), templates: z.number().int(), runs: z.number().int(), runsKept: z.number().int(),
})
export type Purged = z.infer<typeof purged>

/** The statement of a purge: what, when, and the size of the file before and after. */
export const purgeStatement = purged.extend({ project: z.string(), made: z.string(), bytesBefore: z.number().int(), bytesAfter: z.number().int() })
export type PurgeStatement = z.infer<typeof purgeStatement>
