import { z } from 'zod'

const hex = z.string().regex(/^#[0-9a-f]{6}$/)

/** Colours of a raster's values: at each stop's value its colour, mixed between stops, the outer ones beyond. Values ascend. `unit` is what the legend writes. */
export const ramp = z.object({ stops: z.array(z.object({ value: z.number(), colour: hex })).min(2).max(16), unit: z.string().max(60) })
export type Ramp = z.infer<typeof ramp>

/** How a layer is drawn on the map: one colour, or classes over a numeric field, or a colour per value (`label` is what the legend writes in its place); a raster by its ramp, or per value where its numbers are codes of classes. Colours are `#rrggbb`. */
export const layerStyle = z.object({
  colour: hex,
  size: z.number().min(0.5).max(40),
  stroke: z.number().min(0).max(10),
  pattern: z.enum(['none', 'lines', 'cross', 'dots']),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('single') }),
    z.object({ kind: z.literal('classes'), field: z.string(), method: z.enum(['quantile', 'equal', 'ckmeans']), breaks: z.array(z.number()), colours: z.array(z.string()) }),
    z.object({ kind: z.literal('values'), field: z.string(), values: z.array(z.object({ value: z.string(), colour: z.string(), label: z.string().optional() })) }),
  ]),
  ramp: ramp.optional(),
})
export type LayerStyle = z.infer<typeof layerStyle>
