import { setImmediate } from 'node:timers/promises'
import { moveTable, type MoveColumn, type MoveResult } from '../../../shared/analysis/editions/move.ts'
import { numberOf, withoutCode } from '../../../shared/analysis/measures/numbers.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { EditionField, EditionReport, EditionResult } from '../../../shared/model/edition.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { sensitivity } from '../../../shared/model/source.ts'
import type { CallContext } from '../core.ts'
import { asOneChange } from '../sql/changes.ts'
import type { Db } from '../sql/database.ts'
import { replaceLayer } from '../sql/edit-layers.ts'
import { insertEdition } from '../sql/editions.ts'
import { beginLayer, cancelLayer, finishLayer, insertRows, type LayerInsert } from '../sql/importing.ts'
import { requireLayer } from '../sql/layers.ts'
import { write } from '../sql/write.ts'
import { choicesOf, methodOf, reportOf } from './editions-report.ts'
import type { Plan } from './editions-plan.ts'
import { freeName } from './free-name.ts'

const atOnce = 2000

/** A column of the result: a moved one, or the share of it that had data. */
interface Out { field: Field; at: number; coverage: boolean }

/** Moves the rows and stores them as a layer, as one change. `made` is the time as ISO. Whatever stops it, the project is as it was. Throws `CANCELLED`. */
export async function storeMove(db: Db, plan: Plan, name: string, taken: Layer | null, made: string, context: CallContext): Promise<EditionResult> {
  const notes: Note[] = []
  const columns = plan.columns.map((column): MoveColumn => ({ name: column.name, rule: column.rule, values: valuesOf(plan, column, notes), weight: column.weight === null ? null : plan.input.columns[column.weight]! }))
  const { from, to, crosswalk, classes } = plan.meeting
  const result = moveTable({ areas: plan.areas, columns }, crosswalk, (i) => classes.from[i] === 'same' || classes.from[i] === 'renamed' || classes.from[i] === 'recoded')
  const outs = outsOf(plan, result)
  const [codeField, nameField] = ownFields(requireLayer(db, plan.to.layer), outs)
  const isMap = plan.layer.kind === 'areas' && to.geometries.some((geometry) => geometry)
  const date = outs.find((one) => !one.coverage && one.field.name === plan.layer.dateField)
  const layers = [plan.layer, requireLayer(db, plan.from.layer), requireLayer(db, plan.to.layer)]
  const { publisher, licence, url, date: sourceDate, file, crs } = plan.layer.source
  let id: number | null = null
  let finished = false
  try {
    id = beginLayer(db, {
      name: taken ? freeName(db, name) : name, kind: isMap ? 'features' : plan.layer.kind === 'areas' ? 'table' : plan.layer.kind, geometry: isMap ? 'polygon' : 'none', fields: [codeField, nameField, ...outs.map((one) => one.field)],
      codeField: codeField.name, dateField: date?.field.name ?? null, dimension: plan.layer.dimension, theme: plan.layer.theme,
      source: { file, format: 'Edition', crs, sha256: '', bytes: 0, read: made, publisher, licence, url, date: sourceDate, method: methodOf(plan), sensitivity: sensitivity.options.findLast((one) => layers.some((layer) => layer.source.sensitivity === one)) },
    })
    for (let at = 0; at < result.rows.length; at += atOnce) {
      context.report({ step: 'edition.writing', done: at, total: result.rows.length })
      await setImmediate()
      if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.')
      insertRows(db, id, result.rows.slice(at, at + atOnce).map((row): LayerInsert => {
        const geometry = isMap ? (to.geometries[row.to] ?? null) : null
        const values = outs.map((out) => { const moved = row.moved[out.at] ?? null; return moved === null ? null : out.coverage ? (moved.value === null ? 0 : round(moved.coverage)) : moved.value })
        return { geometry: geometry && encodeWkb(geometry), bounds: geometry && boundsOf(geometry), values: [to.codes[row.to]!, to.names[row.to]!, ...values] }
      }))
    }
    const report = reportOf(plan, result, outs.filter((one) => one.coverage).map((one) => ({ name: plan.columns[one.at]!.name, coverage: one.field.name })), { layer: plan.layer.name, kind: plan.layer.kind, made, from, to, notes: [...plan.notes, ...notes] })
    const layer = finish(db, id, name, taken, plan, report, result.rows.length)
    finished = true
    return { layer: layer.name, layerId: layer.id, kind: layer.kind, rows: layer.rows, report }
  } finally {
    if (!finished && id !== null) cancelLayer(db, id)
  }
}

function finish(db: Db, id: number, name: string, taken: Layer | null, plan: Plan, report: EditionReport, rows: number): Layer {
  return write(db, () => asOneChange(db, 'edition.move', name, () => {
    const layer = finishLayer(db, id, { read: rows, rejected: 0, notes: [...report.crosswalk.notes, ...report.notes], choices: choicesOf(report) })
    insertEdition(db, id, plan.key, report)
    return taken ? replaceLayer(db, taken.id, layer.id) : layer
  }))
}

/** A column's values; -99 is missing where it is the only negative number of a count or a rate. Of counts, the share that each row brings along. */
function valuesOf(plan: Plan, column: EditionField, notes: Note[]): MoveColumn['values'] {
  const values = plan.input.columns[column.name]!
  if (column.rule !== 'sum' && column.rule !== 'mean') return values
  const known = withoutCode(values, column.name, notes)
  const { shares } = plan
  return column.rule === 'mean' || shares === null ? known : known.map((value, row) => { const number = numberOf(value); return number === null ? null : number * shares[row]! })
}

/** The result's columns in the order of the source: counts and rates as numbers with decimals unless all are whole, each followed by its coverage where a value was not wholly known. */
function outsOf(plan: Plan, result: MoveResult): Out[] {
  const names = new Set(plan.columns.filter((column) => column.rule !== 'leave').map((column) => column.name))
  const free = (name: string): string => { let one = name; for (let n = 2; names.has(one); n++) one = `${name} ${n}`; names.add(one); return one }
  return plan.columns.flatMap((column, at): Out[] => {
    if (column.rule === 'leave') return []
    const known = result.rows.flatMap((row) => (row.moved[at] && row.moved[at].value !== null ? [row.moved[at]] : []))
    const isNumber = column.rule === 'sum' || column.rule === 'mean'
    const type = !isNumber ? column.type : known.every((one) => Number.isSafeInteger(one.value)) && column.type !== 'real' ? 'integer' : 'real'
    const own: Out = { field: { name: column.name, column: column.name, type }, at, coverage: false }
    const word = column.rule === 'category' ? 'share' : 'coverage'
    return known.every((one) => one.coverage >= 1) ? [own] : [own, { field: { name: free(`${column.name} (${word})`), column: `${column.name}_${word}`, type: 'real' }, at, coverage: true }]
  })
}

/** The fields for code and name of the new edition, called as there, unless a moved column has the name. */
function ownFields(target: Layer, outs: readonly Out[]): [Field, Field] {
  const taken = new Set(outs.map((one) => one.field.name))
  const field = (at: number, otherwise: string): Field => {
    let name = target.fields[at]?.name ?? otherwise
    while (taken.has(name)) name = `${name} (new)`
    taken.add(name)
    return { name, column: name, type: 'text' }
  }
  return [field(0, 'area_code'), field(1, 'area_name')]
}

function round(share: number): number { return Math.round(share * 1e9) / 1e9 }
