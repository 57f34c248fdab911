import { describe, expect, it } from 'vitest'
import type { LayerInput } from '../../../../shared/analysis/input.ts'
import { applyJoin } from '../../../../shared/analysis/joins/apply.ts'
import { measureAreas } from '../../../../shared/analysis/measure.ts'
import { area } from './places.ts'

const areas = [area('XA11', [], 'Ouham'), area('XA12', [], 'Ouham-Pendé'), area('XA21', [], 'Mboma')]
const table = (codes: (string | null)[] | null, columns: LayerInput['columns'], count: number): LayerInput => ({ name: 'T', kind: 'table', count, positions: null, geometries: null, columns, dates: null, codes })

describe('a table in an area set', () => {
  it('with the areas’ own codes stays as it is', () => {
    const layer = table(['XA11', null, 'XA21'], { v: [1, 2, 3] }, 3)
    expect(applyJoin(layer, layer.codes!, null, areas, null)).toEqual({ layer, notes: [] })
    expect(applyJoin(layer, layer.codes!, null, areas, null).layer).toBe(layer)
  })
  it('gets other writings of its codes put right, with a note; unknown codes stay', () => {
    const layer = table(['xa-11', 'XA12', 'XA99', null], { v: [1, 2, 3, 4] }, 4)
    const joined = applyJoin(layer, layer.codes!, null, areas, null)
    expect([joined.layer.codes, joined.layer.columns]).toEqual([['XA11', 'XA12', 'XA99', null], { v: [1, 2, 3, 4] }])
    expect(joined.notes).toEqual([{ code: 'CODES_REWRITTEN', count: 1, sample: 'rows of "T" write their code otherwise than the areas, the first is "xa-11" for XA11' }])
  })
  it('with a join has a row for each of its areas, and none that was left out', () => {
    const names = ['Ouham, Ouham-Pendé', 'Mboma', 'Total']
    const layer = { ...table(['XA12', null, null], { v: [0.5, 7, 99] }, 3), dates: ['2020-01-01', null, null] }
    const joined = applyJoin(layer, names, null, areas, { field: 'n', within: null, pairs: [{ entry: names[0]!, within: null, areas: ['XA11', 'XA12'] }, { entry: 'Total', within: null, areas: [] }] })
    expect(joined.layer).toEqual({ ...layer, count: 3, codes: ['XA11', 'XA12', 'Mboma'], columns: { v: [0.5, 0.5, 7] }, dates: ['2020-01-01', '2020-01-01', null] })
    expect(joined.notes.map((note) => `${note.code} ${note.count}`)).toEqual(['JOIN_REVIEWED 1', 'ROWS_REPEATED 1', 'ROWS_LEFT_OUT 1'])
    const measured = measureAreas({ kind: 'column', field: 'v' }, { codes: areas.map((one) => one.code), names: [], parents: [], geometries: [null, null, null] }, joined.layer, {})
    expect(measured.measured.values).toEqual([0.5, 0.5, null])
  })
  it('is joined within parents', () => {
    const joined = applyJoin(table(null, { v: [1, 2] }, 2), ['Santa Rosa', 'Santa Rosa'], ['Sud', 'Est'], areas, { field: 'n', within: 'p', pairs: [{ entry: 'Santa Rosa', within: 'Sud', areas: ['XA21'] }] })
    expect(joined.layer.codes).toEqual(['XA21', 'Santa Rosa'])
  })
})
