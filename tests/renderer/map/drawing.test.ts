import { describe, expect, it } from 'vitest'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { columnLayers, contentVersion, drawingOf } from '../../../renderer/map/drawing.ts'
import { classOf, scoresOf } from '../../../renderer/map/scores.ts'
import { layerOf, runOf, stateOf } from './examples.ts'

const names = (layers: Layer[]) => layers.map((layer) => layer.name)

describe('the drawing', () => {
  it('puts points above lines above surfaces, and within each the first of the list on top', () => {
    const layers = [layerOf('flood', 'polygon'), layerOf('clinics', 'point'), layerOf('drought', 'polygon'), layerOf('roads', 'line'), layerOf('attacks', 'point')]
    const drawing = drawingOf(stateOf({ layers }), [], new Map())
    expect([names(drawing.polygons), names(drawing.lines), drawing.points.map(({ layer }) => layer.name)]).toEqual([['drought', 'flood'], ['roads'], ['attacks', 'clinics']])
  })

  it('leaves out what is switched off, empty, a table or a raster', () => {
    const layers = [layerOf('off', 'point', { visible: false }), layerOf('empty', 'point', { rows: 0 }), layerOf('table', 'none', { kind: 'table' }), layerOf('grid', 'none', { kind: 'raster' })]
    const drawing = drawingOf(stateOf({ layers }), [], new Map())
    expect([drawing.areas, drawing.outlines, drawing.polygons, drawing.lines, drawing.points]).toEqual([null, [], [], [], []])
  })

  it('colours the shown area set only by a run of the same set', () => {
    const layers = [layerOf('districts', 'polygon', { kind: 'areas', id: 1 })]
    const areaSets = [{ id: 7, layer: 1, name: 'districts', level: 2, count: 3, parent: null, hasGeometry: true }]
    const of = (areaSet: number, run: ProfileTable | null) => drawingOf(stateOf({ layers, areaSets, areaSet, run }), [], new Map()).areas
    expect(of(7, runOf(7, [1, 5, 9]))?.scores?.counts).toEqual([1, 0, 0, 1, 1])
    expect(of(7, runOf(8, [1, 5, 9]))?.scores).toBeNull()
    expect(of(9, null)).toBeNull()
  })

  it('shows other area sets as borders, coarser ones as such', () => {
    const layers = [layerOf('provinces', 'polygon', { kind: 'areas', id: 1 }), layerOf('districts', 'polygon', { kind: 'areas', id: 2 }), layerOf('communes', 'polygon', { kind: 'areas', id: 3 })]
    const areaSets = [1, 2, 3].map((level) => ({ id: level * 10, layer: level, name: '', level, count: 1, parent: null, hasGeometry: true }))
    const { outlines } = drawingOf(stateOf({ layers, areaSets, areaSet: 20 }), [], new Map())
    expect(outlines.map(({ layer, coarser }) => [layer.name, coarser])).toEqual([['communes', false], ['provinces', true]])
  })

  it('gives plain surfaces patterns of their own over scores, and keeps a pattern that was chosen', () => {
    const layers = [layerOf('areas', 'polygon', { kind: 'areas', id: 1 }), layerOf('flood', 'polygon'), layerOf('drought', 'polygon'), layerOf('mines', 'polygon', { pattern: 'cross' })]
    const areaSets = [{ id: 7, layer: 1, name: '', level: 1, count: 1, parent: null, hasGeometry: true }]
    const patterns = (run: ProfileTable | null) => drawingOf(stateOf({ layers, areaSets, areaSet: 7, run }), [], new Map()).polygons.map((layer) => [layer.name, layer.style.pattern])
    expect(patterns(runOf(7, [1]))).toEqual([['mines', 'cross'], ['drought', 'lines'], ['flood', 'dots']])
    expect(patterns(null)).toEqual([['mines', 'cross'], ['drought', 'none'], ['flood', 'lines']])
  })

  it('asks for records of visible points and of what is dated, not of areas', () => {
    const layers = [layerOf('attacks', 'point'), layerOf('floods', 'polygon', { dateField: 'date' }), layerOf('drought', 'polygon'), layerOf('hidden', 'point', { visible: false }), layerOf('areas', 'polygon', { kind: 'areas', dateField: 'date' })]
    expect(names(columnLayers(layers))).toEqual(['attacks', 'floods'])
  })

  it('tells the content of two layers apart', () => {
    expect(contentVersion(layerOf('a', 'point', { sha256: 'ab'.repeat(32) }))).not.toBe(contentVersion(layerOf('a', 'point', { sha256: 'cd'.repeat(32) })))
  })
})

describe('scores on the map', () => {
  it('are those of the index, or of the chosen node', () => {
    const run = runOf(1, [1, null, 7], { conflict: [9, 3, null] })
    expect(scoresOf(run, null)).toMatchObject({ counts: [1, 0, 0, 0, 1], missing: 1 })
    expect(scoresOf(run, 'conflict')).toMatchObject({ title: { en: 'conflict' }, counts: [0, 1, 0, 0, 1], missing: 1 })
    expect(scoresOf(run, 'conflict').classes.get('C3')).toBeNull()
    expect(scoresOf(run, 'not there')).toMatchObject({ counts: [1, 0, 0, 0, 1] })
  })

  it.each([[0, 1], [1.99, 1], [2, 2], [3.5, 3], [5, 4], [6.49, 4], [6.5, 5], [10, 5], [null, null], [Number.NaN, null]])('%s is in class %s', (score, level) => {
    expect(classOf(score, [2, 3.5, 5, 6.5])).toBe(level)
  })
})
