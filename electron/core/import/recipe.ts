import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { ImportAsk } from './ask.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import type { OpenedLayer } from '../formats/format.ts'
import { ownAreaColumns } from './own-areas.ts'
import { styleOfQml } from './style-qml.ts'
import { createNotebook, oneLine, type Notebook } from '../formats/notebook.ts'
import { distinctShare, numbersIn } from './column-stats.ts'
import { datePartsIn, type DateParts } from './date-parts.ts'
import { layoutOf } from './layouts.ts'
import { sayCells, sayReading } from './say-choices.ts'
import { hxlTags } from './hxl-tags.ts'
import { areaColumns, dateColumn, type AreaColumns } from './columns.ts'
import type { Place } from './place.ts'
import { dimensionOf, kindOf } from './kind.ts'
import { createPositionJudge, type PositionJudge } from './position-judge.ts'
import type { ImportPlan } from './ready.ts'
import { codesAreUpper, readColumns, sayColumns, type RecipeColumn } from './recipe-columns.ts'
import { chooseProjection } from './choose-projection.ts'
import { projectionOf, type Projection } from './reproject.ts'
import type { Survey } from './survey.ts'

/** How to turn each row of a source into a row of the project: decided once, after the first reading. */
export interface Recipe {
  plan: ImportPlan
  columns: RecipeColumn[]
  areas: AreaColumns | null
  place: Place
  projection: Projection
  swapAxes: boolean
  judge: PositionJudge
  upperCodes: boolean
  codeColumn: number | null
  /** Columns that together make the date, which is the last field then. */
  dateParts: DateParts | null
  /** The column that says how exactly a place is known, and from which value on it stands for an area. */
  coarse: { column: number; from: number } | null
  sourceNames: string[]
}

/** Decides kind, level, columns, types and coordinate system from the first reading and from what the analyst said. */
export function makeRecipe(layer: OpenedLayer, survey: Survey, options: ImportAsk, file: { name: string; format: string; sublayers: number }): Recipe {
  const notes = createNotebook()
  const choices: Choice[] = []
  const choose = (about: string, chosen: string, why: string, given = false) => choices.push({ about, chosen, why, given })
  const { stats } = survey
  if (survey.rows === 0) notes.add('NO_ROWS', `${file.name} holds no records`)
  const place = usablePlace(survey, options)
  const geometry = geometryFor(survey, layer, place, options, notes)
  const date = dateColumn(stats, options, geometry === 'point')
  const dateParts = date === null && options.as !== 'areas' && geometry !== 'polygon' ? datePartsIn(stats) : null
  const asAreas = areaColumns(stats, options, geometry === 'polygon' || options.as === 'areas', survey.rows - survey.problems)
  const found = kindOf(geometry, asAreas, stats, date ?? dateParts?.year ?? null, survey.rows)
  const kind: LayerKind = options.as ?? found.kind
  if (kind === 'raster') throw new AtlasError('NOT_A_RASTER', `${file.name} holds records, not a raster: import it as areas, events, features or table`)
  if (kind === 'events' && geometry === 'none') throw new AtlasError('NO_COORDINATES', `${file.name} has no columns of coordinates that can be read: name them (longitude and latitude), or import it as a table`)
  choose('kind', kind, found.why, options.as !== undefined)
  const own = kind === 'areas' ? ownAreaColumns(stats, options) : null
  const areas = kind === 'areas' ? completeAreas(survey, { ...asAreas, ...own }, file.name, options) : null
  const name = layerName(options, layer, file)
  const level = kind === 'areas' ? areas!.level ?? levelInName(file.name, name) : null
  const codeColumn = areas ? areas.code : asAreas.code
  const dateField = kind === 'areas' && options.date === undefined ? null : date
  const { projection, swapAxes } = geometry === 'none' ? { projection: projectionOf('EPSG:4326'), swapAxes: false } : chooseProjection(layer, { ...survey, place }, options, options.near ?? null, choose, notes)
  const reading = readColumns(survey, { codeColumn, areas, dateField, place, semicolons: layer.delimiter === ';', said: options.columns, own: own ? [own.code, own.label, ...(own.parent === null ? [] : [own.parent])] : [] }, notes)
  sayColumns(choose, survey, { areas: kind === 'areas' ? areas : null, codeColumn, dateField, place, options })
  const partsField = dateParts && kind !== 'areas' ? addDateField(reading.fields) : null
  if (partsField !== null) choose('date', partsField, `date-parts: ${[dateParts!.year, dateParts!.month, dateParts!.day].flatMap((index) => index === null ? [] : [stats[index]!.name]).join(', ')}`)
  sayReading(choose, layer, options)
  sayCells(choose, stats, dateField, place, options)
  const tags = hxlTags(reading.columns, survey, areas !== null)
  if (tags !== null) choose('hxl', tags, 'hxl-row')
  const dimension = options.dimension ?? null
  const layout = layoutOf(stats, kind)
  if (layout) choose('layout', layout.id, layout.why)
  const guess = dimension !== null ? null : layout?.dimension ? { dimension: layout.dimension, why: `layout: ${layout.id}` } : dimensionOf(`${file.name} ${name}`, stats, kind)
  if (dimension !== null) choose('dimension', dimension, 'given', true)
  else if (guess) choose('dimension', guess.dimension, guess.why)
  if (level !== null) choose('level', String(level), options.level === undefined && areas && areas.code !== null ? `column-name: ${stats[areas.code]!.name}` : 'given', options.level !== undefined)
  const plan: ImportPlan = {
    format: file.format, sublayer: layer.name, kind, name, level, geometry, fields: reading.fields, choices, notes: notes.list(),
    dateField: dateField !== null ? reading.nameOf.get(dateField) ?? null : partsField,
    codeField: kind === 'areas' ? 'area_code' : codeColumn !== null ? reading.nameOf.get(codeColumn) ?? null : null,
    dimension: dimension ?? guess?.dimension ?? null, crs: geometry === 'none' ? null : projection.name, encoding: layer.encoding, columns: stats.map((column) => column.name),
    ...besideOf(layer, geometry, reading.fields, (index) => reading.nameOf.get(index) ?? null),
  }
  return {
    plan, columns: reading.columns, areas, place, projection, swapAxes, judge: createPositionJudge(placedSample(survey, projection, swapAxes)),
    upperCodes: codeColumn !== null && codesAreUpper(survey, codeColumn), codeColumn, dateParts: partsField !== null ? dateParts : null, coarse: geometry === 'point' ? layout?.coarse ?? null : null, sourceNames: stats.map((column) => column.name),
  }
}

/** How the file itself says that the layer is drawn, and what it says of its source. */
function besideOf({ beside }: OpenedLayer, geometry: GeometryKind, fields: ImportPlan['fields'], nameOf: (index: number) => string | null): Pick<ImportPlan, 'style' | 'said'> {
  if (!beside) return {}
  const style = beside.qml === null ? null : styleOfQml(beside.qml, geometry, (column) => nameOf(beside.columns.indexOf(column)) ?? fields.find((field) => field.name === column)?.name ?? null)
  return { ...(style ? { style } : {}), ...(Object.keys(beside.source).length > 0 ? { said: beside.source } : {}) }
}

/** The field of a date that the rows' parts make, after all others. */
function addDateField(fields: ImportPlan['fields']): string {
  const taken = new Set(fields.map((field) => field.name.toLowerCase()))
  const name = ['date', 'date (from parts)', 'date (from its parts)'].find((one) => !taken.has(one))!
  fields.push({ name, column: name, type: 'date' })
  return name
}

/** The sampled positions in degrees. */
function placedSample(survey: Survey, projection: Projection, swapAxes: boolean): number[] {
  if (projection.same && !swapAxes) return survey.positions
  const placed: number[] = []
  for (let i = 0; i + 1 < survey.positions.length; i += 2) {
    const [x, y] = [survey.positions[i]!, survey.positions[i + 1]!]
    placed.push(...(swapAxes ? projection.forward(y, x) : projection.forward(x, y)))
  }
  return placed
}

/** Columns count as coordinates when at least a third of the rows hold some; a given pair always counts. Centres of areas that have codes are not positions of records. */
function usablePlace(survey: Survey, options: ImportAsk): Place {
  if (survey.place.from === 'nowhere' || options.as === 'areas' && survey.place.from !== 'wkt') return { from: 'nowhere' }
  if (options.lon !== undefined && options.lat !== undefined) return survey.place
  if (survey.place.from === 'columns' && /cent/i.test(survey.stats[survey.place.lon]!.name) && options.as === undefined && areaColumns(survey.stats, options, false, survey.rows).code !== null) return { from: 'nowhere' }
  return survey.located > 0 && survey.located >= (survey.rows - survey.problems) * 0.3 ? survey.place : { from: 'nowhere' }
}

/** Areas have polygons or no geometry; a table has none. */
function geometryFor(survey: Survey, layer: OpenedLayer, place: Place, options: ImportAsk, notes: Notebook): GeometryKind {
  if (options.as === 'table') return 'none'
  const found = geometryOf(survey, layer, place)
  if (options.as !== 'areas' || found === 'none') return found
  if (survey.polygons + survey.mixed > 0 || found === 'polygon') return 'polygon'
  notes.add('NOT_A_POLYGON', `areas have polygons or none: the ${found} geometry is left out`, survey.located)
  return 'none'
}

function geometryOf(survey: Survey, layer: OpenedLayer, place: Place): GeometryKind {
  const kinds = [survey.points > 0, survey.lines > 0, survey.polygons > 0, survey.mixed > 0].filter(Boolean).length
  if (layer.geometry === 'none' && place.from === 'nowhere') return 'none'
  if (place.from === 'columns' || place.from === 'pair') return 'point'
  if (kinds > 1 || survey.mixed > 0) return 'mixed'
  return survey.points > 0 ? 'point' : survey.lines > 0 ? 'line' : survey.polygons > 0 ? 'polygon' : layer.geometry
}

/** Areas need a code; without a recognised one, a column whose values are all there and all different serves. */
function completeAreas(survey: Survey, columns: AreaColumns, file: string, options: ImportAsk): AreaColumns {
  if (columns.code !== null) return columns
  const whole = survey.stats.map((column, index) => ({ index, column })).filter((item) => item.column.filled === survey.rows - survey.problems && item.column.filled > 0 && distinctShare(item.column) === 1 && item.column.reals === 0)
  const coded = whole.find((item) => /code|id$|^id|key|cod|ref/i.test(item.column.name)) ?? whole.find((item) => numbersIn(item.column) < item.column.filled) ?? whole[0]
  if (!coded) throw new AtlasError('CODE_MISSING', `${file} has no column of area codes that are all there and all different: name the column of codes; the columns are ${survey.stats.slice(0, 40).map((column) => column.name).join(', ')}`)
  const again = areaColumns(survey.stats, { ...options, code: coded.column.name }, true, survey.rows - survey.problems)
  return { ...columns, code: coded.index, label: again.label ?? columns.label, parent: again.parent ?? columns.parent }
}

function layerName(options: ImportAsk, layer: OpenedLayer, file: { name: string; sublayers: number }): string {
  const known = file.name.replace(/(\.(csv|tsv|txt|geojson|geojsonl|ndjson|json|zip|shp|dbf|gpkg|kml|kmz|gpx|xlsx))+$/i, '')
  const stem = known === file.name ? file.name.replace(/\.[^.]*$/, '') : known
  return oneLine(options.name ?? (file.sublayers > 1 ? layer.name : stem)).slice(0, 120) || 'layer'
}

function levelInName(file: string, name: string): number | null {
  const m = /(?:adm|admin|level|niveau|nivel|adm_?level)[ _-]?(\d)(?!\d)/i.exec(`${name} ${file}`)
  return m ? Number(m[1]) : null
}
