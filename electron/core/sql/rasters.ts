import { createHash } from 'node:crypto'
import type { Choice } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { RasterPlan, RasterTile } from '../../../shared/model/raster.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { recordChange } from './changes.ts'
import type { Db } from './database.ts'
import { insertLayerRecord } from './importing.ts'
import { assertNameFree, getLayerRow, requireLayer } from './layers.ts'
import { listTableNames } from './layer-table.ts'
import { quote, tableName } from './name.ts'
import { publishLayer } from './publish.ts'
import { ensureSystem } from './raster-systems.ts'
import { createTileTable, ensureCoverageTables, ensureRasterRecord } from './raster-tables.ts'
import { write } from './write.ts'

/** What is known once all tiles are in. `missing`: some cell has no data. */
export interface RasterSummary { style: LayerStyle; opacity: number; missing: boolean; notes: Note[]; choices: Choice[] }

/** Begins a raster with status *importing* and its empty table of tiles. Throws `NAME_TAKEN`. Answers the layer's id. */
export function beginRaster(db: Db, plan: RasterPlan): number {
  return write(db, () => {
    assertNameFree(db, plan.name)
    ensureCoverageTables(db)
    ensureRasterRecord(db)
    const table = tableName(plan.name, listTableNames(db))
    createTileTable(db, table)
    const id = insertLayerRecord(db, { name: plan.name, kind: 'raster', geometry: 'none', fields: [], dimension: plan.dimension, sublayer: plan.sublayer, source: plan.source }, table)
    const { grid } = plan
    db.prepare('INSERT INTO atlas_rasters (layer, width, height, x0, y0, step_x, step_y, crs, srs_id, nodata, has_nodata, levels, unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)')
      .run(id, grid.width, grid.height, grid.x0, grid.y0, grid.stepX, grid.stepY, grid.crs, ensureSystem(db, plan.system), grid.nodata, grid.levels, grid.unit)
    db.prepare('UPDATE atlas_layers SET west = ?, south = ?, east = ?, north = ? WHERE id = ?').run(...plan.bbox, id)
    return id
  })
}

/** Adds tiles to a raster that is being imported, in one short transaction. */
export function insertTiles(db: Db, layer: number, tiles: readonly RasterTile[]): void {
  write(db, () => {
    const row = getLayerRow(db, layer)
    if (row?.status !== 'importing') throw new Error(`The raster ${layer} is not being imported`)
    const insert = db.prepare(`INSERT INTO ${quote(row.table_name)} (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)`)
    for (const tile of tiles) insert.run(tile.level, tile.column, tile.row, tile.data)
  })
}

/** Completes a raster: its look, its hash, its registration for other programs, and a change that undo can reverse. */
export function finishRaster(db: Db, layer: number, summary: RasterSummary): Layer {
  return write(db, () => {
    const row = getLayerRow(db, layer)
    if (row?.status !== 'importing') throw new Error(`The raster ${layer} is not being imported`)
    assertNameFree(db, row.name, layer)
    db.prepare('UPDATE atlas_rasters SET has_nodata = ? WHERE layer = ?').run(summary.missing ? 1 : 0, layer)
    db.prepare("UPDATE atlas_layers SET status = 'ready', row_count = 1, style = ?, opacity = ?, notes = ?, choices = ?, read_count = 1, rejected = 0, content_hash = ? WHERE id = ?")
      .run(JSON.stringify(summary.style), summary.opacity, JSON.stringify(summary.notes), JSON.stringify(summary.choices), tilesHash(db, row.table_name), layer)
    publishLayer(db, layer)
    recordChange(db, { label: 'layer.import', subject: row.name, forward: [{ noun: 'layer', id: layer, set: { status: 'ready' } }], inverse: [{ noun: 'layer', id: layer, set: { status: 'hidden' } }] })
    return requireLayer(db, layer)
  })
}

/** SHA-256 (hex) over the tiles of a table in the order of levels, rows and columns. */
export function tilesHash(db: Db, table: string): string {
  const hash = createHash('sha256')
  const rows = db.prepare<[], [number, number, number, Uint8Array]>(`SELECT zoom_level, tile_row, tile_column, tile_data FROM ${quote(table)} ORDER BY zoom_level, tile_row, tile_column`).raw().iterate()
  for (const [level, row, column, data] of rows as IterableIterator<[number, number, number, Uint8Array]>) hash.update(`${level} ${row} ${column} ${data.byteLength}\n`).update(data)
  return hash.digest('hex')
}
