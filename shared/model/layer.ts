import { z } from 'zod'
import { dimension } from './dimension.ts'
import { bounds, geometryKind } from './geometry.ts'
import { note } from './note.ts'
import { source } from './source.ts'
import { layerStyle } from './style.ts'

/** What a layer is for. `areas` get profiles; `events` are dated points; `features` are any other geometry; `table` has none; `raster` is a gridded coverage. */
export const layerKind = z.enum(['areas', 'events', 'features', 'raster', 'table', 'responses'])
export type LayerKind = z.infer<typeof layerKind>

export const fieldType = z.enum(['text', 'integer', 'real', 'boolean', 'date', 'datetime'])
export type FieldType = z.infer<typeof fieldType>

/** One column: `name` as the source writes it, `column` as the project's table names it. */
export const field = z.object({ name: z.string(), column: z.string(), type: fieldType })
export type Field = z.infer<typeof field>

/** A layer as lists show it. `from` and `to` are the first and last ISO dates of its date field. */
export const layer = z.object({
  id: z.number().int(), name: z.string(), table: z.string(), kind: layerKind, geometry: geometryKind,
  rows: z.number().int(), fields: z.array(field), dimension: dimension.nullable(), theme: z.string(),
  dateField: z.string().nullable(), codeField: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(),
  bbox: bounds.nullable(), visible: z.boolean(), opacity: z.number().min(0).max(1), order: z.number().int(),
  style: layerStyle, source, notes: z.array(note), read: z.number().int(), rejected: z.number().int(),
})
export type Layer = z.infer<typeof layer>

/** The areas of one level. `layer` is the id of the layer that holds them; `parent` the id of the area set one level up. */
export const areaSet = z.object({
  id: z.number().int(), layer: z.number().int(), name: z.string(), level: z.number().int(), count: z.number().int(),
  parent: z.number().int().nullable(), hasGeometry: z.boolean(),
})
export type AreaSet = z.infer<typeof areaSet>

/** One area: `bbox` and `centre` are null in a set without geometry. `population` is null where none is known. */
export const area = z.object({
  code: z.string(), name: z.string(), parent: z.string().nullable(), bbox: bounds.nullable(),
  centre: z.tuple([z.number(), z.number()]).nullable(),
})
export type Area = z.infer<typeof area>
