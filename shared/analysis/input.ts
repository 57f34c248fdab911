import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import type { Zonal, ZonalGrid, ZonalRule } from './zonal.ts'

/** Areas of one set, in the order of their codes (ascending by code units). `geometries` holds null for an area without one. `parents` are codes of the parent set. */
export interface AreaInput {
  codes: string[]
  names: string[]
  parents: (string | null)[]
  geometries: (Polygon | MultiPolygon | null)[]
}

export type ColumnValues = (string | number | null)[]

/** A layer as the engine takes it. Point layers give `positions` (`[lon, lat, …]`, NaN where a record has none); other geometries give `geometries`; tables neither. `columns` are by source name; `dates` are ISO dates of the layer's date field; `codes` are the area codes of a table's rows. All have `count` entries. A raster gives its `grid` instead (`count` 0), or where that is too large the `zonal` results that were asked for; where the grid is not in degrees, `outlines` are the areas in its coordinates. */
export interface LayerInput {
  name: string
  kind: 'points' | 'lines' | 'polygons' | 'mixed' | 'table' | 'raster'
  count: number
  positions: Float64Array | null
  geometries: (Geometry | null)[] | null
  columns: Record<string, ColumnValues>
  dates: (string | null)[] | null
  codes: (string | null)[] | null
  grid?: ZonalGrid | null
  outlines?: (Polygon | MultiPolygon | null)[] | null
  zonal?: ZonalResults[]
}

/** Statistics of a raster per area by one rule, null for areas without an outline. `threshold` is null where none was asked for. */
export interface ZonalResults { rule: ZonalRule; threshold: number | null; results: (Zonal | null)[] }

/** One number per area, in the order of the areas; null is missing. `coverage` is 0 to 1. */
export interface Measured { values: (number | null)[]; coverage: number[] }
