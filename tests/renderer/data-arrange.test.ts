import { describe, expect, it } from 'vitest'
import { groupLayers, moveBeside, moveStep, searchLayers } from '../../renderer/features/data/arrange.ts'
import { makeLayer } from './layer.ts'

describe('groupLayers', () => {
  it('puts dimensions in their order, then layers without, then areas, and leaves out empty groups', () => {
    const layers = [makeLayer({ id: 1, kind: 'areas', geometry: 'polygon' }), makeLayer({ id: 2, dimension: 'personal' }), makeLayer({ id: 3 }), makeLayer({ id: 4, dimension: 'food' }), makeLayer({ id: 5, dimension: 'personal' })]
    expect(groupLayers(layers).map((group) => [group.id, group.layers.map((layer) => layer.id)])).toEqual([['food', [4]], ['personal', [2, 5]], ['none', [3]], ['areas', [1]]])
  })
})

describe('moving', () => {
  it('puts one before or after another', () => {
    expect(moveBeside([1, 2, 3, 4], 4, 2, false)).toEqual([1, 4, 2, 3])
    expect(moveBeside([1, 2, 3, 4], 1, 3, true)).toEqual([2, 3, 1, 4])
  })
  it('changes nothing for itself or for what is not there', () => {
    expect(moveBeside([1, 2], 1, 1, true)).toEqual([1, 2])
    expect(moveBeside([1, 2], 9, 1, true)).toEqual([1, 2])
  })
  it('steps over the neighbour on screen, past what another group shows', () => {
    expect(moveStep([1, 2, 3, 4], [1, 4], 4, -1)).toEqual([4, 1, 2, 3])
    expect(moveStep([1, 2, 3, 4], [1, 4], 1, 1)).toEqual([2, 3, 4, 1])
    expect(moveStep([1, 2, 3], [1, 3], 1, -1)).toBeNull()
  })
})

it('searches names, dimension words and publishers without accents', () => {
  const layers = [makeLayer({ id: 1, name: 'Événements de conflit', dimension: 'personal' }), makeLayer({ id: 2, name: 'Sites' , publisher: 'OCHA' })]
  const search = (text: string) => searchLayers(layers, text, (dimension) => `word ${dimension}`).map((layer) => layer.id)
  expect(search('evenements')).toEqual([1])
  expect(search('ocha')).toEqual([2])
  expect(search('word personal')).toEqual([1])
  expect(search('')).toEqual([1, 2])
})
