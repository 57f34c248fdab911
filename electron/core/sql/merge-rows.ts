import { hash } from 'node:crypto'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { ImportChanges } from '../../../shared/model/reimport.ts'
import type { Db } from './database.ts'
import { asType, type MergedField } from './merge-fields.ts'
import { quote } from './name.ts'

type Cell = string | number | null

/** One side of a merge: a table and what a merged column is there; `geometry` is false where it has none. */
export interface Side { table: string; geometry: boolean; expression: (field: MergedField, at: number) => string | null }

/** What is compared: the fields whose values count, as indexes of `fields`; those of the key; whether the geometry counts; and whether a new record is the old one of its key, or only one of the very same values. */
export interface Comparison { fields: MergedField[]; compared: number[]; key: number[]; geometry: boolean; byKey: boolean }

/** A table of the merge as a side. */
export function sideOf(which: 'old' | 'fresh', table: string, geometry: GeometryKind, fields: readonly MergedField[]): Side {
  const columns = fields.map((field) => {
    const own = field[which]
    return own === null ? null : asType(quote(own.column), own.type, field.type)
  })
  return { table, geometry: geometry !== 'none', expression: (_, at) => columns[at] ?? null }
}

/** Begins a merge: an empty list of the old records' keys, kept beside the project in memory. Ends one that was left. */
export function beginPairs(db: Db): void {
  endPairs(db)
  db.exec('CREATE TEMP TABLE atlas_pairs (fid INTEGER PRIMARY KEY, key BLOB, digest BLOB NOT NULL, taken INTEGER NOT NULL DEFAULT 0)')
  db.exec('CREATE TEMP TABLE atlas_fresh_keys (key BLOB PRIMARY KEY) WITHOUT ROWID')
  db.exec('CREATE INDEX temp.atlas_pairs_key ON atlas_pairs (key)')
  db.exec('CREATE INDEX temp.atlas_pairs_digest ON atlas_pairs (digest)')
}

export function endPairs(db: Db): void {
  db.exec('DROP TABLE IF EXISTS temp.atlas_pairs')
  db.exec('DROP TABLE IF EXISTS temp.atlas_fresh_keys')
}

/** Enters the next `limit` old records after a fid. Answers the last fid, or null when there are none. */
export function enterOld(db: Db, side: Side, what: Comparison, after: number, limit: number): number | null {
  const insert = db.prepare('INSERT INTO temp.atlas_pairs (fid, key, digest) VALUES (?, ?, ?)')
  let last: number | null = null
  for (const row of readRows(db, side, what, after, limit)) {
    insert.run(row.fid, row.key, row.digest)
    last = row.fid
  }
  return last
}

export interface Pair { fid: number; old: number | null; same: boolean; /** True when an earlier record of the file (or, where keys do not pair, of the layer) has the same key. */ repeated: boolean; blankKey: boolean; values: Cell[]; keyText: string }

/** The next `limit` new records after a fid, each with the old record that it is: of the same key, one of the same values first. Repeated keys are paired one by one, so that no record falls on another. */
export function pairFresh(db: Db, side: Side, what: Comparison, after: number, limit: number): Pair[] {
  const byKey = db.prepare<[Buffer, Buffer], { fid: number; same: number }>('SELECT fid, digest = ? AS same FROM temp.atlas_pairs WHERE key = ? AND taken = 0 ORDER BY same DESC, fid LIMIT 1')
  const byDigest = db.prepare<[Buffer], { fid: number; same: number }>('SELECT fid, 1 AS same FROM temp.atlas_pairs WHERE digest = ? AND taken = 0 ORDER BY fid LIMIT 1')
  const take = db.prepare('UPDATE temp.atlas_pairs SET taken = 1 WHERE fid = ?')
  const see = db.prepare('INSERT OR IGNORE INTO temp.atlas_fresh_keys (key) VALUES (?)')
  const hasKey = db.prepare<[Buffer]>('SELECT 1 FROM temp.atlas_pairs WHERE key = ? LIMIT 1')
  return readRows(db, side, what, after, limit).map((row) => {
    const found = row.key === null || !what.byKey ? byDigest.get(row.digest) : byKey.get(row.digest, row.key)
    if (found) take.run(found.fid)
    const seen = row.key !== null && see.run(row.key).changes === 0
    const repeated = row.key !== null && (seen || (!what.byKey && !found && hasKey.get(row.key) !== undefined))
    return { fid: row.fid, old: found?.fid ?? null, same: found?.same === 1, repeated, blankKey: what.key.length > 0 && row.key === null, values: row.values, keyText: row.keyText }
  })
}

/** Old records that no new one was: their fids after one, and at most `limit`. */
export function listAbsent(db: Db, after: number, limit: number): number[] {
  return db.prepare('SELECT fid FROM temp.atlas_pairs WHERE taken = 0 AND fid > ? ORDER BY fid LIMIT ?').pluck().all(after, limit) as number[]
}

export function countAbsent(db: Db): number {
  return db.prepare('SELECT count(*) FROM temp.atlas_pairs WHERE taken = 0').pluck().get() as number
}

/** Reads the compared values of single records. */
export function valueReader(db: Db, side: Side, what: Comparison): (fid: number) => Cell[] {
  const read = db.prepare<[number], Cell[]>(`SELECT ${expressions(side, what).join(', ') || 'NULL'} FROM ${quote(side.table)} WHERE fid = ?`).raw()
  return (fid) => read.get(fid) ?? []
}

/** Tells whether the geometries of two records are the same, byte for byte. */
export function geometryComparer(db: Db, old: Side, fresh: Side): (oldFid: number, freshFid: number) => boolean {
  if (!old.geometry || !fresh.geometry) return () => true
  const same = db.prepare<[number, number], number>(`SELECT (SELECT geom FROM ${quote(old.table)} WHERE fid = ?) IS (SELECT geom FROM ${quote(fresh.table)} WHERE fid = ?)`).pluck()
  return (oldFid, freshFid) => same.get(oldFid, freshFid) === 1
}

/** Counts what a changed record changed, and keeps the first few differences. Answers the fields that changed, as indexes of the merged fields. */
export function noteDifference(changes: ImportChanges, counts: Map<string, number>, what: Comparison, before: readonly Cell[], pair: Pair, geometryChanged: boolean): number[] {
  const changed = what.compared.filter((at, i) => {
    const [old, now] = [before[i] ?? null, pair.values[i] ?? null]
    if (old !== now) noteOne(changes, counts, pair.keyText, what.fields[at]!.name, old, now)
    return old !== now
  })
  if (geometryChanged) noteOne(changes, counts, pair.keyText, 'geom', null, null)
  return changed
}

function noteOne(changes: ImportChanges, counts: Map<string, number>, key: string, field: string, before: Cell, after: Cell): void {
  counts.set(field, (counts.get(field) ?? 0) + 1)
  if (before !== null && after === null) changes.emptied++
  if (changes.sample.length < 20) changes.sample.push({ key, field, before: short(before), after: short(after) })
}

function short(value: Cell): Cell {
  return typeof value === 'string' && value.length > 120 ? `${value.slice(0, 119)}…` : value
}

/** The columns of a table without any value, by their names there. */
export function blankColumns(db: Db, table: string, fields: readonly Field[]): Set<string> {
  return new Set(fields.filter((field) => db.prepare(`SELECT 1 FROM ${quote(table)} WHERE ${quote(field.column)} IS NOT NULL LIMIT 1`).get() === undefined).map((field) => field.column))
}

interface Read { fid: number; key: Buffer | null; digest: Buffer; values: Cell[]; keyText: string }

function readRows(db: Db, side: Side, what: Comparison, after: number, limit: number): Read[] {
  const columns = expressions(side, what)
  const keys = what.key.map((at) => what.compared.indexOf(at))
  const rows = db.prepare<[number, number], (Cell | Uint8Array)[]>(`SELECT fid, ${[geometryOf(side, what), ...columns].join(', ')} FROM ${quote(side.table)} WHERE fid > ? ORDER BY fid LIMIT ?`).raw().all(after, limit)
  return rows.map(([fid, geometry, ...values]) => {
    const cells = values as Cell[]
    const parts = keys.map((at) => keyPart(cells[at] ?? null))
    const key = parts.length === 0 || parts.some((part) => part === '') ? null : digestOf(JSON.stringify(parts))
    return { fid: fid as number, key, digest: digestOf(JSON.stringify(cells), geometry instanceof Uint8Array ? geometry : null), values: cells, keyText: parts.length > 0 ? parts.join(' · ').slice(0, 120) : String(cells.find((one) => one !== null) ?? '').slice(0, 120) }
  })
}

/** A key's value as it is compared: blanks around it do not count. */
function keyPart(value: Cell): string {
  return value === null ? '' : String(value).trim()
}

function digestOf(text: string, geometry: Uint8Array | null = null): Buffer {
  const whole = geometry === null ? text : Buffer.concat([Buffer.from(text), geometry])
  return hash('sha256', whole, 'buffer').subarray(0, 16)
}

function expressions(side: Side, what: Comparison): string[] {
  return what.compared.map((at) => side.expression(what.fields[at]!, at) ?? 'NULL')
}

function geometryOf(side: Side, what: Comparison): string {
  return side.geometry && what.geometry ? 'geom' : 'NULL'
}
