import { z } from 'zod'
import { fieldType, layerKind } from './layer.ts'
import { note } from './note.ts'

const id = z.number().int()
const column = z.string().min(1).max(400)
const code = z.string().max(400)
const count = z.number().int()

/** One line of a list of changes: an old code, a new one, and the weight that goes there (null where the list gives none). */
export const editionPair = z.strictObject({ from: code, to: code, weight: z.number().nullable() })
export type EditionPair = z.infer<typeof editionPair>

/** What says how much of an old area lies in a new one: surface, people (a layer of points, polygons or a raster), a list of changes (a table of the project, or its lines), or codes and names alone. */
export const editionWeights = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('area') }),
  z.strictObject({ by: z.literal('population'), layer: id, field: column.optional() }),
  z.strictObject({ by: z.literal('table'), layer: id, from: column.optional(), to: column.optional(), weight: column.optional() }),
  z.strictObject({ by: z.literal('pairs'), name: z.string().max(400), pairs: z.array(editionPair).max(200_000) }),
  z.strictObject({ by: z.literal('codes') }),
])
export type EditionWeights = z.infer<typeof editionWeights>

/** How a column is moved: `sum` counts are split, `mean` rates are averaged, `category` the one with the largest share, `unchanged` only where the area is the same, `key` tells rows of one area apart, `leave` is left out. */
export const columnRules = ['sum', 'mean', 'category', 'unchanged', 'key', 'leave'] as const
export const columnRule = z.enum(columnRules)
export type ColumnRule = z.infer<typeof columnRule>

/** One column as asked for. `weight` names the column that a mean is weighted with, in place of the overlap alone. */
export const editionColumn = z.strictObject({ name: column, rule: columnRule, weight: column.optional() })
export type EditionColumn = z.infer<typeof editionColumn>

/** What became of an area: the same; another name; another code; cut into several; joined with others; its border moved; no area there before; no area there now. */
export const editionClasses = ['same', 'renamed', 'recoded', 'split', 'merged', 'shift', 'gone', 'new'] as const
export const editionClass = z.enum(editionClasses)
export type EditionClass = z.infer<typeof editionClass>

/** A part that an old and a new area share: `amount` in km², people or the list's weights; `ofFrom` and `ofTo` its share of either, 0 to 1. */
export const editionPart = z.object({ code, name: z.string(), amount: z.number(), ofFrom: z.number(), ofTo: z.number() })
export type EditionPart = z.infer<typeof editionPart>

/** One old area (null: none was there) and the new ones it lies in. `outside` is the share of it that lies in none; of a new area without an old one, 1. */
export const editionChange = z.object({ class: editionClass, code, name: z.string(), parts: z.array(editionPart), outside: z.number() })
export type EditionChange = z.infer<typeof editionChange>

/** Parts too small to count, the largest first (at most 50): null is the land outside the other edition. */
export const editionSlivers = z.object({ count, km2: z.number(), largest: z.array(z.object({ from: code.nullable(), to: code.nullable(), km2: z.number(), ofFrom: z.number(), ofTo: z.number() })) })
export type EditionSlivers = z.infer<typeof editionSlivers>

/** How two editions of areas meet. `counts` are old areas by class, `new` new ones; `changes` are all areas that did not stay the same, the new ones last. */
export const editionCrosswalk = z.object({
  from: z.object({ id, name: z.string(), areas: count }), to: z.object({ id, name: z.string(), areas: count }), by: z.enum(['area', 'population', 'list', 'codes']), weights: z.string(), unit: z.enum(['km2', 'people', 'weight']), tolerance: z.number(),
  counts: z.record(editionClass, count), changes: z.array(editionChange), slivers: editionSlivers, notes: z.array(note),
})
export type EditionCrosswalk = z.infer<typeof editionCrosswalk>

/** A column with the rule that it gets and why (a message id), its filled cells and, of numbers, their sum. */
export const editionField = z.object({ name: column, type: fieldType, rule: columnRule, weight: column.nullable(), why: z.string(), filled: count, total: z.number().nullable() })
export type EditionField = z.infer<typeof editionField>

/** What a move would do. `rowsPlaced` are rows that name an area of the old edition. */
export const editionPreview = z.object({ layer: z.string(), name: z.string(), rows: count, rowsPlaced: count, crosswalk: editionCrosswalk, columns: z.array(editionField) })
export type EditionPreview = z.infer<typeof editionPreview>

/** One moved column: sums (of counts) before, after and of what could not be placed, and how many values of the result are there, only partly known, or missing. `coverage` names the column that holds the share known of each value, where one was needed. */
export const movedColumn = z.object({
  name: column, rule: columnRule, weight: column.nullable(), coverage: column.nullable(), before: z.number().nullable(), after: z.number().nullable(), unplaced: z.number().nullable(), values: count, partial: count, missing: count,
})
export type MovedColumn = z.infer<typeof movedColumn>

/** An old area with data of which a share (0 to 1) found no place, and what of the counts that was; a null code stands for rows that name no area. */
export const unplacedArea = z.object({ code: code.nullable(), name: z.string(), rows: count, share: z.number(), values: z.array(z.number().nullable()) })
export type UnplacedArea = z.infer<typeof unplacedArea>

/** What was moved: old areas with data by how they went, new areas by what they got, and what could not be placed on both sides. `summed` names the columns that the values of `unplaced` belong to. */
export const editionReport = z.object({
  layer: z.string(), kind: layerKind, made: z.string(), crosswalk: editionCrosswalk,
  areas: z.object({ withData: count, exactly: count, byWeights: count, unplaced: count }), targets: z.object({ exactly: count, byWeights: count, withoutData: count }),
  rows: z.object({ before: count, after: count, withoutArea: count }), columns: z.array(movedColumn), summed: z.array(column), unplaced: z.array(unplacedArea), withoutData: z.array(z.object({ code, name: z.string() })), notes: z.array(note),
})
export type EditionReport = z.infer<typeof editionReport>

export const editionResult = z.object({ layer: z.string(), layerId: id, kind: layerKind, rows: count, report: editionReport })
export type EditionResult = z.infer<typeof editionResult>
