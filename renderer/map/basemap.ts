import type { Feature, FeatureCollection, Point } from 'geojson'
import { fetchBytes } from '../host.ts'

export interface Basemap { world: FeatureCollection; labels: FeatureCollection<Point> }

let loading: Promise<Basemap> | null = null

/** Land, borders and country labels, read once. A map without them still works: they come back empty when the host has none. */
export function loadBasemap(): Promise<Basemap> {
  loading ??= Promise.all([read('world-50m.json'), read('labels.json')]).then(([world, labels]) => ({ world, labels: labels as FeatureCollection<Point> }))
  return loading
}

async function read(name: string): Promise<FeatureCollection> {
  try {
    return JSON.parse(new TextDecoder().decode(await fetchBytes(`catalogue/basemap/${name}`))) as FeatureCollection
  } catch {
    loading = null
    return { type: 'FeatureCollection', features: [] as Feature[] }
  }
}
