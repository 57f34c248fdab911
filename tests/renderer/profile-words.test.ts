import { describe, expect, it } from 'vitest'
import { textsOf } from '../../renderer/i18n.ts'
import { addsText, rawText, scoreText } from '../../renderer/features/profile/numbers.ts'
import { classWord, contributionWords, coverageWords, medianWords, rankWords, reasonWords, sourceWords, valueWords } from '../../renderer/features/profile/words.ts'
import { contribution } from './profile-table.ts'

const en = textsOf('en')

describe('ranks', () => {
  it.each([[1, '1st of 60'], [2, '2nd of 60'], [3, '3rd of 60'], [4, '4th of 60'], [11, '11th of 60'], [12, '12th of 60'], [21, '21st of 60']])('say %i as an English ordinal', (rank, words) => {
    expect(rankWords(en, rank, 60)).toBe(words)
  })
  it('follow the ordinals of French and Spanish', () => {
    expect(rankWords(textsOf('fr'), 1, 60)).toBe('1er sur 60')
    expect(rankWords(textsOf('fr'), 4, 60)).toBe('4e sur 60')
    expect(rankWords(textsOf('es'), 4, 60)).toBe('4.º de 60')
  })
  it('are words, not a number, where an area has none', () => {
    expect(rankWords(en, null, 60)).toBe('No rank among 60')
    expect(rankWords(en, null, 0)).toBe('No area has a rank')
  })
})

describe('classes', () => {
  it('go from very low to very high', () => {
    expect([1, 2, 3, 4, 5, null].map((level) => classWord(en, level))).toEqual(['Very low', 'Low', 'Medium', 'High', 'Very high', 'No data'])
  })
})

describe('coverage', () => {
  it('names the newest and the oldest year', () => {
    expect(coverageWords(en, { present: 22, indicators: 30, newest: '2023-05-01', oldest: '2015' })).toBe('22 of 30 indicators, newest 2023, oldest 2015')
  })
  it('names one year once', () => {
    expect(coverageWords(en, { present: 3, indicators: 3, newest: '2023-05-01', oldest: '2023-01-01' })).toBe('3 of 3 indicators, all from 2023')
  })
  it('leaves dates out where there are none', () => {
    expect(coverageWords(en, { present: 0, indicators: 1, newest: null, oldest: null })).toBe('0 of 1 indicator')
  })
})

describe('contributions', () => {
  const deaths = contribution('deaths', { title: { en: 'Deaths in organised violence' }, raw: 41, median: 8.2, adds: 1.24, unit: { en: 'per 100,000' } })
  it('are one sentence with value, unit, median and what they add', () => {
    expect(contributionWords(en, deaths)).toBe('Deaths in organised violence: 41 per 100,000, 5 times the median, adds 1.2')
  })
  it('say so in four languages', () => {
    expect(contributionWords(textsOf('fr'), deaths)).toBe('Deaths in organised violence : 41 per 100,000, 5 fois la médiane, ajoute 1,2')
    expect(contributionWords(textsOf('es'), deaths)).toBe('Deaths in organised violence: 41 per 100,000, 5 veces la mediana, suma 1,2')
    expect(contributionWords(textsOf('ar'), deaths)).toContain('الوسيط')
  })
  it('leave the comparison out where there is no median', () => {
    expect(contributionWords(en, { ...deaths, median: null })).toBe('Deaths in organised violence: 41 per 100,000, adds 1.2')
  })
  it('say no data with the reason where the score is missing', () => {
    expect(contributionWords(en, { ...deaths, score: null, raw: null, why: 'The slot ged has no layer.' })).toBe('Deaths in organised violence: no data (The slot ged has no layer.)')
    expect(reasonWords(en, null)).toBe('no value for this area')
    expect(reasonWords(en, 'no-data', ['poverty', 'population'])).toBe('needs poverty, population')
  })
  it.each([
    [5, 5, 'the same as the median'], [10.2, 10, 'near the median'], [18, 10, '1.8 times the median'], [40, 10, '4 times the median'], [4, 10, '40% of the median'],
    [3, 0, 'above the median of 0'], [-2, 1, 'below the median of 1'], [12, 10, 'above the median of 10'], [-57.34, -0.7351, 'below the median of \u22120.7'], [-0.7351, -57.34, 'above the median of \u221257.34'],
  ])('compare %d with the median %d', (raw, median, words) => {
    expect(medianWords(en, raw, median)).toBe(words)
  })
  it('name source and date, or say that the source is not stated', () => {
    expect(sourceWords(en, contribution('x', { source: 'UCDP', date: '2023' }))).toBe('UCDP, 2023')
    expect(sourceWords(en, contribution('x', { source: 'UCDP', date: '2023-02-01' }))).toBe('UCDP, 1 Feb 2023')
    expect(sourceWords(en, contribution('x', { layer: 'ged' }))).toBe('ged')
    expect(sourceWords(en, contribution('x'))).toBe('source not stated')
  })
})

describe('numbers', () => {
  it('give scores one decimal and small additions two', () => {
    expect([scoreText(en, 7), scoreText(en, 6.25), addsText(en, 1.2), addsText(en, 0.04), addsText(en, -0.3), addsText(en, 0)]).toEqual(['7.0', '6.3', '+1.2', '+0.04', '\u22120.3', '0.00'])
  })
  it('give raw values three digits, whole from 100 on', () => {
    expect([rawText(en, 0.012345), rawText(en, 41.26), rawText(en, 1234567.8)]).toEqual(['0.0123', '41.3', '1,234,568'])
    expect(rawText(en, -57.34)).toBe('\u221257.3')
  })
  it('never show a missing value as a number', () => {
    expect(valueWords(en, null, { en: 'per 100,000' })).toBe('no data')
    expect(valueWords(en, 12, { en: '%' })).toBe('12%')
    expect(valueWords(textsOf('fr'), 12, { en: '%' })).toBe('12\u00a0%')
  })
})
