import { describe, expect, it } from 'vitest'
import { csvCell, csvLine } from '../../../electron/core/exports/csv.ts'

describe('a cell of CSV', () => {
  it.each([
    [null, ''], [undefined, ''], ['', ''], [0, '0'], [-0.5, '-0.5'], [Number.NaN, ''], [1e21, '1e+21'], [true, '1'], [false, '0'], ['plain', 'plain'],
    ['a,b', '"a,b"'], ['say "no"', '"say ""no"""'], ['two\nlines', '"two\nlines"'], [' edge', '" edge"'], ['Ouham-Pendé', 'Ouham-Pendé'],
  ])('%j is written %j', (value, written) => { expect(csvCell(value)).toBe(written) })

  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\tx', '\rx', '＝1+1'])('%j cannot start a formula', (text) => { expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/) })

  it.each(['-12.5', '+4', '-1e-5'])('%s stays a number as text', (text) => { expect(csvCell(text)).toBe(text) })

  it('joins cells with commas', () => { expect(csvLine(['a', 1, null, 'b,c'])).toBe('a,1,,"b,c"') })
})
