import type { Geometry, Position } from 'geojson'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import type { ExportColumn } from '../../../shared/model/export.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { areaCodeName, areaLabelName } from '../import/names.ts'
import { sensitiveColumn } from './sensitive-columns.ts'
import { mapTable, pickFields, type ExportRow, type ExportTable, type ExportValue } from './table.ts'

export type HeldBack = NonNullable<ExportColumn['held']>
/** A table as others may have it, why columns stayed behind, and what was changed. */
export interface Reduced { table: ExportTable; held: Map<string, HeldBack>; notes: Note[] }

/** Side of the cells in which positions are given, in degrees: about 11 km. */
const cellDegrees = 0.1
const mostValues = 20_000

/** For partners, data of moderate sensitivity: single positions to three decimals (about 100 m), without columns about persons. */
export function lighten(table: ExportTable): Reduced {
  const held = heldByName(table.fields, (field, why) => why === 'personal' || field.type === 'text')
  const rounded = table.fields.map((field) => sensitiveColumn(field) === 'position' && field.type === 'real')
  const single = table.layer.geometry === 'point' || table.layer.geometry === 'mixed'
  const lighter = mapTable(table, { layer: { ...table.layer, notes: [] } }, (row) => ({ ...row, geometry: row.geometry && single ? roundPoints(row.geometry) : row.geometry, values: row.values.map((value, i) => (rounded[i] && typeof value === 'number' ? roundTo(value, 3) : value)) }))
  const notes = single ? [{ code: 'POSITIONS_ROUNDED', count: table.layer.rows, sample: 'positions are given to three decimals of a degree, about 100 m' }] : []
  return withoutHeld(lighter, held, notes)
}

/**
 * For others, data that could harm: no value stands in the file that fewer than `least` records share.
 * Places become the middle of a cell of a tenth of a degree (none where a cell has fewer records), dates months, numbers two digits. Records of areas, one per area, keep their outlines and codes; their counts below `least` are blank and the others multiples of `base`.
 */
export async function reduce(table: ExportTable, least: number, base: number): Promise<Reduced> {
  const held = heldByName(table.fields, () => true)
  const aggregate = await isAggregate(table)
  const keeps = table.fields.map((field) => aggregate && isAreaField(table.layer, field))
  const coarse = (row: ExportRow) => row.values.map((value, i) => (keeps[i] ? value : coarseValue(value, table.fields[i]!, aggregate)))
  const places = table.layer.kind !== 'areas' && table.layer.geometry !== 'none'
  const cells = new Map<string, number>()
  const counts = table.fields.map(() => new Map<ExportValue, number>())
  const crowded = new Set<number>()
  let blankCounts = 0
  for await (const batch of table.batches()) {
    for (const row of batch) {
      const cell = places ? cellOf(row.geometry) : null
      if (cell) cells.set(cell.join(), (cells.get(cell.join()) ?? 0) + 1)
      coarse(row).forEach((value, i) => {
        if (value === null || keeps[i] || crowded.has(i)) return
        if (aggregate && typeof value === 'number') { if (isSmall(value, table.fields[i]!, least)) blankCounts++; return }
        const count = counts[i]!
        count.set(value, (count.get(value) ?? 0) + 1)
        if (count.size > mostValues) { crowded.add(i); count.clear() }
      })
    }
  }
  const numbers = table.fields.map((field) => aggregate && (field.type === 'integer' || field.type === 'real'))
  let rare = 0
  table.fields.forEach((field, i) => {
    if (keeps[i] || numbers[i] || held.has(field.name)) return
    const all = [...counts[i]!.values()]
    if (crowded.has(i) || (all.length > 0 && all.every((count) => count < least))) held.set(field.name, 'rare')
    else rare += all.filter((count) => count < least).reduce((sum, count) => sum + count, 0)
  })
  let fid = 0
  const made = mapTable(table, { layer: coarseLayer(table.layer, places), fields: table.fields.map((field) => (field.type === 'datetime' ? { ...field, type: 'date' } : field)) }, (row) => {
    const cell = places ? cellOf(row.geometry) : null
    const geometry: Geometry | null = places ? (cell && cells.get(cell.join())! >= least ? { type: 'Point', coordinates: cell } : null) : row.geometry
    const values = coarse(row).map((value, i): ExportValue => {
      if (value === null || keeps[i]) return value
      if (numbers[i] && typeof value === 'number') return isSmall(value, table.fields[i]!, least) ? null : table.fields[i]!.type === 'integer' ? Math.round(value / base) * base : value
      return counts[i]!.get(value)! >= least ? value : null
    })
    return { fid: ++fid, geometry, values }
  })
  const restarting: ExportTable = { ...made, batches() { fid = 0; return made.batches() } }
  return withoutHeld(restarting, held, notesOf({ places, aggregate, least, base, rows: table.layer.rows, rare, blankCounts, lone: [...cells.values()].filter((count) => count < least).reduce((sum, count) => sum + count, 0), dates: table.fields.some((field) => field.type === 'date' || field.type === 'datetime') }))
}

interface Found { places: boolean; aggregate: boolean; least: number; base: number; rows: number; rare: number; blankCounts: number; lone: number; dates: boolean }

function notesOf({ places, aggregate, least, base, rows, rare, blankCounts, lone, dates }: Found): Note[] {
  const notes: Note[] = []
  const add = (code: string, count: number, sample: string) => { if (count > 0) notes.push({ code, count, sample }) }
  if (places) add('POSITIONS_COARSE', rows, 'places are given as the middle of a cell of a tenth of a degree, about 11 km')
  add('POSITIONS_HELD_BACK', lone, `records whose cell holds fewer than ${least} have no place`)
  if (dates) add('DATES_COARSE', rows, 'dates are given as the first of their month')
  if (aggregate) add('COUNTS_ROUNDED', rows, `whole numbers are given in steps of ${base}`)
  add('SMALL_COUNTS_BLANK', blankCounts, `counts from 1 to ${least - 1} are blank`)
  add('RARE_VALUES_BLANK', rare, `values that fewer than ${least} records share are blank`)
  return notes
}

function heldByName(fields: readonly Field[], holds: (field: Field, why: 'personal' | 'position') => boolean): Map<string, HeldBack> {
  const held = new Map<string, HeldBack>()
  for (const field of fields) {
    const why = ['area_code', 'area_name', 'parent_code'].includes(field.column) ? null : sensitiveColumn(field)
    if (why && holds(field, why)) held.set(field.name, why)
  }
  return held
}

function withoutHeld(table: ExportTable, held: Map<string, HeldBack>, notes: Note[]): Reduced {
  if (held.size > 0) notes.push({ code: 'COLUMNS_HELD_BACK', count: held.size, sample: [...held.keys()].slice(0, 5).join(', ') })
  const places = table.fields.flatMap((field, i) => (held.has(field.name) ? [] : [i]))
  return { table: pickFields(table, places), held, notes }
}

/** Whether each record is about an area: an area set, or a table with each code once. */
async function isAggregate({ layer, fields, batches }: ExportTable): Promise<boolean> {
  if (layer.kind === 'areas') return true
  const code = fields.findIndex((field) => field.name === layer.codeField)
  if (layer.geometry !== 'none' || code < 0) return false
  const seen = new Set<ExportValue>()
  for await (const batch of batches()) {
    for (const { values } of batch) {
      const value = values[code] ?? null
      if (value === null || seen.has(value)) return false
      seen.add(value)
    }
  }
  return true
}

function isAreaField(layer: Layer, field: Field): boolean {
  return field.name === layer.codeField || ['area_code', 'area_name', 'parent_code'].includes(field.column) || areaCodeName(field.name) !== null || areaLabelName(field.name) !== null
}

function coarseValue(value: ExportValue, field: Field, aggregate: boolean): ExportValue {
  if (typeof value === 'string' && (field.type === 'date' || field.type === 'datetime')) return /^\d{4}-\d\d/.test(value) ? `${value.slice(0, 7)}-01` : null
  if (typeof value === 'number' && field.type === 'real') return Number.isFinite(value) ? Number(value.toPrecision(aggregate ? 3 : 2)) : null
  return value
}

function isSmall(value: number, field: Field, least: number): boolean {
  return field.type === 'integer' && value > 0 && value < least
}

/** The middle of the cell that holds a shape's middle. */
function cellOf(geometry: Geometry | null): [number, number] | null {
  const box = geometry ? boundsOf(geometry) : null
  if (!box) return null
  const middle = (from: number, to: number) => roundTo((Math.floor((from + to) / 2 / cellDegrees) + 0.5) * cellDegrees, 2)
  return [middle(box[0], box[2]), middle(box[1], box[3])]
}

/** The record of a layer without what would tell the exact again: extent, single days, values in its style and notes. */
function coarseLayer(layer: Layer, places: boolean): Layer {
  const month = (date: string | null) => date && `${date.slice(0, 7)}-01`
  return { ...layer, geometry: places ? 'point' : layer.geometry, bbox: layer.kind === 'areas' ? layer.bbox : null, from: month(layer.from), to: month(layer.to), notes: [], style: { ...layer.style, by: { kind: 'single' } } }
}

function roundPoints(geometry: Geometry): Geometry {
  const round = (position: Position): Position => position.map((value) => roundTo(value, 3))
  switch (geometry.type) {
    case 'Point': return { ...geometry, coordinates: round(geometry.coordinates) }
    case 'MultiPoint': return { ...geometry, coordinates: geometry.coordinates.map(round) }
    case 'GeometryCollection': return { ...geometry, geometries: geometry.geometries.map(roundPoints) }
    default: return geometry
  }
}

function roundTo(value: number, decimals: number): number { return Math.round(value * 10 ** decimals) / 10 ** decimals }
