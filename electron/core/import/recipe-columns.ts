import type { ImportOptions } from '../../../shared/model/import.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { Notebook } from '../formats/notebook.ts'
import { chooseReader, type ColumnReader } from './column-reader.ts'
import { numbersIn } from './column-stats.ts'
import { columnOptions, forcedReader } from './forced-reader.ts'
import type { AreaColumns } from './columns.ts'
import type { Place } from './place.ts'
import { areaCodeName, isParentName } from './names.ts'
import type { Survey } from './survey.ts'

/** One column of the source on its way into the project; `keepsText` columns have a second one for values that do not fit. */
export interface RecipeColumn { source: number; reader: ColumnReader; keepsText: boolean }

export type Choose = (about: string, chosen: string, why: string, given?: boolean) => void

interface Uses { codeColumn: number | null; areas: AreaColumns | null; dateField: number | null; place: Place; semicolons: boolean; /** What the analyst says of single columns, by their names. */ said?: ImportOptions['columns']; /** Columns that are the areas' own fields already. */ own?: readonly number[] }

/** The fields of the layer and how each is read; `nameOf` gives the name of a source column in the layer. Areas have three fields of their own before them. */
export function readColumns(survey: Survey, uses: Uses, notes: Notebook): { fields: Field[]; columns: RecipeColumn[]; nameOf: Map<number, string> } {
  const taken = new Set(uses.areas ? ['area_code', 'area_name', 'parent_code'] : [])
  const free = (wanted: string): string => {
    let name = wanted
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${wanted}_${k}`
    taken.add(name.toLowerCase())
    return name
  }
  const fields: Field[] = uses.areas ? ['area_code', 'area_name', 'parent_code'].map((name): Field => ({ name, column: name, type: 'text' })) : []
  const columns: RecipeColumn[] = []
  const nameOf = new Map<number, string>()
  const decimalCommas = survey.stats.some((stats) => stats.decimalCommas > 0)
  const said = columnOptions(survey.stats, uses.said)
  survey.stats.forEach((stats, source) => {
    if (uses.place.from === 'wkt' && uses.place.column === source) { notes.add('GEOMETRY_COLUMN', `${stats.name} became the geometry`, stats.filled); return }
    const isCoordinate = uses.place.from === 'columns' && (uses.place.lon === source || uses.place.lat === source)
    const isCode = source === uses.codeColumn || source === uses.areas?.parent || source === uses.areas?.code || areaCodeName(stats.name, stats.tag) !== null && numbersIn(stats) === stats.filled && stats.leadingZeros > 0
    const { skip, name: called, type } = said.get(source) ?? {}
    if (skip) { notes.add('COLUMN_SKIPPED', stats.name); return }
    if (uses.own?.includes(source)) return
    const use = { isCode, isDate: source === uses.dateField, isCoordinate, semicolons: uses.semicolons, decimalCommas }
    const reader = type ? forcedReader(stats, type, use, notes) : chooseReader(stats, use, notes)
    const own = called ?? (stats.name.trim() === '' ? `column ${source + 1}` : stats.name)
    const name = free(own)
    nameOf.set(source, name)
    fields.push({ name, column: name, type: reader.type })
    columns.push({ source, reader, keepsText: reader.keepsText })
    if (reader.keepsText) { const text = free(`${own} (as written)`); fields.push({ name: text, column: text, type: 'text' }) }
  })
  return { fields, columns, nameOf }
}

/** Says which columns were chosen, and by which value they were known. */
export function sayColumns(choose: Choose, survey: Survey, uses: { areas: AreaColumns | null; codeColumn: number | null; dateField: number | null; place: Place; options: ImportOptions }): void {
  const { stats } = survey
  const say = (about: string, index: number | null, given: boolean) => { if (index !== null) choose(about, stats[index]!.name, given ? 'given' : `column-name: ${stats[index]!.sample}`, given) }
  say('code', uses.codeColumn, uses.options.code !== undefined)
  if (uses.areas) {
    say('label', uses.areas.label, uses.options.label !== undefined)
    const parent = uses.areas.parent
    if (parent !== null && uses.options.parent === undefined && !isParentName(stats[parent]!.name) && (areaCodeName(stats[parent]!.name, stats[parent]!.tag)?.level ?? null) === null) choose('parent', stats[parent]!.name, `codes-begin-with: ${stats[parent]!.sample}`)
    else say('parent', parent, uses.options.parent !== undefined)
  }
  if (uses.place.from === 'columns') { say('lon', uses.place.lon, uses.options.lon !== undefined); say('lat', uses.place.lat, uses.options.lat !== undefined) }
  if (uses.place.from === 'pair' || uses.place.from === 'wkt') say('position', uses.place.column, uses.options.position !== undefined)
  say('date', uses.dateField, uses.options.date !== undefined)
}

/** P-codes are written in capitals; where nearly all are, the others are too. */
export function codesAreUpper(survey: Survey, column: number): boolean {
  const codes = [...survey.stats[column]!.distinct]
  const upper = codes.filter((code) => /^[A-Z]{2,3}[\dA-Z]+$/.test(code.trim())).length
  const lower = codes.filter((code) => /^[A-Za-z]{2,3}\d+$/.test(code.trim()) && code !== code.toUpperCase()).length
  return lower > 0 && upper > lower && upper + lower >= codes.length * 0.8
}
