import { z } from 'zod'
import { bounds } from './geometry.ts'
import { note } from './note.ts'

/** Whose names of layers and fields a vector basemap uses; `other` is drawn by what its shapes are. */
export const basemapSchema = z.enum(['protomaps', 'openmaptiles', 'shortbread', 'other'])
export type BasemapSchema = z.infer<typeof basemapSchema>

/** A file of map tiles that the analyst brought: a ground for the map, no data of a project. `id` is the start of the SHA-256 of the file. `layers` are the parts of a vector basemap. `attribution` is plain text. */
export const basemap = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/), name: z.string(), file: z.string(), format: z.enum(['mbtiles', 'pmtiles']), kind: z.enum(['raster', 'vector']), schema: basemapSchema, layers: z.array(z.string()),
  minZoom: z.number().int().min(0).max(24), maxZoom: z.number().int().min(0).max(24), bounds, tileSide: z.number().int(), attribution: z.string(), bytes: z.number(), notes: z.array(note),
})
export type Basemap = z.infer<typeof basemap>

/** What a basemap file says of itself. */
export type BasemapInfo = Omit<Basemap, 'id' | 'file' | 'bytes'>

/** The ground that a project's map has: `plain` is land and water, `political` adds the borders and names of countries, anything else is a basemap's id. `name` is kept so that a missing one can be named. */
export const ground = z.object({ choice: z.string(), name: z.string() })
export type Ground = z.infer<typeof ground>

/** The basemaps of this computer and the one that the open project's map has. `missing`: the project asks for one that is not here. */
export const basemapState = z.object({ choice: z.string(), missing: z.string().nullable(), list: z.array(basemap) })
export type BasemapState = z.infer<typeof basemapState>
