import { z } from 'zod'

/** The seven dimensions of human security (UNDP, Human Development Report 1994), in the order in which every list shows them. */
export const dimensions = ['economic', 'food', 'health', 'environmental', 'personal', 'community', 'political'] as const
export const dimension = z.enum(dimensions)
export type Dimension = z.infer<typeof dimension>

/** The colour of each dimension on maps, layers and charts: distinct for colour-blind people too (a test holds that). */
export const dimensionColours: Record<Dimension, string> = {
  economic: '#796600', food: '#d67507', health: '#b35698', environmental: '#3094ca', personal: '#a21e34', community: '#018160', political: '#3d3f9e',
}

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
