import { describe, expect, it } from 'vitest'
import { bestMatches, matchScore, plain } from '../../renderer/app/match.ts'

describe('match', () => {
  it('compares without accents and capitals', () => {
    expect(plain('  Mambéré-Kadéï ')).toBe('mambere-kadei')
    expect(matchScore('kadei', 'Mambéré-Kadéï')).toBeGreaterThan(0)
  })
  it('needs every word of the query', () => {
    expect(matchScore('health bangui', 'Health sites')).toBe(0)
    expect(matchScore('sites health', 'Health sites')).toBeGreaterThan(0)
  })
  it('puts the whole before its start, that before a word’s start, that before the middle', () => {
    expect(bestMatches('ouham', ['Not Xouham', 'Nord Ouham', 'Ouham Pendé', 'Ouham'], (one) => one, 9)).toEqual(['Ouham', 'Ouham Pendé', 'Nord Ouham', 'Not Xouham'])
  })
  it('keeps the order of equals, and everything without a query, up to the limit', () => {
    expect(bestMatches('', ['b', 'a', 'c'], (one) => one, 2)).toEqual(['b', 'a'])
  })
})
