import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entriesOf } from '../../../shared/analysis/joins/entries.ts'
import { entryKey, type JoinArea } from '../../../shared/analysis/joins/entry.ts'
import { chooseField, chooseWithin, type JoinField } from '../../../shared/analysis/joins/fields.ts'
import { proposeJoin, type JoinPlaces } from '../../../shared/analysis/joins/propose.ts'
import { settleEntries } from '../../../shared/analysis/joins/settle.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Join, JoinPair, JoinReport, JoinState } from '../../../shared/model/join.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import { writeReviewList, writeUnmatchedList } from '../exports/join-list.ts'
import { areaCodeName } from '../import/names.ts'
import { getAreaSet } from '../sql/areas.ts'
import { applyChange } from '../sql/changes.ts'
import type { Db } from '../sql/database.ts'
import { requireField } from '../sql/fields.ts'
import { getJoin, joinSteps, listOtherJoins } from '../sql/joins.ts'
import { columnValues } from '../sql/layer-input.ts'
import { requireLayer } from '../sql/layers.ts'
import type { Calls } from './calls.ts'
import { joinPlaces } from './join-places.ts'
import { joinsByCode } from './joined-input.ts'
import { dbOf, hold, writableDb, type Session } from './session.ts'

const mostEntries = 20_000

export function joinCalls(session: Session): Calls<'joins.propose' | 'joins.apply' | 'joins.get' | 'joins.list'> {
  return {
    'joins.propose': ({ layer, areaSet, field, within }) => propose(dbOf(session), tableOf(dbOf(session), layer), setOf(dbOf(session), areaSet), field, within),
    'joins.apply': ({ layer: id, areaSet, field, within, pairs }) => {
      const db = writableDb(session)
      const layer = tableOf(db, id), set = setOf(db, areaSet)
      const places = joinPlaces(db, set)
      const decided = checked(layer, places.areas, { field, within: within ?? null, pairs })
      const needless = decided.pairs.length === 0 && (field === layer.codeField || stateOf(db, layer, set, places, decided).rowsMatched === 0)
      const steps = joinSteps(db, id, areaSet, needless ? null : decided)
      if (steps.forward.length > 0) applyChange(db, { label: 'layer.join', subject: layer.name, ...steps })
      return stateOf(db, layer, set, places, getJoin(db, id, areaSet))
    },
    'joins.list': ({ layer: id, areaSet, field, within, what }) => {
      const db = dbOf(session)
      const layer = tableOf(db, id), set = setOf(db, areaSet)
      const report = propose(db, layer, set, field, within)
      const names = new Map(joinPlaces(db, set).areas.map((area) => [area.code, area.names[0] ?? area.code]))
      const made = what === 'review' ? { text: writeReviewList(report, names), rows: report.rows.length } : writeUnmatchedList(report, names)
      const name = `${layer.name} ${what}.csv`
      const path = join(session.staging, `${randomBytes(8).toString('hex')}.csv`)
      writeFileSync(path, made.text, { mode: 0o600, flag: 'wx' })
      return { download: hold(session, { path, name }), name, rows: made.rows }
    },
    'joins.get': ({ layer: id, areaSet }) => {
      const db = dbOf(session)
      const layer = tableOf(db, id), set = setOf(db, areaSet)
      return stateOf(db, layer, set, joinPlaces(db, set), getJoin(db, id, areaSet))
    },
  }
}

function propose(db: Db, layer: Layer, set: AreaSet, given: string | undefined, givenWithin: string | null | undefined): JoinReport {
  const places = joinPlaces(db, set)
  const stored = getJoin(db, layer.id, set.id)
  const fields = fieldsOf(db, layer)
  const usable = stored && layer.fields.some((one) => one.name === stored.field) ? stored : null
  const field = given === undefined ? (usable?.field ?? chooseField(fields, places.areas) ?? layer.codeField ?? fields[0]?.name) : requireField(layer, given).name
  if (field === undefined) throw new AtlasError('NO_FIELDS', `"${layer.name}" has no field that could name areas. Import a table that has one.`)
  const join = usable?.field === field ? usable : null
  const within = givenWithin === undefined ? (join ? join.within : chooseWithin(fields, field, places.areas)) : givenWithin === null ? null : requireField(layer, givenWithin).name
  const valuesOf = (name: string | null): JoinField['values'] | null => (name === null ? null : (fields.find((one) => one.name === name)?.values ?? columnValues(db, layer.id, name)))
  const isCode = fields.find((one) => one.name === field)?.isCode ?? false
  const nameField = isCode ? chooseField(fields.filter((one) => one.name !== field && one.name !== within && !one.isCode), places.areas) : null
  const codeField = isCode || layer.codeField === field ? null : layer.codeField
  const entries = entriesOf(valuesOf(field)!, { within: valuesOf(within), codes: valuesOf(codeField), names: valuesOf(nameField) })
  if (entries.length > mostEntries) throw new AtlasError('TOO_MANY_ENTRIES', `"${field}" has ${entries.length} different entries, more than one can review. Choose a field that names areas.`)
  const found = proposeJoin(entries, places, join, listOtherJoins(db, layer.id, set.id))
  return {
    layer: layer.id, areaSet: set.id, field, within, nameField, fields: layer.fields.map((one) => one.name), counts: found.counts, rows: found.rows,
    without: found.without.map((area) => ({ code: area.code, name: area.names[0] ?? area.code, parent: area.path[0]?.names[0] ?? null })),
  }
}

/** The fields that may name areas: texts, and numbers that are called like codes. */
function fieldsOf(db: Db, layer: Layer): JoinField[] {
  return layer.fields.flatMap((field): JoinField[] => {
    const isCode = field.name === layer.codeField || areaCodeName(field.name) !== null
    return field.type === 'text' || (isCode && field.type !== 'date' && field.type !== 'datetime') ? [{ name: field.name, values: columnValues(db, layer.id, field.name), isCode }] : []
  })
}

/** How far a join reaches. */
function stateOf(db: Db, layer: Layer, set: AreaSet, { areas }: JoinPlaces, join: Join | null): JoinState {
  const usable = join && layer.fields.some((one) => one.name === join.field) && (join.within === null || layer.fields.some((one) => one.name === join.within)) ? join : null
  const field = usable?.field ?? layer.codeField
  if (field === null) return { join: null, rows: layer.rows, rowsMatched: 0, areas: set.count, areasWithout: set.count }
  const entries = entriesOf(columnValues(db, layer.id, field), { within: usable?.within ? columnValues(db, layer.id, usable.within) : null })
  const settled = settleEntries(entries, areas, usable)
  const matched = entries.filter((one) => (settled.get(entryKey(one.entry, one.within))?.areas.length ?? 0) > 0)
  const reached = new Set(matched.flatMap((one) => settled.get(entryKey(one.entry, one.within))!.areas))
  return { join: usable, rows: layer.rows, rowsMatched: matched.reduce((sum, one) => sum + one.rows, 0), areas: areas.length, areasWithout: areas.length - reached.size }
}

/** The decisions with one for each entry, the last one given. Throws `NO_SUCH_FIELD` and `JOIN_UNKNOWN_AREA`. */
function checked(layer: Layer, areas: readonly JoinArea[], join: Join): Join {
  for (const name of [join.field, join.within]) if (name !== null) requireField(layer, name)
  const known = new Set(areas.map((area) => area.code))
  const pairs = new Map<string, JoinPair>()
  for (const { entry, within, areas: codes } of join.pairs) {
    const unknown = codes.find((code) => !known.has(code))
    if (unknown !== undefined) throw new AtlasError('JOIN_UNKNOWN_AREA', `The area set has no area "${unknown}", which is given for "${entry}". Give the code of one of its areas.`)
    const pair = { entry: entry.trim(), within: within?.trim() || null, areas: [...new Set(codes)] }
    pairs.set(entryKey(pair.entry, pair.within), pair)
  }
  return { ...join, pairs: [...pairs.values()] }
}

function tableOf(db: Db, id: number): Layer {
  const layer = requireLayer(db, id)
  if (!joinsByCode(layer)) throw new AtlasError('JOIN_NEEDS_TABLE', `"${layer.name}" is ${layer.kind === 'areas' ? 'an area set' : 'a layer with places'}: only the rows of tables are matched by code or name. Choose a table.`)
  return layer
}

function setOf(db: Db, id: number): AreaSet {
  const set = getAreaSet(db, id)
  if (!set) throw new AtlasError('UNKNOWN_AREAS', 'That area set is not in the project any more. Choose another one.')
  return set
}
