import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import type { ZonalGrid } from './zonal.ts'

/** Areas of one set, in the order of their codes (ascending by code units). `geometries` holds null for an area without one. `parents` are codes of the parent set. */
export interface AreaInput {
  codes: string[]
  names: string[]
  parents: (string | null)[]
  geometries: (Polygon | MultiPolygon | null)[]
}

export type ColumnValues = (string | number | null)[]

/** A layer as the engine takes it. Point layers give `positions` (`[lon, lat, …]`, NaN where a record has none); other geometries give `geometries`; tables neither. `columns` are by source name; `dates` are ISO dates of the layer's date field; `codes` are the area codes of a table's rows. All have `count` entries. A raster gives its `grid` in degrees instead (`count` 0). */
export interface LayerInput {
  name: string
  kind: 'points' | 'lines' | 'polygons' | 'mixed' | 'table'
  count: number
  positions: Float64Array | null
  geometries: (Geometry | null)[] | null
  columns: Record<string, ColumnValues>
  dates: (string | null)[] | null
  codes: (string | null)[] | null
  grid?: ZonalGrid | null
}

/** One number per area, in the order of the areas; null is missing. `coverage` is 0 to 1. */
export interface Measured { values: (number | null)[]; coverage: number[] }
