import { describe, expect, it } from 'vitest'
import { evaluate, namesIn, parseExpression } from '../../../shared/analysis/expression.ts'
import { AtlasError } from '../../../shared/model/error.ts'

const columns: Record<string, number | null> = { a: 2, b: 3, 'Projected Conflict Risk': 9.9, none: null }
const value = (text: string) => evaluate(parseExpression(text), (name) => columns[name] ?? null, (id) => (id === 'deaths-rate' ? 7 : null))
const problem = (text: string) => { try { parseExpression(text); return 'no error' } catch (error) { return error instanceof AtlasError ? `${error.code}: ${error.message}` : String(error) } }

describe('formula', () => {
  it.each([
    ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['10 - 4 - 3', 3], ['24 / 4 / 2', 3], ['-a + b', 1], ['- -a', 2], ['2 * -3', -6], ['1.5e2', 150], ['.5', 0.5],
    ['0.7 * "Projected Conflict Risk"', 0.7 * 9.9], ['min(a, b, 1)', 1], ['max(a, b)', 3], ['ln(exp(2))', 2], ['[deaths-rate] / a', 3.5],
    ['none + 1', null], ['max(none, a)', 2], ['min(none)', null], ['a / 0', null], ['ln(0)', null], ['ln(-1)', null], ['exp(1000)', null], ['[unknown]', null],
  ])('%s is %d', (text, expected) => expect(value(text)).toEqual(expected))

  it('names its columns and indicators once each', () => {
    expect(namesIn(parseExpression('a + "x y" * [p] - max(a, [p], [q])'))).toEqual({ columns: ['a', 'x y'], indicators: ['p', 'q'] })
  })

  it.each([
    ['', 'EXPRESSION_SYNTAX: expected a number, a column, an indicator in [ ] or "(" at position 1, found the end'],
    ['a +', 'EXPRESSION_SYNTAX: expected a number, a column, an indicator in [ ] or "(" at position 4, found the end'],
    ['a b', 'EXPRESSION_SYNTAX: expected an operator or the end at position 3, found "b"'],
    ['sin(a)', 'EXPRESSION_SYNTAX: no function "sin" at position 1; there are: min, max, ln, exp'],
    ['constructor(a)', 'EXPRESSION_SYNTAX: no function "constructor" at position 1; there are: min, max, ln, exp'],
    ['ln(a, b)', 'EXPRESSION_SYNTAX: ln at position 1 takes one value, found 2'],
    ['[open', 'EXPRESSION_SYNTAX: the indicator that begins at position 1 is not closed: add ]'],
    ['-'.repeat(3000) + 'a', 'EXPRESSION_SYNTAX: the formula nests deeper than 100 levels'],
  ])('%.20s is refused', (text, message) => expect(problem(text)).toBe(message))
})
