import type { Texts } from '../../i18n.ts'

/** A score with its one decimal. */
export function scoreText(texts: Texts, score: number): string {
  return texts.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

/** A contribution with its sign and one decimal; what would round to nothing shows a second one. */
export function addsText(texts: Texts, adds: number): string {
  const digits = Math.abs(adds) < 0.05 ? 2 : 1
  return texts.number(adds, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' })
}

/** A raw value as a reader takes it in: whole from 100 on, otherwise three significant digits. */
export function rawText(texts: Texts, raw: number): string {
  return Math.abs(raw) >= 100 ? texts.number(raw, { maximumFractionDigits: 0 }) : texts.number(raw, { maximumSignificantDigits: 3 })
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
