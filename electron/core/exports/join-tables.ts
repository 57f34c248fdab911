import type { ColumnValues } from '../../../shared/analysis/input.ts'
import type { AreaSet, Field, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import { columnNames } from '../sql/name.ts'
import { freeName, mapTable, type ExportTable, type ExportValue } from './table.ts'

/** A table's rows with the codes of the areas they stand for. */
export interface JoinedRows { layer: Layer; codes: readonly (string | null)[]; columns: Readonly<Record<string, ColumnValues>> }

interface Added { fields: { name: string; type: Field['type'] }[]; values: Map<string, ExportValue[]>; notes: Note[] }

/** Areas with the columns of tables: a table with one row per area as it is, one with several by their number and the sums of its numbers. Areas without a row have no values; rows without an area are told. */
export function joinTables(table: ExportTable, set: AreaSet, joined: readonly JoinedRows[], areaCodes: ReadonlySet<string>): ExportTable {
  const code = table.fields.findIndex((field) => field.column === 'area_code')
  const added = joined.map((one) => addedOf(one, set, areaCodes))
  const names = table.fields.map((field) => field.name)
  const fresh: { name: string; type: Field['type'] }[] = []
  added.forEach((one, i) => {
    for (const field of one.fields) {
      const taken = names.some((name) => name.toLowerCase() === field.name.toLowerCase())
      const name = freeName(names, taken ? `${field.name} (${joined[i]!.layer.name})` : field.name)
      names.push(name)
      fresh.push({ name, type: field.type })
    }
  })
  const columns = columnNames([...table.fields.map((field) => field.column), ...fresh.map((field) => field.name)])
  const fields = [...table.fields, ...fresh.map((field, i): Field => ({ ...field, column: columns[table.fields.length + i]! }))]
  const notes = [...table.about.notes, ...added.flatMap((one) => one.notes)]
  return mapTable(table, { fields, tags: table.tags && [...table.tags, ...fresh.map(() => '')], about: { ...table.about, notes } }, (row) => {
    const own = String(row.values[code] ?? '')
    return { ...row, values: [...row.values, ...added.flatMap((one) => one.values.get(own) ?? one.fields.map(() => null))] }
  })
}

function addedOf({ layer, codes, columns }: JoinedRows, set: AreaSet, areaCodes: ReadonlySet<string>): Added {
  const rows = new Map<string, number[]>()
  let apart = 0
  codes.forEach((code, i) => {
    if (code === null || !areaCodes.has(code)) { apart++; return }
    const list = rows.get(code)
    if (list) list.push(i)
    else rows.set(code, [i])
  })
  const notes: Note[] = apart > 0 ? [{ code: 'JOIN_ROWS_APART', count: apart, sample: `rows of "${layer.name}" name no area of "${set.name}"` }] : []
  const fields = layer.fields.filter((field) => field.name !== layer.codeField)
  const several = [...rows].filter(([, list]) => list.length > 1)
  if (several.length === 0) {
    const valueOf = (field: Field, i: number): ExportValue => { const value = columns[field.name]?.[i] ?? null; return field.type === 'boolean' && value !== null ? value === 1 : value }
    return { fields: fields.map(({ name, type }) => ({ name, type })), values: new Map([...rows].map(([code, [i]]) => [code, fields.map((field) => valueOf(field, i!))])), notes }
  }
  const numbers = fields.filter((field) => field.type === 'integer' || field.type === 'real')
  notes.push({ code: 'JOIN_SUMMED', count: several.length, sample: `areas have several rows of "${layer.name}": their number and the sums of ${numbers.map((field) => field.name).slice(0, 5).join(', ') || 'no column'} are given` })
  const sum = (field: Field, list: readonly number[]): ExportValue => {
    const present = list.map((i) => columns[field.name]?.[i]).filter((value) => typeof value === 'number')
    return present.length === 0 ? null : present.reduce((total, value) => total + value, 0)
  }
  return {
    fields: [{ name: `${layer.name} (records)`, type: 'integer' }, ...numbers.map((field) => ({ name: `${field.name} (sum)`, type: field.type }))],
    values: new Map([...rows].map(([code, list]) => [code, [list.length, ...numbers.map((field) => sum(field, list))]])), notes,
  }
}
