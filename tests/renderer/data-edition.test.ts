import { describe, expect, it } from 'vitest'
import { changesIn, columnsWith, isMovable, proposedTarget, weightChoices } from '../../renderer/features/data/edition/choices.ts'
import type { EditionChange, EditionField } from '../../shared/model/edition.ts'
import type { AreaSet, Layer } from '../../shared/model/layer.ts'
import { makeLayer as layer } from './layer.ts'

const set = (id: number, level: number): AreaSet => ({ id, layer: id + 100, name: `set ${id}`, level, count: 3, parent: null, hasGeometry: true })
const table = layer({ id: 1, name: 'survey', kind: 'table', geometry: 'none' })

describe('choices of a move', () => {
  it('surface first, then layers that count people, lists of changes, codes', () => {
    const layers: Layer[] = [table, layer({ id: 2, name: 'towns', kind: 'features', geometry: 'point', fields: [{ name: 'Pop_2020', column: 'pop_2020', type: 'integer' }] }), layer({ id: 3, name: 'roads', kind: 'features', geometry: 'line' }), layer({ id: 4, name: 'worldpop', kind: 'raster', geometry: 'none' }), layer({ id: 5, name: 'changes', kind: 'table', geometry: 'none' })]
    expect(weightChoices(layers, table).map((one) => one.weights)).toEqual([{ by: 'area' }, { by: 'population', layer: 2, field: 'Pop_2020' }, { by: 'population', layer: 4 }, { by: 'table', layer: 5 }, { by: 'codes' }])
  })

  it('tables and area sets can be moved where there is another set; the one proposed has the same level', () => {
    const sets = [set(1, 1), set(2, 2), set(3, 1)]
    expect([isMovable(table, sets), isMovable(table, sets.slice(0, 1)), isMovable(layer({ id: 9, kind: 'events', geometry: 'point' }), sets), isMovable(layer({ id: 101, kind: 'areas', geometry: 'polygon' }), sets)]).toEqual([true, false, false, true])
    expect([proposedTarget(table, sets, 1), proposedTarget(layer({ id: 103, kind: 'areas', geometry: 'polygon' }), sets, 3), proposedTarget(table, [], null)]).toEqual([3, 1, null])
  })

  it('columns go with the rules that were recognised or chosen; a weight only with a mean', () => {
    const field = (name: string, rule: EditionField['rule']): EditionField => ({ name, type: 'real', rule, weight: null, why: 'given', filled: 1, total: 1 })
    expect(columnsWith([field('a', 'sum'), field('b', 'mean'), field('c', 'mean')], { b: { rule: 'mean', weight: 'a' }, c: { rule: 'leave', weight: 'a' } })).toEqual([{ name: 'a', rule: 'sum' }, { name: 'b', rule: 'mean', weight: 'a' }, { name: 'c', rule: 'leave' }])
  })

  it('changes are found by old or new name or code, whatever the accents', () => {
    const changes: EditionChange[] = [{ class: 'split', code: 'A1', name: 'Kémo', outside: 0, parts: [{ code: 'B7', name: 'Sibut', amount: 1, ofFrom: 1, ofTo: 1 }] }, { class: 'gone', code: 'A2', name: 'Ouaka', outside: 1, parts: [] }]
    expect([changesIn(changes, null, 'kemo').length, changesIn(changes, null, 'b7').length, changesIn(changes, 'gone', '').length, changesIn(changes, 'gone', 'sibut').length]).toEqual([1, 1, 1, 0])
  })
})
