import { z } from 'zod'
import { dimension } from '../../../shared/model/dimension.ts'
import { sensitivity } from '../../../shared/model/source.ts'
import { readCatalogue } from '../catalogue.ts'

const recipe = z.strictObject({
  title: z.string(), country: z.string(), notice: z.string(), licence: z.string(), publisher: z.string(), made: z.string(),
  areas: z.strictObject({
    seed: z.number().int(), code: z.string(), west: z.number(), south: z.number(), size: z.number(), communes: z.number().int(), districts: z.number().int(), provinces: z.number().int(),
    syllables: z.array(z.array(z.string()).min(1)).length(3), provinceNames: z.array(z.string()),
  }),
  years: z.tuple([z.number().int(), z.number().int()]),
  sources: z.record(z.string(), z.strictObject({ dimension: dimension.nullable(), theme: z.string(), sensitivity })),
})
export type Recipe = z.infer<typeof recipe>

/** The recipe of the sample country. */
export function readRecipe(): Recipe { return recipe.parse(readCatalogue('sample/recipe.json')) }
