import Database from 'better-sqlite3'
import { deflateSync, gzipSync } from 'node:zlib'
import { writeFileSync } from 'node:fs'
import { zxyToTileId } from 'pmtiles'
import { encodePng } from '../../../electron/core/tiles/png.ts'

export type Tiles = Record<string, Uint8Array>

/** A picture of one colour (red, green, blue). */
export function picture(side = 256, height = side, colour = [180, 180, 180]): Uint8Array {
  return encodePng(Uint8Array.from({ length: side * height * 4 }, (_, i) => colour[i % 4] ?? 255), side, height)
}

export interface VectorFeature { type: 1 | 2 | 3; geometry: number[]; tags?: Record<string, string | number | boolean> }

/** A vector tile (MVT 2.1) from commands and parameters as they are written. */
export function vectorTile(layers: Record<string, VectorFeature[]>): Uint8Array {
  return bytes(Object.entries(layers).flatMap(([name, features]) => {
    const [keys, values]: [string[], (string | number | boolean)[]] = [[], []]
    const made = features.map(({ type, geometry, tags = {} }) => {
      const pairs = Object.entries(tags).flatMap(([key, value]) => { if (!keys.includes(key)) keys.push(key); values.push(value); return [keys.indexOf(key), values.length - 1] })
      return [...(pairs.length ? part(2, pairs.flatMap(varint)) : []), ...varint((3 << 3) | 0), type, ...part(4, geometry.flatMap(varint))]
    })
    const body = [...part(1, text(name)), ...made.flatMap((one) => part(2, one)), ...keys.flatMap((key) => part(3, text(key))), ...values.flatMap((value) => part(4, valueOf(value))), ...varint((5 << 3) | 0), ...varint(4096), ...varint((15 << 3) | 0), 2]
    return part(3, body)
  }))
}

/** Commands of a ring or line through places of the tile (0 to 4096). */
export function path(places: [number, number][], close: boolean): number[] {
  const zigzag = (n: number) => (n << 1) ^ (n >> 31)
  const out: number[] = []
  places.forEach(([x, y], i) => {
    const [px, py] = places[i - 1] ?? [0, 0]
    if (i === 0) out.push(9)
    if (i === 1) out.push(((places.length - 1) << 3) | 2)
    out.push(zigzag(x - px) >>> 0, zigzag(y - py) >>> 0)
  })
  return close ? [...out, 15] : out
}

/** An MBTiles file: tiles by `z/x/y` (from the north). With `view` the tiles lie behind a view, as many programs write them. */
export function mbtiles(file: string, tiles: Tiles, metadata: Record<string, string> = {}, view = false): string {
  const db = new Database(file)
  db.exec('CREATE TABLE metadata (name TEXT, value TEXT)')
  if (view) db.exec('CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT); CREATE TABLE images (tile_id TEXT PRIMARY KEY, tile_data BLOB); CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row); CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row, images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id')
  else db.exec('CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)')
  for (const [key, value] of Object.entries(metadata)) db.prepare('INSERT INTO metadata VALUES (?, ?)').run(key, value)
  for (const [place, data] of Object.entries(tiles)) {
    const [z, x, y] = place.split('/').map(Number) as [number, number, number]
    const row = 2 ** z - 1 - y
    if (!view) db.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)').run(z, x, row, data)
    else { db.prepare('INSERT INTO map VALUES (?, ?, ?, ?)').run(z, x, row, place); db.prepare('INSERT INTO images VALUES (?, ?)').run(place, data) }
  }
  db.close()
  return file
}

export interface Archive { tiles: Tiles; metadata?: unknown; header?: Partial<{ minZoom: number; maxZoom: number; bounds: [number, number, number, number]; tileType: number; tileCompression: number; version: number }>; leaf?: boolean; root?: number[] }

/** A PMTiles archive of version 3, gzip inside; with `leaf` its entries lie in a leaf; `root` are the bytes of the root directory before packing. */
export function pmtiles(file: string, { tiles, metadata = {}, header = {}, leaf = false, root }: Archive): string {
  const entries = Object.entries(tiles).map(([place, data]) => ({ id: zxyToTileId(...(place.split('/').map(Number) as [number, number, number])), data })).toSorted((a, b) => a.id - b.id)
  let offset = 0
  const placed = entries.map(({ id, data }) => { const one = { id, offset, length: data.length, run: 1 }; offset += data.length; return one })
  const leaves = leaf ? gzipSync(directory(placed)) : Buffer.alloc(0)
  const top = gzipSync(Uint8Array.from(root ?? directory(leaf ? [{ id: placed[0]?.id ?? 0, offset: 0, length: leaves.length, run: 0 }] : placed)))
  const json = gzipSync(JSON.stringify(metadata))
  const head = Buffer.alloc(127)
  head.write('PMTiles', 0, 'latin1')
  head[7] = header.version ?? 3
  let at = 127
  for (const [i, size] of [top.length, json.length, leaves.length, offset].entries()) { head.writeBigUInt64LE(BigInt(at), 8 + 16 * i); head.writeBigUInt64LE(BigInt(size), 16 + 16 * i); at += size }
  for (const i of [72, 80, 88]) head.writeBigUInt64LE(BigInt(entries.length), i)
  const zooms = Object.keys(tiles).map((place) => Number(place.split('/')[0]))
  const [west, south, east, north] = header.bounds ?? [-180, -85, 180, 85]
  head.set([1, 2, header.tileCompression ?? 1, header.tileType ?? 1, header.minZoom ?? Math.min(...zooms), header.maxZoom ?? Math.max(...zooms)], 96)
  for (const [i, value] of [west, south, east, north].entries()) head.writeInt32LE(Math.round(value * 1e7), 102 + 4 * i)
  writeFileSync(file, Buffer.concat([head, top, json, leaves, ...entries.map(({ data }) => data)]))
  return file
}

function directory(list: { id: number; offset: number; length: number; run: number }[]): Uint8Array {
  return bytes([...varint(list.length), ...list.flatMap(({ id }, i) => varint(id - (list[i - 1]?.id ?? 0))), ...list.flatMap(({ run }) => varint(run)), ...list.flatMap(({ length }) => varint(length)), ...list.flatMap(({ offset }) => varint(offset + 1))])
}

export function varint(value: number): number[] {
  const out: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...out, rest]
    out.push((rest % 128) | 128)
  }
}

export function part(field: number, body: number[]): number[] { return [...varint((field << 3) | 2), ...varint(body.length), ...body] }
function text(word: string): number[] { return [...Buffer.from(word)] }
function bytes(list: number[]): Uint8Array { return Uint8Array.from(list) }

function valueOf(value: string | number | boolean): number[] {
  if (typeof value === 'string') return part(1, text(value))
  if (typeof value === 'boolean') return [...varint(7 << 3), value ? 1 : 0]
  const double = Buffer.alloc(8)
  double.writeDoubleLE(value)
  return [...varint((3 << 3) | 1), ...double]
}

/** Tiles around a middle, as the OpenMapTiles schema has them: sea in the west, a road, a border, a town. */
export function country(place: { z: number; x: number; y: number }, pack: (tile: Uint8Array) => Uint8Array = gzipSync): Tiles {
  const tile = vectorTile({
    water: [{ type: 3, geometry: path([[0, 0], [1200, 0], [1500, 2000], [1000, 4096], [0, 4096]], true), tags: { class: 'ocean' } }],
    landcover: [{ type: 3, geometry: path([[2500, 300], [3900, 300], [3900, 1800], [2500, 1800]], true), tags: { class: 'wood' } }],
    transportation: [{ type: 2, geometry: path([[1500, 3800], [2400, 2600], [4096, 2300]], false), tags: { class: 'primary' } }, { type: 2, geometry: path([[2400, 2600], [2600, 0]], false), tags: { class: 'secondary' } }],
    boundary: [{ type: 2, geometry: path([[3000, 4096], [3300, 2600], [4096, 1200]], false), tags: { admin_level: 2, disputed: 0, maritime: 0 } }, { type: 2, geometry: path([[1500, 1500], [3000, 4096]], false), tags: { admin_level: 4, disputed: 0, maritime: 0 } }],
    place: [{ type: 1, geometry: path([[2400, 2600]], false), tags: { class: 'town', name: 'Bahari', 'name:ar': 'بحري', 'name:fr': 'Bahari-Ville', rank: 3 } }],
  })
  return { [`${place.z}/${place.x}/${place.y}`]: pack(tile) }
}

export const zlib = (tile: Uint8Array): Uint8Array => deflateSync(tile)
