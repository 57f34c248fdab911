import type { AreaProfile, Contribution } from '../../../shared/model/run.ts'
import type { Texts } from '../../i18n.ts'
import { addsText, isolated, percentText, rawText, rawTextBeside } from './numbers.ts'

/** A class as a word; null says that there is no data. */
export function classWord(texts: Texts, level: number | null): string {
  return texts.t(level === null ? 'profile.class.none' : `profile.class.${level}`)
}

/** "4th of 60". */
export function rankWords(texts: Texts, rank: number | null, of: number): string {
  if (of === 0) return texts.t('profile.rank.nobody')
  return rank === null ? texts.t('profile.rank.none', { of }) : texts.t('profile.rank', { rank, of })
}

/** "22 of 30 indicators, newest 2023, oldest 2015". */
export function coverageWords(texts: Texts, area: Pick<AreaProfile, 'present' | 'indicators' | 'newest' | 'oldest'>): string {
  const { present, indicators } = area
  const newest = area.newest?.slice(0, 4)
  const oldest = area.oldest?.slice(0, 4)
  if (!newest || !oldest) return texts.t('profile.coverage', { present, indicators })
  return newest === oldest ? texts.t('profile.coverage.year', { present, indicators, year: newest }) : texts.t('profile.coverage.years', { present, indicators, newest, oldest })
}

/** The share of inputs below which a score is said to be of low confidence. */
export const enough = 0.5

/** The raw value with its unit: "41 per 100,000". */
export function valueWords(texts: Texts, raw: number | null, unit: Record<string, string> | null): string {
  if (raw === null) return texts.t('profile.noData')
  const words = unit ? texts.title(unit) : ''
  if (words === '') return rawText(texts, raw)
  if (words === '%') return percentText(texts, raw / 100, { maximumSignificantDigits: 3 })
  return words.startsWith('%') ? `${rawText(texts, raw)}\u00a0${words}` : texts.t('profile.valueUnit', { value: rawText(texts, raw), unit: words })
}

/** How a value lies to the median of all areas, as a clause: "5 times the median". Null where there is none to compare with. */
export function medianWords(texts: Texts, raw: number | null, median: number | null): string | null {
  if (raw === null || median === null) return null
  if (raw === median) return texts.t('profile.median.same')
  if (raw > 0 && median > 0) {
    const ratio = raw / median
    if (ratio > 0.95 && ratio < 1.05) return texts.t('profile.median.near')
    if (ratio >= 1.5) return texts.t('profile.median.times', { ratio: ratio < 3 ? Math.round(ratio * 10) / 10 : Math.round(ratio) })
    if (ratio <= 0.67) return texts.t('profile.median.share', { share: percentText(texts, ratio, { maximumSignificantDigits: 2 }) })
  }
  return texts.t(raw > median ? 'profile.median.above' : 'profile.median.below', { median: rawTextBeside(texts, median, raw) })
}

/** A contribution as one sentence: "Deaths in organised violence: 41 per 100,000, 5 times the median, adds 1.2". */
export function contributionWords(texts: Texts, one: Contribution): string {
  const title = texts.title(one.title)
  if (one.score === null) return texts.t('profile.contribution.missing', { title, reason: reasonWords(texts, one.why) })
  const value = valueWords(texts, one.raw, one.unit)
  const median = medianWords(texts, one.raw, one.median)
  const adds = addsText(texts, one.adds).replace(/^\+/, '')
  return median === null ? texts.t('profile.contribution.plain', { title, value, adds }) : texts.t('profile.contribution', { title, value, median, adds })
}

/** Where and when a number is from: "UCDP, 2023". */
export function sourceWords(texts: Texts, one: Contribution): string {
  const source = one.source ?? one.layer
  if (source === null) return texts.t('profile.source.none')
  const apart = (text: string) => (texts.language === 'ar' ? isolated(text) : text)
  return one.date ? texts.t('profile.source.dated', { source: apart(source), date: apart(one.date.length >= 10 ? texts.date(one.date) : one.date) }) : source
}

/** Why a number is missing: the layers that it waits for, the words of a known reason, otherwise the reason as it was given. */
export function reasonWords(texts: Texts, why: string | null, needs: string[] = []): string {
  if (needs.length > 0) return texts.t('profile.missing.needs', { slots: needs.join(texts.t('profile.measure.join')) })
  if (why === null || why === '') return texts.t('profile.missing.unknown')
  const id = `profile.missing.${why}`
  const words = texts.t(id)
  return words === id ? why : words
}

/** The words of a message id that may not exist: then the code itself, so that nothing is hidden. */
export function wordsOr(texts: Texts, id: string, otherwise: string, values?: Record<string, string | number>): string {
  const words = texts.t(id, values)
  return words === id ? otherwise : words
}
