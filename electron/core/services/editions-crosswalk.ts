import { classify, reusedCodes } from '../../../shared/analysis/editions/classes.ts'
import { crosswalkOf, type Crosswalk, type Part } from '../../../shared/analysis/editions/crosswalk.ts'
import { partsByCodes, partsByList } from '../../../shared/analysis/editions/lineage.ts'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import { numberOf } from '../../../shared/analysis/measures/numbers.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { editionClasses, type EditionChange, type EditionClass, type EditionCrosswalk, type EditionPair, type EditionWeights } from '../../../shared/model/edition.ts'
import type { AreaSet } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { CallContext } from '../core.ts'
import { readAreaInput } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { requireField } from '../sql/fields.ts'
import { columnValues } from '../sql/layer-input.ts'
import { getContentHash, requireLayer } from '../sql/layers.ts'
import { listColumns } from './editions-list.ts'
import { findParts } from './editions-parts.ts'
import { joinPlaces } from './join-places.ts'
import type { Session } from './session.ts'

/** Two editions and how they meet, with what became of each area. `said` is what the analyst is told. */
export interface Meeting { from: AreaInput; to: AreaInput; crosswalk: Crosswalk; classes: { from: EditionClass[]; to: EditionClass[] }; said: EditionCrosswalk }

/** At most this many areas that changed are told one by one. */
const mostChanges = 5000

const latest = new WeakMap<Db, { key: string; meeting: Meeting }>()

/** `meetEditions`, or what it answered the last time where it was asked the same over the same data: a move follows its preview. */
export async function meetAgain(...asked: Parameters<typeof meetEditions>): Promise<Meeting> {
  const [, db, sets, weights, tolerance] = asked
  const key = JSON.stringify([sets, [sets.from.layer, sets.to.layer, ...('layer' in weights ? [weights.layer] : [])].map((id) => getContentHash(db, id)), weights, tolerance])
  const known = latest.get(db)
  if (known?.key === key) return known.meeting
  latest.delete(db)
  const meeting = await meetEditions(...asked)
  latest.set(db, { key, meeting })
  return meeting
}

/** How the areas of one set lie in those of another. Throws `NO_PEOPLE`, `UNKNOWN_FIELD`, `EDITION_LIST_UNREADABLE`, `EDITION_APART`. */
async function meetEditions(session: Session, db: Db, sets: { from: AreaSet; to: AreaSet }, weights: EditionWeights, tolerance: number, context: CallContext): Promise<Meeting> {
  const [from, to] = [readAreaInput(db, sets.from.id), readAreaInput(db, sets.to.id)]
  const notes: Note[] = []
  const found = await partsOf(session, db, sets, { from, to }, weights, notes, context)
  const slack = found.by === 'list' || found.by === 'codes' ? 0 : tolerance
  const crosswalk = crosswalkOf(found.parts, found.sizes, slack)
  if (crosswalk.links.length === 0) throw new AtlasError('EDITION_APART', `No area of "${sets.from.name}" lies in an area of "${sets.to.name}" or shares a code with one. Choose two editions of the same places.`)
  const classes = classify(from, to, crosswalk, slack)
  const reused = found.by === 'codes' ? [] : reusedCodes(from, to, crosswalk)
  if (reused.length > 0) notes.push({ code: 'EDITION_CODE_REUSED', count: reused.length, sample: reused.slice(0, 5).join(', ') })
  const counts = Object.fromEntries(editionClasses.map((one) => [one, one === 'new' ? classes.to.filter((own) => own === 'new').length : classes.from.filter((own) => own === one).length])) as Record<EditionClass, number>
  const slivers = {
    count: crosswalk.slivers.length, km2: crosswalk.slivers.reduce((sum, one) => sum + one.size, 0),
    largest: crosswalk.slivers.slice(0, 50).map((one) => ({ from: from.codes[one.from] ?? null, to: to.codes[one.to] ?? null, km2: one.size, ofFrom: one.sizeOfFrom, ofTo: one.sizeOfTo })),
  }
  const said: EditionCrosswalk = {
    from: { id: sets.from.id, name: sets.from.name, areas: from.codes.length }, to: { id: sets.to.id, name: sets.to.name, areas: to.codes.length }, by: found.by, weights: found.weights,
    unit: found.by === 'area' ? 'km2' : found.by === 'population' ? 'people' : 'weight', tolerance: slack, counts, changes: changesOf(from, to, crosswalk, classes).slice(0, mostChanges), slivers, notes: [...notes, ...crosswalk.notes],
  }
  return { from, to, crosswalk, classes, said }
}

interface PartsFound { parts: Part[]; sizes: { from: (number | null)[]; to: (number | null)[] }; by: EditionCrosswalk['by']; weights: string }

async function partsOf(session: Session, db: Db, sets: { from: AreaSet; to: AreaSet }, { from, to }: { from: AreaInput; to: AreaInput }, weights: EditionWeights, notes: Note[], context: CallContext): Promise<PartsFound> {
  const places = () => ({ old: joinPlaces(db, sets.from).areas, now: joinPlaces(db, sets.to).areas })
  const unknown = { from: from.codes.map(() => null), to: to.codes.map(() => null) }
  if (weights.by === 'table' || weights.by === 'pairs') {
    const { old, now } = places()
    const listed = partsByList(weights.by === 'pairs' ? weights.pairs : pairsOfTable(db, weights), old, now)
    notes.push(...listed.notes)
    return { parts: listed.parts, sizes: unknown, by: 'list', weights: weights.by === 'pairs' ? weights.name : requireLayer(db, weights.layer).name }
  }
  const bare = [...from.geometries, ...to.geometries].filter((geometry) => !geometry).length
  const canOverlay = from.geometries.some((geometry) => geometry) && to.geometries.some((geometry) => geometry)
  if (weights.by === 'codes' || !canOverlay) {
    if (weights.by !== 'codes') notes.push({ code: 'EDITION_BY_CODES', count: bare, sample: 'one of the editions has no outlines: areas are followed by their codes and names' })
    const { old, now } = places()
    return { parts: partsByCodes(old, now), sizes: unknown, by: 'codes', weights: '' }
  }
  const people = weights.by === 'population' ? { layer: requireLayer(db, weights.layer), field: weights.field } : null
  const found = await findParts(session, db, from, to, people, context)
  const inhabited = new Set(found.parts.flatMap((part) => (part.amount > 0 ? [part.from] : [])))
  const empty = from.geometries.filter((geometry, i) => geometry && !inhabited.has(i)).length
  if (people && empty > 0) notes.push({ code: 'EDITION_NOBODY', count: empty, sample: `areas where "${people.layer.name}" has nobody were shared out by surface` })
  const extra = bare === 0 ? [] : withoutOutline(places(), from, to, found.parts)
  if (bare > 0) notes.push({ code: 'EDITION_NO_OUTLINE', count: bare, sample: 'areas without an outline are followed by their codes and names' })
  return { parts: [...found.parts, ...extra], sizes: { from: found.fromKm2, to: found.toKm2 }, by: weights.by, weights: people?.layer.name ?? '' }
}

/** Areas without an outline, and those that carry on their code or name where no other area lies. */
function withoutOutline({ old, now }: { old: Parameters<typeof partsByCodes>[0]; now: Parameters<typeof partsByCodes>[1] }, from: AreaInput, to: AreaInput, parts: readonly Part[]): Part[] {
  const [metFrom, metTo] = [new Set(parts.flatMap((part) => (part.to >= 0 ? [part.from] : []))), new Set(parts.flatMap((part) => (part.from >= 0 ? [part.to] : [])))]
  return partsByCodes(old, now, { from: (i) => !metFrom.has(i), to: (k) => !metTo.has(k) && (!to.geometries[k] || from.geometries.some((geometry) => !geometry)) }).filter((part) => !from.geometries[part.from] || !to.geometries[part.to])
}

function pairsOfTable(db: Db, weights: Extract<EditionWeights, { by: 'table' }>): EditionPair[] {
  const layer = requireLayer(db, weights.layer)
  const columns = listColumns(layer.fields.map((field) => field.name))
  const named = (given: string | undefined, found: string | undefined): string | null => (given === undefined ? (found ?? null) : requireField(layer, given).name)
  const [from, to, weight] = [named(weights.from, columns.from), named(weights.to, columns.to), named(weights.weight, columns.weight)]
  if (from === null || to === null) throw new AtlasError('EDITION_LIST_UNREADABLE', `"${layer.name}" does not say which columns hold the old and the new codes. Call them "old_code" and "new_code", or name them.`)
  const [olds, news, amounts] = [columnValues(db, layer.id, from), columnValues(db, layer.id, to), weight === null ? null : columnValues(db, layer.id, weight)]
  return olds.map((old, row) => ({ from: String(old ?? ''), to: String(news[row] ?? ''), weight: amounts ? numberOf(amounts[row]) : null }))
}

/** Every old area that did not stay the same, then the new areas without an old one. */
function changesOf(from: AreaInput, to: AreaInput, crosswalk: Crosswalk, classes: Meeting['classes']): EditionChange[] {
  const old = from.codes.flatMap((code, i): EditionChange[] => (classes.from[i] === 'same' ? [] : [{
    class: classes.from[i]!, code, name: from.names[i]!, outside: crosswalk.outside[i]!,
    parts: crosswalk.byFrom[i]!.map((link) => ({ code: to.codes[link.to]!, name: to.names[link.to]!, amount: link.amount, ofFrom: link.ofFrom, ofTo: link.ofTo })),
  }]))
  return [...old, ...to.codes.flatMap((code, k): EditionChange[] => (classes.to[k] === 'new' ? [{ class: 'new', code, name: to.names[k]!, outside: 1, parts: [] }] : []))]
}
