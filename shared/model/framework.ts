import { z } from 'zod'
import { dimension, role } from './dimension.ts'

/** Text by language; `en` always there. */
export const title = z.record(z.string(), z.string())
export type Title = z.infer<typeof title>

export const measureKinds = [
  'count', 'sum', 'mean', 'median', 'min', 'max', 'distinct', 'share-of-area', 'length', 'area', 'nearest-distance', 'within-distance',
  'population-within', 'share-of-population', 'raster-sum', 'raster-mean', 'raster-min', 'raster-max', 'raster-share', 'column', 'presence', 'formula',
] as const
export const measureKind = z.enum(measureKinds)
export type MeasureKind = z.infer<typeof measureKind>

export const rasterRule = z.enum(['fraction', 'centre', 'touched'])
export type RasterRule = z.infer<typeof rasterRule>

/** How a layer becomes one number per area: the `measure` of the framework file. */
export const measure = z.strictObject({
  layer: z.string().optional(), kind: measureKind, field: z.string().optional(), where: z.string().optional(),
  /** A date, or for `nearest-distance` the origin: `centroid`, `surface-point` or `population-weighted`. */
  from: z.string().optional(), to: z.string().optional(),
  km: z.number().positive().optional(), population: z.string().optional(), rule: rasterRule.optional(), threshold: z.number().optional(),
  expression: z.string().optional(), precision: z.enum(['all', 'respect']).optional(),
  per: z.strictObject({ by: z.string(), times: z.number().default(1) }).optional(),
})
export type Measure = z.infer<typeof measure>

export const transform = z.union([
  z.enum(['none', 'log1p', 'sqrt', 'exp']),
  z.strictObject({ method: z.literal('log'), offset: z.number() }),
  z.literal('log'),
])

/** Values to scores; `classes` gives `scores[n]` to a value that has reached n of the `thresholds`. */
export const normalise = z.strictObject({
  method: z.enum(['minmax', 'goalposts', 'zscore', 'rank', 'percentile-rank', 'borda', 'distance-to-target', 'fraction-of-max', 'classes', 'none']),
  min: z.number().optional(), max: z.number().optional(), target: z.number().optional(), thresholds: z.array(z.number()).optional(), scores: z.array(z.number()).optional(),
  direction: z.enum(['more-is-worse', 'less-is-worse']).default('more-is-worse'),
})
export type Normalise = z.infer<typeof normalise>

export const outliers = z.strictObject({ method: z.enum(['none', 'tukey', 'winsorise', 'percentile']), lower: z.number().optional(), upper: z.number().optional() })

export const aggregate = z.enum(['arithmetic', 'geometric', 'scaled-geometric', 'harmonic', 'power', 'min', 'max', 'sum', 'copeland', 'alkire-foster', 'jiaf-severity'])
export type Aggregate = z.infer<typeof aggregate>

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i), title, weight: z.number().nonnegative().default(1), round: z.number().int().min(0).max(12).nullish(), offset: z.number().optional(),
  dimension: dimension.optional(), role: role.optional(), character: z.enum(['chronic', 'sudden']).optional(), theme: z.string().optional(),
  description: title.optional(), unit: title.optional(), source: z.string().optional(),
}

export interface IndicatorNode {
  id: string; title: Title; weight: number; round?: number | null; offset?: number; dimension?: z.infer<typeof dimension>; role?: z.infer<typeof role>
  character?: 'chronic' | 'sudden'; theme?: string; description?: Title; unit?: Title; source?: string
  measure: Measure; transform?: z.infer<typeof transform>; outliers?: z.infer<typeof outliers>; normalise: Normalise
}
export interface GroupNode {
  id: string; title: Title; weight: number; round?: number | null; offset?: number; dimension?: z.infer<typeof dimension>; role?: z.infer<typeof role>
  character?: 'chronic' | 'sudden'; theme?: string; description?: Title; unit?: Title; source?: string
  aggregate: Aggregate; atLeast: number; p?: number; cutoff?: number; children: FrameworkNode[]
}
export type FrameworkNode = IndicatorNode | GroupNode

/** An indicator of the framework file. */
export const indicatorNode = z.strictObject({
  ...common, measure, transform: transform.optional(), outliers: outliers.optional(), normalise: normalise.default({ method: 'none', direction: 'more-is-worse' }),
})
/** A group of the framework file, without its children. */
export const groupFields = z.strictObject({
  ...common, aggregate: aggregate.default('arithmetic'), atLeast: z.number().min(0).max(1).default(0.5), p: z.number().optional(), cutoff: z.number().optional(),
})
const groupNode: z.ZodType<GroupNode> = groupFields.extend({
  get children(): z.ZodType<FrameworkNode[]> { return z.array(z.union([indicatorNode as unknown as z.ZodType<FrameworkNode>, groupNode])).min(1) },
}) as unknown as z.ZodType<GroupNode>

/** The framework file of analysts, version by version. Scores run 0 to `scale`; `classes` are the lower bounds of classes 2 to 5 on the index. */
export const framework = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i), version: z.number().int().positive(), title, description: title.optional(),
  scale: z.number().positive().default(10), classes: z.array(z.number()).length(4).default([2, 3.5, 5, 6.5]),
  population: z.strictObject({ layer: z.string(), field: z.string() }).optional(),
  root: groupNode,
})
export type Framework = z.infer<typeof framework>
