import { describe, expect, it } from 'vitest'
import { textsOf } from '../../renderer/i18n.ts'
import { scoreColumns } from '../../renderer/features/profile/columns.ts'
import { compareAreas } from '../../renderer/features/profile/compare.ts'
import { classOf, histogram, mean, median, percent, share } from '../../renderer/features/profile/layout.ts'
import { measureWords, normaliseWords, stepsWords, treeLines } from '../../renderer/features/profile/measureWords.ts'
import { filterRows, firstDirection, rowsOf, sortRows } from '../../renderer/features/profile/sort.ts'
import { balanceOf, barsOf, freedomsOf, largest, needsOf } from '../../renderer/features/profile/summary.ts'
import { framework, type IndicatorNode } from '../../shared/model/framework.ts'
import { moved, range, toggled } from '../../renderer/features/profile/selection.ts'
import { periodOf } from '../../renderer/features/profile/state.ts'
import { firstOpen, treeItems } from '../../renderer/features/profile/tree.ts'
import { areaOf, contribution, smallTable } from './profile-table.ts'

const en = textsOf('en')
const table = smallTable()
const columns = scoreColumns(table)

describe('score columns', () => {
  it('are the dimensions in the order of the seven, not of the tree', () => {
    expect(columns.map((column) => column.id)).toEqual(['food', 'personal'])
  })
  it('are the children of the root where no node has a dimension', () => {
    const plain = { ...table, nodes: table.nodes.map((node) => ({ ...node, dimension: null })) }
    expect(scoreColumns(plain).map((column) => [column.id, column.dimension])).toEqual([['food', null], ['personal', null]])
  })
  it('take the group nearest to the root, also where indicators name the dimension too', () => {
    const nodes = [...table.nodes.slice(0, 1), { ...table.nodes[2]!, id: 'loose', parent: 'index', depth: 1 }, ...table.nodes.slice(1)]
    expect(scoreColumns({ ...table, nodes })[0]?.id).toBe('food')
  })
})

describe('the ranked table', () => {
  const rows = rowsOf(table, columns)
  const codes = (sorted: typeof rows) => sorted.map((row) => row.code)
  it('keeps missing values last in both directions', () => {
    expect(codes(sortRows(rows, { by: 'index', descending: true }, 'en'))).toEqual(['A2', 'A1', 'B1', 'B2'])
    expect(codes(sortRows(rows, { by: 'index', descending: false }, 'en'))).toEqual(['B1', 'A1', 'A2', 'B2'])
    expect(codes(sortRows(rows, { by: 'rank', descending: false }, 'en'))).toEqual(['A2', 'A1', 'B1', 'B2'])
  })
  it('sorts by a dimension and keeps codes in order among equals', () => {
    expect(codes(sortRows(rows, { by: 1, descending: true }, 'en'))).toEqual(['A1', 'A2', 'B1', 'B2'])
  })
  it('sorts names by the alphabet of the language', () => {
    expect(codes(sortRows(rows, { by: 'name', descending: false }, 'en'))).toEqual(['A1', 'B1', 'B2', 'A2'])
  })
  it('finds names without regard to case and accents, and codes', () => {
    expect(codes(filterRows(rows, 'AREA', null))).toEqual(['A1'])
    expect(codes(filterRows(rows, ' b2 ', null))).toEqual(['B2'])
    expect(codes(filterRows(rows, '', new Set(['B1', 'Z9'])))).toEqual(['B1'])
  })
  it('starts with the worst first, but with rank 1 and the letter A', () => {
    expect([firstDirection('index'), firstDirection(0), firstDirection('rank'), firstDirection('name')]).toEqual([true, true, false, false])
  })
})

describe('scales', () => {
  it('clamp, and put everything at 0 where they have no extent', () => {
    expect([share(5, 0, 10), share(-1, 0, 10), share(11, 0, 10), share(3, 3, 3)]).toEqual([0.5, 0, 1, 0])
    expect(percent(1 / 3)).toBe('33.33%')
  })
  it('put the top of the scale into the last bin and missing into none', () => {
    expect(histogram([0, 4.9, 5, 10, null], 10, 2).map((bin) => bin.places)).toEqual([[0, 1], [2, 3]])
  })
  it('give the middle, and nothing over nothing', () => {
    expect([median([3, null, 1, 2]), median([1, 4]), median([7]), median([null]), mean([1, null, 2]), mean([])]).toEqual([2, 2.5, 7, null, 1.5, null])
  })
  it('put a score on a bound into the higher class', () => {
    expect([1.99, 2, 3.5, 5, 6.5, null].map((score) => classOf(score, table.classes))).toEqual([1, 2, 3, 4, 5, null])
  })
})

describe('the area panel', () => {
  const area = areaOf('A1', [contribution('hunger', { role: 'threat', score: 4, adds: 2 }), contribution('deaths', { role: 'threat', score: 9, adds: 3 }), contribution('police', { role: 'capacity', score: 7, adds: 1 })])
  it('shows score, mean of the siblings and median per dimension', () => {
    expect(barsOf(table, columns, area).map((bar) => [bar.column.id, bar.score, bar.siblings, bar.median, bar.present, bar.indicators])).toEqual([['food', 4, 6, 6, 1, 1], ['personal', 8, 8, 8, 2, 2]])
  })
  it('tells the reason of a missing dimension', () => {
    const bars = barsOf(table, columns, areaOf('B1', [contribution('hunger', { score: null, why: 'no layer' }), contribution('deaths'), contribution('police')]))
    expect(bars.map((bar) => [bar.score, bar.present, bar.reason])).toEqual([[null, 0, 'no layer'], [1, 2, null]])
  })
  it('names the layers that a missing dimension waits for', () => {
    const needs = needsOf([{ slot: 'food_phases', layer: null, indicators: ['hunger'] }, { slot: 'population', layer: null, indicators: ['hunger', 'deaths'] }, { slot: 'ged', layer: 'ged', indicators: ['deaths'] }])
    const bars = barsOf(table, columns, areaOf('B1', [contribution('hunger', { score: null }), contribution('deaths'), contribution('police')]), needs)
    expect(bars.map((bar) => bar.needs)).toEqual([['food_phases', 'population'], []])
  })
  it('leaves a freedom missing where fewer than half of its dimensions have a score', () => {
    expect(freedomsOf(barsOf(table, columns, area))).toEqual([
      { freedom: 'fear', score: null, present: 1, of: 3 }, { freedom: 'want', score: null, present: 1, of: 4 }, { freedom: 'dignity', score: null, present: 0, of: 3 },
    ])
  })
  it('sets threats against capacities, a capacity as what is there', () => {
    expect(balanceOf(table, columns, area).map((row) => [row.column.id, row.need, row.capacity])).toEqual([['food', 4, null], ['personal', 9, 3]])
  })
  it('shows the largest contributions and what the others add, together the index', () => {
    const parts = largest(area.contributions, 1)
    expect([parts.shown.map((one) => one.id), parts.others, parts.othersAdd, parts.sum, parts.missing]).toEqual([['deaths'], 2, 3, 6, []])
  })
})

describe('a comparison', () => {
  it('puts areas in the order of the selection, four at most, with differences from the first', () => {
    const { areas, lines } = compareAreas(table, columns, ['B1', 'A1', 'nowhere', 'A2', 'B2'])
    expect(areas.map((one) => one.code)).toEqual(['B1', 'A1', 'A2', 'B2'])
    expect(lines.map((line) => [line.scores, line.differences, line.spread])).toEqual([[[null, 4, 8, null], [null, null, null, null], 4], [[1, 8, 8, null], [0, 7, 7, null], 7]])
  })
})

describe('a framework in words', () => {
  const parsed = framework.parse({
    id: 'x', version: 1, title: { en: 'X' }, root: {
      id: 'index', title: { en: 'Index' }, children: [
        { id: 'a', title: { en: 'A' }, weight: 3, measure: { layer: 'ged', kind: 'sum', field: 'best', where: 'where_prec <= 3', per: { by: 'population', times: 100000 } }, transform: 'log1p', outliers: { method: 'winsorise' }, normalise: { method: 'goalposts', min: 0, max: 4.6 } },
        { id: 'b', title: { en: 'B' }, weight: 1, measure: { layer: 'clinics', kind: 'nearest-distance' }, normalise: { method: 'percentile-rank', direction: 'less-is-worse' } },
      ],
    },
  })
  const [a, b] = parsed.root.children as [IndicatorNode, IndicatorNode]
  it('says what is measured, where and per what', () => {
    expect(measureWords(en, a.measure)).toBe('sum of best in ged, where where_prec <= 3, per 100,000 people')
    expect(measureWords(en, b.measure)).toBe('distance to the nearest of clinics in km')
  })
  it('says how values become scores', () => {
    expect([normaliseWords(en, a.normalise), normaliseWords(en, b.normalise), stepsWords(en, a), stepsWords(en, b)]).toEqual(['fixed bounds 0 to 4.6, more is worse', 'percentile rank, less is worse', 'log1p, winsorised', null])
  })
  it('gives each node its share of the weight among its siblings', () => {
    expect(treeLines(parsed).map((line) => [line.node.id, line.depth, line.share])).toEqual([['index', 0, 1], ['a', 1, 0.75], ['b', 1, 0.25]])
  })
})

describe('the tree of a run', () => {
  const ids = (open: string[], code: string | null) => treeItems(table, new Set(open), code).map((item) => item.node.id)
  it('shows the children of unfolded nodes only, also below a folded parent', () => {
    expect(ids(['index'], null)).toEqual(['index', 'food', 'personal'])
    expect(ids(['index', 'personal'], null)).toEqual(['index', 'food', 'personal', 'deaths', 'police'])
    expect(ids(['personal'], null)).toEqual(['index'])
  })
  it('gives the scores of the chosen area, otherwise the medians, with the share of areas that have data', () => {
    expect(treeItems(table, new Set(['index']), 'A1').map((item) => item.score)).toEqual([6, 4, 8])
    expect(treeItems(table, new Set(['index']), null).map((item) => [item.score, item.coverage])).toEqual([[6, 0.75], [6, 0.5], [8, 0.75]])
  })
  it('unfolds what leads to the chosen node', () => {
    expect([...firstOpen(table, 'police')]).toEqual(['index', 'personal'])
    expect([...firstOpen(table, null)]).toEqual(['index'])
  })
})

describe('keys and selection in the ranked table', () => {
  const rows = rowsOf(table, columns)
  it('move within the list and stop at its ends', () => {
    expect([moved('ArrowDown', -1, 4, 3), moved('ArrowDown', 3, 4, 3), moved('ArrowUp', 0, 4, 3), moved('PageDown', 0, 9, 3), moved('End', 0, 4, 3), moved('Home', 3, 4, 3), moved('x', 0, 4, 3)]).toEqual([0, 3, 0, 3, 3, 0, null])
  })
  it('extend from the anchor, which stays first', () => {
    expect([range(rows, 'A2', 'B2'), range(rows, 'B1', 'A1'), range(rows, null, 'A1')]).toEqual([['A2', 'B1', 'B2'], ['B1', 'A2', 'A1'], ['A1']])
  })
  it('toggle one code and keep the others in order', () => {
    expect([toggled(['A1', 'B1'], 'A1'), toggled(['A1'], 'B1')]).toEqual([['B1'], ['A1', 'B1']])
  })
})

describe('the period of a computation', () => {
  const dates = { from: '2020-01-01', to: '' }
  it('is none, that of the timeline, or the dates that are given', () => {
    expect(periodOf({ period: 'own', ...dates }, { from: '2018-01-01', to: '2019-01-01' })).toEqual({})
    expect(periodOf({ period: 'timeline', ...dates }, { from: '2018-01-01', to: '2019-01-01' })).toEqual({ from: '2018-01-01', to: '2019-01-01' })
    expect(periodOf({ period: 'timeline', ...dates }, null)).toEqual({})
    expect(periodOf({ period: 'dates', ...dates }, null)).toEqual({ from: '2020-01-01' })
  })
})
