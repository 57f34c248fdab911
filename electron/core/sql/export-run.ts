import type { MultiPolygon, Polygon } from 'geojson'
import { replaceFile } from './drafts.ts'
import { makeGeoPackage, writeTable } from './export-layers.ts'
import { encodeGeometry } from './geometry.ts'
import { columnNames, tableName } from './name.ts'
import { defaultStyle } from './style.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { polygonsOf } from '../../../shared/geo/parts.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { Sensitivity } from '../../../shared/model/source.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'

/** One column of an exported run: its name, its type, one value per area. */
export interface RunColumn { name: string; type: 'text' | 'integer' | 'real'; values: readonly (string | number | null)[] }

/** Writes the areas of a run with their scores as a GeoPackage of one layer, whole or not at all. */
export function writeRunGeoPackage(path: string, title: string, columns: readonly RunColumn[], geometries: readonly (Polygon | MultiPolygon | null)[], marks: { sensitivity?: Sensitivity; about?: Record<string, unknown> } = {}): void {
  const names = columnNames(columns.map((column) => column.name))
  const fields = columns.map((column, i) => ({ name: column.name, column: names[i] as string, type: column.type }))
  const blobs = geometries.map((geometry) => {
    if (!geometry) return null
    const wkb = encodeWkb({ type: 'MultiPolygon', coordinates: polygonsOf(geometry) })
    const bounds = boundsOf(geometry)
    return bounds ? { blob: encodeGeometry(wkb, bounds), bounds } : null
  })
  const extent = blobs.reduce<Bounds | null>((all, one) => (one ? (all ? [Math.min(all[0], one.bounds[0]), Math.min(all[1], one.bounds[1]), Math.max(all[2], one.bounds[2]), Math.max(all[3], one.bounds[3])] : one.bounds) : all), null)
  const [west, south, east, north] = extent ?? [null, null, null, null]
  const layer = {
    name: title, table_name: tableName(title, new Set()), geometry: 'polygon' as const, geometry_type: 'MULTIPOLYGON', west, south, east, north,
    style: JSON.stringify(defaultStyle('areas', 'polygon', null)), opacity: 1, publisher: '', licence: '', source_date: '', url: '', sensitivity: marks.sensitivity ?? ('low' as const), file: '', sha256: '', crs: null, about: marks.about,
  }
  replaceFile(path, (draft) => makeGeoPackage(draft, (db) => {
    writeTable(db, layer, fields, geometries.map((_, i) => [i + 1, blobs[i]?.blob ?? null, ...columns.map((column) => column.values[i] ?? null)]))
  }))
}
