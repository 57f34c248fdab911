import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl'
import { useMemo } from 'react'
import { useStore, type Language } from './app/store.ts'

type Messages = Record<string, string>

/** All message files, `messages/{language}/{part}.json`: flat `part.name` → ICU text. English is what a missing text falls back to. */
const files = import.meta.glob<Messages>('./messages/*/*.json', { eager: true, import: 'default' })

export const catalogue: Record<Language, Messages> = { en: {}, fr: {}, es: {}, ar: {} }
for (const [path, messages] of Object.entries(files)) Object.assign(catalogue[path.split('/')[2] as Language], messages)

/** How each language writes numbers and dates; English puts the day first, as international English does. */
const locales: Record<Language, string> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar' }

export interface Texts {
  language: Language
  /** The text of a message id with its values. */
  t: (id: string, values?: Record<string, string | number | Date>) => string
  number: (value: number, options?: Intl.NumberFormatOptions) => string
  date: (iso: string, options?: Intl.DateTimeFormatOptions) => string
  /** The text of a title by language. */
  title: (title: Record<string, string>) => string
}

export function textsOf(language: Language): Texts {
  const intl: IntlShape = createIntl({ locale: locales[language], messages: { ...catalogue.en, ...catalogue[language] }, onError: () => {} }, createIntlCache())
  return {
    language,
    t: (id, values) => intl.formatMessage({ id, defaultMessage: id }, values) as string,
    number: (value, options) => intl.formatNumber(value, options as Parameters<IntlShape['formatNumber']>[1]),
    date: (iso, options) => intl.formatDate(`${iso.slice(0, 10)}T00:00:00Z`, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric', ...options } as Parameters<IntlShape['formatDate']>[1]),
    title: (title) => title[language] ?? title.en ?? Object.values(title)[0] ?? '',
  }
}

export function useTexts(): Texts {
  const language = useStore((state) => state.language)
  return useMemo(() => textsOf(language), [language])
}
