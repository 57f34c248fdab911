import { z } from 'zod'

/** What is worth a second look at an indicator: too few areas have it, most have the same value or 0, a few values stand far out, or it is a count that follows the number of people. */
export const indicatorFlag = z.enum(['few-areas', 'low-availability', 'same-value', 'mostly-zero', 'skewed', 'follows-population', 'no-spread'])
export type IndicatorFlag = z.infer<typeof indicatorFlag>

/** One indicator over the areas of a run: `available` and `zeros` are shares of all areas and of those that have it, `commonest` the share of its most frequent value, `population` the rank correlation with the number of people where that is known. */
export const indicatorCheck = z.object({
  id: z.string(), areas: z.number().int(), available: z.number(), zeros: z.number(), commonest: z.number(), distinct: z.number().int(), min: z.number().nullable(), median: z.number().nullable(), mean: z.number().nullable(), max: z.number().nullable(),
  deviation: z.number().nullable(), skewness: z.number().nullable(), kurtosis: z.number().nullable(), population: z.number().nullable(), flags: z.array(indicatorFlag),
})
export type IndicatorCheck = z.infer<typeof indicatorCheck>

/** Two indicators of one group whose scores say nearly the same (`collinear`) or pull against each other (`opposed`), by Spearman's rank correlation over the areas that have both. */
export const pairFlag = z.object({ group: z.string(), a: z.string(), b: z.string(), correlation: z.number(), areas: z.number().int(), kind: z.enum(['collinear', 'opposed']) })
export type PairFlag = z.infer<typeof pairFlag>

/** Areas with less than two thirds of the indicators. */
export const dataCheck = z.object({
  run: z.number().int(), areas: z.number().int(), indicators: z.array(indicatorCheck), pairs: z.array(pairFlag),
  sparseAreas: z.array(z.object({ code: z.string(), name: z.string(), available: z.number() })),
})
export type DataCheck = z.infer<typeof dataCheck>
