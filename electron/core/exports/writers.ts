import type { LayerFormat } from '../../../shared/model/export.ts'
import { layerCsv } from './layer-csv.ts'
import { layerFlatGeobuf } from './layer-flatgeobuf.ts'
import { layerGeoJson, layerGeoJsonLines } from './layer-geojson.ts'
import { layerGeoParquet } from './layer-geoparquet.ts'
import { layerKml } from './layer-kml.ts'
import { layerShapefile } from './layer-shapefile.ts'
import { layerXlsx } from './layer-xlsx.ts'
import type { Out } from './out.ts'
import type { ExportTable } from './table.ts'

/** One format that a layer can be written in. `passes` is how often the rows are read; `folder` takes what must be put by meanwhile. */
export interface LayerWriter {
  format: LayerFormat
  needsGeometry: boolean
  takesTags: boolean
  passes: number
  write(table: ExportTable, out: Out, folder: string): Promise<void>
}

/** Every format but GeoPackage, which is copied from the project as it is. */
export const layerWriters: readonly LayerWriter[] = [layerCsv, layerGeoJson, layerGeoJsonLines, layerXlsx, layerShapefile, layerKml, layerFlatGeobuf, layerGeoParquet]
