import { z } from 'zod'

/** What a robustness analysis may vary. */
export const assumption = z.enum(['weights', 'bounds', 'normalise', 'aggregate', 'outliers', 'data'])
export type Assumption = z.infer<typeof assumption>

/** How far: weights and bounds by a share either way (of the weight; of the distance of the bounds), data by the standard deviation of a relative error. */
export const spread = z.strictObject({ weights: z.number().min(0).max(1).default(0.25), bounds: z.number().min(0).max(0.45).default(0.1), data: z.number().min(0).max(1).default(0.05) })
export type Spread = z.infer<typeof spread>

export const robustnessInput = z.strictObject({
  run: z.number().int(), draws: z.number().int().min(10).max(20_000).default(1000), seed: z.number().int().min(0).max(4_294_967_295).default(1),
  vary: z.array(assumption).min(1).default([...assumption.options]), spread: spread.prefault({}), top: z.number().int().min(1).default(10), sobol: z.boolean().default(false), leaveOut: z.boolean().default(false),
})

const column = z.array(z.number().nullable())

/** How much of the variance of the mean rank shift an assumption makes: alone (`first`) and with all its interplay (`total`), each with the 5 % and 95 % quantiles of bootstrap resamples. */
export const sensitivity = z.object({ assumption, first: z.number(), firstLow: z.number(), firstHigh: z.number(), total: z.number(), totalLow: z.number(), totalHigh: z.number() })
export type Sensitivity = z.infer<typeof sensitivity>

/** What the ranks lose without a node: the mean over the areas of |rank without it - rank|; null where nothing is left without it. */
export const leftOut = z.object({ id: z.string(), shift: z.number().nullable() })
export type LeftOut = z.infer<typeof leftOut>

/**
 * Ranks of the areas of a run under random versions of its framework, in the order of `codes`: `nominal` as stated, `median`, `low` and `high` (5 % and 95 %) over the draws, `inTop` the share of draws among the `top` highest, `present` the share with an index at all.
 * `shift` is the mean over draws and areas of |rank - nominal|. `sensitivities` (of that shift, per draw) and `leftOut` where they were asked for.
 */
export const robustness = z.object({
  run: z.number().int(), draws: z.number().int(), seed: z.number().int(), top: z.number().int(), spread, varied: z.array(assumption),
  codes: z.array(z.string()), names: z.array(z.string()), nominal: column, median: column, low: column, high: column, inTop: column, present: z.array(z.number()), shift: z.number(),
  sensitivities: z.array(sensitivity).nullable(), leftOut: z.array(leftOut).nullable(),
})
export type Robustness = z.infer<typeof robustness>
