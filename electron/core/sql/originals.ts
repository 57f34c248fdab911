import type { Geometry } from 'geojson'
import { linesOf, polygonsOf } from '../../../shared/geo/parts.ts'
import { decodeWkb, encodeWkb } from '../../../shared/geo/wkb.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Db } from './database.ts'
import { wkbOf } from './geometry.ts'
import { getLayerRow } from './layers.ts'
import { quote } from './name.ts'

/** Keeps the source's geometry (WKB) of the record that was added last to a layer that is being imported. */
export function keepOriginal(db: Db, layer: number, wkb: Uint8Array): void {
  const table = getLayerRow(db, layer)?.table_name
  if (table === undefined) throw new Error(`The layer ${layer} is not being imported`)
  db.prepare(`INSERT INTO atlas_originals (layer, fid, wkb) VALUES (?, (SELECT max("fid") FROM ${quote(table)}), ?)`).run(layer, wkb)
}

/** The shapes (WKB, in the type of the layer's table) that records had before anything was put right, by the import or by repairs that stand: the source's own where that is kept. Of all records, or of `fids`; only those that differ from what the records have now. */
export function listBefore(db: Db, layer: number, fids: readonly number[] | null): { fid: number; wkb: Uint8Array }[] {
  const row = getLayerRow(db, layer)
  if (!row || row.geometry === 'none') return []
  const before = new Map<number, Uint8Array>()
  for (const { fid, geom } of standingRepairs(db, layer)) {
    const wkb = geom && wkbOf(geom)
    if (wkb && !before.has(fid)) before.set(fid, wkb)
  }
  for (const { fid, wkb } of listOriginals(db, layer)) before.set(fid, wkb)
  const now = db.prepare<[number], Uint8Array | null>(`SELECT "geom" FROM ${quote(row.table_name)} WHERE "fid" = ?`).pluck()
  return (fids ?? [...before.keys()]).toSorted((a, b) => a - b).flatMap((fid) => {
    const [was, has] = [before.get(fid), now.get(fid)]
    if (!was || has === undefined) return []
    const wkb = encodeWkb(asStored(decodeWkb(was), row.geometry))
    return has && Buffer.from(wkb).equals(wkbOf(has) ?? Buffer.alloc(0)) ? [] : [{ fid, wkb }]
  })
}

function standingRepairs(db: Db, layer: number): { fid: number; geom: Uint8Array | null }[] {
  if (!hasTable(db, 'atlas_repairs')) return []
  return db.prepare<[number], { fid: number; geom: Uint8Array | null }>(`SELECT r.fid, r.geom FROM atlas_repairs r
    WHERE r.layer = ? AND r.whole = 0 AND EXISTS (SELECT 1 FROM atlas_changes c, json_each(c.forward) step WHERE c.undone = 0 AND json_extract(step.value, '$.noun') = 'repair' AND json_extract(step.value, '$.layer') = r.layer AND json_extract(step.value, '$.batch') = r.batch)
    ORDER BY r.batch`).all(layer)
}

/** A shape in the type of a table of that kind: members of one kind in one. */
function asStored(geometry: Geometry, kind: GeometryKind): Geometry {
  if (kind === 'polygon') return { type: 'MultiPolygon', coordinates: polygonsOf(geometry) }
  return kind === 'line' ? { type: 'MultiLineString', coordinates: linesOf(geometry) } : geometry
}

/** The kept geometries of a layer's source, as WKB in the order of the records. Projects of older schemas, opened to look at only, have none. */
export function listOriginals(db: Db, layer: number): { fid: number; wkb: Uint8Array }[] {
  return hasTable(db, 'atlas_originals') ? db.prepare<[number], { fid: number; wkb: Uint8Array }>('SELECT fid, wkb FROM atlas_originals WHERE layer = ? ORDER BY fid').all(layer) : []
}

function hasTable(db: Db, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
}
