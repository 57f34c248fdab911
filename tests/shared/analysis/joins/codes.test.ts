import { describe, expect, it } from 'vitest'
import { indexCodes, plainCode } from '../../../../shared/analysis/joins/codes.ts'
import { settleEntries } from '../../../../shared/analysis/joins/settle.ts'
import { area, chad } from './places.ts'

const found = (areas: Parameters<typeof indexCodes>[0], code: string): string | null => {
  const match = indexCodes(areas)(code)
  return match && `${match.areas.join()} ${match.how}`
}
const settled = (areas: Parameters<typeof indexCodes>[0], entries: string[]): Record<string, string> =>
  Object.fromEntries([...settleEntries(entries.map((entry) => ({ entry, within: null })), areas, null)].map(([key, one]) => [key.slice(1), one.areas.join()]))

describe('a code finds its area', () => {
  it.each([
    ['TD0101', 'TD0101 code'], [' TD0101 ', 'TD0101 code'], ['td0101', 'TD0101 code.spelling'], ['TD-01.01', 'TD0101 code.spelling'], ['TD 0101', 'TD0101 code.spelling'], ['ＴＤ０１０１', 'TD0101 code.spelling'], ['TD٠١٠١', 'TD0101 code.spelling'],
    ['TCD0101', 'TD0101 code.prefix'], ['tcd-0101', 'TD0101 code.prefix'], ['TD011', 'TD0101 code.padding'], ['TD1001', null], ['TD101', 'TD0101 code.padding'], ['TCD001001', 'TD0101 code.padding'],
    ['0101', 'TD0101 code.bare'], ['101', 'TD0101 code.bare'], ['CM0101', null], ['TD0199', null], ['TD01-XXX', null], ['TDXXX', null], ['', null], ['n/a', null],
  ])('%j in a country of two levels: %j', (code, expected) => expect(found(chad, code)).toBe(expected))

  it('with zeros that a spreadsheet took', () => {
    const areas = ['0101', '0102', '1101'].map((code) => area(code))
    expect([found(areas, '101'), found(areas, '102.0'), found(areas, '1101.0'), found(areas, '0102')]).toEqual(['0101 code.padding', '0102 code.padding', '1101 code.spelling', '0102 code'])
  })
  it('of a country by two letters or three', () => {
    const areas = ['AFG', 'SSD', 'XKX'].map((code) => area(code))
    expect([found(areas, 'AF'), found(areas, 'ss'), found(areas, 'XK'), found(areas, 'ZZ')]).toEqual(['AFG code.prefix', 'SSD code.prefix', 'XKX code.prefix', null])
  })
  it('of several countries never without the country', () => {
    expect(found([area('TD01'), area('CM01')], '01')).toBeNull()
    expect(found([area('TD01'), area('CM01')], 'CMR01')).toBe('CM01 code.prefix')
  })
  it('only as a guess where two areas could be meant', () => {
    const areas = [area('AF0111', [['AF01', 'A']]), area('AF1101', [['AF11', 'B']])]
    expect([found(areas, 'AF111'), found(areas, 'AF1101'), found(areas.slice(1), 'AF111')]).toEqual(['AF0111,AF1101 code.ambiguous', 'AF1101 code', 'AF1101 code.padding'])
  })
  it('in an upper form without separators', () => expect(plainCode(' ml-01/02 ')).toBe('ML0102'))
})

describe('what counts by itself', () => {
  it('is exact codes and other writings of one, not codes without their country', () => {
    expect(settled(chad, ['TD0101', 'tcd0102', '0201', 'TD-XXX', 'Batha'])).toEqual({ TD0101: 'TD0101', tcd0102: 'TD0102' })
  })
  it('is not a code with other zeros when another entry has the same area', () => {
    expect(settled(chad, ['TD101', 'TD0102'])).toEqual({ TD101: 'TD0101', TD0102: 'TD0102' })
    expect(settled(chad, ['TD101', 'TD0101'])).toEqual({ TD0101: 'TD0101' })
  })
})
