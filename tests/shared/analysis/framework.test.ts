import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluationOrder, indicatorsOf, parseFramework, slotsOf, walk } from '../../../shared/analysis/framework.ts'
import { AtlasError } from '../../../shared/model/error.ts'

type Json = Record<string, unknown>
const indicator = (id: string, more: Json = {}): Json => ({ id, title: { en: id }, measure: { layer: 'table', kind: 'column', field: id }, normalise: { method: 'none' }, ...more })
const file = (children: unknown, more: Json = {}): Json => ({ id: 'test', version: 1, title: { en: 'Test' }, root: { id: 'index', title: { en: 'Index' }, children }, ...more })
const problem = (input: unknown) => { try { parseFramework(input); return 'no error' } catch (error) { return error instanceof AtlasError ? `${error.code}: ${error.message}` : `BUG ${String(error)}` } }
const measure = (m: Json) => file([indicator('a', { measure: { layer: 'l', ...m } })])

describe('a framework file', () => {
  it('gets its defaults: weight 1, arithmetic, half of the weight present, scale 10', () => {
    const framework = parseFramework(file([indicator('a', { normalise: undefined })]))
    expect([framework.scale, framework.classes, framework.root.weight, framework.root.aggregate, framework.root.atLeast]).toEqual([10, [2, 3.5, 5, 6.5], 1, 'arithmetic', 0.5])
    expect(indicatorsOf(framework)[0]!.normalise).toEqual({ method: 'none', direction: 'more-is-worse' })
  })
  it('may have plain titles, titles in another language only, and remarks', () => {
    const framework = parseFramework(file([indicator('a', { title: 'Décès', comment: 'ask Marie', 'x-note': 1 })], { title: { fr: 'Essai' }, $schema: 'x' }))
    expect([framework.title, indicatorsOf(framework)[0]!.title]).toEqual([{ fr: 'Essai', en: 'Essai' }, { en: 'Décès' }])
  })
  it('reads the same again from what it was read to', () => {
    const framework = parseFramework(file([indicator('a', { measure: { layer: 'l', kind: 'count', per: { by: 'population', times: 1000 } }, outliers: { method: 'tukey' } }), indicator('b')]))
    expect(parseFramework(JSON.parse(JSON.stringify(framework)))).toEqual(framework)
  })

  it.each([
    [null, 'the framework: is no JSON object'], [[], 'the framework: is no JSON object'], [{ id: 'x', version: 1, title: 'x' }, 'framework "x": has no "root": add the index with its children'],
    [{ version: 1, title: 'x', root: {} }, 'framework "?": "id": Invalid input: expected string, received undefined'],
    [file([]), 'node "index": "children" must be a list of at least one node'], [file([indicator('a'), indicator('a')]), 'node "a": the id is used twice; give one of the two another'],
    [file([{ id: 'a', title: 'a' }]), 'node "a": has neither "children" nor "measure": a group has children, an indicator has a measure'],
    [file([{ ...indicator('a'), children: [] }]), 'node "a": has both "children" and "measure": a group has children, an indicator has a measure'],
    [file([3]), 'node at root.children[0]: is no JSON object'], [file([indicator('a', { agregate: 'max' })]), 'node "a": Unrecognized key: "agregate"'],
    [file([indicator('a', { weight: -1 })]), 'node "a": "weight": Too small: expected number to be >=0'], [file([indicator('a', { weight: 0 })]), 'node "index": the weights of its children add up to 0'],
    [file([indicator('a', { role: 'hazard' })]), 'node "a": "role": Invalid option: expected one of "threat"|"vulnerability"|"capacity"'],
    [file([indicator('a')], { classes: [2, 2, 5, 6] }), 'framework "test": "classes" must rise: they are the lower bounds of classes 2 to 5'],
    [measure({ kind: 'sum' }), 'node "a": "sum" needs a "field"'], [measure({ kind: 'within-distance' }), 'node "a": "within-distance" needs "km"'], [measure({ kind: 'formula' }), 'node "a": "formula" needs an "expression"'],
    [measure({ kind: 'count', layer: undefined }), 'node "a": "measure" needs a "layer"'], [measure({ kind: 'raster-share' }), 'node "a": "raster-share" needs a "threshold"'],
    [measure({ kind: 'count', where: 'n >' }), 'node "a": expected a column, a number or a text at position 4, found the end'], [measure({ kind: 'count', from: '1/2/2020' }), 'node "a": "from": "1/2/2020" is no date of the form 2022-12-31'],
    [measure({ kind: 'count', from: '2020-01-01', to: '2019-01-01' }), 'node "a": the period ends (2019-01-01) before it begins (2020-01-01)'],
    [measure({ kind: 'count', per: { by: 'households' } }), 'node "a": refers to "households", which is no indicator of this framework'],
    [measure({ kind: 'formula', expression: '[a] + 1' }), 'node "a": is computed from itself: a → a'], [measure({ kind: 'formula', expression: '1 +' }), 'node "a": expected a number, a column, an indicator in [ ] or "(" at position 4, found the end'],
    [file([indicator('a', { measure: { kind: 'formula', expression: '[b]' } }), indicator('b', { measure: { layer: 'l', kind: 'count', per: { by: 'c' } } }), indicator('c', { measure: { kind: 'formula', expression: '2 * [a]' } })]), 'node "a": is computed from itself: a → b → c → a'],
    [file([indicator('a', { normalise: { method: 'goalposts', min: 0 } })]), 'node "a": "goalposts" needs "min" and "max"'], [file([indicator('a', { normalise: { method: 'goalposts', min: 3, max: 3 } })]), 'node "a": "min" (3) must be below "max" (3); use "direction" to turn a scale round'],
    [file([indicator('a', { normalise: { method: 'distance-to-target' } })]), 'node "a": "distance-to-target" needs a "target"'], [file([indicator('a', { normalise: { method: 'classes', thresholds: [1, 2], scores: [1, 2] } })]), 'node "a": "classes" with 2 thresholds needs 3 scores, found 2'],
    [file([indicator('a', { outliers: { method: 'percentile', lower: 95, upper: 5 } })]), 'node "a": "percentile" needs "lower" below "upper", in percent'],
    [{ ...file([]), root: { id: 'r', title: 'r', aggregate: 'power', children: [indicator('a')] } }, 'node "r": "power" needs "p", a number other than 0 (for 0 use "geometric")'],
    [{ ...file([]), root: { id: 'r', title: 'r', aggregate: 'alkire-foster', children: [indicator('a')] } }, 'node "r": "alkire-foster" needs "cutoff", above 0 and at most 1'],
    [{ ...file([]), root: indicator('r') }, 'node "r": is the root and needs "children"'],
  ])('is refused with the name of the node %#', (input, message) => expect(problem(input)).toBe(`FRAMEWORK_INVALID: ${message}`))

  it('is refused when it nests without end', () => {
    let node: Json = indicator('leaf')
    for (let i = 0; i < 60; i++) node = { id: `n${i}`, title: 'n', children: [node] }
    expect(problem({ ...file([]), root: node })).toMatch(/^FRAMEWORK_INVALID: node "n\d+": lies deeper than 20 levels$/)
  })
  it('never brings down the reader, whatever JSON it is', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
      expect(problem(a)).toMatch(/^FRAMEWORK_INVALID/)
      expect(problem(file([indicator('a', { measure: b, normalise: c })]))).toMatch(/^FRAMEWORK_INVALID|^no error/)
      expect(problem(file(a))).toMatch(/^FRAMEWORK_INVALID/)
    }), { seed: 8, numRuns: 300 })
  })
})

describe('walking a framework', () => {
  const framework = parseFramework({
    id: 'test', version: 1, title: 'Test', population: { layer: 'people', field: 'n' },
    root: { id: 'index', title: 'Index', children: [
      { id: 'personal', title: 'P', dimension: 'personal', children: [indicator('rate', { measure: { kind: 'formula', expression: '[deaths] / [staff]' } }), indicator('deaths', { measure: { layer: 'events', kind: 'count', per: { by: 'population' } } })] },
      indicator('staff', { measure: { layer: 'clinics', kind: 'count', per: { by: 'deaths' } }, dimension: 'health' }),
    ] },
  })
  it('goes down in the order of the file, the root first, dimensions handed down', () => {
    expect(walk(framework).map((v) => [v.node.id, v.parent?.id ?? null, v.depth, v.dimension])).toEqual([['index', null, 0, null], ['personal', 'index', 1, 'personal'], ['rate', 'personal', 2, 'personal'], ['deaths', 'personal', 2, 'personal'], ['staff', 'index', 1, 'health']])
  })
  it('an indicator is computed after those it refers to', () => {
    expect(evaluationOrder(framework).map((n) => n.id)).toEqual(['deaths', 'staff', 'rate'])
  })
  it('slots are named once, with the indicators that read them', () => {
    expect(slotsOf(framework)).toEqual([{ slot: 'events', indicators: ['deaths'] }, { slot: 'people', indicators: ['deaths'] }, { slot: 'clinics', indicators: ['staff'] }])
  })
})
