import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import { utmInName, utmSystem } from '../crs/utm.ts'
import { readCoordinate, readPair, type Axis, type PairOrder } from '../formats/coordinates.ts'
import type { SourceValue } from '../formats/format.ts'
import { isCertainPosition, readPosition } from '../formats/position-text.ts'
import { columnIndex, type FieldName } from './columns.ts'
import { coordinateName, isPairName, isWktName, isZoneName, pairOrderInName } from './names.ts'
import { projectionOf } from './reproject.ts'
import { readGeometryText } from './wkt.ts'

/** Where the position of a record of a table comes from; columns are indexes. `system` is the coordinate system that the names of the columns say. */
export type Place =
  | { from: 'columns'; lon: number; lat: number; zone: number | null; system: string | null }
  | { from: 'pair'; column: number; order: PairOrder; orderWhy: 'given' | 'named' | 'values' | 'usual' }
  | { from: 'wkt'; column: number }
  | { from: 'nowhere' }

const looked = 500

/** The columns of positions: those given, else the best-named whose values can be read as positions in the first rows, else columns whose values can be nothing else. */
export function placeOf(fields: FieldName[], options: ImportOptions, first: SourceValue[][]): Place {
  const rows = first.slice(0, looked)
  if (options.lon !== undefined || options.lat !== undefined) {
    if (options.lon === undefined || options.lat === undefined) throw new AtlasError('COORDINATES_INCOMPLETE', 'Name both columns, the longitude and the latitude')
    const [lon, lat] = [columnIndex(fields, options.lon, 'the longitude'), columnIndex(fields, options.lat, 'the latitude')]
    return lon === lat ? inOneColumn(fields, lon, options, rows) : inTwoColumns(fields, lon, lat, options)
  }
  if (options.position !== undefined) return inOneColumn(fields, columnIndex(fields, options.position, 'the position'), options, rows)
  const named = namedPlaces(fields, options, rows)
  const read = (place: Place) => rows.reduce((count, values) => count + Number(holdsPosition(place, values)), 0)
  const good = named.find((place) => rows.length === 0 || read(place) >= Math.max(1, rows.length * 0.3))
  return good ?? placeByValues(fields, options, rows) ?? named.toSorted((a, b) => read(b) - read(a))[0] ?? { from: 'nowhere' }
}

function inTwoColumns(fields: FieldName[], lon: number, lat: number, options: ImportOptions): Place {
  const zone = options.crs === undefined ? fields.findIndex((field) => isZoneName(field.name)) : -1
  return { from: 'columns', lon, lat, zone: zone >= 0 ? zone : null, system: utmInName(fields[lon]!.name) ?? utmInName(fields[lat]!.name) }
}

/** One column that holds both: text of a geometry or a pair, in the order that is given, that its name says, or that its values show. */
function inOneColumn(fields: FieldName[], column: number, options: ImportOptions, rows: SourceValue[][]): Place {
  const texts = rows.map((values) => values[column]).filter((value): value is string => typeof value === 'string' && value.trim() !== '')
  const geometries = texts.filter((text) => readGeometryText(text) !== null).length
  if (geometries > 0 && geometries >= texts.length * 0.5) return { from: 'wkt', column }
  if (options.order !== undefined) return { from: 'pair', column, order: options.order, orderWhy: 'given' }
  const said = pairOrderInName(fields[column]!.name)
  if (said) return { from: 'pair', column, order: said, orderWhy: 'named' }
  return lonFirst(texts) ? { from: 'pair', column, order: 'lon-lat', orderWhy: 'values' } : { from: 'pair', column, order: 'lat-lon', orderWhy: 'usual' }
}

/** True where more pairs can be read with the longitude first only than the other way; metres stand with the easting first. */
function lonFirst(texts: string[]): boolean {
  let [lonOnly, latOnly] = [0, 0]
  for (const text of texts) {
    const pair = /[NSEWO]/i.test(text) ? null : readPair(text)
    if (!pair) continue
    const [a, b] = pair.map(Math.abs) as [number, number]
    if (a > 360 && b > 360) lonOnly += 1
    else if (a > 90 && b <= 90) lonOnly += 1
    else if (b > 90 && a <= 90) latOnly += 1
  }
  return lonOnly > latOnly
}

function namedPlaces(fields: FieldName[], options: ImportOptions, rows: SourceValue[][]): Place[] {
  const named = fields.flatMap((field, index) => { const found = coordinateName(field.name, field.tag); return found ? [{ index, ...found }] : [] })
  const pairs: { lon: number; lat: number; rank: number }[] = []
  for (const lat of named.filter((item) => item.axis === 'lat')) {
    for (const lon of named.filter((item) => item.axis === 'lon')) {
      pairs.push({ lon: lon.index, lat: lat.index, rank: lat.rank + lon.rank + (lat.style === lon.style ? 0 : 100) + Math.abs(lat.index - lon.index) * 0.1 })
    }
  }
  const columns = pairs.sort((a, b) => a.rank - b.rank).slice(0, 40).map((pair) => ({ rank: pair.rank, place: inTwoColumns(fields, pair.lon, pair.lat, options) }))
  const ofWkt = fields.flatMap((field, column): Place[] => isWktName(field.name) ? [{ from: 'wkt', column }] : [])
  const ofPair = fields.flatMap((field, column) => isPairName(field.name) || (field.tag !== undefined && /^#geo\b.*\+coord/.test(field.tag)) ? [inOneColumn(fields, column, options, rows)] : [])
  return [...columns.filter((item) => item.rank < 100).map((item) => item.place), ...ofWkt, ...ofPair, ...columns.filter((item) => item.rank >= 100).map((item) => item.place)]
}

/** A column whose filled values are nearly all positions or geometries, or two whose letters say latitude and longitude. */
function placeByValues(fields: FieldName[], options: ImportOptions, rows: SourceValue[][]): Place | null {
  const mostly = (test: (text: string) => boolean) => fields.findIndex((_, column) => {
    const texts = rows.map((values) => values[column]).filter((value): value is string => typeof value === 'string' && value.trim() !== '').slice(0, 60)
    return texts.length > 0 && texts.length >= Math.min(60, rows.length) * 0.3 && texts.filter((text) => test(text.trim())).length >= texts.length * 0.9
  })
  const geometry = mostly((text) => /^(?:SRID=|(?:multi)?(?:point|linestring|polygon)\b|geometrycollection|\{|0[01])/i.test(text) && readGeometryText(text) !== null)
  if (geometry >= 0) return { from: 'wkt', column: geometry }
  const certain = mostly(isCertainPosition)
  if (certain >= 0) return inOneColumn(fields, certain, options, rows)
  const [lat, lon] = [mostly((text) => isLettered(text, 'lat')), mostly((text) => isLettered(text, 'lon'))]
  return lat >= 0 && lon >= 0 ? inTwoColumns(fields, lon, lat, options) : null
}

function isLettered(text: string, axis: Axis): boolean {
  return /\d/.test(text) && /[^\d\s.,+-]/.test(text) && (axis === 'lat' ? /[NS\u0400-\u06ff]/i : /[EWO\u0400-\u06ff]/i).test(text) && Number.isFinite(readCoordinate(text, axis)) && Number.isNaN(readCoordinate(text, axis === 'lat' ? 'lon' : 'lat'))
}

function holdsPosition(place: Place, values: SourceValue[]): boolean {
  if (place.from !== 'wkt') return positionOf(place, values) !== null
  const value = values[place.column]
  return typeof value === 'string' && readGeometryText(value) !== null
}

/** The position that the columns of a row write, x first, or null; metres with a zone beside them are degrees already. */
export function positionOf(place: Place, values: SourceValue[]): [number, number] | null {
  if (place.from === 'columns') {
    const x = coordinate(values[place.lon] ?? null, 'lon')
    const y = coordinate(values[place.lat] ?? null, 'lat')
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    const zone = place.zone !== null && Math.abs(x) > 360 ? utmSystem(String(values[place.zone] ?? ''), y) : null
    return zone ? projectionOf(zone).forward(x, y) : [x, y]
  }
  if (place.from !== 'pair') return null
  const value = values[place.column]
  return typeof value === 'string' ? readPosition(value, place.order) : null
}

function coordinate(value: SourceValue, axis: Axis): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? readCoordinate(value, axis) : NaN
}
