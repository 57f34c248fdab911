import { z } from 'zod'

/** How a layer is drawn on the map: one colour, or classes over a numeric field, or a colour per value. Colours are `#rrggbb`. */
export const layerStyle = z.object({
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  size: z.number().min(0.5).max(40),
  stroke: z.number().min(0).max(10),
  pattern: z.enum(['none', 'lines', 'cross', 'dots']),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('single') }),
    z.object({ kind: z.literal('classes'), field: z.string(), method: z.enum(['quantile', 'equal', 'ckmeans']), breaks: z.array(z.number()), colours: z.array(z.string()) }),
    z.object({ kind: z.literal('values'), field: z.string(), values: z.array(z.object({ value: z.string(), colour: z.string() })) }),
  ]),
})
export type LayerStyle = z.infer<typeof layerStyle>
