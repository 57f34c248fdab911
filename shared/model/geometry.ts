import { z } from 'zod'

/** `[west, south, east, north]` in degrees, WGS 84. */
export const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Bounds = z.infer<typeof bounds>

/** `[lon, lat]` in degrees, WGS 84. */
export const position = z.tuple([z.number(), z.number()])
export type LonLat = z.infer<typeof position>

export const geometryKind = z.enum(['point', 'line', 'polygon', 'mixed', 'none'])
export type GeometryKind = z.infer<typeof geometryKind>
