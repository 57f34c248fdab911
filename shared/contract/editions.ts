import { z } from 'zod'
import { editionColumn, editionPreview, editionReport, editionResult, editionWeights } from '../model/edition.ts'

const id = z.number().int()
/** What to move and how; everything not given is recognised. `tolerance` is the share of both areas below which a common part is a sliver. */
const move = z.strictObject({ layer: id, from: id.optional(), to: id, weights: editionWeights, tolerance: z.number().min(0).max(0.25).optional(), columns: z.array(editionColumn).max(2000).optional() })

/** The calls that move a table or an area set's values to another edition of the areas: what would happen, the move as one change, and what a layer that came of one was made from. */
export const editionContract = {
  'editions.preview': { input: move, output: editionPreview },
  'editions.move': { input: move.extend({ name: z.string().trim().min(1).max(400).optional(), replace: z.boolean().optional() }), output: editionResult },
  'editions.report': { input: z.strictObject({ layer: id }), output: editionReport.nullable() },
  'editions.export': { input: z.strictObject({ layer: id }), output: z.object({ download: z.string(), name: z.string(), rows: z.number().int() }) },
} as const
