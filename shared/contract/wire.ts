import type { ErrorLine } from './errors.ts'

/** `done` of `total` (null when unknown), with what is being done as a message id of the catalogue. */
export interface Progress { step: string; done: number; total: number | null }

/** One line of a call's answer: progress any number of times, then one result or one error. */
export type Line =
  | { progress: Progress }
  | { result: unknown }
  | { error: ErrorLine }

export type Report = (progress: Progress) => void
