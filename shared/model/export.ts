import { z } from 'zod'

/** What a layer can be exported as; each is the ending of the file's name. */
export const layerFormat = z.enum(['csv', 'xlsx', 'geojson', 'geojsonl', 'gpkg', 'shp.zip', 'kml', 'fgb', 'parquet', 'tif'])
export type LayerFormat = z.infer<typeof layerFormat>

/** What a run can be exported as. */
export const runFormat = z.enum(['csv', 'xlsx', 'json', 'geojson', 'gpkg'])
export type RunFormat = z.infer<typeof runFormat>

const withGeometry: readonly LayerFormat[] = layerFormat.options.filter((format) => format !== 'tif')
const withoutGeometry: readonly LayerFormat[] = ['csv', 'xlsx', 'gpkg', 'parquet']

/** The formats that can hold a layer: those made for maps need geometry, and only rasters are GeoTIFFs. */
export function formatsOf(layer: { geometry: string; kind: string }): readonly LayerFormat[] {
  if (layer.kind === 'raster') return ['tif', 'gpkg']
  return layer.geometry === 'none' ? withoutGeometry : withGeometry
}
