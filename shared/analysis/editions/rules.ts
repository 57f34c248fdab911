import type { ColumnRule } from '../../model/edition.ts'
import type { FieldType } from '../../model/layer.ts'
import type { ColumnValues } from '../input.ts'
import { isUnreadable, numberOf } from '../measures/numbers.ts'
import { nameForm } from '../joins/words.ts'

/** A column of a table whose rows lie in areas. */
export interface RuledColumn { name: string; type: FieldType; values: ColumnValues }

/** What is known of the rows: the old area of each (index, -1: none), and codes and names of the areas and of those above them. */
export interface RuledRows { areas: readonly number[]; codes: readonly string[]; names: readonly string[]; above: ReadonlySet<string>; codeFields: ReadonlySet<string> }

export interface Ruled { rule: ColumnRule; why: string }

const rates = /%|(^|[^a-z])(pct|perc|percent\w*|pourcent\w*|porcent\w*|rates?|ratios?|shares?|index|indices?|indice|idx|scores?|avg|average|mean|median|moyenn\w*|mediane?|promedio|media|prop|proportions?|prevalen\w*|incidence|incidencia|densit\w*|densidad|per|par|por|taux|tasa|part|intensit\w*|intensidad|probab\w*|mpi|hdi|gini|severity|coverage|couverture|cobertura|headcount ratio|temperature|rainfall)($|[^a-z])|نسبة|معدل|مؤشر|متوسط|كثافة/
const counts = /(^|[^a-z])(pop\w*|habitants?|totals?|counts?|number|nb|nbr|nombre|numero|num|no|qty|sum|somme|households?|hhs?|menages?|hogares|famil\w*|people|persons?|personnes|personas|individuals?|men|women|male|female|hommes?|femmes?|hombres|mujeres|boys|girls|children|enfants|ninos|deaths?|deces|muertes|fatalit\w*|killed|injured|victim\w*|cases?|cas|casos|events?|incidents?|idps?|pdi|refugees?|refugie\w*|refugiad\w*|returnees?|displaced|deplaces|desplazad\w*|arrivals?|departures?|facilit\w*|schools?|ecoles|escuelas|sqkm|km2|ha|hectares?|superficie|surface|area|amount|usd|budget|tons?|tonnes|beneficiar\w*|reached|targeted|pin|births?|houses?|buildings?|doses)($|[^a-z])|عدد|سكان|مجموع/
const classes = /(^|[^a-z])(phase|class|classe|clase|level|niveau|nivel|category|categorie|categoria|grade|rank|rang|rango|type|status|cluster|zone)($|[^a-z])/
const years = /(^|[^a-z])(year|annee|ano|anio|yr|month|mois|mes|round|quarter|trimestre)($|[^a-z])|^y$/
const positions = /^([xy]|([a-z]+_)?(lat|lon|long|lng|latitude|longitude)|[xy]_?(coord\w*|centroid)|coord\w*_?[xy]|centroid_?\w*|point_?[xy])$/
const identifiers = /^(fid|gid|ogc_?fid|object_?id|id|uid|uuid|global_?id|shape_?\w+|row_?id)$/
const records = /^(version(_?no)?|valid_?(on|to|from)|lang\d?|language\d?|last_?(update|modified)\w*|updated?_?(at|on)?|created?_?(at|on)?)$/

/** The rule that fits a column, and why: by what its name says, else by what its values are. `repeated`: areas have several rows, so that words and dates tell them apart. */
export function recommendRule(column: RuledColumn, rows: RuledRows): Ruled {
  const plain = plainName(column.name)
  if (rows.codeFields.has(column.name) || namesAreas(column, rows)) return { rule: 'leave', why: 'names-area' }
  if (identifiers.test(plain.replaceAll(' ', '_'))) return { rule: 'leave', why: 'identifier' }
  if (records.test(plain.replaceAll(' ', '_'))) return { rule: 'leave', why: 'record' }
  if (column.values.every((value) => value === null || value === '')) return { rule: 'leave', why: 'empty' }
  const numbers = numbersOf(column.values)
  const isNumeric = column.type === 'integer' || column.type === 'real' || (column.type === 'text' && numbers !== null && numbers.length > 0)
  if (positions.test(plain.replaceAll(' ', '_')) && isNumeric) return { rule: 'leave', why: 'position' }
  if (!isNumeric) return { rule: 'category', why: column.type === 'boolean' ? 'flag' : column.type === 'text' ? 'text' : 'date' }
  const values = numbers ?? []
  const areWhole = values.every(Number.isInteger)
  if (years.test(` ${plain} `) && areWhole) return { rule: 'category', why: 'period' }
  if (rates.test(` ${plain} `)) return { rule: 'mean', why: 'word-rate' }
  if (classes.test(` ${plain} `) && areWhole && new Set(values).size <= 12) return { rule: 'category', why: 'class' }
  if (counts.test(` ${plain} `)) return { rule: 'sum', why: 'word-count' }
  if (values.some((one) => one < 0)) return { rule: 'mean', why: 'negative' }
  return areWhole ? { rule: 'sum', why: 'whole' } : { rule: 'mean', why: 'decimals' }
}

/** The columns that tell the rows of one area apart: dates, years and words, taken one by one until no two rows of an area are alike, the ones with the fewest different values first. None where each area has one row, or where they do not suffice. */
export function findKeys(columns: readonly RuledColumn[], ruled: readonly Ruled[], areas: readonly number[]): string[] {
  const rows = areas.flatMap((area, row) => (area >= 0 ? [row] : []))
  const distinct = (keys: readonly RuledColumn[]): number => new Set(rows.map((row) => JSON.stringify([areas[row], ...keys.map((key) => key.values[row] ?? null)]))).size
  if (distinct([]) === rows.length) return []
  const able = columns.filter((_, i) => ruled[i]!.rule === 'category').map((column) => ({ column, kinds: new Set(rows.map((row) => column.values[row] ?? null)).size })).filter(({ kinds }) => kinds > 1 && kinds < rows.length)
  const keys: RuledColumn[] = []
  let told = distinct([])
  for (const { column } of able.toSorted((a, b) => order(a.column) - order(b.column) || a.kinds - b.kinds)) {
    if (told === rows.length) break
    const now = distinct([...keys, column])
    if (now > told) { keys.push(column); told = now }
  }
  return told === rows.length ? columns.filter((column) => keys.includes(column)).map((column) => column.name) : []
}

/** Dates and years tell rows apart before words do. */
function order(column: RuledColumn): number {
  return column.type === 'date' || column.type === 'datetime' || years.test(` ${plainName(column.name)} `) ? 0 : 1
}

/** A name in small letters without accents, words apart: `PopTotal_2015` is `pop total 2015`. */
function plainName(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[_\-.]+/g, ' ').trim()
}

/** Whether a column repeats the codes or names of the areas or of those above them. */
function namesAreas(column: RuledColumn, rows: RuledRows): boolean {
  if (/^(adm|admin|level|gid|nom|name)[_ ]?\d?[_ ]?(p?code|pcod|name|nom|ref|fr|en|es|ar|alt\d?|altname)?\d?([_ ]?(en|fr|es|ar|pt))?$/i.test(column.name.trim()) && column.type === 'text') return true
  let filled = 0, same = 0
  column.values.forEach((value, row) => {
    const area = rows.areas[row] ?? -1
    if (value === null || value === '' || area < 0) return
    filled++
    const text = String(value)
    const form = nameForm(text).whole
    if (text === rows.codes[area] || (form !== '' && (form === nameForm(rows.names[area]!).whole || rows.above.has(form))) || rows.above.has(text)) same++
  })
  return filled > 0 && same >= filled * 0.8 && column.type !== 'real' && column.type !== 'boolean'
}

/** The numbers of a column, or null where a cell holds something else. */
function numbersOf(values: ColumnValues): number[] | null {
  if (values.some(isUnreadable)) return null
  return values.map(numberOf).filter((one) => one !== null)
}
