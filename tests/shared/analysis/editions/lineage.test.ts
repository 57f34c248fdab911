import { describe, expect, it } from 'vitest'
import { partsByCodes, partsByList } from '../../../../shared/analysis/editions/lineage.ts'
import type { JoinArea } from '../../../../shared/analysis/joins/entry.ts'

const areas = (...list: [code: string, ...names: string[]][]): JoinArea[] => list.map(([code, ...names]) => ({ code, names, path: [] }))
const old = areas(['TD01', 'Batha'], ['TD02', 'Borkou'], ['TD03', 'Chari-Baguirmi'], ['TD04', 'Guéra'])
const now = areas(['TD01', 'Batha'], ['TD21', 'Chari'], ['TD22', 'Baguirmi'], ['TD23', 'Guera'], ['TD02', 'Borkou'])
const told = (parts: { from: number; to: number; amount: number }[]) => parts.map((part) => [old[part.from]!.code, now[part.to]?.code ?? null, part.amount])

describe('areas without outlines', () => {
  it('are followed by code, then by a name that only one area has', () => {
    expect(told(partsByCodes(old, now))).toEqual([['TD01', 'TD01', 1], ['TD02', 'TD02', 1], ['TD04', 'TD23', 1]])
    expect(partsByCodes(areas(['A', 'Same'], ['B', 'Same']), areas(['C', 'Same']))).toEqual([])
  })

  it('a list of changes says where areas go, in shares, percent or amounts; what it does not name keeps its code', () => {
    const lines = (a: number | null, b: number | null) => [{ from: 'TD03', to: 'TD21', weight: a }, { from: 'td03', to: 'TD22', weight: b }, { from: 'TD04', to: 'TD23', weight: a === null ? null : a + b! }]
    for (const [a, b] of [[0.25, 0.75], [25, 75], [1200, 3600]] as const) expect(told(partsByList(lines(a, b), old, now).parts)).toEqual([['TD03', 'TD21', 0.25], ['TD03', 'TD22', 0.75], ['TD04', 'TD23', 1], ['TD01', 'TD01', 1], ['TD02', 'TD02', 1]])
    expect(told(partsByList(lines(null, null), old, now).parts).slice(0, 2)).toEqual([['TD03', 'TD21', 0.5], ['TD03', 'TD22', 0.5]])
  })

  it('shares that do not fill an area, unknown codes and bad weights are told, never filled up', () => {
    const found = partsByList([{ from: 'TD03', to: 'TD21', weight: 0.6 }, { from: 'TD03', to: 'TD99', weight: 0.1 }, { from: 'TD77', to: 'TD21', weight: 1 }, { from: 'TD04', to: 'TD23', weight: -1 }], old, now)
    expect(told(found.parts).filter(([code]) => code === 'TD03')).toEqual([['TD03', 'TD21', 0.6], ['TD03', null, 0.1], ['TD03', null, expect.closeTo(0.3, 12)]].slice(0, 1).concat([['TD03', null, expect.closeTo(0.4, 12)]]))
    expect(found.notes.map((note) => [note.code, note.count])).toEqual([['LIST_UNKNOWN_OLD', 1], ['LIST_UNKNOWN_NEW', 1], ['LIST_BAD_WEIGHT', 1], ['LIST_KEPT_CODES', 2]])
  })
})
