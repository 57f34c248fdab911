import { createExpression, featureFilter, validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { drawingOf, type Drawing } from '../../../renderer/map/drawing.ts'
import { partsOf } from '../../../renderer/map/gl/basemap-schemas.ts'
import { wantedStyle } from '../../../renderer/map/gl/wanted.ts'
import { fillOpacity, groundOf, type GroundChoice } from '../../../renderer/map/ground.ts'
import type { Basemap as BasemapFile, BasemapSchema } from '../../../shared/model/basemap.ts'
import { layerOf, stateOf } from './examples.ts'

beforeAll(() => { vi.stubGlobal('document', { baseURI: 'http://127.0.0.1:1/' }) })

const world = { world: { type: 'FeatureCollection' as const, features: [] }, labels: { type: 'FeatureCollection' as const, features: [] } }
const layersOf: Record<BasemapSchema, string[]> = {
  openmaptiles: ['water', 'waterway', 'landcover', 'landuse', 'park', 'building', 'transportation', 'boundary', 'place', 'water_name'],
  protomaps: ['earth', 'landcover', 'landuse', 'natural', 'water', 'physical_line', 'buildings', 'roads', 'transit', 'boundaries', 'places'],
  shortbread: ['ocean', 'land', 'water_polygons', 'water_lines', 'buildings', 'streets', 'boundaries', 'boundary_labels', 'place_labels'], other: ['wells', 'lakes', 'odd "name"'],
}

function fileOf(parts: Partial<BasemapFile> = {}): BasemapFile {
  return { id: '0123456789abcdef', name: 'Roads', file: 'roads.pmtiles', format: 'pmtiles', kind: 'vector', schema: 'openmaptiles', layers: layersOf.openmaptiles, minZoom: 3, maxZoom: 12, bounds: [10, 0, 20, 8], tileSide: 512, attribution: '', bytes: 1, notes: [], ...parts }
}

function drawing(ground: GroundChoice, parts: Parameters<typeof stateOf>[0] = {}): Drawing {
  const areas = layerOf('areas', 'polygon', { kind: 'areas', id: 1 })
  return drawingOf(stateOf({ layers: [areas], areaSets: [{ id: 7, layer: 1, name: '', level: 1, count: 1, parent: null, hasGeometry: true }], areaSet: 7, ...parts }), [], new Map(), ground)
}

const idsOf = (one: Drawing) => wantedStyle(one, world).layers.map(({ id }) => id)
const problems = (one: Drawing) => validateStyleMin({ version: 8, ...wantedStyle(one, world) } as unknown as StyleSpecification).map((error) => error.message)

describe('the ground of the map', () => {
  it.each((['openmaptiles', 'protomaps', 'shortbread', 'other'] as const).flatMap((schema) => [[schema, 'light'], [schema, 'dark']] as const))('is a valid style for vectors of %s, %s, in every language', (schema, theme) => {
    for (const language of ['en', 'ar'] as const) expect(problems(drawing({ kind: 'file', file: fileOf({ schema, layers: layersOf[schema] }) }, { theme, language }))).toEqual([])
    expect(partsOf(schema, layersOf[schema]).length).toBeGreaterThanOrEqual(9)
  })

  it('is a valid style for pictures, plain and political', () => {
    for (const ground of [{ kind: 'file', file: fileOf({ kind: 'raster', layers: [], tileSide: 256 }) }, { kind: 'plain' }, { kind: 'political' }] satisfies GroundChoice[]) expect(problems(drawing(ground))).toEqual([])
  })

  it('has borders and names of countries only where it is political', () => {
    expect(idsOf(drawing({ kind: 'political' }))).toEqual(expect.arrayContaining(['borders', 'borders-disputed', 'labels-countries']))
    for (const id of ['borders', 'labels-countries']) expect(idsOf(drawing({ kind: 'plain' }))).not.toContain(id)
    const own = idsOf(drawing({ kind: 'file', file: fileOf() }))
    expect(own).not.toContain('labels-countries')
    expect(own.indexOf('borders')).toBeLessThan(own.indexOf('basemap-box-0123456789abcdef'))
  })

  it('lies below the areas with its surfaces and lines, above them with its names, below the areas’ own names', () => {
    const ids = idsOf(drawing({ kind: 'file', file: fileOf() }))
    const towns = ids.findIndex((id) => id.endsWith('-town'))
    expect(ids.findLastIndex((id) => /-(water|major|country)$/.test(id))).toBeLessThan(ids.indexOf('areas-fill'))
    expect(ids.indexOf('areas-edges')).toBeLessThan(towns)
    expect(towns).toBeLessThan(ids.indexOf('labels-areas'))
  })

  it('tells roles by what the schemas call them', () => {
    const roles = (schema: BasemapSchema, layer: string, type: 1 | 2 | 3, properties: Record<string, string | number | boolean>) => partsOf(schema, layersOf[schema])
      .filter((part) => part.layer === layer && (part.filter === undefined || featureFilter(part.filter as never, 'layers[0].filter').filter({ zoom: 14 } as never, { type, properties } as never))).map(({ role }) => role)
    expect(roles('openmaptiles', 'transportation', 2, { class: 'primary' })).toEqual(['major'])
    expect(roles('openmaptiles', 'boundary', 2, { admin_level: 2, disputed: 1, maritime: 0 })).toEqual(['disputed'])
    expect(roles('openmaptiles', 'boundary', 2, { admin_level: 2, disputed: 0, maritime: 1 })).toEqual([])
    expect(roles('openmaptiles', 'place', 1, { class: 'town' })).toEqual(['town'])
    expect(roles('protomaps', 'roads', 2, { kind: 'minor_road' })).toEqual(['minor'])
    expect(roles('protomaps', 'roads', 2, { 'pmap:kind': 'highway' })).toEqual(['major'])
    expect(roles('protomaps', 'boundaries', 2, { kind: 'country' })).toEqual(['country'])
    expect(roles('protomaps', 'boundaries', 2, { kind: 'region', kind_detail: 4 })).toEqual(['region'])
    expect(roles('protomaps', 'water', 2, { kind: 'river' })).toEqual(['river'])
    expect(roles('shortbread', 'boundaries', 2, { admin_level: 2, maritime: false, disputed: false })).toEqual(['country'])
    expect(roles('shortbread', 'streets', 2, { kind: 'motorway' })).toEqual(['major'])
    expect(roles('other', 'lakes', 3, {})).toEqual(['water'])
    expect(roles('other', 'wells', 1, {})).toEqual(['name'])
  })

  it('names places in the window’s language, else as they call themselves', () => {
    const label = (language: 'en' | 'fr' | 'ar', properties: Record<string, string>) => {
      const layer = wantedStyle(drawing({ kind: 'file', file: fileOf() }, { language }), world).layers.find(({ id }) => id.endsWith('-town')) as unknown as { layout: Record<string, never> }
      const made = createExpression(layer.layout['text-field']!, 'layers[0].layout.text-field')
      if (made.result !== 'success') throw new Error('no expression')
      return made.value.evaluate({ zoom: 9 } as never, { type: 1, properties } as never) as string
    }
    const names = { name: 'بحري', 'name:fr': 'Bahari-Ville', 'name:latin': 'Bahari' }
    expect([label('fr', names), label('en', names), label('ar', names), label('en', { NAME: 'X' }), label('en', {})]).toEqual(['Bahari-Ville', 'Bahari', 'بحري', 'X', ''])
  })

  it('follows the project’s choice, and is political until that is known or where the file is missing', () => {
    const file = fileOf()
    expect(groundOf(null)).toEqual({ kind: 'political' })
    expect(groundOf({ choice: 'plain', missing: null, list: [] })).toEqual({ kind: 'plain' })
    expect(groundOf({ choice: file.id, missing: null, list: [file] })).toBe(groundOf({ choice: file.id, missing: null, list: [file] }))
    expect(groundOf({ choice: file.id, missing: null, list: [] })).toEqual({ kind: 'political' })
  })

  it('shows through areas that nothing colours', () => {
    const layer = layerOf('areas', 'polygon', { opacity: 0.8 })
    const own: GroundChoice = { kind: 'file', file: fileOf() }
    expect([fillOpacity(layer, false, { kind: 'political' }), fillOpacity(layer, true, own), fillOpacity(layer, false, own)]).toEqual([0.8, 0.8, 0.2])
  })
})
