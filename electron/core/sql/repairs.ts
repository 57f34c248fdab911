import { applyChange } from './changes.ts'
import type { Db } from './database.ts'
import { geometryCell } from './layer-table.ts'
import { getLayerRow } from './layers.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'
import { write } from './write.ts'

/** Gives records new geometries (WKB) and takes others away (null), as one change (`label`) that undo reverses; what was there is kept in the project. Answers how many of both. */
export function applyRepair(db: Db, layer: number, changes: readonly { fid: number; wkb: Uint8Array | null }[], label: 'layer.repair' | 'layer.originals' = 'layer.repair'): { changed: number; removed: number } {
  const row = getLayerRow(db, layer)
  if (!row) throw new Error(`There is no layer ${layer}`)
  return write(db, () => {
    const batch = (db.prepare('SELECT coalesce(max(batch), 0) FROM atlas_repairs WHERE layer = ?').pluck().get(layer) as number) + 1
    const insert = db.prepare('INSERT INTO atlas_repairs (layer, batch, fid, geom, whole, record) VALUES (?, ?, ?, ?, ?, NULL)')
    let changed = 0, removed = 0
    for (const { fid, wkb } of changes) {
      const bounds = wkb ? boundsOf(decodeWkb(wkb)) : null
      const cell = wkb && bounds ? geometryCell(wkb, bounds, row.geometry) : null
      if (wkb && !cell) continue
      insert.run(layer, batch, fid, cell, wkb ? 0 : 1)
      if (wkb) changed++
      else removed++
    }
    if (changed + removed > 0) applyChange(db, { label, subject: row.name, forward: [{ noun: 'repair', layer, batch }], inverse: [{ noun: 'repair', layer, batch }] })
    return { changed, removed }
  })
}
