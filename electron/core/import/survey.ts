import type { Geometry } from 'geojson'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedLayer, SourceRow, SourceValue } from '../formats/format.ts'
import { geometryKindOf } from '../formats/geometry-kind.ts'
import { createColumnStats, learnValue, type ColumnStats } from './column-stats.ts'
import { columnIndex } from './columns.ts'
import { placeOf, positionOf, type Place } from './place.ts'
import type { Extent } from './reproject.ts'
import { eachPosition } from '../../../shared/geo/parts.ts'
import { readGeometryText } from './wkt.ts'

/** What the first reading of a layer found. */
export interface Survey {
  stats: ColumnStats[]
  rows: number
  /** Rows that the reader itself could not use. */
  problems: number
  place: Place
  points: number; lines: number; polygons: number; mixed: number
  /** Of all positions, in source coordinates; `fits` counts geometries within the world's degrees, `swapped` those that would fit with their axes exchanged only. */
  extent: Extent | null; fits: number; swapped: number; located: number
  /** Positions in metres that a column of UTM zones turned into degrees. */
  zoned: number
  /** A sample of point positions, spread over the whole layer: x and y by turns. */
  positions: number[]
  textCrs: string | null
  sample: SourceRow[]
  complete: boolean
}

const sampledPositions = 20_000

/** Reads a layer once, up to `limit` rows, and learns its columns and where it lies. */
export async function surveyLayer(layer: OpenedLayer, options: ImportOptions, signal: AbortSignal, limit = Infinity): Promise<Survey> {
  const looking = lookThrough(layer, options, signal, limit)
  for (;;) {
    const step = await looking.next()
    if (step.done) return step.value
  }
}

/** The same, saying after each batch how many bytes have been looked at; `begun` is handed the survey that grows. */
export async function* lookThrough(layer: OpenedLayer, options: ImportOptions, signal: AbortSignal, limit = Infinity, begun: (survey: Survey) => void = () => {}): AsyncGenerator<number, Survey> {
  const dateIndex = options.date !== undefined ? columnIndex(layer.fields, options.date, 'the date') : -1
  const survey: Survey = {
    stats: layer.fields.map((field, i) => createColumnStats(field, i === dateIndex, options, layer.fields.length)), rows: 0, problems: 0, place: { from: 'nowhere' },
    points: 0, lines: 0, polygons: 0, mixed: 0, extent: null, fits: 0, swapped: 0, located: 0, zoned: 0, positions: [], textCrs: null, sample: [], complete: true,
  }
  let placed = layer.geometry !== 'none' || options.as === 'table'
  begun(survey)
  for await (const batch of layer.batches()) {
    signal.throwIfAborted()
    if (!placed) survey.place = placeOf(layer.fields, options, batch.flatMap((row) => row.problem ? [] : [row.values]))
    placed = true
    for (const row of batch) {
      if (survey.rows >= limit) { survey.complete = false; return survey }
      survey.rows += 1
      if (row.problem) survey.problems += 1
      else learnRow(survey, row)
      if (survey.sample.length < 200) survey.sample.push(row)
    }
    yield layer.done()
  }
  return survey
}

function learnRow(survey: Survey, row: SourceRow): void {
  const { stats } = survey
  const { values } = row
  for (let i = 0; i < stats.length && i < values.length; i++) learnValue(stats[i]!, values[i]!)
  const geometry = row.geometry ?? writtenGeometry(survey, row.values)
  if (!geometry) return
  const kind = geometryKindOf(geometry)
  if (kind === 'point') survey.points += 1
  else if (kind === 'line') survey.lines += 1
  else if (kind === 'polygon') survey.polygons += 1
  else survey.mixed += 1
  learnExtent(survey, geometry)
}

function writtenGeometry(survey: Survey, values: SourceValue[]): Geometry | null {
  const position = positionOf(survey.place, values)
  if (position && survey.place.from === 'columns' && survey.place.zone !== null && Math.abs(Number(values[survey.place.lon])) > 360 && Math.abs(position[0]) <= 180) survey.zoned += 1
  if (position) return { type: 'Point', coordinates: position }
  if (survey.place.from !== 'wkt') return null
  const value = values[survey.place.column]
  const read = typeof value === 'string' ? readGeometryText(value) : null
  if (read?.crs) survey.textCrs = read.crs
  return read?.geometry ?? null
}

function learnExtent(survey: Survey, geometry: Geometry): void {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  const learn = (x: number, y: number): void => {
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  if (geometry.type === 'Point') learn(geometry.coordinates[0]!, geometry.coordinates[1]!)
  else eachPosition(geometry, learn)
  if (west > east || !Number.isFinite(west + south + east + north)) return
  survey.located += 1
  const fits = west >= -360 && east <= 360 && south >= -90 && north <= 90
  if (fits) survey.fits += 1
  else if (south >= -180 && north <= 180 && west >= -90 && east <= 90) survey.swapped += 1
  if (geometry.type === 'Point') samplePosition(survey, west, south)
  const extent = survey.extent ??= { west, south, east, north }
  if (west < extent.west) extent.west = west
  if (south < extent.south) extent.south = south
  if (east > extent.east) extent.east = east
  if (north > extent.north) extent.north = north
}

/** Keeps every position until the sample is full, then every second, fourth … without chance. */
function samplePosition(survey: Survey, x: number, y: number): void {
  const stride = 2 ** Math.max(0, Math.floor(Math.log2(survey.points / sampledPositions)))
  if (survey.points % stride !== 0) return
  const slot = survey.points % sampledPositions
  if (survey.positions.length < sampledPositions * 2) survey.positions.push(x, y)
  else { survey.positions[slot * 2] = x; survey.positions[slot * 2 + 1] = y }
}
