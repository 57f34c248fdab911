import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indicatorsOf, parseFramework, slotsOf, walk } from '../../shared/analysis/framework.ts'
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
