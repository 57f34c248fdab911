import type { Geometry } from 'geojson'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'

/** What the head of a GeoPackage geometry tells: where its WKB starts, its envelope `[minx, miny, maxx, maxy]`, its type's code without Z and M. */
export interface GeometryHead { wkbAt: number; envelope: [number, number, number, number] | null; type: number; heights: boolean }

const envelopeBytes = [0, 32, 48, 48, 64]
const typeNames = ['GEOMETRY', 'POINT', 'LINESTRING', 'POLYGON', 'MULTIPOINT', 'MULTILINESTRING', 'MULTIPOLYGON', 'GEOMETRYCOLLECTION', 'CIRCULARSTRING', 'COMPOUNDCURVE', 'CURVEPOLYGON', 'MULTICURVE', 'MULTISURFACE', 'CURVE', 'SURFACE', 'POLYHEDRALSURFACE', 'TIN', 'TRIANGLE']

/** Reads the head (the first 90 bytes are enough); null where the bytes are no GeoPackage geometry. */
export function readGeometryHead(bytes: Uint8Array): GeometryHead | null {
  if (bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = bytes[3] ?? 0
  const length = envelopeBytes[(flags >> 1) & 7]
  if (length === undefined || flags & 0x20) return null
  const little = (flags & 1) === 1
  const wkbAt = 8 + length
  if (bytes.length < wkbAt + 5) return null
  const box = length ? [0, 2, 1, 3].map((i) => view.getFloat64(8 + i * 8, little)) : null
  const wkbLittle = bytes[wkbAt] === 1
  const code = view.getUint32(wkbAt + 1, wkbLittle)
  const type = (code & 0x1fffffff) % 1000
  const heights = (code & 0x80000000) !== 0 || [1, 3].includes(Math.floor((code & 0x1fffffff) / 1000))
  const isPoint = type === 1 && bytes.length >= wkbAt + 21
  const place = isPoint ? [view.getFloat64(wkbAt + 5, wkbLittle), view.getFloat64(wkbAt + 13, wkbLittle)] : null
  const envelope = box ?? (place ? [...place, ...place] : null)
  return { wkbAt, type, heights, envelope: envelope?.every(Number.isFinite) ? (envelope as [number, number, number, number]) : null }
}

/** A GeoPackage geometry (header and WKB), Z and M left out; null where it is empty. Throws an Error in words for what is none or has curves. */
export function decodeGeometry(bytes: Uint8Array): Geometry | null {
  const head = readGeometryHead(bytes)
  if (!head) throw new Error('the geometry is not in GeoPackage form')
  if (head.type > 7) throw new Error(`a ${(typeNames[head.type] ?? 'geometry of an unknown type').toLowerCase()} cannot be drawn; convert curves and surfaces to lines and polygons`)
  const geometry = decodeWkb(bytes.subarray(head.wkbAt))
  return isEmpty(geometry) ? null : geometry
}

export function kindOfTypeCode(type: number): GeometryKind {
  return kindOfTypeName(typeNames[type] ?? '')
}

/** What a declared geometry type draws: `mixed` for those that hold anything. */
export function kindOfTypeName(name: string): GeometryKind {
  const upper = name.toUpperCase()
  if (upper.includes('POINT')) return 'point'
  if (upper.includes('POLYGON') || upper.includes('SURFACE') || upper === 'TIN' || upper === 'TRIANGLE') return 'polygon'
  return upper.includes('STRING') || upper.includes('CURVE') ? 'line' : 'mixed'
}

function isEmpty(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.every(isEmpty)
  if (geometry.type === 'Point') return geometry.coordinates.some((v) => Number.isNaN(v))
  return geometry.coordinates.length === 0
}
