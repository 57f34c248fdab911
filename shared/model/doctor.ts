import { z } from 'zod'
import { note } from './note.ts'

/** What can be wrong with the geometry of a layer, in the order in which it is told. */
export const findingCodes = [
  'EMPTY_GEOMETRY', 'OUTSIDE_WORLD', 'CROSSES_ANTIMERIDIAN', 'INVALID_RING', 'SELF_INTERSECTION', 'WRONG_WINDING', 'REPEATED_POINTS', 'HEIGHTS', 'MIXED_TYPES',
  'DUPLICATE_FEATURE', 'NEAR_DUPLICATE', 'SLIVER', 'OVERLAP', 'GAP', 'OUTSIDE_PARENT', 'ON_ANTIMERIDIAN', 'AT_POLE',
] as const
export const findingCode = z.enum(findingCodes)
export type FindingCode = z.infer<typeof findingCode>

/** What a repair knows how to put right. */
export const repairCodes = ['CROSSES_ANTIMERIDIAN', 'INVALID_RING', 'SELF_INTERSECTION', 'WRONG_WINDING', 'REPEATED_POINTS', 'HEIGHTS', 'DUPLICATE_FEATURE', 'NEAR_DUPLICATE', 'SLIVER', 'OVERLAP', 'GAP'] as const satisfies FindingCode[]
export const repairCode = z.enum(repairCodes)
export type RepairCode = z.infer<typeof repairCode>

/** What makes a shape cross itself: lines that cross, lines that lie on each other, a ring that touches itself, a hole outside its shell, a hole inside another, a part inside another. */
export const findingDetails = ['LINES_CROSS', 'LINES_OVERLAP', 'RING_TOUCHES', 'HOLE_OUTSIDE', 'HOLE_IN_HOLE', 'PART_IN_PART'] as const
export const findingDetail = z.enum(findingDetails)
export type FindingDetail = z.infer<typeof findingDetail>

/** Where one finding is: a position near it (null where there is none), the record, its area code, the area on the other side, km² where it has a surface, whether a repair would put it right, and more exactly what is wrong where that is known. */
export const findingPlace = z.object({
  lon: z.number().nullable(), lat: z.number().nullable(), fid: z.number().int().nullable(), code: z.string().nullable(), other: z.string().nullable(), areaKm2: z.number().nullable(), repairable: z.boolean(), detail: findingDetail.nullable(),
})
export type FindingPlace = z.infer<typeof findingPlace>

/** All findings of one kind: `places` holds at most 200, the largest first. */
export const finding = z.object({ code: findingCode, count: z.number().int(), repairable: z.number().int(), areaKm2: z.number().nullable(), places: z.array(findingPlace) })
export type Finding = z.infer<typeof finding>

/** `inSource` are the findings in the originals of what the import repaired, `repaired` its remarks about them, `originals` how many originals are kept, `restorable` how many records have another shape than before anything was put right. Lengths in km: what is narrower than `toleranceKm` on average is none, what is wider than `repairKm` is left to the analyst. */
export const doctorReport = z.object({
  layer: z.string(), features: z.number().int(), findings: z.array(finding), inSource: z.array(finding), repaired: z.array(note), originals: z.number().int(), restorable: z.number().int(), toleranceKm: z.number(), repairKm: z.number(),
})
export type DoctorReport = z.infer<typeof doctorReport>

/** What a restoration did: records that have their source's shape again, and what is found then. */
export const doctorRestored = z.object({ layer: z.string(), restored: z.number().int(), report: doctorReport })
export type DoctorRestored = z.infer<typeof doctorRestored>

/** What a repair did: findings put right and km² that changed hands by code, records changed and removed, and what is left. */
export const doctorResult = z.object({
  layer: z.string(), repaired: z.array(z.object({ code: repairCode, count: z.number().int(), areaKm2: z.number() })), changed: z.number().int(), removed: z.number().int(), report: doctorReport,
})
export type DoctorResult = z.infer<typeof doctorResult>
