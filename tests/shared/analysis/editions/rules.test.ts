import { describe, expect, it } from 'vitest'
import { findKeys, recommendRule, type RuledColumn, type RuledRows } from '../../../../shared/analysis/editions/rules.ts'
import type { ColumnValues } from '../../../../shared/analysis/input.ts'
import type { FieldType } from '../../../../shared/model/layer.ts'

const rows: RuledRows = { areas: [0, 1, 2], codes: ['A1', 'A2', 'A3'], names: ['Ouham', 'Kémo', 'Ouaka'], above: new Set(['north']), codeFields: new Set(['pcode']) }
const column = (name: string, values: ColumnValues, type: FieldType = values.every((one) => typeof one === 'string') ? 'text' : values.every((one) => one === null || Number.isInteger(one)) ? 'integer' : 'real'): RuledColumn => ({ name, type, values })

describe('the rule of a column', () => {
  it.each<[string, ColumnValues, string, FieldType?]>([
    ['pcode', ['x', 'y', 'z'], 'leave'], ['district', ['OUHAM', 'Kemo', 'Ouaka'], 'leave'], ['region', ['North', 'North', 'North'], 'leave'], ['OBJECTID', [1, 2, 3], 'leave'], ['longitude', [20.1, 21.2, 22.3], 'leave'], ['center_lat', [5.1, 5.2, 5.3], 'leave'],
    ['T_TL', [1000, 2000, 3000], 'sum'], ['Population 2015', [10.5, 20, 30], 'sum'], ['nombre de ménages', [10, 20, 30], 'sum'], ['IDPs', [0, 0, 5], 'sum'], ['عدد السكان', [5, 6, 7], 'sum'], ['fatalities', ['1', '2', ''], 'sum', 'text'],
    ['poverty_rate', [10, 20, 30], 'mean'], ['% of population', [10, 20, 30], 'mean'], ['Population density', [10, 20, 30], 'mean'], ['Taux de scolarisation', [1, 2, 3], 'mean'], ['MPI', [0.1, 0.2, 0.3], 'mean'], ['anomaly', [-1, 2, 3], 'mean'], ['x1', [0.5, 0.25, 0.1], 'mean'], ['معدل', [5, 6, 7], 'mean'],
    ['phase', [2, 3, 4], 'category'], ['year', [2020, 2020, 2021], 'category'], ['livelihood', ['pastoral', 'farming', ''], 'category'], ['urban', [1, 0, 1], 'category', 'boolean'], ['start', ['2020-01-01', '2020-01-01', '2020-01-01'], 'category', 'date'], ['note', [null, null, null], 'leave', 'text'],
  ])('%s is moved as told by its name and values', (name, values, rule, type) => {
    expect(recommendRule(column(name, values, type), rows).rule).toBe(rule)
  })

  it('rows of one area are told apart by the fewest columns that do: dates before words', () => {
    const columns = [column('type', ['a', 'b', 'a', 'b']), column('year', [2020, 2020, 2021, 2021]), column('note', ['p', 'q', 'r', 's'])]
    const ruled = columns.map(() => ({ rule: 'category' as const, why: 'text' }))
    expect(findKeys(columns, ruled, [0, 0, 0, 0])).toEqual(['type', 'year'])
    expect(findKeys(columns, ruled, [0, 1, 2, 3])).toEqual([])
    expect(findKeys([columns[0]!], [ruled[0]!], [0, 0, 0, 0])).toEqual([])
  })
})
