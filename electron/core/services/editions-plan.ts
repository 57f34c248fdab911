import { createHash } from 'node:crypto'
import { findKeys, recommendRule, type RuledColumn, type RuledRows } from '../../../shared/analysis/editions/rules.ts'
import type { LayerInput } from '../../../shared/analysis/input.ts'
import { exactSum, numberOf, withoutCode } from '../../../shared/analysis/measures/numbers.ts'
import { isTotal } from '../../../shared/analysis/joins/entry.ts'
import { nameForm } from '../../../shared/analysis/joins/words.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import type { EditionField } from '../../../shared/model/edition.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { CallContext } from '../core.ts'
import { areaCodeName } from '../import/names.ts'
import { getAreaSet, listAreas, listAreaSets } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { requireField } from '../sql/fields.ts'
import { getJoin } from '../sql/joins.ts'
import { readLayerInput } from '../sql/layer-input.ts'
import { getContentHash, requireLayer } from '../sql/layers.ts'
import { meetAgain, type Meeting } from './editions-crosswalk.ts'
import { joinsByCode, readJoinedInput, rowNumber } from './joined-input.ts'
import type { Session } from './session.ts'

/** The share of both areas below which a common part is a sliver, where nothing else is asked for. */
export const usualTolerance = 0.01

/** A move made ready: the rows with their old areas (`shares` of their counts, where rows stand for several areas), the columns with their rules, and how the editions meet. `key` is a hash of all that goes in. */
export interface Plan { layer: Layer; from: AreaSet; to: AreaSet; meeting: Meeting; input: LayerInput; areas: number[]; shares: number[] | null; columns: EditionField[]; notes: Note[]; key: string }

type Request = Input<'editions.preview'>

/** Reads and compares everything that a move needs; nothing is written. */
export async function planMove(session: Session, db: Db, request: Request, context: CallContext): Promise<Plan> {
  const layer = requireLayer(db, request.layer)
  if (layer.kind !== 'areas' && !joinsByCode(layer)) throw new AtlasError('EDITION_NEEDS_TABLE', `"${layer.name}" lies on the map by itself and fits every edition: measure it in the new areas. Choose a table or an area set.`)
  const to = setOf(db, request.to)
  const { set: from, input, notes } = rowsIn(db, layer, request.from, to)
  const tolerance = request.tolerance ?? usualTolerance
  const meeting = await meetAgain(session, db, { from, to }, request.weights, tolerance, context)
  const at = new Map(meeting.from.codes.map((code, i) => [code, i]))
  const placed = layer.kind === 'areas' ? onePerArea(input, notes) : withoutTotals(input, at, notes)
  const areas = placed.codes!.map((code) => (code === null ? -1 : (at.get(code) ?? -1)))
  if (!areas.some((area) => area >= 0)) throw new AtlasError('EDITION_NO_ROWS', `No row of "${layer.name}" names an area of "${from.name}". Match the table to these areas first, or choose the edition that it was made for.`)
  const shares = sharesOf(placed, areas, meeting, notes)
  const columns = columnsOf(db, layer, from, meeting, placed, areas, shares, request.columns ?? [])
  const hashes = [layer.id, from.layer, to.layer, ...('layer' in request.weights ? [request.weights.layer] : [])].map((id) => getContentHash(db, id))
  const key = createHash('sha256').update(JSON.stringify([1, layer.id, from.id, to.id, hashes, request.weights, meeting.said.tolerance, columns.map(({ name, rule, weight }) => [name, rule, weight]), layer.kind === 'areas' ? null : getJoin(db, layer.id, from.id)])).digest('hex')
  return { layer, from, to, meeting, input: placed, areas, shares, columns, notes, key }
}

/** The layer's rows with the codes of the edition that they were made for: the one given, that of an area set itself, else the one that most rows name. */
function rowsIn(db: Db, layer: Layer, given: number | undefined, to: AreaSet): { set: AreaSet; input: LayerInput; notes: Note[] } {
  const sets = listAreaSets(db)
  const all = layer.fields.map((field) => field.name)
  if (layer.kind === 'areas') {
    const own = sets.find((set) => set.layer === layer.id)!
    if (given !== undefined && given !== own.id) throw new AtlasError('EDITION_OTHER_SET', `"${layer.name}" is an edition of areas itself: it can only be moved from "${own.name}".`)
    return { set: own, input: readLayerInput(db, layer.id, { columns: all }), notes: [] }
  }
  const reach = (set: AreaSet): number => { const known = new Set(listAreas(db, set.id).map((area) => area.code)); return readJoinedInput(db, layer, set, []).layer.codes?.filter((code) => code !== null && known.has(code)).length ?? 0 }
  const set = given !== undefined ? setOf(db, given) : sets.filter((one) => one.id !== to.id).map((one) => ({ one, rows: reach(one) })).toSorted((a, b) => b.rows - a.rows || a.one.id - b.one.id)[0]?.one
  if (!set) throw new AtlasError('EDITION_NO_OLD_SET', 'The project has no other area set that the table could have been made for. Import the old edition of the areas as well.')
  const { layer: input, notes } = readJoinedInput(db, layer, set, all, true)
  if (!input.codes) throw new AtlasError('EDITION_NO_ROWS', `"${layer.name}" has no column of area codes and was not matched to "${set.name}". Match the table to these areas first.`)
  return { set, input, notes }
}

/** The records of an area set, one for each area: further parts of an area repeat its values. */
function onePerArea(input: LayerInput, notes: Note[]): LayerInput {
  const first = new Set<string>()
  const rows = input.codes!.flatMap((code, row) => (code !== null && first.has(code) ? [] : (first.add(code ?? ''), [row])))
  if (rows.length < input.count) notes.push({ code: 'EDITION_REPEATED_AREAS', count: input.count - rows.length, sample: 'further records of an area that was there already were left out' })
  return pickRows(input, rows)
}

/** Rows that sum the others up would be counted twice. */
function withoutTotals(input: LayerInput, known: ReadonlyMap<string, number>, notes: Note[]): LayerInput {
  const rows = input.codes!.flatMap((code, row) => (code !== null && !known.has(code) && isTotal(code) ? [] : [row]))
  if (rows.length < input.count) notes.push({ code: 'EDITION_TOTALS_LEFT_OUT', count: input.count - rows.length, sample: 'rows that add the others up were left out' })
  return pickRows(input, rows)
}

function pickRows(input: LayerInput, rows: readonly number[]): LayerInput {
  if (rows.length === input.count) return input
  return { ...input, count: rows.length, geometries: null, codes: rows.map((row) => input.codes![row] ?? null), columns: Object.fromEntries(Object.entries(input.columns).map(([name, values]) => [name, rows.map((row) => values[row] ?? null)])) }
}

/** The share of its counts that each row brings along: all of them, or where a row stands for several areas the area's part by size. */
function sharesOf(input: LayerInput, areas: readonly number[], meeting: Meeting, notes: Note[]): number[] | null {
  const rows = Map.groupBy(input.columns[rowNumber]?.map((number, row) => ({ number, row })) ?? [], (one) => one.number)
  const several = [...rows.values()].filter((own) => own.length > 1)
  if (several.length === 0) return null
  const sizeOf = (area: number): number => (area < 0 ? 0 : meeting.crosswalk.byFrom[area]!.reduce((sum, link) => sum + link.size, 0))
  const shares = areas.map(() => 1)
  for (const own of several) {
    const all = own.reduce((sum, one) => sum + sizeOf(areas[one.row]!), 0)
    for (const { row } of own) shares[row] = all > 0 ? sizeOf(areas[row]!) / all : 1 / own.length
  }
  notes.splice(0, notes.length, ...notes.filter((note) => note.code !== 'ROWS_REPEATED'), { code: 'EDITION_ROWS_SHARED', count: several.length, sample: 'rows stand for several areas each: their counts were shared out by size, other values repeated' })
  return shares
}

/** The columns with the rules asked for, or those that fit. Throws `NO_SUCH_FIELD`, `EDITION_NOT_NUMBERS`. */
function columnsOf(db: Db, layer: Layer, set: AreaSet, meeting: Meeting, input: LayerInput, areas: readonly number[], shares: readonly number[] | null, given: NonNullable<Request['columns']>): EditionField[] {
  for (const one of given) { requireField(layer, one.name); if (one.weight !== undefined) requireField(layer, one.weight) }
  const join = layer.kind === 'areas' ? null : getJoin(db, layer.id, set.id)
  const codeFields = new Set([layer.codeField, join?.field, join?.within, ...layer.fields.flatMap((field) => (areaCodeName(field.name) === null ? [] : [field.name])), ...(layer.kind === 'areas' ? layer.fields.slice(0, 3).map((field) => field.name) : [])].filter((one): one is string => typeof one === 'string'))
  const rows: RuledRows = { areas, codes: meeting.from.codes, names: meeting.from.names, above: namesAbove(db, set), codeFields }
  const ruled = layer.fields.map((field): RuledColumn => ({ name: field.name, type: field.type, values: input.columns[field.name] ?? [] }))
  const found = ruled.map((column) => recommendRule(column, rows))
  const asked = new Map(given.map((one) => [one.name, one]))
  const keys = given.some((one) => one.rule === 'key') ? [] : findKeys(ruled.filter((column) => !asked.has(column.name)), found.filter((_, i) => !asked.has(ruled[i]!.name)), areas)
  return ruled.map((column, i): EditionField => {
    const own = asked.get(column.name)
    const { rule, why } = own ? { rule: own.rule, why: 'given' } : keys.includes(column.name) ? { rule: 'key' as const, why: 'key' } : found[i]!
    const numbers = withoutCode(column.values, column.name).map((value, row) => { const number = numberOf(value); return number === null ? null : number * (shares?.[row] ?? 1) }).filter((value) => value !== null)
    if ((rule === 'sum' || rule === 'mean') && numbers.length === 0 && column.values.some((value) => value !== null && value !== '')) throw new AtlasError('EDITION_NOT_NUMBERS', `"${column.name}" holds no numbers and cannot be moved as ${rule}. Choose category, unchanged, key or leave.`)
    return { name: column.name, type: column.type, rule, weight: (rule === 'mean' && own?.weight) || null, why, filled: column.values.filter((value) => value !== null && value !== '').length, total: column.type === 'integer' || column.type === 'real' || rule === 'sum' || rule === 'mean' ? exactSum(numbers) : null }
  })
}

/** Codes and folded names of the areas of all coarser sets. */
function namesAbove(db: Db, set: AreaSet): Set<string> {
  return new Set(listAreaSets(db).filter((one) => one.level < set.level).flatMap((one) => listAreas(db, one.id)).flatMap((area) => [area.code, nameForm(area.name).whole]).filter((one) => one !== ''))
}

function setOf(db: Db, id: number): AreaSet {
  const set = getAreaSet(db, id)
  if (!set) throw new AtlasError('UNKNOWN_AREAS', 'That area set is not in the project any more. Choose another one.')
  return set
}
