import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import { datesIn, distinctShare, numbersIn, type ColumnStats } from './column-stats.ts'
import { areaCodeName, areaLabelName, dateName, isOtherDate, isParentName, maybeAreaName, maybeCodeName } from './names.ts'

export interface FieldName { name: string; tag?: string }

/** The index of a column that the analyst named: exactly, else without regard to case and blanks, else by HXL tag. Throws `UNKNOWN_COLUMN` naming those there are. */
export function columnIndex(fields: FieldName[], wanted: string, what: string): number {
  const plain = (text: string) => text.trim().toLowerCase()
  for (const test of [(f: FieldName) => f.name === wanted, (f: FieldName) => plain(f.name) === plain(wanted), (f: FieldName) => f.tag !== undefined && plain(f.tag) === plain(wanted)]) {
    const index = fields.findIndex(test)
    if (index >= 0) return index
  }
  const there = fields.slice(0, 40).map((field) => field.name).join(', ')
  throw new AtlasError('UNKNOWN_COLUMN', `There is no column ${JSON.stringify(wanted.slice(0, 60))} for ${what}: the columns are ${there}${fields.length > 40 ? ' …' : ''}`)
}

export interface AreaColumns { code: number | null; label: number | null; parent: number | null; level: number | null; codeNamed: boolean }

/** The columns of areas: code, name and parent code, at the level asked for or else the deepest that the columns tell. */
export function areaColumns(stats: ColumnStats[], options: ImportOptions, forAreas: boolean, rows: number): AreaColumns {
  const code = options.code !== undefined ? columnIndex(stats, options.code, 'the area code') : findCode(stats, options.level ?? null, forAreas, rows)
  const named = code !== null ? areaCodeName(stats[code]!.name, stats[code]!.tag) : null
  const level = options.level ?? named?.level ?? levelColumn(stats)
  const label = options.label !== undefined ? columnIndex(stats, options.label, 'the area name') : findLabel(stats, named?.level ?? level, code)
  const parent = options.parent !== undefined ? columnIndex(stats, options.parent, 'the parent area') : findParent(stats, named?.level ?? level, code)
  return { code, label, parent, level, codeNamed: code !== null }
}

function findCode(stats: ColumnStats[], level: number | null, forAreas: boolean, rows: number): number | null {
  const candidates = stats.map((column, index) => ({ index, column, named: areaCodeName(column.name, column.tag) }))
    .filter((item) => item.named !== null && item.column.filled > 0 && !(forAreas && item.column.filled < rows * 0.5))
    .map((item) => ({ ...item, level: item.named!.level, rank: item.named!.rank, share: distinctShare(item.column) }))
  if (candidates.length === 0 && forAreas) return localCodeColumn(stats, rows) ?? plainIdColumn(stats, rows)
  if (candidates.length === 0) return null
  const atLevel = level === null ? [] : candidates.filter((item) => item.level === level)
  const pool = atLevel.length > 0 ? atLevel : candidates
  const depth = (item: { level: number | null; rank: number }) => item.level ?? (item.rank <= 10 ? 5 : 0.5)
  const fits = (item: { share: number }) => !forAreas || rows <= 1 || item.share >= 0.5
  const sorted = pool.filter(fits).sort((a, b) => (forAreas ? Number(b.share >= 0.98) - Number(a.share >= 0.98) : 0) || depth(b) - depth(a) || a.rank - b.rank || b.column.distinct.size - a.column.distinct.size)
  const best = sorted[0]
  if (!best || (!forAreas && best.level === 0 && rows > 1 && best.column.distinct.size <= 1)) return null
  return best.index
}

/** A column that is called like a code in its country, all there and all different, beside one of names. */
function localCodeColumn(stats: ColumnStats[], rows: number): number | null {
  const named = stats.some((column) => (areaLabelName(column.name, column.tag) !== null || maybeAreaName(column.name)) && column.filled > 0 && numbersIn(column) === 0 && distinctShare(column) > 0.5)
  const index = stats.findIndex((column) => maybeCodeName(column.name) && column.filled === rows && rows > 1 && distinctShare(column) === 1 && column.reals === 0)
  return named && index >= 0 ? index : null
}

/** A column called id whose values look like codes (`BF-01`, `004`) and are all different. */
function plainIdColumn(stats: ColumnStats[], rows: number): number | null {
  const index = stats.findIndex((column) => /^(id|key)$/i.test(column.name.trim()) && column.filled === rows && rows > 1 && distinctShare(column) === 1)
  const values = index >= 0 ? [...stats[index]!.distinct] : []
  const coded = values.every((value) => /^[A-Z]{2,3}([-_.]?[A-Z0-9]{1,12})*$/.test(value)) || (stats[index]?.leadingZeros ?? 0) > 0 && values.every((value) => /^\d{2,6}$/.test(value) && value.length === values[0]!.length)
  return index >= 0 && coded ? index : null
}

function findLabel(stats: ColumnStats[], level: number | null, code: number | null): number | null {
  const named = stats.map((column, index) => ({ index, column, found: areaLabelName(column.name, column.tag) })).filter((item) => item.found !== null && item.column.filled > 0 && item.index !== code && numbersIn(item.column) < item.column.filled)
  const same = named.filter((item) => level !== null && item.found!.level === level).sort((a, b) => a.found!.rank - b.found!.rank)
  if (same[0]) return same[0].index
  const plain = named.filter((item) => item.found!.level === null && (level === null || level === 0 || !/^(country|pays|pais|admin)$/i.test(item.column.name)))
    .sort((a, b) => Number(distinctShare(b.column) > 0.9) - Number(distinctShare(a.column) > 0.9) || a.found!.rank - b.found!.rank)
  const own = plain[0] && distinctShare(plain[0].column) < 0.5 && code !== null && distinctShare(stats[code]!) > 0.9 ? nameOfEach(stats, code) : null
  if (plain[0]) return own ?? plain[0].index
  const levelled = named.filter((item) => item.found!.level !== null).sort((a, b) => b.found!.level! - a.found!.level!)
  if (level === null && levelled[0]) return levelled[0].index
  const local = stats.map((column, index) => ({ index, column })).filter((item) => item.index !== code && maybeAreaName(item.column.name) && item.column.filled > 0 && numbersIn(item.column) === 0)
    .sort((a, b) => b.column.distinct.size - a.column.distinct.size)
  return local[0]?.index ?? null
}

/** A column of words that are all there and different for nearly every area: what is called region beside it is where the areas lie. */
function nameOfEach(stats: ColumnStats[], code: number): number | null {
  const index = stats.findIndex((column, i) => i !== code && column.filled >= stats[code]!.filled * 0.95 && numbersIn(column) === 0 && datesIn(column) === 0 && distinctShare(column) > 0.9 && [...column.distinct].every((value) => value.length <= 80 && /\p{L}{2}/u.test(value) && !/^https?:/.test(value)))
  return index >= 0 ? index : null
}

/** The code column of the nearest level above, or one that is called parent. */
function findParent(stats: ColumnStats[], level: number | null, code: number | null): number | null {
  const called = stats.findIndex((column, index) => index !== code && isParentName(column.name) && column.filled > 0)
  if (called >= 0) return called
  if (level === 0) return null
  if (level === null) return code === null ? null : parentByPrefix(stats, code)
  const above = stats.map((column, index) => ({ index, column, named: areaCodeName(column.name, column.tag) }))
    .filter((item) => item.index !== code && item.column.filled > 0 && item.named !== null && item.named.level !== null && item.named.level < level)
    .sort((a, b) => b.named!.level! - a.named!.level! || a.named!.rank - b.named!.rank)
  return above[0]?.index ?? null
}

/** The column of codes with which all area codes begin, the longest: offices number the parts of an area after it. */
function parentByPrefix(stats: ColumnStats[], code: number): number | null {
  const own = stats[code]!
  const codes = [...own.distinct].map((value) => value.trim())
  if (own.distinctOf !== own.filled || codes.length < 2) return null
  const length = (index: number) => Math.min(...[...stats[index]!.distinct].map((value) => value.length))
  const fits = stats.map((_, index) => index).filter((index) => {
    const column = stats[index]!
    const values = new Set([...column.distinct].map((value) => value.trim()))
    if (index === code || column.filled < own.filled || column.reals > 0 || values.size >= codes.length || !(maybeCodeName(column.name) || areaCodeName(column.name, column.tag) !== null)) return false
    const lengths = new Set([...values].map((value) => value.length))
    return (values.size > 1 || length(index) > 1) && codes.every((value) => [...lengths].some((n) => n < value.length && values.has(value.slice(0, n))))
  })
  return fits.toSorted((a, b) => length(b) - length(a))[0] ?? null
}

/** A column that says one level throughout: `2`, `ADM2`, `Admin 2`. */
function levelColumn(stats: ColumnStats[]): number | null {
  for (const column of stats) {
    if (!/^(adm(in)?_?level|level|shape_?type|shape_?group|levl_code|niveau|nivel|admin level)$/i.test(column.name.trim()) || column.distinct.size !== 1) continue
    const m = /^(?:adm(?:in)?[ _]?)?(\d)$/i.exec([...column.distinct][0]!)
    if (m) return Number(m[1])
  }
  return null
}

/** The column that says when: given, else the best name among those whose values are dates, else the only column of dates. */
export function dateColumn(stats: ColumnStats[], options: ImportOptions, alone: boolean): number | null {
  if (options.date !== undefined) {
    const index = columnIndex(stats, options.date, 'the date')
    if (stats[index]!.filled > 0 && datesIn(stats[index]!) === 0) throw new AtlasError('DATE_UNREADABLE', `No value of the column ${stats[index]!.name} can be read as a date, for example ${JSON.stringify(stats[index]!.sample.slice(0, 40))}`)
    return index
  }
  const named = stats.map((column, index) => ({ index, column, rank: dateName(column.name, column.tag) }))
    .filter((item) => item.rank !== null && item.column.filled > 0 && datesIn(item.column) >= item.column.filled * 0.5 && item.column.dates.year < item.column.filled * 0.5)
    .sort((a, b) => a.rank! - b.rank! || b.column.filled - a.column.filled)
  if (named[0]) return named[0].index
  if (!alone) return null
  const dated = stats.map((column, index) => ({ index, column })).filter((item) => item.column.filled > 0 && item.column.dates.iso + item.column.dates.ymd + item.column.dates.dmy + item.column.dates.mdy >= item.column.filled * 0.9 && !isOtherDate(item.column.name))
  return dated.length === 1 ? dated[0]!.index : null
}
