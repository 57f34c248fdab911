import type { PackedRows, PackedTally } from '../import/ready.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { columnDeclarations, widenLayerTable } from './layer-table.ts'
import { getLayerRow, listFields } from './layers.ts'
import { createRowsHash, type RowsHash } from './rows-hash.ts'
import { rtreeName } from './rtree.ts'
import { insertStaged, releaseStage } from './stage.ts'
import { stageTree } from './staged-rtree.ts'
import { createTreeRoom, type TreeRoom } from './tree-room.ts'
import { write } from './write.ts'

/** A layer whose rows come packed: what is known of them, and their boxes until the spatial index is made. */
interface Packing { table: string; columns: string; fields: Field[]; hash: RowsHash; count: number; room: TreeRoom | null; settled: Settled | null }

/** What a finished layer is told of its packed rows; `hash` is the content hash. */
export interface Settled extends PackedTally { hash: string }

const packings = new WeakMap<Db, Map<number, Packing>>()

/** Adds packed rows to a layer that is being imported, in one short transaction. Not inside another one. */
export function insertPacked(db: Db, layer: number, rows: PackedRows): void {
  const packing = packingOf(db, layer)
  const first = packing.count + 1
  const { records, ends, count } = rows
  const bytes = Buffer.from(records.buffer, records.byteOffset, records.byteLength)
  if (ends.length !== count || (count > 0 && ends[count - 1] !== bytes.byteLength)) throw new Error('Packed rows do not end where they say')
  for (let row = 0, from = 0; row < count; row++) {
    packing.hash.addRecord(bytes, from, ends[row]!, first + row)
    from = ends[row]!
  }
  insertStaged(db, { table: packing.table, columns: packing.columns, rows: { count, bytes, ends, rowid: (row) => first + row } }, () => {
    const keep = db.prepare('INSERT INTO atlas_originals (layer, fid, wkb) VALUES (?, ?, ?)')
    for (const { row, wkb } of rows.originals) keep.run(layer, first + row, wkb)
  })
  packing.room?.add(rows)
  packing.count += count
}

/** Goes on as a layer of any geometry, once a row does not fit the type that was planned. */
export function widenPacked(db: Db, layer: number): void {
  const packing = packingOf(db, layer)
  write(db, () => {
    widenLayerTable(db, packing.table, packing.fields)
    db.prepare("UPDATE atlas_layers SET geometry = 'mixed', geometry_type = 'GEOMETRY' WHERE id = ?").run(layer)
  })
  packing.columns = columnDeclarations('mixed', packing.fields)
  packing.room?.widen()
}

/** Makes the spatial index of a layer whose packed rows are all in, in short transactions: each step answers how many of `total` parts are done. */
export function* settlePacked(db: Db, layer: number, tally: PackedTally): Generator<{ done: number; total: number }> {
  const packing = packingOf(db, layer)
  if (tally.count !== packing.count) throw new Error(`${packing.count} rows came and ${tally.count} were packed`)
  if (packing.room) yield* stageTree(db, rtreeName(packing.table, 'geom'), packing.room)
  packing.room = null
  releaseStage()
  packing.settled = { ...tally, hash: packing.hash.digest() }
}

/** What is known of a layer that was settled; null for one whose rows did not come packed. */
export function settledOf(db: Db, layer: number): Settled | null {
  const packing = packings.get(db)?.get(layer)
  if (packing && !packing.settled) throw new Error(`The packed rows of layer ${layer} are not settled`)
  return packing?.settled ?? null
}

/** Forgets a layer that is finished or dropped. */
export function forgetPacked(db: Db, layer: number): void {
  packings.get(db)?.delete(layer)
  releaseStage()
}

function packingOf(db: Db, layer: number): Packing {
  const open = packings.get(db) ?? new Map<number, Packing>()
  packings.set(db, open)
  const known = open.get(layer)
  if (known) return known
  const row = getLayerRow(db, layer)
  if (row?.status !== 'importing') throw new Error(`The layer ${layer} is not being imported`)
  const fields = listFields(db, layer)
  const spatial = row.geometry !== 'none'
  const packing: Packing = { table: row.table_name, columns: columnDeclarations(row.geometry, fields), fields, hash: createRowsHash(spatial), count: 0, room: spatial ? createTreeRoom(row.geometry === 'point') : null, settled: null }
  open.set(layer, packing)
  return packing
}
