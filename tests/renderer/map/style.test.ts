import { createExpression, validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { colourOf, innerBreaks } from '../../../renderer/map/colours.ts'
import { countEvents } from '../../../renderer/map/counts.ts'
import { drawingOf, type Drawing } from '../../../renderer/map/drawing.ts'
import { colourExpression } from '../../../renderer/map/gl/features.ts'
import { fillColours } from '../../../renderer/map/gl/fillColours.ts'
import { patternPixels, patternsOf } from '../../../renderer/map/gl/patterns.ts'
import { wantedStates } from '../../../renderer/map/gl/states.ts'
import { wantedStyle } from '../../../renderer/map/gl/wanted.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { columnsOf, layerOf, runOf, stateOf } from './examples.ts'

beforeAll(() => { vi.stubGlobal('document', { baseURI: 'http://127.0.0.1:1/' }) })

const classes: Extract<LayerStyle['by'], { kind: 'classes' }> = { kind: 'classes', field: 'depth', method: 'equal', breaks: [0, 1, 2, 3], colours: ['#111111', '#222222', '#333333'] }
const values: Extract<LayerStyle['by'], { kind: 'values' }> = { kind: 'values', field: 'type', values: [{ value: 'a', colour: '#aaaaaa' }, { value: '2', colour: '#bbbbbb' }] }
const styleOf = (by: LayerStyle['by']): LayerStyle => layerOf('x', 'polygon', { by }).style
const basemap = { world: { type: 'FeatureCollection' as const, features: [] }, labels: { type: 'FeatureCollection' as const, features: [] } }

/** A drawing with everything at once. */
function full(parts: Partial<Parameters<typeof stateOf>[0]> = {}): Drawing {
  const layers = [
    layerOf('areas', 'polygon', { kind: 'areas', id: 1 }), layerOf('provinces', 'polygon', { kind: 'areas', id: 2 }), layerOf('single', 'polygon'), layerOf('by class', 'polygon', { by: classes, dateField: 'date', pattern: 'lines' }),
    layerOf('by value', 'mixed', { by: values, pattern: 'dots' }), layerOf('roads', 'line', { by: values }), layerOf('no classes', 'line', { by: { ...classes, breaks: [], colours: [] } }), layerOf('no values', 'polygon', { by: { ...values, values: [] } }), layerOf('one class', 'polygon', { by: { ...classes, breaks: [0, 9], colours: ['#123456'] }, pattern: 'cross' }),
  ]
  const areaSets = [{ id: 7, layer: 1, name: '', level: 2, count: 1, parent: null, hasGeometry: true }, { id: 8, layer: 2, name: '', level: 1, count: 1, parent: null, hasGeometry: true }]
  return drawingOf(stateOf({ layers, areaSets, areaSet: 7, run: runOf(7, [1, 4, null]), period: { from: '2020-01-01', to: '2020-12-31' }, ...parts }), [{ code: 'C1', name: 'One', at: [0.5, 0.5], room: 0.5 }], new Map())
}

function problems(drawing: Drawing): string[] {
  const style = { version: 8, ...wantedStyle(drawing, basemap) } as unknown as StyleSpecification
  return validateStyleMin(style).map((error) => error.message)
}

describe('the map style', () => {
  it('is valid with every kind of layer, in both themes, with a run, with none, and with nothing at all', () => {
    expect(problems(full())).toEqual([])
    expect(problems(full({ theme: 'dark', run: null, period: null }))).toEqual([])
    expect(problems(drawingOf(stateOf({}), [], new Map()))).toEqual([])
  })

  it('has no two layers of one name, and draws events above surfaces and below the selection and labels', () => {
    const ids = wantedStyle(full(), basemap).layers.map((layer) => layer.id)
    expect(new Set(ids).size).toBe(ids.length)
    const order = ['water', 'land', 'areas-fill', 'areas-missing', 'borders', 'events-floor', 'events-ceiling', 'areas-selected-dark', 'areas-selected-light', 'labels-countries', 'labels-areas']
    expect(ids.filter((id) => order.includes(id))).toEqual(order)
    expect(ids.findLastIndex((id) => id.startsWith('layer-'))).toBeLessThan(ids.indexOf('events-floor'))
  })

  it('asks for tiles of its own origin, with the styled field and the content in the address', () => {
    const { sources } = wantedStyle(full(), basemap)
    const tiles = Object.values(sources).flatMap((source) => (source.type === 'vector' ? source.tiles! : []))
    expect(tiles.every((url) => url.startsWith('http://127.0.0.1:1/tiles/') && url.includes('/{z}/{x}/{y}?v='))).toBe(true)
    expect(tiles.filter((url) => url.includes('field=depth'))).toHaveLength(3)
  })

  it('a style that changes its classes reads the same tiles', () => {
    const source = (colours: string[]) => JSON.stringify(wantedStyle(drawingOf(stateOf({ layers: [layerOf('x', 'polygon', { id: 5, by: { ...classes, colours } })] }), [], new Map()), null).sources)
    expect(source(['#111111', '#222222', '#333333'])).toBe(source(['#444444', '#555555', '#666666']))
  })

  it('supplies every pattern that a layer names', () => {
    const drawing = full()
    const named = [...JSON.stringify(wantedStyle(drawing, basemap).layers).matchAll(/"((?:lines|dots|cross|missing) #[0-9a-f]{6})"/g)].map((match) => match[1])
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !patternsOf(drawing).includes(name!))).toEqual([])
  })

  it('states carry classes, the selection and the hovered area; missing is class 0', () => {
    const states = wantedStates({ ...full(), selected: ['C2', 'gone'], hovered: 'C1' })
    expect(Object.fromEntries(states)).toEqual({
      C1: { class: 1, selected: false, hovered: true }, C2: { class: 3, selected: true, hovered: false }, C3: { class: 0, selected: false, hovered: false }, gone: { class: 0, selected: true, hovered: false },
    })
  })
})

describe('colours', () => {
  const cases: [LayerStyle['by'], string | number | null, string][] = [
    [{ kind: 'single' }, null, '#2f8fc4'], [classes, 0, '#111111'], [classes, 0.99, '#111111'], [classes, 1, '#222222'], [classes, 2, '#333333'], [classes, 99, '#333333'], [classes, -5, '#111111'], [classes, null, '#b5bfc8'],
    [values, 'a', '#aaaaaa'], [values, 2, '#bbbbbb'], [values, 'other', '#b5bfc8'], [values, null, '#b5bfc8'],
  ]
  it.each(cases)('by %j, %s is %s, whether the map or the page computes it', (by, value, colour) => {
    expect(colourOf(styleOf(by), value, '#b5bfc8')).toBe(colour)
    const expression = colourExpression(styleOf(by))
    if (typeof expression === 'string') { expect(expression).toBe(colour); return }
    const made = createExpression(expression, 'layers[0].paint.fill-color')
    if (made.result !== 'success') throw new Error(JSON.stringify(made.value))
    expect(made.value.evaluate({ zoom: 3 }, { type: 'Polygon', properties: value === null ? {} : { value } })).toBe(colour)
  })

  it('leaves out the outer bounds of classes where a style has them', () => {
    expect([innerBreaks([0, 1, 2, 3], 3), innerBreaks([1, 2], 3), innerBreaks([], 0)]).toEqual([[1, 2], [1, 2], []])
  })

  it('of events follow their classes and categories, grey where there is neither', () => {
    const colours = (by: LayerStyle['by'], columns: ReturnType<typeof columnsOf>) => [...fillColours(layerOf('x', 'point', { by }), columns)].filter((_, i) => i % 4 === 0)
    expect(colours(classes, columnsOf([1, 1, 1], { weights: [0.5, 2.5, Number.NaN] }))).toEqual([0x11, 0x33, 0xb5])
    expect(colours(values, columnsOf([1, 1, 1], { categories: ['2', 'x'], category: [0, 1, 255] }))).toEqual([0xbb, 0xb5, 0xb5])
    expect(colours({ kind: 'single' }, columnsOf([1]))).toEqual([0x2f])
  })
})

describe('what the legend counts', () => {
  const period = { from: '1970-01-03', to: '1970-01-04' }
  it('is what the period leaves of dated layers, and all of undated ones', () => {
    const columns = columnsOf([1, 2, 3.5, 4, Number.NaN])
    expect(countEvents(layerOf('x', 'point', { dateField: 'date' }), columns, period)).toEqual({ shown: 2, entries: [2], other: 0 })
    expect(countEvents(layerOf('x', 'point', { dateField: 'date' }), columns, null)).toEqual({ shown: 5, entries: [5], other: 0 })
    expect(countEvents(layerOf('x', 'point'), columns, period).shown).toBe(5)
  })

  it('adds up: classes and what no class covers are all events', () => {
    expect(countEvents(layerOf('x', 'point', { by: classes }), columnsOf([0, 0, 0, 0], { weights: [0, 1, 5, Number.NaN] }), null)).toEqual({ shown: 4, entries: [1, 1, 1], other: 1 })
    expect(countEvents(layerOf('x', 'point', { by: values }), columnsOf([0, 0, 0], { categories: ['a', 'z'], category: [0, 1, 255] }), null)).toEqual({ shown: 3, entries: [1, 0], other: 2 })
  })
})

it.each(['lines', 'cross', 'dots', 'missing'])('the pattern of %s covers some of its square and repeats without a seam', (pattern) => {
  const pixels = patternPixels(pattern, '#123456')
  const inked = Array.from({ length: 256 }, (_, i) => pixels[i * 4 + 3]!)
  const share = inked.reduce((sum, alpha) => sum + alpha, 0) / (256 * 255)
  expect(share).toBeGreaterThan(0.08)
  expect(share).toBeLessThan(0.5)
  if (pattern === 'lines') for (let i = 0; i < 16; i++) expect(inked[i]).toBe(inked[((16 - i) % 16) * 16])
})
