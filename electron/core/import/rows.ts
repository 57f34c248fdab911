import type { Geometry } from 'geojson'
import { isTotal } from '../../../shared/analysis/joins/entry.ts'
import { oneLine, type Notebook } from '../formats/notebook.ts'
import type { SourceRow, SourceValue } from '../formats/format.ts'
import { wrapLongitude } from './antimeridian.ts'
import { isLost } from './column-reader.ts'
import { dateOfParts } from './date-parts.ts'
import { prepareGeometry } from './geometry.ts'
import type { CellValue, ReadyRow } from './ready.ts'
import type { Recipe } from './recipe.ts'
import { mapPositions } from './reproject.ts'
import { positionOf } from './place.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { eachPosition } from '../../../shared/geo/parts.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { readGeometryText } from './wkt.ts'

/** `original` is the source's geometry, where it was put right. */
export interface MadeRow { geometry: Geometry | null; values: CellValue[]; original?: Geometry }
export type Rejection = { code: string; text: string }

const blankCodes = /^(|-1|-99|-999|-9999|na|n\/a|null|none|nan|unknown)$/i

/** A source row as a row of the project, or why it cannot be one. Points without a usable position keep their row, with a note. */
export function makeRow(row: SourceRow, recipe: Recipe, notes: Notebook): MadeRow | Rejection {
  if (row.problem && !(row.problem.code === 'BAD_COORDINATE' && recipe.plan.geometry === 'point')) return row.problem
  const kept: { original?: Geometry } = {}
  const geometry = recipe.plan.geometry === 'none' ? null : row.problem ? withoutPosition(row.problem, notes) : geometryOf(row, recipe, notes, kept)
  if (geometry !== null && 'code' in geometry) return geometry
  const values: CellValue[] = []
  if (recipe.areas) {
    const label = recipe.areas.label !== null ? textOf(row.values[recipe.areas.label] ?? null) : null
    const own = codeOf(row.values[recipe.areas.code!] ?? null, recipe, notes)
    // An outline with a name is an area even where its code is missing: its name stands for the code.
    const code = own ?? (geometry !== null ? label : null)
    if (code === null) return { code: 'CODE_BLANK', text: `a record without an area code: ${brief(row.values)}` }
    if (own === null) notes.add('CODE_FROM_NAME', code)
    if (geometry === null && (isTotal(code) || isTotal(label ?? ''))) return { code: 'TOTAL_ROW', text: `a row of totals is no area: ${brief(row.values)}` }
    const parent = recipe.areas.parent !== null ? textOf(row.values[recipe.areas.parent] ?? null) : null
    values.push(code, label ?? code, parent)
    if (geometry === null && recipe.plan.geometry !== 'none') notes.add('NO_GEOMETRY', `${code} ${label ?? ''}`)
  }
  for (const { source, reader, keepsText } of recipe.columns) {
    const value = row.values[source] ?? null
    const stored = source === recipe.codeColumn ? codeOf(value, recipe, notes) : reader.read(value, notes)
    values.push(stored)
    if (stored === null && source === recipe.codeColumn && !recipe.areas && recipe.plan.geometry === 'none') notes.add('NO_AREA_CODE', brief(row.values))
    if (keepsText) values.push(isLost(reader, value, stored) ? String(value).trim() : null)
  }
  if (recipe.dateParts) values.push(dateOfParts(row.values, recipe.dateParts, recipe.sourceNames, notes))
  if (recipe.coarse && geometry && Number(row.values[recipe.coarse.column]) >= recipe.coarse.from) notes.add('POSITION_COARSE', `${recipe.sourceNames[recipe.coarse.column]} ${row.values[recipe.coarse.column]}`)
  return { geometry, values, ...kept }
}

/** Row and well-known binary with its bounds. */
export function readyRow(made: MadeRow): ReadyRow {
  return { geometry: made.geometry ? encodeWkb(made.geometry) : null, bounds: made.geometry ? boundsOf(made.geometry) : null, values: made.values, ...(made.original ? { original: encodeWkb(made.original) } : {}) }
}

function geometryOf(row: SourceRow, recipe: Recipe, notes: Notebook, kept: { original?: Geometry }): Geometry | Rejection | null {
  if (recipe.place.from === 'columns' || recipe.place.from === 'pair') return pointOf(row, recipe, notes)
  const source = recipe.place.from === 'wkt' ? cellGeometry(row.values[recipe.place.column] ?? null) : row.geometry
  if (source !== null && 'code' in source) return source
  if (source === null) {
    if (!recipe.areas) notes.add(recipe.plan.geometry === 'point' ? 'NO_POSITION' : 'NO_GEOMETRY', brief(row.values))
    return null
  }
  const placed = place(source, recipe)
  if ('code' in placed) return recipe.plan.geometry === 'point' ? withoutPosition(placed, notes) : placed
  if (placed.type === 'Point') {
    const judged = recipe.judge.judge(wrapLongitude(placed.coordinates[0]!), placed.coordinates[1]!)
    if (judged === 'null-island') { notes.add('NULL_ISLAND', `0, 0: ${brief(row.values)}`); return null }
    if (judged === 'sign') notes.add('POSITION_SIGN', `${placed.coordinates.join(', ')} would lie among the others with another sign: ${brief(row.values)}`)
    if (judged === 'far') notes.add('POSITION_FAR', `${placed.coordinates.join(', ')} lies far from the other points: ${brief(row.values)}`)
  }
  const prepared = prepareGeometry(placed)
  if (prepared.problem) return prepared.problem
  if (prepared.notes.length > 0) kept.original = placed
  for (const code of new Set(prepared.notes.map((note) => note.code))) notes.add(code, `${named(row.values)}${prepared.notes.find((note) => note.code === code)!.sample}`)
  return recipe.areas ? polygonsOnly(prepared.geometry, row, notes) : prepared.geometry
}

/** Areas are polygons; anything else that a record holds is left out with a note. */
function polygonsOnly(geometry: Geometry | null, row: SourceRow, notes: Notebook): Geometry | null {
  if (geometry === null || geometry.type === 'MultiPolygon') return geometry
  notes.add('NOT_A_POLYGON', `${named(row.values)}${geometry.type}`)
  return geometry.type === 'GeometryCollection' ? geometry.geometries.find((member) => member.type === 'MultiPolygon') ?? null : null
}

function cellGeometry(value: SourceValue): Geometry | Rejection | null {
  if (value === null || typeof value !== 'string' || value.trim() === '') return null
  const read = readGeometryText(value)
  return read ? read.geometry : { code: 'BAD_GEOMETRY', text: `not a geometry: ${oneLine(value).slice(0, 60)}` }
}

/** The geometry in degrees of WGS 84, axes put right. */
function place(geometry: Geometry, recipe: Recipe): Geometry | Rejection {
  const { projection, swapAxes } = recipe
  const moved = projection.same && !swapAxes ? geometry : mapPositions(geometry, swapAxes ? (x, y) => projection.forward(y, x) : projection.forward)
  let outside = ''
  eachPosition(moved, (x, y) => {
    if (outside === '' && !(x >= -540 && x <= 540 && y >= -90.000001 && y <= 90.000001)) outside = `${x}, ${y}`
  })
  if (outside === '') return moved
  return projection.same ? { code: 'OUTSIDE_WORLD', text: `the position ${outside} is not on Earth in degrees` } : { code: 'OUTSIDE_CRS', text: `a position lies outside ${projection.name}` }
}

function withoutPosition(rejection: Rejection, notes: Notebook): null {
  notes.add(rejection.code === 'OUTSIDE_WORLD' ? 'POSITION_OUTSIDE_WORLD' : rejection.code, rejection.text)
  return null
}

function pointOf(row: SourceRow, recipe: Recipe, notes: Notebook): Geometry | null {
  const position = positionOf(recipe.place, row.values)
  if (!position) { notes.add('NO_POSITION', brief(row.values)); return null }
  let [x, y] = recipe.swapAxes ? [position[1], position[0]] : position
  if (!recipe.projection.same) [x, y] = recipe.projection.forward(x, y)
  if (!Number.isFinite(x) || !Number.isFinite(y)) { notes.add('OUTSIDE_CRS', `${position.join(', ')} lies outside ${recipe.projection.name}`); return null }
  switch (recipe.judge.judge(x, y)) {
    case 'outside-world': notes.add('POSITION_OUTSIDE_WORLD', `${position.join(', ')}: ${brief(row.values)}`); return null
    case 'null-island': notes.add('NULL_ISLAND', `0, 0: ${brief(row.values)}`); return null
    case 'swapped': notes.add('POSITION_SWAPPED', `${x}, ${y} → ${y}, ${x}: ${brief(row.values)}`); return { type: 'Point', coordinates: [y, x] }
    case 'sign': notes.add('POSITION_SIGN', `${x}, ${y} would lie among the others with another sign: ${brief(row.values)}`); return { type: 'Point', coordinates: [wrapLongitude(x), y] }
    case 'far': notes.add('POSITION_FAR', `${x}, ${y} lies far from the other points: ${brief(row.values)}`); return { type: 'Point', coordinates: [wrapLongitude(x), y] }
    case 'fine': return { type: 'Point', coordinates: [wrapLongitude(x), y] }
  }
}

function codeOf(value: SourceValue, recipe: Recipe, notes: Notebook): string | null {
  const text = textOf(value)
  if (text === null || (recipe.areas && blankCodes.test(text))) return null
  if (!recipe.areas && text.length > 6 && severalCodes.test(text)) notes.add('CODES_SEVERAL', text.slice(0, 80))
  if (typeof value === 'string' && value !== text) notes.add('CODE_TRIMMED', JSON.stringify(value))
  if (!recipe.upperCodes || text === text.toUpperCase()) return text
  notes.add('CODE_CASE', `${text} → ${text.toUpperCase()}`)
  return text.toUpperCase()
}

/** Several P-codes in one cell. */
const severalCodes = /^[A-Z]{2,3}\d{1,12}(\s*[,;|/+&]\s*|\s+)[A-Z]{2,3}\d{1,12}/i

function textOf(value: SourceValue): string | null {
  if (value === null) return null
  const text = String(value).trim()
  return text === '' ? null : text
}

function named(values: SourceValue[]): string {
  const text = brief(values)
  return text === '' ? '' : `${text}: `
}

/** The first values of a row, to tell it from others. */
function brief(values: SourceValue[]): string {
  return oneLine(values.filter((value) => value !== null && value !== '').slice(0, 3).join(' | ')).slice(0, 80)
}
