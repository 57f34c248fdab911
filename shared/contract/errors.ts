import { AtlasError } from '../model/error.ts'

export { AtlasError }

/** How an error travels: `code` is `BUG` for what the analyst cannot mend. */
export interface ErrorLine { code: string; message: string }

export function errorLine(error: unknown): ErrorLine {
  if (error instanceof AtlasError) return { code: error.code, message: error.message }
  return { code: 'BUG', message: error instanceof Error ? error.message : String(error) }
}

export function errorOf(line: ErrorLine): Error {
  return line.code === 'BUG' ? new Error(line.message) : new AtlasError(line.code, line.message)
}
