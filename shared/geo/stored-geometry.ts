import type { Bounds, GeometryKind } from '../model/geometry.ts'
import { wkbType } from './wkb-reader.ts'

const srsId = 4326

/** How a geometry is stored in a column of its kind: as well-known binary of that kind's type, with an envelope or (points) without. */
export interface StoredForm { wkb: Uint8Array; enveloped: boolean }

/** The form of a geometry in a table of that kind, or null when it does not belong there. Lines and polygons are promoted to their multi type, since sources mix both. */
export function storedForm(wkb: Uint8Array, kind: GeometryKind): StoredForm | null {
  const { type, flat } = wkbType(wkb)
  if (!flat) throw new Error('A geometry has more than two dimensions')
  if (kind === 'point') {
    if (type === 1) return { wkb, enveloped: false }
    if (type === 4 && new DataView(wkb.buffer, wkb.byteOffset).getUint32(5, wkb[0] === 1) === 1) return { wkb: wkb.subarray(9), enveloped: false }
  }
  if (kind === 'mixed') return { wkb, enveloped: type !== 1 }
  if (kind === 'line' && type === 5 || kind === 'polygon' && type === 6) return { wkb, enveloped: true }
  if (kind === 'line' && type === 2) return { wkb: wrap(wkb, 5), enveloped: true }
  if (kind === 'polygon' && type === 3) return { wkb: wrap(wkb, 6), enveloped: true }
  return null
}

/** Bytes that a geometry takes with its header. */
export function storedSize(wkb: Uint8Array, enveloped: boolean): number {
  return (enveloped ? 40 : 8) + wkb.byteLength
}

/** Writes a GeoPackage geometry (clause 2.1.3) at `at`: EPSG:4326, little-endian, with its envelope where `bounds` are given. Answers where it ends. */
export function putStored(view: DataView, at: number, wkb: Uint8Array, bounds: Bounds | null): number {
  putHead(view, at, bounds !== null)
  if (bounds) {
    view.setFloat64(at + 8, bounds[0], true)
    view.setFloat64(at + 16, bounds[2], true)
    view.setFloat64(at + 24, bounds[1], true)
    view.setFloat64(at + 32, bounds[3], true)
  }
  const from = at + (bounds ? 40 : 8)
  new Uint8Array(view.buffer, view.byteOffset + from, wkb.byteLength).set(wkb)
  return from + wkb.byteLength
}

/** Writes the 29 bytes of a point with its header, as `putStored` would. */
export function putStoredPoint(view: DataView, at: number, lon: number, lat: number): number {
  putHead(view, at, false)
  view.setUint8(at + 8, 1)
  view.setUint32(at + 9, 1, true)
  view.setFloat64(at + 13, lon, true)
  view.setFloat64(at + 21, lat, true)
  return at + 29
}

function putHead(view: DataView, at: number, enveloped: boolean): void {
  view.setUint32(at, 0x47500000 | (enveloped ? 0b011 : 0b001))
  view.setInt32(at + 4, srsId, true)
}

/** One line or polygon as the only member of its multi type. */
function wrap(wkb: Uint8Array, type: 5 | 6): Uint8Array {
  const multi = new Uint8Array(9 + wkb.byteLength)
  multi[0] = 1
  multi[1] = type
  multi[5] = 1
  multi.set(wkb, 9)
  return multi
}
