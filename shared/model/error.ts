/** Something the analyst can mend: a code, what is wrong and what to do about it, in one line. Everything else that is thrown is a bug. */
export class AtlasError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'AtlasError'
    this.code = code
  }
}
