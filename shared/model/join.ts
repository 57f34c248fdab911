import { z } from 'zod'

const id = z.number().int()
const name = z.string().min(1).max(400)

/** One decision: what an entry of a table (within a parent, where given) stands for. Several areas: the row's values hold for each of them. None: the entry is left out. */
export const joinPair = z.strictObject({ entry: z.string().max(400), within: z.string().max(400).nullable(), areas: z.array(z.string()).max(5000) })
export type JoinPair = z.infer<typeof joinPair>

/** How a table finds the areas of one set: the field that names them, a field that names their parents, and what was decided. Entries without a decision count by their code. */
export const join = z.strictObject({ field: name, within: name.nullable(), pairs: z.array(joinPair).max(50_000) })
export type Join = z.infer<typeof join>

/** Why an area is proposed, and why an entry counts already. `code` exact, `code.spelling` other case or separators, `code.prefix` the country's other code, `code.padding` zeros lost or added; the others need somebody's yes. */
export const joinReason = z.enum([
  'code', 'code.spelling', 'code.prefix', 'code.padding', 'accepted', 'left-out',
  'remembered', 'code.letters', 'code.zeros', 'code.local', 'code.bare', 'code.ambiguous', 'code.row', 'name.same', 'name.words', 'name.sound', 'name.spelling', 'name.part', 'name.script', 'several', 'other-parent', 'part-of', 'whole-of',
])
export type JoinReason = z.infer<typeof joinReason>

/** Areas that an entry may stand for, all of them together. `score` is 0 to 1. */
export const joinCandidate = z.object({ areas: z.array(z.string()), score: z.number(), reason: joinReason })
export type JoinCandidate = z.infer<typeof joinCandidate>

/**
 * One different entry of the table; `name` is what its rows are called where the entry is a code. `areas` is what it counts for now (matched). `sure`: the first candidate stands clear of all others.
 * `never` says why an entry is not looked for by name: it is empty, a placeholder, a total, or no administrative unit.
 */
export const joinRow = z.object({
  entry: z.string(), within: z.string().nullable(), name: z.string().nullable(), rows: z.number().int(), status: z.enum(['matched', 'proposed', 'unmatched']), how: joinReason.nullable(), areas: z.array(z.string()),
  candidates: z.array(joinCandidate), sure: z.boolean(), never: z.enum(['empty', 'placeholder', 'total', 'not-an-area']).nullable(),
})
export type JoinRow = z.infer<typeof joinRow>

/** Counts of entries and rows, and of areas: `areas` in the set, `areasWithout` those that no matched entry stands for. */
export const joinCounts = z.object({
  entries: z.number().int(), rows: z.number().int(), code: z.number().int(), variant: z.number().int(), accepted: z.number().int(), leftOut: z.number().int(), proposed: z.number().int(), sure: z.number().int(), unmatched: z.number().int(),
  rowsMatched: z.number().int(), areas: z.number().int(), areasWithout: z.number().int(),
})
export type JoinCounts = z.infer<typeof joinCounts>

export const joinReport = z.object({
  layer: id, areaSet: id, field: z.string(), within: z.string().nullable(), nameField: z.string().nullable(), fields: z.array(z.string()), counts: joinCounts, rows: z.array(joinRow),
  without: z.array(z.object({ code: z.string(), name: z.string(), parent: z.string().nullable() })),
})
export type JoinReport = z.infer<typeof joinReport>

/** What is stored for a layer and area set (null: nothing), and how far it reaches. */
export const joinState = z.object({ join: join.nullable(), rows: z.number().int(), rowsMatched: z.number().int(), areas: z.number().int(), areasWithout: z.number().int() })
export type JoinState = z.infer<typeof joinState>
