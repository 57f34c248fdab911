import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { makeAreas } from '../../electron/core/sample/areas.ts'
import { makeLandscape } from '../../electron/core/sample/landscape.ts'
import { makeLayers } from '../../electron/core/sample/layers.ts'
import type { SampleLayer } from '../../electron/core/sample/layers.ts'
import { readRecipe } from '../../electron/core/sample/recipe.ts'
import { indicatorsOf, parseFramework, slotsOf, walk } from '../../shared/analysis/framework.ts'
import type { AreaInput, LayerInput } from '../../shared/analysis/input.ts'
import { measureAreas } from '../../shared/analysis/measure.ts'
import { computeProfile } from '../../shared/analysis/profile.ts'
import { dimensions } from '../../shared/model/dimension.ts'
import { framework as model } from '../../shared/model/framework.ts'

const folder = resolve(import.meta.dirname, '../../data/frameworks')
const files = readdirSync(folder).filter((f) => f.endsWith('.json'))
const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as unknown
const sampleLayers = ['population', 'conflict_events', 'displacement', 'floods', 'drought', 'cyclone_track', 'health_facilities', 'disease_cases', 'food_phases', 'poverty', 'community_survey', 'markets', 'schools', 'water_points', 'responses']

it('there are two presets', () => expect(files).toEqual(['human-insecurity.framework.json', 'inform-risk.framework.json']))

describe.each(files)('%s', (file) => {
  const framework = parseFramework(read(file))
  it('fits the schema alone too, and its file is named for its id', () => {
    expect(model.safeParse(read(file)).error).toBeUndefined()
    expect(file).toBe(`${framework.id}.framework.json`)
  })
  it('every title and unit stands in English, French, Spanish and Arabic', () => {
    for (const { node } of walk(framework)) for (const text of [node.title, node.unit].filter((t) => t !== undefined)) expect(Object.keys(text), node.id).toEqual(['en', 'fr', 'es', 'ar'])
    expect(Object.keys(framework.title)).toEqual(['en', 'fr', 'es', 'ar'])
  })
  it('every indicator says its role, character, unit and source, belongs to a dimension and has fixed goalposts, so that runs can be compared', () => {
    for (const { node, dimension } of walk(framework).filter((v) => !('children' in v.node))) {
      expect([node.role, node.character, node.unit, node.source].every((v) => v !== undefined), node.id).toBe(true)
      expect(dimensions, node.id).toContain(dimension)
      expect('normalise' in node && node.normalise.method, node.id).toBe('goalposts')
    }
  })
  it('reads layers that a country office has, under the names of the sample project', () => {
    expect(slotsOf(framework).map((s) => s.slot).filter((slot) => !sampleLayers.includes(slot))).toEqual([])
  })
  it('events count only where they are known precisely enough', () => {
    for (const node of indicatorsOf(framework)) if (node.measure.layer === 'conflict_events') expect(node.measure.precision, node.id).toBe('respect')
  })
})

it('the seven dimensions are the seven children of human insecurity, each with a threat or vulnerability and most with a capacity', () => {
  const framework = parseFramework(read('human-insecurity.framework.json'))
  expect(framework.root.children.map((c) => c.dimension).toSorted()).toEqual([...dimensions].sort())
  const roles = (dimension: string) => new Set(walk(framework).filter((v) => v.dimension === dimension).map((v) => v.node.role))
  expect(dimensions.filter((d) => roles(d).has('capacity')).length).toBeGreaterThanOrEqual(5)
  expect(indicatorsOf(framework).length).toBeGreaterThanOrEqual(20)
})

describe('over the sample country', () => {
  const recipe = readRecipe()
  const made = makeAreas(recipe.areas)
  const layers = makeLayers(made, makeLandscape(made, recipe.areas.seed), recipe.areas.seed)
  const inputs = new Map(layers.map((l) => [l.name, inputOf(l)]))
  const rows = layers.find((l) => l.level === 2)!.rows.toSorted((a, b) => (String(a.values[0]) < String(b.values[0]) ? -1 : 1))
  const areas: AreaInput = { codes: rows.map((r) => String(r.values[0])), names: rows.map((r) => String(r.values[1])), parents: rows.map((r) => String(r.values[2])), geometries: rows.map((r) => r.geometry as AreaInput['geometries'][number]) }

  it.each(files)('%s has a value for every indicator in nearly every district, and an index for all', (file) => {
    const framework = parseFramework(read(file))
    const population = measureAreas({ kind: 'column', field: 'population' }, areas, inputs.get('population')!).measured.values
    const measured = Object.fromEntries(indicatorsOf(framework).map((n) => [n.id, { ...measureAreas(n.measure, areas, inputs.get(n.measure.layer!)!, { population, level: 2 }).measured, layer: n.measure.layer! }]))
    for (const [id, m] of Object.entries(measured)) expect(m.values.filter((v) => v !== null).length / areas.codes.length, id).toBeGreaterThan(0.8)
    const result = computeProfile(framework, areas, measured)
    expect(result.index.every((v) => v !== null && v >= 0 && v <= 10)).toBe(true)
    expect(new Set(result.class).size).toBeGreaterThan(1)
  })
})

function inputOf(layer: SampleLayer): LayerInput {
  const column = (name: string | null) => layer.rows.map((r) => r.values[layer.fields.findIndex((f) => f.name === name)] ?? null)
  const points = layer.geometry === 'point'
  return {
    name: layer.name, kind: ({ point: 'points', line: 'lines', polygon: 'polygons', none: 'table' } as const)[layer.geometry], count: layer.rows.length,
    positions: points ? Float64Array.from(layer.rows.flatMap((r) => (r.geometry as Point).coordinates)) : null, geometries: points || layer.geometry === 'none' ? null : layer.rows.map((r) => r.geometry),
    columns: Object.fromEntries(layer.fields.map((f) => [f.name, column(f.name)])), dates: layer.dateField ? column(layer.dateField).map((v) => (v === null ? null : String(v))) : null, codes: layer.codeField ? column(layer.codeField).map((v) => (v === null ? null : String(v))) : null,
  }
}
