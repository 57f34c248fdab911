/** How a comma between digits is to be read where both readings are possible. */
export type CommaMeaning = 'decimal' | 'thousands'

const missingTokens = new Set([
  'x', 'na', 'n/a', '#n/a', 'n.a.', 'n.a', 'nan', 'null', 'none', 'nil', '-', '--', '—', '–', '..', '...', '…', '.', '#value!', '#div/0!', '#ref!', '#num!', '#name?', '#null!', '#n/d', 'nd', 'n/d', 's/d', 's.d.',
  'no data', 'no estimate', 'not available', 'missing', 'unknown', 'no value', 'non disponible', 'sans données', 'donnée manquante', 'sin dato', 'sin datos', 'no disponible', 'inf', '-inf', 'infinity', '-infinity', '+infinity', '(null)', '<null>', 'undefined', 'لا يوجد', 'غير متاح',
])

/** The ASCII characters, in either case, that a word for missing begins with. */
const missingStarts = new Set([...missingTokens].flatMap((token) => [token.charCodeAt(0), token.toUpperCase().charCodeAt(0)]).filter((code) => code < 128))

/** Words that stand for a missing value in a column of numbers or dates. */
export function isMissingToken(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first > 32 && first < 128 && !missingStarts.has(first)) return false
  return text.length <= 18 && missingTokens.has(text.trim().toLowerCase())
}

export type NumberForm = 'integer' | 'real' | 'ambiguous-comma' | 'decimal-comma' | 'thousands' | 'percent' | null

const plainInteger = /^[+-]?\d+$/
const plainReal = /^[+-]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][+-]?\d+)?$/
const ambiguousComma = /^[+-]?[1-9]\d{0,2},\d{3}$/
const thousandsComma = /^[+-]?\d{1,3}(,\d{3}){2,}$|^[+-]?\d{1,3}(,\d{3})+\.\d+$/
const thousandsDot = /^[+-]?\d{1,3}(\.\d{3}){2,}$|^[+-]?\d{1,3}(\.\d{3})+,\d+$/
const thousandsBlank = /^[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?$/
const decimalComma = /^[+-]?\d*,\d+([eE][+-]?\d+)?$/

/** How a text writes a number, or null where it writes none. */
export function numberForm(text: string): NumberForm {
  const c = text.charCodeAt(0)
  if (!((c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46 || c === 44 || c >= 0x0660)) return null
  const plain = c >= 0x0660 || text.charCodeAt(text.length - 1) >= 0x0660 ? westernDigits(text) : text
  if (plainInteger.test(plain)) return 'integer'
  if (plainReal.test(plain)) return 'real'
  if (plain.endsWith('%')) return numberForm(plain.slice(0, -1).trim()) ? 'percent' : null
  if (ambiguousComma.test(plain)) return 'ambiguous-comma'
  if (thousandsComma.test(plain) || thousandsDot.test(plain) || thousandsBlank.test(plain)) return 'thousands'
  return decimalComma.test(plain) ? 'decimal-comma' : null
}

export function looksNumeric(text: string): boolean {
  return numberForm(text.trim()) !== null
}

/** The number that a text writes, NaN where it writes none or none that is finite; `12%` is 12. */
export function readNumber(text: string, comma: CommaMeaning): number {
  let plain = text.trim()
  let form = numberForm(plain)
  if (form === null) return NaN
  plain = westernDigits(plain)
  if (form === 'percent') { plain = plain.slice(0, -1).trim(); form = numberForm(plain) }
  if (form === 'decimal-comma' || (form === 'ambiguous-comma' && comma === 'decimal')) plain = plain.replace(',', '.')
  else if (form === 'ambiguous-comma') plain = plain.replace(',', '')
  else if (form === 'thousands') plain = withoutGroups(plain)
  const value = Number(plain)
  return Number.isFinite(value) ? value : NaN
}

function withoutGroups(text: string): string {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const mark = text[last]
  const fraction = last > 0 && text.indexOf(mark!) === last && (text.length - last !== 4 || /[.,\s'’]/.test(text.slice(0, last)))
  const digits = (part: string) => part.replace(/[^\d+-]/g, '')
  return fraction ? `${digits(text.slice(0, last))}.${text.slice(last + 1)}` : digits(text)
}

/** Arabic-Indic and Persian digits and marks as western ones. */
export function westernDigits(text: string): string {
  if (!/[\u0660-\u066c\u06f0-\u06f9\u2212]/.test(text)) return text
  return text.replace(/[\u0660-\u0669]/g, (c) => String(c.charCodeAt(0) - 0x0660)).replace(/[\u06f0-\u06f9]/g, (c) => String(c.charCodeAt(0) - 0x06f0)).replaceAll('\u066b', '.').replaceAll('\u066c', '').replaceAll('\u2212', '-')
}
