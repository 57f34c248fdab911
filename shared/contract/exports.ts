import { z } from 'zod'
import { exportPlan, exportRequest } from '../model/export.ts'
import { layer } from '../model/layer.ts'
import { purgeStatement, removedLayer } from '../model/purge.ts'

const id = z.number().int()

/** What would go out of the project and what would be held back; and the removed layers, which go for good by a purge. */
export const exportContract = {
  'exports.plan': { input: exportRequest, output: exportPlan },
  'layers.removed': { input: z.strictObject({}), output: z.array(removedLayer) },
  'layers.restore': { input: z.strictObject({ id }), output: layer },
  'layers.purge': { input: z.strictObject({ ids: z.array(id).max(10_000).optional(), runs: z.boolean().optional() }), output: purgeStatement },
} as const
