import { z } from 'zod'
import { doctorReport, doctorRestored, doctorResult, repairCode } from '../model/doctor.ts'

const layer = z.number().int()
/** Mean width in km up to which gaps and overlaps are repaired. */
const repairKm = z.number().positive().max(50)

/** The calls of the geometry doctor: what is wrong with a layer and where, its repair as one change, and the return to the shapes that the source had (of all records, or of `fids`) as another. */
export const doctorContract = {
  'doctor.examine': { input: z.strictObject({ layer, repairKm: repairKm.optional() }), output: doctorReport },
  'doctor.repair': { input: z.strictObject({ layer, codes: z.array(repairCode).min(1).max(20), repairKm: repairKm.optional() }), output: doctorResult },
  'doctor.restore': { input: z.strictObject({ layer, fids: z.array(z.number().int()).min(1).max(100_000).optional(), repairKm: repairKm.optional() }), output: doctorRestored },
} as const
