import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { basemapInfo, emptyBasemap } from './basemap-info.ts'
import { boundsOfNumbers, boundsOfTiles } from './basemap-metadata.ts'
import { readBasemapTile } from './basemap-tile.ts'
import type { OpenedBasemap } from './basemap.ts'
import type { SourceFile } from './format.ts'
import { mbtilesError, openTilesDatabase } from './mbtiles-open.ts'

const lastZoom = 24
const boundsZoom = 8

/** Opens MBTiles 1.3: tiles of pictures or vectors, in a table or behind a view. What the metadata says is believed only where the tiles agree. Throws `NOT_BASEMAP`, `BASEMAP_EMPTY`, `BASEMAP_UNSUPPORTED`, `FILE_TRUNCATED` and `FILE_CORRUPT`. */
export async function openMbtiles(file: SourceFile): Promise<OpenedBasemap> {
  const db = await openTilesDatabase(file)
  try {
    const find = db.prepare('SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?')
    const tile = async (z: number, x: number, y: number) => {
      const data = stored(find, z, x, 2 ** z - 1 - y)
      return data instanceof Uint8Array ? readBasemapTile(data) : null
    }
    const metadata = metadataOf(db)
    const zooms = zoomsOf(db)
    const [first, last] = [zooms[0], zooms.at(-1)]
    if (first === undefined || last === undefined) throw emptyBasemap(file.name)
    const box = extentOf(db, zooms.findLast((zoom) => zoom <= boundsZoom) ?? first)
    const samples = await Promise.all([...new Set([first, zooms[Math.floor(zooms.length / 2)]!, last])].map(async (zoom) => {
      const row = db.prepare('SELECT tile_column, tile_row FROM tiles WHERE zoom_level = ? LIMIT 1').get(zoom)
      try { return await tile(zoom, Number(row?.tile_column), 2 ** zoom - 1 - Number(row?.tile_row)) } catch (error) { if ((error as { errcode?: number }).errcode !== undefined) throw error; return error as Error }
    }))
    const info = basemapInfo(file, 'mbtiles', { metadata: { ...parsed(metadata.json), ...metadata }, named: boundsOfNumbers(String(metadata.bounds ?? '').split(',')), box: box.bounds, slack: box.slack, minZoom: first, maxZoom: last, saidMinZoom: metadata.minzoom, saidMaxZoom: metadata.maxzoom, samples })
    return { info, tile, close: () => db.close() }
  } catch (error) {
    db.close()
    throw mbtilesError(error, file.name)
  }
}

/** A tile that is too long for SQLite is a bad tile; other errors of SQLite concern the whole file. */
function stored(find: StatementSync, z: number, column: number, row: number): unknown {
  try {
    return find.get(z, column, row)?.tile_data
  } catch (error) {
    throw (((error as { errcode?: number }).errcode ?? 0) & 0xff) === 18 ? new Error('a tile is larger than 8 MB') : error
  }
}

function metadataOf(db: DatabaseSync): Record<string, unknown> {
  try {
    const rows = db.prepare('SELECT name, value FROM metadata LIMIT 200').all()
    return Object.fromEntries(rows.flatMap(({ name, value }) => (typeof name === 'string' && !['__proto__', 'vector_layers'].includes(name) ? [[name, value]] : [])))
  } catch {
    return {}
  }
}

function parsed(json: unknown): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(json))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The zooms that have tiles, each looked up through the index. */
function zoomsOf(db: DatabaseSync): number[] {
  const has = db.prepare('SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1')
  return Array.from({ length: lastZoom + 1 }, (_, zoom) => zoom).filter((zoom) => has.get(zoom) !== undefined)
}

function extentOf(db: DatabaseSync, zoom: number): { bounds: Bounds; slack: [number, number] } {
  const row = db.prepare('SELECT min(tile_column) AS a, max(tile_column) AS b, min(tile_row) AS c, max(tile_row) AS d FROM tiles WHERE zoom_level = ?').get(zoom) ?? {}
  const within = (value: unknown) => Math.max(0, Math.min(2 ** zoom - 1, Number(value) || 0))
  const bounds = boundsOfTiles(zoom, within(row.a), 2 ** zoom - 1 - within(row.d), within(row.b), 2 ** zoom - 1 - within(row.c))
  return { bounds, slack: [360 / 2 ** zoom + 0.01, 2 * 360 / 2 ** zoom + 0.01] }
}

