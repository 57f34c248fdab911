import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Dimension } from '../../../shared/model/dimension.ts'
import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { Field, Layer, LayerKind } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { countAreas, linkParents } from './areas.ts'
import { recordChange } from './changes.ts'
import { contentHash } from './content-hash.ts'
import type { Db } from './database.ts'
import { createLayerTable, dropLayerTable, listTableNames, rowWriter, widenLayerTable, type CellValue, type RowWriter } from './layer-table.ts'
import { assertNameFree, getLayerRow, listFields, requireLayer } from './layers.ts'
import { keepOriginal } from './originals.ts'
import { columnNames, quote, tableName } from './name.ts'
import { forgetPacked, settledOf } from './packed-import.ts'
import { publishLayer } from './publish.ts'
import { createRtreeTriggers, fillRtree } from './rtree.ts'
import { dateRange } from './date-range.ts'
import { insertSource, updateSource } from './sources.ts'
import { defaultStyle } from './style.ts'
import { write } from './write.ts'

/** What a new layer is, known before its first row. `fields` of areas begin with `area_code`, `area_name` and `parent_code`. */
export interface LayerPlan {
  name: string; kind: LayerKind; geometry: GeometryKind; fields: Field[]; level?: number | null; dateField?: string | null; codeField?: string | null
  dimension?: string | null; theme?: string; style?: LayerStyle; visible?: boolean; sublayer?: string; source?: Partial<Source>
}

/** A row as it is stored: ISO WKB in WGS 84 or null, its bounds, values in the order of the plan's fields; the source's geometry where it was put right. */
export interface LayerInsert { geometry: Uint8Array | null; bounds: Bounds | null; values: CellValue[]; original?: Uint8Array }

/** What is known of a layer once all its rows are in. `source` completes or corrects what the plan said. */
export interface LayerSummary { read: number; rejected: number; notes?: Note[]; choices?: Choice[]; source?: Partial<Source> }

const cancelledAtOnce = 50_000

/** A finished layer keeps a run of insertions open in memory, one per layer that is being imported. */
const writers = new WeakMap<Db, Map<number, RowWriter>>()

/** Begins a layer with status *importing* and its empty table. Throws `NAME_TAKEN`. Answers the layer's id. */
export function beginLayer(db: Db, plan: LayerPlan): number {
  return write(db, () => {
    assertNameFree(db, plan.name)
    assertAreaFields(plan)
    const table = tableName(plan.name, listTableNames(db))
    const fields = safeFields(plan)
    const type = createLayerTable(db, table, plan.geometry, fields)
    const id = insertLayerRecord(db, plan, table, type)
    const insert = db.prepare('INSERT INTO atlas_fields (layer, position, name, column_name, type) VALUES (?, ?, ?, ?, ?)')
    fields.forEach((field, position) => insert.run(id, position, field.name, field.column, field.type))
    return id
  })
}

/** Enters a layer that is being imported, with its source, in our own records. Belongs inside a transaction. Answers its id. */
export function insertLayerRecord(db: Db, plan: LayerPlan, table: string, type: string | null = null): number {
  return insertLayer(db, plan, insertSource(db, plan.source ?? {}, plan.sublayer ?? ''), table, type)
}

/** Adds rows to a layer that is being imported, in one short transaction. */
export function insertRows(db: Db, layer: number, rows: readonly LayerInsert[]): void {
  write(db, () => {
    let writer = writerOf(db, layer)
    for (const row of rows) {
      if (!writer.add(row.geometry, row.bounds, row.values)) {
        writer = widen(db, layer, writer)
        if (!writer.add(row.geometry, row.bounds, row.values)) throw new Error('A geometry fits no layer')
      }
      if (row.original) keepOriginal(db, layer, row.original)
    }
  })
}

/** Says what a layer that is being imported holds, where its rows were written otherwise than row by row. */
export function countRows(db: Db, layer: number, count: number, extent: Bounds | null): void {
  const { tally } = writerOf(db, layer)
  tally.count = count
  tally.extent = extent
}

/** Goes on as a layer of any geometry, once a row does not fit the type that was planned. */
function widen(db: Db, layer: number, writer: RowWriter): RowWriter {
  const row = getLayerRow(db, layer)
  if (!row) throw new Error(`The layer ${layer} is not being imported`)
  const fields = listFields(db, layer)
  widenLayerTable(db, row.table_name, fields)
  db.prepare("UPDATE atlas_layers SET geometry = 'mixed', geometry_type = 'GEOMETRY' WHERE id = ?").run(layer)
  const wider = rowWriter(db, row.table_name, 'mixed', fields, writer.tally)
  writers.get(db)?.set(layer, wider)
  return wider
}

/** Completes a layer: spatial index, extent, dates, content hash, registration for other programs, and a change that undo can reverse. */
export function finishLayer(db: Db, layer: number, summary: LayerSummary): Layer {
  return write(db, () => {
    const row = getLayerRow(db, layer)
    const packed = settledOf(db, layer)
    const { count, extent, unreadable } = packed ?? tallyOf(writerOf(db, layer))
    if (!row) throw new Error(`The layer ${layer} is not being imported`)
    assertNameFree(db, row.name, layer)
    if (packed && row.geometry !== 'none') createRtreeTriggers(db, row.table_name, 'geom', 'fid')
    else if (row.geometry !== 'none') fillRtree(db, row.table_name, 'geom', 'fid')
    const fields = listFields(db, layer)
    const code = fields.find((field) => (row.kind === 'areas' ? field.column === 'area_code' : field.name === row.code_field))
    if (code) db.exec(`CREATE INDEX ${quote(`idx_${row.table_name}_code`)} ON ${quote(row.table_name)} (${quote(code.column)})`)
    const date = fields.find((field) => field.name === row.date_field)
    const dates = packed && (date?.type === 'date' || date?.type === 'datetime') ? packed.dates ?? { from: null, to: null } : dateRange(db, row.table_name, date)
    db.prepare(`UPDATE atlas_layers SET status = 'ready', row_count = ?, west = ?, south = ?, east = ?, north = ?, date_from = ?, date_to = ?, notes = ?, choices = ?, read_count = ?, rejected = ?, content_hash = ? WHERE id = ?`)
      .run(count, extent?.[0] ?? null, extent?.[1] ?? null, extent?.[2] ?? null, extent?.[3] ?? null, dates.from, dates.to,
        JSON.stringify([...(summary.notes ?? []), ...unreadable]), JSON.stringify(summary.choices ?? []), summary.read, summary.rejected, packed?.hash ?? contentHash(db, layer), layer)
    updateSource(db, row.source, summary.source ?? {})
    if (row.kind === 'areas') db.prepare('INSERT INTO atlas_area_sets (layer, level, area_count) VALUES (?, ?, ?)').run(layer, row.level ?? 0, countAreas(db, row.table_name))
    publishLayer(db, layer)
    if (row.kind === 'areas') linkParents(db)
    recordChange(db, { label: 'layer.import', subject: row.name, forward: [{ noun: 'layer', id: layer, set: { status: 'ready' } }], inverse: [{ noun: 'layer', id: layer, set: { status: 'hidden' } }] })
    writers.get(db)?.delete(layer)
    forgetPacked(db, layer)
    return requireLayer(db, layer)
  })
}

/** Removes a layer that is being imported, with all its rows: after a cancel or an error. */
export function cancelLayer(db: Db, layer: number): void {
  write(db, () => {
    const row = getLayerRow(db, layer)
    if (row?.status !== 'importing') return
    deleteLayer(db, layer)
  })
  writers.get(db)?.delete(layer)
  forgetPacked(db, layer)
}

/**
 * The same in short transactions, between which others are served: deleted rows are overwritten, and that takes a second for a million. The layer's name is free after the first step.
 * Where it is not carried to its end, the next opening of the project does the rest.
 */
export function* cancelInSteps(db: Db, layer: number): Generator<void> {
  forgetPacked(db, layer)
  const row = getLayerRow(db, layer)
  if (row?.status !== 'importing') { cancelLayer(db, layer); return }
  write(db, () => { db.prepare('UPDATE atlas_layers SET name = ? WHERE id = ?').run(`${row.name} (cancelled ${layer})`, layer) })
  const last = db.prepare(`SELECT max("fid") FROM ${quote(row.table_name)}`).pluck()
  const remove = db.prepare(`DELETE FROM ${quote(row.table_name)} WHERE "fid" > ?`)
  for (let fid = last.get() as number | null; fid !== null && fid > cancelledAtOnce && db.open; fid = last.get() as number | null) {
    const after = fid - cancelledAtOnce
    yield
    if (!db.open) return
    write(db, () => { remove.run(after) })
  }
  yield
  if (db.open) cancelLayer(db, layer)
}

/** Removes what an interrupted import left. Answers how many layers that were. */
export function dropImporting(db: Db): number {
  const left = db.prepare<[], { id: number }>("SELECT id FROM atlas_layers WHERE status = 'importing'").all()
  if (left.length > 0) write(db, () => { for (const { id } of left) deleteLayer(db, id) })
  return left.length
}

/** Deletes a layer, its table and its source for good. Belongs inside a transaction. */
export function deleteLayer(db: Db, layer: number): void {
  const row = getLayerRow(db, layer)
  if (!row) return
  dropLayerTable(db, row.table_name)
  db.prepare('DELETE FROM atlas_layers WHERE id = ?').run(layer)
  db.prepare('DELETE FROM atlas_sources WHERE id = ?').run(row.source)
}

function tallyOf({ tally }: RowWriter): { count: number; extent: Bounds | null; unreadable: Note[] } {
  return { ...tally, unreadable: [...tally.unreadable.values()] }
}

function writerOf(db: Db, layer: number): RowWriter {
  const open = writers.get(db) ?? new Map<number, RowWriter>()
  writers.set(db, open)
  const known = open.get(layer)
  if (known) return known
  const row = getLayerRow(db, layer)
  if (row?.status !== 'importing') throw new Error(`The layer ${layer} is not being imported`)
  const writer = rowWriter(db, row.table_name, row.geometry, listFields(db, layer))
  open.set(layer, writer)
  return writer
}

function assertAreaFields(plan: LayerPlan): void {
  if (plan.kind !== 'areas') return
  const names = plan.fields.slice(0, 3).map((field) => field.column).join()
  if (names !== 'area_code,area_name,parent_code') throw new Error(`Areas begin with area_code, area_name and parent_code, not ${names}`)
}

function safeFields(plan: LayerPlan): Field[] {
  if (plan.fields.length > 1900) throw new AtlasError('TOO_MANY_COLUMNS', `The data has ${plan.fields.length} columns; a layer holds at most 1,900. Keep the columns that matter and import again.`)
  const names = columnNames(plan.fields.map((field) => field.column || field.name))
  return plan.fields.map((field, i) => ({ name: field.name, column: names[i] as string, type: field.type }))
}

function insertLayer(db: Db, plan: LayerPlan, source: number, table: string, type: string | null): number {
  const dimension = (plan.dimension ?? null) as Dimension | null
  const style = plan.style ?? defaultStyle(plan.kind, plan.geometry, dimension)
  const codeField = plan.codeField ?? (plan.kind === 'areas' ? (plan.fields[0]?.name ?? null) : null)
  return Number(db.prepare(`INSERT INTO atlas_layers (source, status, name, table_name, kind, geometry, geometry_type, level, row_count, dimension, theme, date_field, code_field, visible, opacity, position, style, notes, choices, read_count, rejected)
    VALUES (?, 'importing', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 1, (SELECT coalesce(max(position), 0) + 1 FROM atlas_layers), ?, '[]', '[]', 0, 0)`)
    .run(source, plan.name, table, plan.kind, plan.geometry, type, plan.level ?? null, dimension, plan.theme ?? '', plan.dateField ?? null, codeField, plan.visible === false ? 0 : 1, JSON.stringify(style)).lastInsertRowid)
}
