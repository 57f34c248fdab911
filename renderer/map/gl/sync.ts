import type { GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl'
import { floor, ceiling, type Wanted } from './wanted.ts'

/** Changes the map from one wanted style to the next by the smallest steps: what stays the same is not touched, so nothing flickers. */
export function syncStyle(map: MapLibre, next: Wanted, last: Wanted | null): void {
  const changed = Object.keys(next.sources).filter((id) => last?.sources[id] && !sameSource(map, id, next.sources[id]!, last.sources[id]!))
  for (const layer of (last?.layers ?? []).toReversed()) {
    const keep = next.layers.find((one) => one.id === layer.id)
    if (!keep || keep.type !== layer.type || sourceOf(keep) !== sourceOf(layer) || changed.includes(sourceOf(layer) ?? '') || sourceLayerOf(keep) !== sourceLayerOf(layer)) map.removeLayer(layer.id)
  }
  for (const id of Object.keys(last?.sources ?? {})) if (!next.sources[id] || changed.includes(id)) map.removeSource(id)
  for (const [id, source] of Object.entries(next.sources)) if (!map.getSource(id)) map.addSource(id, source)
  let above: string | undefined
  for (const layer of next.layers.toReversed()) {
    const old = map.getLayer(layer.id) && last?.layers.find((one) => one.id === layer.id)
    if (!old) map.addLayer(layer, above)
    else {
      if (above !== nextOf(map, layer.id, next)) map.moveLayer(layer.id, above)
      updateLayer(map, layer, old)
    }
    above = layer.id
  }
}

/** True where the source can stay; new data of a GeoJSON source is handed over on the way. */
function sameSource(map: MapLibre, id: string, next: SourceSpecification, last: SourceSpecification): boolean {
  if (next.type === 'geojson' && last.type === 'geojson') {
    if (next.data !== last.data) void map.getSource<GeoJSONSource>(id)?.setData(next.data)
    return true
  }
  return JSON.stringify(next) === JSON.stringify(last)
}

function updateLayer(map: MapLibre, next: LayerSpecification, last: LayerSpecification): void {
  const [filter, oldFilter] = ['filter' in next ? next.filter : undefined, 'filter' in last ? last.filter : undefined]
  if (JSON.stringify(filter) !== JSON.stringify(oldFilter)) map.setFilter(next.id, filter ?? null)
  for (const part of ['paint', 'layout'] as const) {
    const [values, old] = [(next[part] ?? {}) as Record<string, unknown>, (last[part] ?? {}) as Record<string, unknown>]
    for (const name of new Set([...Object.keys(values), ...Object.keys(old)])) {
      if (JSON.stringify(values[name]) === JSON.stringify(old[name])) continue
      if (part === 'paint') map.setPaintProperty(next.id, name as never, values[name] as never)
      else map.setLayoutProperty(next.id, name as never, values[name] as never)
    }
  }
}

/** The wanted layer that lies above another on the map now, events left out. */
function nextOf(map: MapLibre, id: string, next: Wanted): string | undefined {
  const wanted = new Set(next.layers.map((layer) => layer.id))
  const order = map.getLayersOrder().filter((one) => wanted.has(one))
  return id === floor ? ceiling : order[order.indexOf(id) + 1]
}

function sourceOf(layer: LayerSpecification): string | undefined {
  return 'source' in layer ? (layer.source as string) : undefined
}

function sourceLayerOf(layer: LayerSpecification): string | undefined {
  return 'source-layer' in layer ? layer['source-layer'] : undefined
}
