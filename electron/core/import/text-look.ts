import { isMissingToken, numberForm, readNumber, type NumberForm } from '../formats/cells.ts'
import { detached } from '../formats/detached.ts'
import { readDate, type ReadDate } from '../formats/dates.ts'
import { scanned, scanNumber } from '../formats/plain-number.ts'

/** What one text is, whatever stands around it. */
export interface TextLook {
  /** Trimmed; '' for a blank. */
  text: string
  missing: boolean
  form: NumberForm
  /** Of whole and decimal numbers. */
  size: number
  leadingZero: boolean; tooLong: boolean; ambiguousDot: boolean; fraction: boolean; dotGroup: boolean; boolean: boolean
  /** True once the column counts it among its different values. */
  seen: boolean
  /** Read when first asked for: see `dateOf`. */
  date: ReadDate | 'impossible' | null | undefined
}

export function lookAt(value: string): TextLook {
  const text = value.trim()
  const look: TextLook = { text, missing: text !== '' && isMissingToken(text), form: null, size: NaN, leadingZero: false, tooLong: false, ambiguousDot: false, fraction: false, dotGroup: false, boolean: false, seen: false, date: undefined }
  if (text === '' || look.missing) return look
  const plain = scanNumber(text)
  const form = look.form = plain ?? numberForm(text)
  if (form === null) look.boolean = (text.length === 4 || text.length === 5) && /^(true|false)$/i.test(text)
  else if (form === 'integer') {
    look.size = plain ? scanned : Number(text)
    look.leadingZero = hasLeadingZero(text)
    look.tooLong = text.length > 15 && !Number.isSafeInteger(look.size)
  } else if (form === 'real') {
    look.size = plain ? scanned : Number(text)
    look.ambiguousDot = isAmbiguousDot(text)
  } else if (form === 'thousands') {
    look.fraction = !Number.isInteger(readNumber(text, 'thousands'))
    look.dotGroup = /^[+-]?\d+\.\d{3}(\.|,)/.test(text)
  }
  return look
}

/** `007`: a code rather than a number. */
export function hasLeadingZero(text: string): boolean {
  const first = text.charCodeAt(0)
  const at = first === 43 || first === 45 ? 1 : 0
  const next = text.charCodeAt(at + 1)
  return text.charCodeAt(at) === 48 && next >= 48 && next <= 57
}

/** `12.345`: a fraction, or thousands grouped by a dot. */
export function isAmbiguousDot(text: string): boolean {
  return text.charCodeAt(text.length - 4) === 46 && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)
}

/** The date that a text writes; `lenient` must be the same each time. */
export function dateOf(look: TextLook, lenient: boolean): ReadDate | 'impossible' | null {
  if (look.date === undefined) look.date = readDate(look.text, 'dmy', lenient)
  return look.date
}

const mostLooks = 8192
const looksOfAll = 250_000

/** Remembers what texts are, where they repeat: a column of few words costs one look each. A column without repetition remembers nothing; many `columns` share what is remembered. */
export function createLooks(columns: number): (value: string) => TextLook {
  const most = Math.min(mostLooks, Math.floor(looksOfAll / columns))
  let known: Map<string, TextLook> | null = new Map()
  let repeated = 0
  return (value) => {
    if (known === null || value.length > 60) return lookAt(value)
    const before = known.get(value)
    if (before) { repeated++; return before }
    if (known.size >= most) {
      if (repeated < most) known = null
      return lookAt(value)
    }
    const kept = detached(value)
    const look = lookAt(kept)
    known.set(kept, look)
    return look
  }
}
