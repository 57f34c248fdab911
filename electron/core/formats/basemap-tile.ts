import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { checkVectorTile } from './vector-tile-check.ts'
import { pictureOf } from './picture-head.ts'

/** A tile as the page may have it. `layers` of a vector tile, `side` in pixels of a picture. */
export type BasemapTile = { kind: 'vector'; body: Uint8Array; layers: string[] } | { kind: 'raster'; type: string; body: Uint8Array; side: number }

/** The most bytes that a stored tile may have, packed and unpacked. */
export const mostTileBytes = 8 << 20

/** What a stored tile really is, whatever its file says: a picture (PNG, JPEG, WebP), or a vector tile, unpacked (gzip, zlib, brotli or plain) within bounds and checked. Throws an Error in words for anything else. */
export function readBasemapTile(stored: Uint8Array): BasemapTile {
  if (stored.length > mostTileBytes) throw new Error('a tile is larger than 8 MB')
  const picture = pictureOf(stored)
  if (picture) {
    if (picture.width !== picture.height || picture.width < 16 || picture.width > 2048) throw new Error(`a tile is a picture of ${picture.width} × ${picture.height} pixels`)
    return { kind: 'raster', type: picture.type, body: stored, side: picture.width }
  }
  const body = unpacked(stored)
  return { kind: 'vector', body, layers: checkVectorTile(body) }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  const options = { maxOutputLength: mostTileBytes }
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return plain(gunzipSync(bytes, options))
    if (bytes[0] === 0x78 && ((bytes[0] << 8) | bytes[1]!) % 31 === 0) return plain(inflateSync(bytes, options))
  } catch (error) {
    throw new Error((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'a tile unpacks to more than 8 MB' : 'a tile is packed wrongly', { cause: error })
  }
  if (bytes.length === 0 || bytes[0] === 0x1a) return bytes
  try {
    return plain(brotliDecompressSync(bytes, options))
  } catch {
    return bytes
  }
}

function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
