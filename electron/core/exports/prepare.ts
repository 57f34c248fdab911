import { AtlasError } from '../../../shared/contract/errors.ts'
import { highestSensitivity, treatmentOf, type Audience, type ExportColumn, type ExportOptions, type Treatment } from '../../../shared/model/export.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import type { Sensitivity } from '../../../shared/model/source.ts'
import { baseOf, countTable, leastOf } from './count-areas.ts'
import { joinTables, type JoinedRows } from './join-tables.ts'
import { lighten, reduce, type HeldBack, type Reduced } from './reduce.ts'
import { mapTable, pickFields, type ExportTable } from './table.ts'
import type { AreaInput } from '../../../shared/analysis/input.ts'

/** What an export needs from the project beside the layer's own rows: each is asked for only where the options want it. */
export interface ExportParts {
  /** The area set that the layer is, and its codes. */
  ownSet(): { set: AreaSet; codes: ReadonlySet<string> }
  joined(id: number): JoinedRows
  /** How many records lie in each area of a set. */
  counted(areaSet: number): Promise<{ set: AreaSet; areas: AreaInput; counts: (number | null)[] }>
}

/** A layer as the options and the audience want it. `columns` also lists what stays behind. `whole`: nothing was left out or changed. */
export interface Prepared { table: ExportTable; columns: ExportColumn[]; sensitivity: Sensitivity; treatment: Treatment; whole: boolean }

/** What a layer and the tables joined to it come to, and what the audience may have of that. */
export function sensitivityOf(layer: Layer, others: readonly Layer[], audience: Audience): { sensitivity: Sensitivity; treatment: Treatment } {
  const sensitivity = highestSensitivity([layer, ...others].map((one) => one.source.sensitivity))
  return { sensitivity, treatment: treatmentOf(sensitivity, audience) }
}

/** Selects, joins, counts and reduces. Throws `TOO_SENSITIVE` where the audience may have nothing, or only counts, and `NO_SUCH_FIELD`, `NOT_AREAS` for what does not fit the layer. */
export async function prepare(given: ExportTable, options: ExportOptions, parts: ExportParts): Promise<Prepared> {
  const { layer } = given
  const audience = options.audience ?? 'internal'
  const joined = (options.with ?? []).map((id) => parts.joined(id))
  const { sensitivity, treatment } = sensitivityOf(layer, joined.map((one) => one.layer), audience)
  refuse(layer, sensitivity, treatment, options)
  let table: ExportTable = { ...given, about: { ...given.about, audience }, layer: { ...layer, source: { ...layer.source, sensitivity } } }
  let held = new Map<string, HeldBack>()
  const before = table
  if (options.countBy !== undefined) {
    const { set, areas, counts } = await parts.counted(options.countBy)
    table = countTable(table.layer, set, areas, counts, sensitivity, table.about)
  } else {
    if (options.codes || joined.length > 0) {
      if (layer.kind !== 'areas') throw new AtlasError('NOT_AREAS', `"${layer.name}" is no area set. Choosing areas and joining tables need one.`)
      if (options.codes) table = onlyCodes(table, options.codes)
      if (joined.length > 0) { const { set, codes } = parts.ownSet(); table = joinTables(table, set, joined, codes) }
    }
    const reduced = await reducedBy(table, treatment, sensitivity, audience)
    held = reduced.held
    table = { ...reduced.table, about: { ...reduced.table.about, notes: [...table.about.notes, ...reduced.notes] } }
  }
  const chosen = choose(table, held, options.columns)
  const joinedFields = table.fields.filter((field) => !before.fields.some((one) => one.name === field.name))
  const listed = options.countBy !== undefined ? table.fields : [...before.fields.map((field) => table.fields.find((one) => one.name === field.name) ?? field), ...joinedFields]
  return {
    table: chosen.table, sensitivity, treatment, whole: treatment === 'whole' && options.countBy === undefined && !options.codes && joined.length === 0 && chosen.table === table,
    columns: listed.map((field) => ({ name: field.name, type: field.type, tag: table.tags?.[table.fields.indexOf(field)] ?? '', held: held.get(field.name) ?? chosen.held(field.name) })),
  }
}

function reducedBy(table: ExportTable, treatment: Treatment, sensitivity: Sensitivity, audience: Audience): Reduced | Promise<Reduced> {
  if (treatment === 'light') return lighten(table)
  if (treatment === 'reduced') return reduce(table, leastOf(sensitivity), baseOf(audience))
  return { table, held: new Map(), notes: [] }
}

function refuse(layer: Layer, sensitivity: Sensitivity, treatment: Treatment, { audience, countBy, with: joined }: ExportOptions): void {
  const what = joined?.length ? `"${layer.name}" with what is joined to it` : `"${layer.name}"`
  const whom = audience === 'partner' ? 'partners' : 'everybody'
  if (treatment === 'refused') throw new AtlasError('TOO_SENSITIVE', `${what} is of ${sensitivity} sensitivity and does not go to ${whom}. Export it for the team, or export other data.`)
  if (layer.kind === 'raster' && (treatment === 'counted' || treatment === 'reduced')) throw new AtlasError('TOO_SENSITIVE', `${what} is of ${sensitivity} sensitivity and does not go to ${whom} as a raster. Export it for the team, or measures of it by areas.`)
  if (treatment === 'counted' && countBy === undefined) throw new AtlasError('TOO_SENSITIVE', `${what} is of ${sensitivity} sensitivity: its records do not go to ${whom}, only their counts by areas. Choose an area set to count by, or export it for the team.`)
}

function onlyCodes(table: ExportTable, codes: readonly string[]): ExportTable {
  const wanted = new Set(codes)
  const at = table.fields.findIndex((field) => field.column === 'area_code')
  return mapTable(table, { layer: { ...table.layer, rows: Math.min(table.layer.rows, wanted.size) } }, (row) => (wanted.has(String(row.values[at])) ? row : null))
}

/** The chosen columns in the layer's order. Throws `NO_SUCH_FIELD` for one that is neither there nor held back. */
function choose(table: ExportTable, held: ReadonlyMap<string, HeldBack>, columns: readonly string[] | undefined): { table: ExportTable; held: (name: string) => 'chosen' | null } {
  if (columns === undefined) return { table, held: () => null }
  const wanted = new Set(columns)
  const unknown = columns.find((name) => !held.has(name) && !table.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw new AtlasError('NO_SUCH_FIELD', `"${table.layer.name}" has no column "${unknown}". Columns here: ${table.fields.map((field) => field.name).slice(0, 30).join(', ')}.`)
  const places = table.fields.flatMap((field, i) => (wanted.has(field.name) ? [i] : []))
  if (places.length === 0) throw new AtlasError('NO_COLUMNS', 'No column is left to export. Choose at least one.')
  return { table: pickFields(table, places), held: (name) => (wanted.has(name) ? null : 'chosen') }
}
