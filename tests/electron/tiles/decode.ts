import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export interface Decoded { id: number | undefined; tags: Record<string, unknown>; rings: [number, number][][] }

/** The features of one source layer of a tile, read by the library that the map uses. */
export function decodeLayer(tile: Uint8Array, name: string): Decoded[] {
  const layer = new VectorTile(new PbfReader(tile)).layers[name]
  if (!layer) return []
  return Array.from({ length: layer.length }, (_, i) => {
    const feature = layer.feature(i)
    return { id: feature.id, tags: { ...feature.properties }, rings: feature.loadGeometry().map((ring) => ring.map((point): [number, number] => [point.x, point.y])) }
  })
}

/** Area in square units: outer rings count, holes take away. */
export function area(rings: [number, number][][]): number {
  return rings.reduce((sum, ring) => sum + ring.slice(1).reduce((part, [x, y], i) => part + ring[i]![0] * y - x * ring[i]![1], 0) / 2, 0)
}
