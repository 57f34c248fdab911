import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWhere } from '../../../shared/analysis/where.ts'
import { AtlasError } from '../../../shared/model/error.ts'

const columns = {
  event_type: ['Battles', 'Riots', "Violence d'État", null, 'battles'],
  where_prec: [1, 3, 4, null, 2],
  best: ['10', '2', 'x', '', '30'],
  event_date: ['2018-01-01', '2019-06-30', '2020-12-31', '2021-05-05', null],
  'Projected Conflict Risk': [1, 2, 3, 4, 5],
  a_b: ['a_b', 'axb', 'A_B', 'a%b', ''],
}
const rows = (where: string) => { const test = compileWhere(where, columns); return [0, 1, 2, 3, 4].filter(test) }
const code = (where: string) => { try { rows(where); return 'no error' } catch (error) { return error instanceof AtlasError ? `${error.code}: ${error.message}` : String(error) } }

describe('where', () => {
  it.each([
    ['where_prec <= 3', [0, 1, 4]], ['where_prec<>3', [0, 2, 4]], ['where_prec != 3', [0, 2, 4]], ['not where_prec <= 3', [2]], ['where_prec == 3', [1]],
    ["event_type = 'Battles'", [0]], ["event_type = 'Violence d''État'", [2]], ['"Projected Conflict Risk" > 3', [3, 4]],
    ["event_type in ('Battles', 'Riots')", [0, 1]], ["event_type not in ('Battles', 'Riots')", [2, 4]], ['where_prec in (1, 4)', [0, 2]],
    ['event_type is null', [3]], ['event_type is not null', [0, 1, 2, 4]], ['best is null', [3]],
    ["event_type like 'b%'", [0, 4]], ["a_b like 'a_b'", [0, 1, 2, 3]], ["event_type not like '%iot%'", [0, 2, 4]], ["event_type like '%É%'", [2]],
    ["event_date between '2019-01-01' and '2020-12-31'", [1, 2]], ['where_prec between 2 and 3', [1, 4]], ['where_prec not between 2 and 3', [0, 2]],
    ['best >= 10', [0, 4]], ["where_prec = '3'", [1]], ['where_prec > -1', [0, 1, 2, 4]],
    ['where_prec = 1 or where_prec = 3 and best > 5', [0]], ['(where_prec = 1 or where_prec = 3) and best > 5', [0]], ['(where_prec = 1 or where_prec = 3) and not best > 5', [1]],
    ['WHERE_PREC IS NULL OR Where_Prec = 4', [2, 3]], ['where_prec = "Projected Conflict Risk"', [0]],
  ])('%s takes rows %j', (where, expected) => expect(rows(where)).toEqual(expected))

  it.each([
    ['', 'WHERE_SYNTAX: expected a column, a number or a text at position 1, found the end'],
    ['where_prec <=', 'WHERE_SYNTAX: expected a column, a number or a text at position 14, found the end'],
    ['where_prec', 'WHERE_SYNTAX: expected a comparison at position 11, found the end'],
    ['where_prec = 1; drop table x', 'WHERE_SYNTAX: ";" at position 15 is not understood: names with other characters than letters, digits and _ stand in double quotes, text in single quotes'],
    ["event_type = 'open", "WHERE_SYNTAX: the text that begins at position 14 is not closed: add '"],
    ['(where_prec = 1', 'WHERE_SYNTAX: expected ")" at position 16, found the end'],
    ['where_prec = 1 where_prec = 2', 'WHERE_SYNTAX: expected "and", "or" or the end at position 16, found "where_prec"'],
    ['not in = 3', 'WHERE_SYNTAX: expected a column (a column of that name stands in double quotes) at position 5, found "in"'],
    ['fatalities > 0', 'WHERE_UNKNOWN_COLUMN: no column "fatalities"; the columns are: event_type, where_prec, best, event_date, Projected Conflict Risk, a_b'],
    [`${'('.repeat(5000)}where_prec = 1`, 'WHERE_SYNTAX: the condition nests deeper than 100 levels'],
  ])('%.40s is refused', (where, message) => expect(code(where)).toBe(message))

  it('never throws anything but an AtlasError, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('where_prec', 'and', 'or', 'not', '(', ')', '1', "'x'", '=', '<', 'in', ',', 'is', 'null', 'like', 'between', '"best"', '-')).map((w) => w.join(' '))), (where) => {
      expect(code(where)).toMatch(/^no error$|^WHERE_/)
    }), { seed: 3, numRuns: 2000 })
  })
  it('a like with many wildcards ends', () => {
    expect(compileWhere(`x like '${'%a'.repeat(12)}%b'`, { x: ['a'.repeat(60)] })(0)).toBe(false)
  })
})
