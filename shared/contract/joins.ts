import { z } from 'zod'
import { joinPair, joinReport, joinState } from '../model/join.ts'

const id = z.number().int()
const field = z.string().min(1).max(400)

/** The calls that tie tables to areas: what is proposed, what is decided, what counts now, and lists to work on elsewhere: all entries to review, or what is not matched on both sides (CSV, as a download). */
export const joinContract = {
  'joins.propose': { input: z.strictObject({ layer: id, areaSet: id, field: field.optional(), within: field.nullable().optional() }), output: joinReport },
  'joins.apply': { input: z.strictObject({ layer: id, areaSet: id, field, within: field.nullable().optional(), pairs: z.array(joinPair).max(50_000) }), output: joinState },
  'joins.list': { input: z.strictObject({ layer: id, areaSet: id, field: field.optional(), within: field.nullable().optional(), what: z.enum(['review', 'unmatched']) }), output: z.object({ download: z.string(), name: z.string(), rows: z.number().int() }) },
  'joins.get': { input: z.strictObject({ layer: id, areaSet: id }), output: joinState },
} as const
