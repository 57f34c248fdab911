import { robustness, robustnessInput } from '../model/robustness.ts'

/** The call of the robustness analysis; part of the contract. */
export const robustnessContract = {
  'runs.robustness': { input: robustnessInput, output: robustness },
} as const
