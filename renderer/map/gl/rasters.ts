import type { LayerSpecification, RasterSourceSpecification } from 'maplibre-gl'
import type { Layer } from '../../../shared/model/layer.ts'
import { rasterQuery } from '../rasters.ts'

/** The pictures of a raster, drawn by the host with the ramp of its style. */
export function rasterSource(layer: Layer): RasterSourceSpecification {
  return { type: 'raster', tiles: [`${new URL('.', document.baseURI).href}rasters/${layer.id}/{z}/{x}/{y}?${rasterQuery(layer)}`], tileSize: 256, minzoom: 0, maxzoom: 16, ...(layer.bbox ? { bounds: layer.bbox } : {}) }
}

/** Cells with sharp edges: nothing is smoothed that was not measured. */
export function rasterLayer({ id, opacity }: Layer): LayerSpecification {
  return { id: `layer-${id}-raster`, type: 'raster', source: `layer-${id}`, paint: { 'raster-opacity': opacity, 'raster-resampling': 'nearest', 'raster-fade-duration': 0 } }
}
