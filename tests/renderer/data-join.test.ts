import { describe, expect, it } from 'vitest'
import { acceptRows, openProposals, outcomeOf, pairsOf, rowKey, rowsIn, sumsOf } from '../../renderer/features/data/join/decisions.ts'
import type { JoinReason, JoinReport, JoinRow } from '../../shared/model/join.ts'

const row = (entry: string, more: Partial<JoinRow>): JoinRow => ({ entry, within: null, name: null, rows: 1, status: 'unmatched', how: null, areas: [], candidates: [], sure: false, never: null, ...more })
const proposed = (entry: string, reason: JoinReason, sure: boolean, ...areas: string[]): JoinRow => row(entry, { status: 'proposed', candidates: [{ areas, score: 0.9, reason }], sure })
const rows = [
  row('XA1', { status: 'matched', how: 'code', areas: ['XA1'] }), row('Old', { status: 'matched', how: 'accepted', areas: ['XA2'] }), proposed('Same', 'name.same', true, 'XA3'), proposed('Perhaps', 'name.spelling', false, 'XA4'),
  proposed('Both', 'several', true, 'XA4', 'XA5'), proposed('Part', 'part-of', false, 'XA1'), row('Total', { never: 'total' }),
]
const report = { layer: 1, areaSet: 1, field: 'place', within: null, nameField: null, fields: ['place'], rows, without: [] } as unknown as JoinReport
const key = (entry: string): string => rowKey({ entry, within: null })
const before = { field: 'place', within: null, pairs: [{ entry: 'Old', within: null, areas: ['XA2'] }, { entry: 'Last month', within: null, areas: ['XA5'] }] }

describe('decisions on a report', () => {
  it('are offered by kind where a proposal stands clear or is of another level', () => {
    expect([...openProposals(report, {})].map(([reason, some]) => [reason, some.map((one) => one.entry)])).toEqual([['name.same', ['Same']], ['several', ['Both']], ['part-of', ['Part']]])
    expect([...openProposals(report, { [key('Same')]: [] }).keys()]).toEqual(['several', 'part-of'])
  })
  it('make pairs of what was accepted, left out and kept; codes and decisions taken back make none', () => {
    const choices = { ...acceptRows({}, [rows[4]!]), [key('Old')]: null, [key('Total')]: [], [key('XA1')]: ['XA1'] }
    expect(pairsOf(report, choices, before)).toEqual([{ entry: 'Last month', within: null, areas: ['XA5'] }, { entry: 'Both', within: null, areas: ['XA4', 'XA5'] }, { entry: 'Total', within: null, areas: [] }])
    expect(pairsOf(report, {}, { ...before, field: 'other' })).toEqual([])
  })
  it('are seen in the sums and views', () => {
    const codes = ['XA1', 'XA2', 'XA3', 'XA4', 'XA5']
    expect(sumsOf(report, {}, codes)).toEqual({ matched: 2, review: 1, open: 4, unmatched: 1, without: ['XA3', 'XA4', 'XA5'] })
    const choices = { [key('Both')]: ['XA4', 'XA5'], [key('Same')]: [], [key('Old')]: null }
    expect(sumsOf(report, choices, codes)).toEqual({ matched: 2, review: 1, open: 2, unmatched: 3, without: ['XA2', 'XA3'] })
    expect(rowsIn(report, choices, 'open', '').map((one) => one.entry)).toEqual(['Perhaps', 'Part'])
    expect(rowsIn(report, choices, 'unmatched', 'tot').map((one) => one.entry)).toEqual(['Total'])
    expect([outcomeOf(rows[0]!, {}), outcomeOf(rows[1]!, choices), outcomeOf(rows[4]!, choices)]).toEqual([{ areas: ['XA1'], by: 'matched' }, null, { areas: ['XA4', 'XA5'], by: 'decided' }])
  })
})
