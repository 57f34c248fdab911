import type { Geometry } from 'geojson'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { putStored, storedSize } from '../../../shared/geo/stored-geometry.ts'
import { decodeWkb, withoutEmpty } from '../../../shared/geo/wkb.ts'

const envelopeBytes = [0, 32, 48, 48, 64]

/** Wraps ISO WKB in the header of a GeoPackage geometry (clause 2.1.3): EPSG:4326, little-endian, with its envelope. Points carry no envelope, which readers take from the point itself. */
export function encodeGeometry(wkb: Uint8Array, bounds: Bounds | null): Buffer {
  const blob = Buffer.allocUnsafe(storedSize(wkb, bounds !== null))
  putStored(new DataView(blob.buffer, blob.byteOffset, blob.byteLength), 0, wkb, bounds)
  return blob
}

/** The WKB inside a GeoPackage geometry, or null for an empty one or a blob that is none. */
export function wkbOf(blob: Uint8Array): Uint8Array | null {
  if (blob.byteLength < 13 || blob[0] !== 0x47 || blob[1] !== 0x50) return null
  const flags = blob[3] ?? 0
  const head = envelopeBytes[(flags >> 1) & 7]
  if (head === undefined || flags & 0b10000) return null
  return blob.subarray(8 + head)
}

/** `[west, south, east, north]` of a GeoPackage geometry, from its header where that has them; null for an empty one. */
export function envelopeOf(blob: Uint8Array): Bounds | null {
  const wkb = wkbOf(blob)
  if (!wkb) return null
  const flags = blob[3] ?? 0
  if ((flags >> 1) & 7) {
    const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
    const little = (flags & 1) === 1
    const envelope: Bounds = [view.getFloat64(8, little), view.getFloat64(24, little), view.getFloat64(16, little), view.getFloat64(32, little)]
    if (envelope.every(Number.isFinite)) return envelope
  }
  const point = pointOf(blob)
  return point ? [point[0], point[1], point[0], point[1]] : orNull(() => boundsOf(decodeWkb(wkb)))
}

/** How many first bytes of a blob tell its bounds when its header has them or it is a point. */
export const headBytes = 40

/** Bounds from the first `headBytes` of a blob, or null where the whole blob must be read. */
export function headEnvelope(head: Uint8Array): Bounds | null {
  if (head.byteLength >= headBytes && ((head[3] ?? 0) >> 1) & 7) return envelopeOf(head)
  const point = pointOf(head)
  return point ? [point[0], point[1], point[0], point[1]] : null
}

/** The geometry of a GeoPackage blob as GeoJSON in two dimensions; null for an empty one and for bytes that are none. */
export function geometryOf(blob: Uint8Array): Geometry | null {
  const wkb = wkbOf(blob)
  return wkb ? orNull(() => withoutEmpty(decodeWkb(wkb))) : null
}

/** What other programs stored as a geometry and is none counts as missing. */
function orNull<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** `[lon, lat]` of a point blob, without building an object per geometry; null when it is no point or an empty one. */
export function pointOf(blob: Uint8Array): [number, number] | null {
  if (blob.length === 29 && blob[3] === 1 && blob[8] === 1 && blob[9] === 1 && blob[10] === 0 && Buffer.isBuffer(blob)) {
    const [lon, lat] = [blob.readDoubleLE(13), blob.readDoubleLE(21)]
    return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null
  }
  const wkb = wkbOf(blob)
  if (!wkb || wkb.byteLength < 21) return null
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  const little = wkb[0] === 1
  if ((view.getUint32(1, little) & 0xffff) % 1000 !== 1) return null
  const lon = view.getFloat64(5, little)
  const lat = view.getFloat64(13, little)
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null
}
