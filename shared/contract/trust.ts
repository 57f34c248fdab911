import { z } from 'zod'
import { dataCheck } from '../model/data-check.ts'
import { robustness, robustnessInput } from '../model/robustness.ts'

/** Calls that ask how far a run can be trusted; part of the contract. */
export const trustContract = {
  'runs.robustness': { input: robustnessInput, output: robustness },
  'runs.check': { input: z.strictObject({ run: z.number().int() }), output: dataCheck },
} as const
