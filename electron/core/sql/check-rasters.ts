import type { Db } from './database.ts'
import { quote } from './name.ts'
import { getRasterGrid, tileCount } from './raster-grid.ts'
import { tilesHash } from './rasters.ts'

interface Row { id: number; name: string; table_name: string; status: string; content_hash: string | null; listed: number }

/** Every raster has its table, all its tiles as they were imported, and its place in the contents. */
export function checkRasters(db: Db): string[] {
  const rows = db.prepare<[], Row>(`SELECT l.id, l.name, l.table_name, l.status, l.content_hash, EXISTS (SELECT 1 FROM gpkg_contents c WHERE c.table_name = l.table_name AND c.data_type = '2d-gridded-coverage') AS listed
    FROM atlas_layers l WHERE l.kind = 'raster' AND l.status <> 'importing' ORDER BY l.id`).all()
  return rows.flatMap((row) => checkRaster(db, row).map((problem) => `Layer “${row.name}”: ${problem}`))
}

function checkRaster(db: Db, row: Row): string[] {
  const tables = new Set(db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all())
  if (!tables.has(row.table_name)) return ['its table is missing.']
  const grid = tables.has('atlas_rasters') ? getRasterGrid(db, row.id) : null
  if (!grid) return ['the record of its grid is missing.']
  const problems: string[] = []
  if (row.status === 'ready' && row.listed === 0) problems.push('it is not listed in the contents.')
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${quote(row.table_name)}`).pluck().get() ?? 0
  const wanted = tileCount(grid)
  if (count !== wanted) return [...problems, `it has ${count} tiles, not ${wanted}.`]
  if (tilesHash(db, row.table_name) !== row.content_hash) problems.push('its tiles are not the ones that were imported.')
  return problems
}
