import { z } from 'zod'
import { basemap, basemapState } from '../model/basemap.ts'

const token = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/)
const id = z.string().regex(/^[0-9a-f]{16}$/)

/** The calls about the ground of the map: the files of tiles on this computer, and the choice that the project remembers. */
export const basemapContract = {
  'basemaps.list': { input: z.strictObject({}), output: basemapState },
  'basemaps.add': { input: z.strictObject({ file: token, name: z.string().trim().min(1).max(80).optional() }), output: basemap },
  'basemaps.choose': { input: z.strictObject({ choice: z.union([z.enum(['plain', 'political']), id]) }), output: basemapState },
  'basemaps.remove': { input: z.strictObject({ id }), output: basemapState },
} as const
