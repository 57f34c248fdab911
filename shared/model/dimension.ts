import { z } from 'zod'

/** The seven dimensions of human security (UNDP, Human Development Report 1994), in the order in which every list shows them. */
export const dimensions = ['economic', 'food', 'health', 'environmental', 'personal', 'community', 'political'] as const
export const dimension = z.enum(dimensions)
export type Dimension = z.infer<typeof dimension>

/** Threat, vulnerability or capacity: what an indicator says about an area. */
export const role = z.enum(['threat', 'vulnerability', 'capacity'])
export type Role = z.infer<typeof role>

/** The three freedoms and the dimensions that each sums up. */
export const freedoms = {
  fear: ['personal', 'community', 'political'],
  want: ['economic', 'food', 'health', 'environmental'],
  dignity: ['community', 'political', 'economic'],
} as const satisfies Record<string, readonly Dimension[]>
export type Freedom = keyof typeof freedoms
