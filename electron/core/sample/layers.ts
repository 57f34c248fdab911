import type { Geometry } from 'geojson'
import type { FieldType, LayerKind } from '../../../shared/model/layer.ts'
import type { SampleArea, SampleAreas } from './areas.ts'
import { eventLayers } from './events.ts'
import { hazardLayers } from './hazards.ts'
import type { Landscape } from './landscape.ts'
import { placeLayers } from './places.ts'
import { responseLayer } from './responses.ts'
import { tableLayers } from './tables.ts'

export type Value = string | number | null

/** One layer of the sample, ready to be stored: values in the order of `fields`. */
export interface SampleLayer {
  name: string
  kind: LayerKind
  level: number | null
  geometry: 'point' | 'line' | 'polygon' | 'none'
  fields: { name: string; type: FieldType }[]
  dateField: string | null
  codeField: string | null
  rows: { geometry: Geometry | null; values: Value[] }[]
}

/** All layers: three area sets first, then population, threats of all seven dimensions, capacities and responses. */
export function makeLayers(areas: SampleAreas, land: Landscape, seed: number): SampleLayer[] {
  return [
    areaLayer('province', 1, areas.provinces), areaLayer('district', 2, areas.districts), areaLayer('commune', 3, areas.communes),
    ...tableLayers(areas, land, seed + 1), ...eventLayers(areas, land, seed + 2), ...hazardLayers(areas, land, seed + 3), ...placeLayers(areas, land, seed + 4), responseLayer(areas, land, seed + 5),
  ]
}

function areaLayer(name: string, level: number, list: SampleArea[]): SampleLayer {
  return {
    name, kind: 'areas', level, geometry: 'polygon', dateField: null, codeField: 'area_code',
    fields: [{ name: 'area_code', type: 'text' }, { name: 'area_name', type: 'text' }, { name: 'parent_code', type: 'text' }, { name: 'fictional', type: 'text' }],
    rows: list.map((area) => ({ geometry: area.geometry, values: [area.code, area.name, area.parent, 'Tavira (fictional country)'] })),
  }
}
