import type { FileMetaData, SchemaTree } from 'hyparquet'
import { parquetSchema } from 'hyparquet'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import { transformOf } from '../crs/index.ts'
import { namedCrs } from '../crs/named.ts'
import type { SourceExtent } from '../crs/named.ts'
import { isEncoding } from './geoparquet-geometry.ts'
import type { GeoEncoding } from './geoparquet-geometry.ts'
import type { Notebook } from './notebook.ts'

/** The column that holds the geometry. `covering` are the columns of bounding boxes that only serve searching; `others` further geometry columns. */
export interface GeoColumn { name: string; encoding: GeoEncoding; kind: GeometryKind; covering: string[]; others: string[]; crs(notes: Notebook): string | null }

interface GeoText { encoding?: unknown; crs?: unknown; geometry_types?: unknown; geometry_type?: unknown; bbox?: unknown; covering?: { bbox?: Record<string, unknown> } }

/** The geometry of a Parquet file: by GeoParquet's metadata, else by Parquet's own geometry type, else by a column of bytes with a geometry's name. Null for a table. */
export function geoOf(metadata: FileMetaData): GeoColumn | null {
  const tops = parquetSchema(metadata).children
  const geo = geoText(metadata)
  const named = geo ? Object.entries(geo.columns).filter(([name]) => tops.some((top) => top.element.name === name)) : []
  const [name, text] = named.find(([one]) => one === geo?.primary) ?? named[0] ?? []
  if (name !== undefined && text) return declared(name, text, named.map(([one]) => one).filter((one) => one !== name))
  const native = tops.filter((top) => ['GEOMETRY', 'GEOGRAPHY'].includes(String(top.element.logical_type?.type)))
  const plain = tops.filter((top) => /^(geometry|geom|wkb_geometry|the_geom|wkb|shape)$/i.test(top.element.name) && isBytes(top))
  const found = native[0] ?? plain[0]
  if (!found) return null
  const crs = (found.element.logical_type as { crs?: string } | undefined)?.crs
  return {
    name: found.element.name, encoding: 'wkb', kind: 'mixed', covering: [], others: native.slice(1).map((top) => top.element.name),
    crs: (notes) => native.length === 0 ? null : crs === undefined || crs === '' ? 'OGC:CRS84' : namedCrs([{ text: crs.replace(/^srid:/i, 'EPSG:'), place: 'the file' }], null, notes),
  }
}

function declared(name: string, text: GeoText, others: string[]): GeoColumn {
  const encoding = String(text.encoding ?? 'WKB').toLowerCase().replace(/^geoarrow\./, '')
  const box = Array.isArray(text.bbox) ? text.bbox.map(Number) : []
  const extent = (box.length === 4 ? [box[0], box[1], box[2], box[3]] : box.length === 6 ? [box[0], box[1], box[3], box[4]] : null) as SourceExtent | null
  const covering = Object.values(text.covering?.bbox ?? {}).flatMap((path) => Array.isArray(path) && typeof path[0] === 'string' ? [path[0]] : [])
  return {
    name, encoding: isEncoding(encoding) ? encoding : 'wkb', kind: kindOfTypes(text.geometry_types ?? text.geometry_type, encoding), covering: [...new Set(covering)], others,
    crs(notes) {
      if (text.crs === undefined) return 'OGC:CRS84'
      if (text.crs === null) return null
      return namedCrs(candidates(text.crs), extent?.every(Number.isFinite) ? extent : null, notes)
    },
  }
}

/** PROJJSON by its code where that is known, else as it stands (its name may be known); WKT as older files have it. */
function candidates(crs: unknown): { text: string; place: string }[] {
  if (typeof crs === 'string') return [{ text: crs, place: 'the GeoParquet metadata' }]
  const id = (crs as { id?: { authority?: unknown; code?: unknown } }).id
  const code = id?.code === undefined ? null : `${String(id.authority)}:${String(id.code)}`
  return [...(code !== null && isKnown(code) ? [{ text: code, place: `the file (${code})` }] : []), { text: JSON.stringify(crs), place: 'the GeoParquet metadata' }]
}

function isKnown(code: string): boolean {
  try { transformOf(code); return true } catch { return false }
}

function geoText(metadata: FileMetaData): { primary: string; columns: Record<string, GeoText> } | null {
  const text = metadata.key_value_metadata?.find((pair) => pair.key === 'geo')?.value
  if (text === undefined) return null
  try {
    const geo = JSON.parse(text) as { primary_column?: unknown; columns?: unknown }
    if (geo === null || typeof geo !== 'object' || geo.columns === null || typeof geo.columns !== 'object') return null
    const columns = Object.fromEntries(Object.entries(geo.columns as Record<string, GeoText | null>).filter(([, column]) => column !== null && typeof column === 'object')) as Record<string, GeoText>
    return { primary: String(geo.primary_column ?? 'geometry'), columns }
  } catch {
    return null
  }
}

function kindOfTypes(types: unknown, encoding: string): GeometryKind {
  const names = (Array.isArray(types) ? types : typeof types === 'string' ? [types] : []).map((type) => String(type).replace(/ (Z|M|ZM)$/, ''))
  const kinds = new Set((names.length > 0 ? names : [encoding]).map((name): GeometryKind => (/point$/i.test(name) ? 'point' : /linestring$/i.test(name) ? 'line' : /polygon$/i.test(name) ? 'polygon' : 'mixed')))
  return kinds.size === 1 ? [...kinds][0]! : 'mixed'
}

function isBytes(top: SchemaTree): boolean {
  return top.children.length === 0 && top.element.type === 'BYTE_ARRAY' && top.element.converted_type === undefined && top.element.logical_type === undefined && top.element.repetition_type !== 'REPEATED'
}
