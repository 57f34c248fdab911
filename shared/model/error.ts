/** Something the analyst can mend: a code, what is wrong and what to do about it, in one line. Everything else that is thrown is a bug. */
export class AtlasError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '))
    this.name = 'AtlasError'
    this.code = code
  }
}
