import type { Texts } from '../../i18n.ts'

/** A score with its one decimal. */
export function scoreText(texts: Texts, score: number): string {
  return texts.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

/** A contribution with its sign and one decimal; what would round to nothing shows a second one. */
export function addsText(texts: Texts, adds: number): string {
  const digits = Math.abs(adds) < 0.05 ? 2 : 1
  return withMinus(texts, texts.number(adds, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' }))
}

/** A raw value as a reader takes it in: whole from 100 on, otherwise three significant digits. */
export function rawText(texts: Texts, raw: number): string {
  return withMinus(texts, Math.abs(raw) >= 100 ? texts.number(raw, { maximumFractionDigits: 0 }) : texts.number(raw, { maximumSignificantDigits: 3 }))
}

/** A raw value with as many decimals as `beside` has when it is written by `rawText`, so that the two compare at a glance. */
export function rawTextBeside(texts: Texts, raw: number, beside: number): string {
  const size = Math.abs(beside)
  return size === 0 ? rawText(texts, raw) : withMinus(texts, texts.number(raw, { maximumFractionDigits: Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(size)))) }))
}

/** The sign of minus in place of the hyphen that number formats write; in Arabic the number stands apart, so that its sign stays before it. */
function withMinus(texts: Texts, text: string): string {
  if (!text.includes('-')) return text
  return texts.language === 'ar' ? `\u2066${text.replace('-', '\u2212')}\u2069` : text.replace('-', '\u2212')
}

export function shareText(texts: Texts, part: number): string {
  return percentText(texts, part, { maximumFractionDigits: 0 })
}

/** A share in percent. Arabic writes it with marks of direction that would turn the words around it: there it stands apart. */
export function percentText(texts: Texts, part: number, options: Intl.NumberFormatOptions): string {
  const text = texts.number(part, { ...options, style: 'percent' })
  return texts.language === 'ar' ? isolated(text) : text
}

/** A name, date or number that keeps its own direction inside other text (Unicode isolates). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
