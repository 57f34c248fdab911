import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { beginLayer, countRows } from './importing.ts'
import { getLayerRow, listFields, type LayerRow } from './layers.ts'
import type { MergedField } from './merge-fields.ts'
import type { Side } from './merge-rows.ts'
import { quote } from './name.ts'
import { extentOf } from './refresh.ts'

/** The table that a merge writes: a layer that is being imported, its columns in the order of the merged fields. */
export interface Merged { id: number; table: string; geometry: GeometryKind; fields: readonly MergedField[]; columns: Field[] }

/** Begins the layer that will hold the records of both, under a name that is free. What identifies the layer that is there (dates, codes, level) stays. */
export function beginMerged(db: Db, old: LayerRow, fresh: LayerRow, fields: readonly MergedField[], name: string): Merged {
  const geometry = mergedGeometry(old.geometry, fresh.geometry)
  const id = beginLayer(db, {
    name, kind: old.kind, geometry, level: old.level, dateField: old.date_field ?? fresh.date_field, codeField: old.code_field ?? fresh.code_field, dimension: old.dimension, sublayer: fresh.sublayer,
    fields: fields.map((field) => ({ name: field.name, column: (field.old ?? field.fresh)!.column, type: field.type })),
    source: { file: fresh.file, format: fresh.format, crs: fresh.crs ?? old.crs, encoding: fresh.encoding, sha256: fresh.sha256, read: fresh.read_at, bytes: fresh.bytes },
  })
  return { id, table: getLayerRow(db, id)!.table_name, geometry, fields, columns: listFields(db, id) }
}

/** Copies the next `limit` records of the layer that is there, with their fids. Answers the last fid, or null when there are none. */
export function copyOld(db: Db, to: Merged, side: Side, after: number, limit: number): number | null {
  const last = db.prepare(`SELECT max(fid) FROM (SELECT fid FROM ${quote(side.table)} WHERE fid > ? ORDER BY fid LIMIT ?)`).pluck().get(after, limit) as number | null
  if (last === null) return null
  const names = [...geometryColumn(to), ...to.columns.map((field) => field.column)].map(quote)
  const values = [...(to.geometry === 'none' ? [] : [side.geometry ? 'geom' : 'NULL']), ...to.fields.map((field, at) => side.expression(field, at) ?? 'NULL')]
  db.prepare(`INSERT INTO ${quote(to.table)} (${['fid', ...names].join(', ')}) SELECT ${['fid', ...values].join(', ')} FROM ${quote(side.table)} WHERE fid > ? AND fid <= ? ORDER BY fid`).run(after, last)
  return last
}

/** Writes new records into a merged layer. */
export interface FreshWriter {
  /** Adds a new record at the end. Answers its fid. */
  add(fid: number): number
  /** Gives a record the values that the new one has in the fields `only` (and its geometry); all else stays. */
  update(fid: number, from: number, only: readonly number[], geometry: boolean): void
}

/** Prepares the writing of new records, which lie in the table of `side`. */
export function freshWriter(db: Db, to: Merged, side: Side): FreshWriter {
  const all = takenColumns(to, side, side.geometry)
  const into = `${quote(to.table)} (${all.map((one) => one.column).join(', ')})`
  const insert = db.prepare(`INSERT INTO ${into} SELECT ${all.map((one) => one.value).join(', ')} FROM ${quote(side.table)} WHERE fid = ?`)
  const updates = new Map<string, { run: (from: number, fid: number) => unknown }>()
  return {
    add: (fid) => Number(insert.run(fid).lastInsertRowid),
    update(fid, from, only, geometry) {
      const set = takenColumns(to, side, geometry && side.geometry, only)
      if (set.length === 0) return
      const text = `UPDATE ${quote(to.table)} SET (${set.map((one) => one.column).join(', ')}) = (SELECT ${set.map((one) => one.value).join(', ')} FROM ${quote(side.table)} WHERE fid = ?) WHERE fid = ?`
      const known = updates.get(text) ?? db.prepare(text)
      updates.set(text, known)
      known.run(from, fid)
    },
  }
}

export function removeRows(db: Db, to: Merged, fids: readonly number[]): void {
  const remove = db.prepare(`DELETE FROM ${quote(to.table)} WHERE fid = ?`)
  for (const fid of fids) remove.run(fid)
}

/** Keeps the source's own shapes of the records that come from a layer with them, where it has any. */
export function originalKeeper(db: Db, to: Merged, layer: number): (fid: number, from: number) => void {
  const any = (id: number): boolean => db.prepare('SELECT 1 FROM atlas_originals WHERE layer = ? LIMIT 1').get(id) !== undefined
  if (!any(layer) && !any(to.id)) return () => {}
  const drop = db.prepare('DELETE FROM atlas_originals WHERE layer = ? AND fid = ?')
  const copy = db.prepare('INSERT INTO atlas_originals (layer, fid, wkb) SELECT ?, ?, wkb FROM atlas_originals WHERE layer = ? AND fid = ?')
  return (fid, from) => {
    drop.run(to.id, fid)
    copy.run(to.id, fid, layer, from)
  }
}

/** Copies the source's own shapes of all records that the merged layer still has. */
export function copyOriginals(db: Db, to: Merged, layer: number): void {
  db.prepare(`INSERT INTO atlas_originals (layer, fid, wkb) SELECT ?, fid, wkb FROM atlas_originals WHERE layer = ?`).run(to.id, layer)
}

/** Tells the import what the table holds, before it is finished. Answers how many records that is. */
export function tallyMerged(db: Db, to: Merged): number {
  const count = db.prepare(`SELECT count(*) FROM ${quote(to.table)}`).pluck().get() as number
  countRows(db, to.id, count, to.geometry === 'none' ? null : extentOf(db, quote(to.table)))
  return count
}

function takenColumns(to: Merged, side: Side, geometry: boolean, only: readonly number[] | null = null): { column: string; value: string }[] {
  const columns = to.fields.flatMap((field, at) => {
    const value = only === null || only.includes(at) ? side.expression(field, at) : null
    return value === null ? [] : [{ column: quote(to.columns[at]!.column), value }]
  })
  return geometry ? [{ column: '"geom"', value: 'geom' }, ...columns] : columns
}

function geometryColumn(to: Merged): string[] {
  return to.geometry === 'none' ? [] : ['geom']
}

function mergedGeometry(a: GeometryKind, b: GeometryKind): GeometryKind {
  if (a === b || b === 'none') return a
  return a === 'none' ? b : 'mixed'
}
