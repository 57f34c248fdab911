import { AtlasError } from '../../../shared/contract/errors.ts'
import type { BasemapInfo } from '../../../shared/model/basemap.ts'
import type { BasemapTile } from './basemap-tile.ts'
import type { SourceFile } from './format.ts'
import { openMbtiles } from './mbtiles.ts'
import { isPmtiles } from './pmtiles-head.ts'
import { openPmtiles } from './pmtiles.ts'
import { readHead } from './text.ts'

/** A file of map tiles, opened. `tile` counts from the upper left; null where there is none; throws an Error in words for a tile that cannot be used. */
export interface OpenedBasemap { info: BasemapInfo; tile(z: number, x: number, y: number): Promise<BasemapTile | null>; close(): void }

/** Opens MBTiles or PMTiles by its first bytes. Throws `NOT_BASEMAP`, `EMPTY_FILE`, `FILE_TRUNCATED`, `FILE_CORRUPT`, `BASEMAP_EMPTY` and `BASEMAP_UNSUPPORTED`. */
export async function openBasemap(file: SourceFile): Promise<OpenedBasemap> {
  const head = await readHead(file.path)
  if (head.length === 0) throw new AtlasError('EMPTY_FILE', `${file.name} is empty (0 bytes): copy or download it again.`)
  if (isPmtiles(head)) return openPmtiles(file)
  if (Buffer.from(head.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0') return openMbtiles(file)
  throw new AtlasError('NOT_BASEMAP', `${file.name} is neither MBTiles nor PMTiles: choose a file of map tiles that ends in .mbtiles or .pmtiles.`)
}
