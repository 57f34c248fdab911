import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { ImportChanges, ImportMode } from '../../../shared/model/reimport.ts'
import type { CallContext } from '../core.ts'
import type { ImportPlan, ReadySummary } from '../import/ready.ts'
import { adoptContents } from '../sql/adopt-contents.ts'
import type { Db } from '../sql/database.ts'
import { cancelLayer, finishLayer } from '../sql/importing.ts'
import { findKey } from '../sql/key-columns.ts'
import { listLayerFiles } from '../sql/layer-files.ts'
import { getContentHash, getLayer, getLayerRow, listFields } from '../sql/layers.ts'
import { mergeFields, plain, type MergedField } from '../sql/merge-fields.ts'
import { blankColumns, type Comparison } from '../sql/merge-rows.ts'
import { write } from '../sql/write.ts'
import { freeName } from './free-name.ts'
import { compareRows, mergeRows } from './reimport-rows.ts'

/** A file that is staged (its rows written, not finished), and where it is to go. */
export interface Staged { id: number; plan: ImportPlan; summary: ReadySummary; sha256: string; file: string }
/** `changes` says what the file did; with none of it, the project is as it was. */
export interface Reimported { layer: Layer; changes: ImportChanges; notes: Note[] }

/**
 * Brings a staged file into a layer that is there: in its place, at its end, or record by record by a key. One change for undo; the layer stays the same one. A file that says what the layer says already changes nothing.
 * Throws `KIND_DIFFERS`, `KEY_NEEDED`, `UNKNOWN_KEY`. Whatever stops it, the project is as it was.
 */
export async function reimport(db: Db, into: Layer, staged: Staged, mode: ImportMode, options: ImportOptions, context: CallContext): Promise<Reimported> {
  if (staged.plan.kind !== into.kind) throw new AtlasError('KIND_DIFFERS', `"${staged.file}" holds ${staged.plan.kind}, but the layer "${into.name}" holds ${into.kind}. Say what the file is (as ${into.kind}), or import it as a layer of its own.`)
  const { id, summary } = staged
  const before = getContentHash(db, into.id)
  const merge = planMerge(db, into, staged, mode, options)
  const changes: ImportChanges = { ...noChanges(mode, 0), key: merge.comparison.key.map((at) => merge.fields[at]!.name), columns: merge.columns }
  let written = id
  let finished = false
  try {
    if (mode === 'replace') await compareRows(db, merge, changes, context)
    else written = await mergeRows(db, merge, { mode, removeMissing: options.removeMissing ?? false, name: freeName(db, into.name) }, changes, context)
    const notes = notesOf(changes, into)
    if (isNothing(changes, into, staged.plan)) return { layer: into, changes, notes: [already(into, summary.read)] }
    const whole = mode === 'replace'
    const layer = write(db, () => {
      if (getContentHash(db, into.id) !== before || getLayer(db, into.id) === null) throw new AtlasError('LAYER_CHANGED', `The layer "${into.name}" was changed while the file was compared with it. Nothing was changed; import again.`)
      const rows = whole ? summary.imported : merge.rowsAfter
      const rejected = whole ? summary.rejected : into.rejected + summary.rejected
      finishLayer(db, written, {
        read: whole ? summary.read : rows + rejected, rejected, notes: whole ? [...summary.reasons, ...summary.notes] : mergedNotes([...into.notes.filter((note) => !ofReimport.includes(note.code)), ...summary.reasons, ...summary.notes, ...notes]), choices: staged.plan.choices, source: { sha256: staged.sha256, bytes: summary.bytes },
      })
      const source = getLayerRow(db, id)!
      const files = [...listLayerFiles(db, into.id), { mode, file: staged.file, sublayer: source.sublayer, format: source.format, bytes: summary.bytes, sha256: staged.sha256, read: source.read_at, changes }]
      return adoptContents(db, into, written, `layer.${mode}`, files)
    })
    finished = true
    return { layer, changes, notes }
  } finally {
    if (written !== id) {
      cancelLayer(db, id)
      if (!finished) cancelLayer(db, written)
    }
  }
}

/** What is merged with what: decided before any row is compared. */
export interface MergePlan { into: Layer; staged: number; stagedRows: number; fields: MergedField[]; comparison: Comparison; rowsAfter: number; columns: ImportChanges['columns'] }

function planMerge(db: Db, into: Layer, { id: staged, summary }: Staged, mode: ImportMode, options: ImportOptions): MergePlan {
  const fresh = listFields(db, staged)
  const [old, row] = [getLayerRow(db, into.id)!, getLayerRow(db, staged)!]
  const blank = { old: blankColumns(db, old.table_name, into.fields), fresh: blankColumns(db, row.table_name, fresh) }
  const usable = fresh.filter((field) => !(into.kind === 'areas' && field.column === 'parent_code' && blank.fresh.has(field.column)))
  const fields = mergeFields(into.fields, usable, blank)
  const compared = fields.flatMap((field, at) => (field.fresh !== null && (mode !== 'replace' || field.old !== null) ? [at] : []))
  const key = keyOf(db, into, fields, mode, options)
  return {
    into, staged, stagedRows: summary.imported, fields, rowsAfter: 0, comparison: { fields, compared, key, byKey: mode !== 'append', geometry: row.geometry !== 'none' && (old.geometry !== 'none' || mode !== 'replace') },
    columns: {
      added: fields.filter((field) => field.old === null).map((field) => field.name),
      missing: fields.filter((field) => field.fresh === null && !(into.kind === 'areas' && field.name === 'parent_code')).map((field) => field.name),
      widened: fields.flatMap((field) => (field.old !== null && field.old.type !== field.type ? [{ name: field.name, from: field.old.type, to: field.type }] : [])),
    },
  }
}

/** The key's columns as indexes of the merged fields: given, or recognised. Only an update cannot do without. */
function keyOf(db: Db, into: Layer, fields: readonly MergedField[], mode: ImportMode, options: ImportOptions): number[] {
  const shared = fields.filter((field) => field.old !== null && field.fresh !== null)
  const wanted = options.key ?? findKey(db, into.id, shared.map((field) => field.fresh!))
  if (wanted.length === 0 && mode === 'update') throw new AtlasError('KEY_NEEDED', `Nothing tells the records of "${into.name}" apart by itself. Name the key's columns; both have ${listed(shared)}.`)
  return wanted.map((name) => {
    const at = fields.findIndex((field) => field.old !== null && field.fresh !== null && (field.name === name || field.fresh.name === name))
    const near = at >= 0 ? at : fields.findIndex((field) => field.old !== null && field.fresh !== null && plain(field.name) === plain(name))
    if (near < 0) throw new AtlasError('UNKNOWN_KEY', `The key "${name.slice(0, 60)}" is no column of both the file and the layer "${into.name}". Both have ${listed(shared)}.`)
    return near
  })
}

function listed(fields: readonly MergedField[]): string {
  if (fields.length === 0) return 'no column in common'
  return fields.slice(0, 30).map((field) => field.name).join(', ') + (fields.length > 30 ? ' …' : '')
}

/** The changes of a file that changes nothing of so many records. */
export function noChanges(mode: ImportMode, unchanged: number): ImportChanges {
  return { mode, key: [], added: 0, changed: 0, unchanged, removed: 0, absent: 0, repeated: 0, blankKeys: 0, emptied: 0, fields: [], sample: [], columns: { added: [], missing: [], widened: [] } }
}

/** True where the file says what the layer says already. */
function isNothing({ added, changed, removed, columns, mode }: ImportChanges, into: Layer, plan: ImportPlan): boolean {
  const same = added + changed + removed + columns.added.length + columns.widened.length === 0
  if (mode !== 'replace') return same
  return same && columns.missing.length === 0 && plan.geometry === into.geometry && plan.dateField === into.dateField && plan.codeField === into.codeField && (plan.dimension === null || plan.dimension === into.dimension)
}

function already(layer: Layer, count: number): Note {
  return { code: 'ALREADY_IMPORTED', count, sample: `What the file says is in the layer "${layer.name}" already.` }
}

/** Notes about one re-import: the next one has its own. */
const ofReimport = ['KEY_REPEATED', 'KEY_BLANK', 'NOT_IN_NEW_FILE', 'REMOVED_RECORDS', 'VALUES_EMPTIED', 'COLUMNS_ADDED', 'COLUMNS_MISSING', 'COLUMNS_WIDENED']

/** What an analyst should know of a re-import beside its counts. */
function notesOf(changes: ImportChanges, into: Layer): Note[] {
  const { columns } = changes
  const notes: Note[] = [
    { code: 'KEY_REPEATED', count: changes.repeated, sample: `${changes.key.join(', ')}: each record was kept` },
    { code: 'KEY_BLANK', count: changes.blankKeys, sample: changes.key.join(', ') },
    { code: 'NOT_IN_NEW_FILE', count: changes.absent, sample: into.name },
    { code: 'REMOVED_RECORDS', count: changes.removed, sample: into.name },
    { code: 'VALUES_EMPTIED', count: changes.emptied, sample: changes.sample.find((one) => one.before !== null && one.after === null)?.field ?? '' },
    { code: 'COLUMNS_ADDED', count: columns.added.length, sample: columns.added.slice(0, 10).join(', ') },
    { code: 'COLUMNS_MISSING', count: columns.missing.length, sample: columns.missing.slice(0, 10).join(', ') },
    { code: 'COLUMNS_WIDENED', count: columns.widened.length, sample: columns.widened.slice(0, 10).map((one) => `${one.name}: ${one.from} → ${one.to}`).join(', ') },
  ]
  return notes.filter((note) => note.count > 0)
}

/** Notes of one code as one. */
function mergedNotes(notes: readonly Note[]): Note[] {
  const found = new Map<string, Note>()
  for (const note of notes) found.set(note.code, { ...note, count: note.count + (found.get(note.code)?.count ?? 0), sample: note.sample })
  return [...found.values()]
}
