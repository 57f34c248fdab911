import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedLayer } from '../formats/format.ts'
import { oneLine, type Notebook } from '../formats/notebook.ts'
import { looksLikeUtm, samplePositions, shareWithin, systemsAmong } from './plausible-crs.ts'
import { degreesWithSign, describe, fitsDegrees, projectionOf, scaledDegrees, type Projection } from './reproject.ts'
import type { Choose } from './recipe-columns.ts'
import type { Survey } from './survey.ts'

interface Chosen { projection: Projection; swapAxes: boolean }

/** The coordinate system of a layer and whether its axes are exchanged: given, named in the file where its coordinates agree, else by what the coordinates can be, with the project's areas (`near`) as a witness. Throws `CRS_MISSING` with what they look like. */
export function chooseProjection(layer: OpenedLayer, survey: Survey, options: ImportOptions, near: Bounds | null, choose: Choose, notes: Notebook): Chosen {
  const projection = systemOf(layer, survey, options, near, choose, notes)
  const degrees = projection.geographic && projection.name === 'EPSG:4326'
  const swapAxes = options.order !== undefined && layer.geometry !== 'none' ? options.order === 'lat-lon' : options.order === undefined && degrees && !projection.scaled && (survey.swapped > survey.fits || swappedByAreas(survey, near))
  if (swapAxes && options.order === undefined) notes.add('AXES_SWAPPED', 'latitude stands before longitude throughout; they were exchanged', survey.located)
  if (near !== null && !swapAxes && degrees) remarkSign(survey, projection, near, notes)
  return { projection, swapAxes }
}

function systemOf(layer: OpenedLayer, survey: Survey, options: ImportOptions, near: Bounds | null, choose: Choose, notes: Notebook): Projection {
  const { extent } = survey
  const degrees = survey.fits + survey.swapped
  if (options.crs !== undefined) return givenSystem(options.crs, survey, choose, notes)
  if (survey.zoned > 0 && survey.place.from === 'columns' && survey.place.zone !== null) {
    choose('crs', 'UTM', `zone-column: ${survey.stats[survey.place.zone]!.name}`)
    return projectionOf('EPSG:4326')
  }
  const inName = survey.place.from === 'columns' ? survey.place.system : null
  const named = survey.textCrs ?? inName ?? layer.crs
  if (named === null) {
    if (survey.located - degrees > survey.located * 0.5) return unnamedMetres(survey, near, 'The file names no coordinate system, and its coordinates', choose, notes)
    const signed = signedByName(survey, notes)
    choose('crs', 'EPSG:4326', extent === null ? 'no-coordinates' : fitsDegrees(extent) ? `coordinates-are-degrees: ${describe(extent)}` : `most-coordinates-are-degrees: ${degrees} / ${survey.located}`)
    if (layer.geometry !== 'none' && survey.located > 0) notes.add('CRS_ASSUMED', 'the file names no coordinate system; longitude and latitude in WGS 84 were assumed', survey.located)
    return signed ?? projectionOf('EPSG:4326')
  }
  const projection = projectionOf(named)
  if (!projection.geographic && extent !== null && fitsDegrees(extent) && survey.located > 0) {
    if (near === null || shareWithin(samplePositions(survey), near) < 0.9) throw new AtlasError('CRS_MISSING', `The file says ${projection.name}, but its coordinates (${describe(extent)}) look like degrees: name the right system, for example EPSG:4326`)
    notes.add('CRS_DOUBTFUL', `the file says ${projection.name}, but the coordinates are degrees and lie among the project's areas; they were read as EPSG:4326`, survey.located)
    choose('crs', 'EPSG:4326', `coordinates-are-degrees: ${describe(extent)}`)
    return projectionOf('EPSG:4326')
  }
  if (projection.geographic && survey.located > 0 && degrees < survey.located * 0.5) return unnamedMetres(survey, near, `The file says ${projection.name}, but its coordinates`, choose, notes)
  choose('crs', projection.name, inName !== null && named === inName ? `named-in-columns: ${inName}` : `named-in-file: ${oneLine(named).slice(0, 60)}`)
  if (projection.note) notes.add('CRS_ACCURACY', projection.note)
  if (near !== null && !projection.geographic) remarkOtherSystem(survey, projection, near, notes)
  return projection
}

function givenSystem(crs: string, survey: Survey, choose: Choose, notes: Notebook): Projection {
  const projection = projectionOf(crs)
  choose('crs', projection.name, 'given', true)
  if (projection.note) notes.add('CRS_ACCURACY', projection.note)
  if (projection.geographic && survey.located > 0 && survey.fits + survey.swapped < survey.located * 0.5) throw new AtlasError('CRS_MISSING', `The coordinates (${survey.extent ? describe(survey.extent) : ''}) are not degrees as ${projection.name} says: name the right system, for example EPSG:32633`)
  return projection
}

/** Numbers that are no degrees: scaled degrees where the columns say latitude and longitude, else the only usual system that puts them among the project's areas. */
function unnamedMetres(survey: Survey, near: Bounds | null, said: string, choose: Choose, notes: Notebook): Projection {
  const positions = samplePositions(survey)
  const factor = scaleOf(survey, near, positions)
  const shown = survey.extent ? describe(survey.extent) : ''
  if (factor !== null) {
    notes.add('COORDINATES_SCALED', `whole numbers (${shown}) were divided by ${factor.toLocaleString('en')}`, survey.located)
    choose('crs', 'EPSG:4326', `scaled-degrees: ${factor.toLocaleString('en')}`)
    return scaledDegrees(factor)
  }
  const fitting = near ? systemsAmong(positions, near) : []
  const [only] = fitting
  if (only && fitting.length === 1) {
    notes.add('CRS_FROM_AREAS', `${said.charAt(0).toLowerCase()}${said.slice(1)} (${shown}) lie among the project's areas in ${only.name} and in no other usual system`, survey.located)
    choose('crs', only.name, `among-the-areas: ${shown}`)
    return only
  }
  const hint = fitting.length > 1 ? `${fitting.map((one) => one.name).join(' or ')} would put them among the project's areas` : looksLikeUtm(positions) ? 'they look like metres of UTM: name the zone, for example EPSG:32633 for 33 north or EPSG:32733 for 33 south' : 'name the system, for example EPSG:32633'
  throw new AtlasError('CRS_MISSING', `${said} (${shown}) are not degrees${fitting.length > 1 ? `; name the system: ${hint}` : `: ${hint}`}`)
}

/** What whole numbers in columns of latitude and longitude are to be divided by (10⁵, 10⁶ or 10⁷), or null. */
function scaleOf(survey: Survey, near: Bounds | null, positions: readonly [number, number][]): number | null {
  const { place, stats, extent } = survey
  if (place.from !== 'columns' || extent === null) return null
  const columns = [stats[place.lon]!, stats[place.lat]!]
  if (!columns.every((column) => column.reals === 0 && column.integers > column.filled * 0.9 && /lat|lon|lng/i.test(column.name))) return null
  const fits = [1e5, 1e6, 1e7].filter((factor) => Math.max(-extent.south, extent.north) / factor <= 90 && Math.max(-extent.west, extent.east) / factor <= 180)
  const among = near ? fits.find((factor) => shareWithin(positions.map(([x, y]) => [x / factor, y / factor]), near) >= 0.5) : undefined
  return among ?? fits[0] ?? null
}

/** Longitudes that are called west (`Longitude (O)`, `Lon_W`) and all written without a sign are west; latitudes that are called south are south. */
function signedByName(survey: Survey, notes: Notebook): Projection | null {
  const { place, stats, extent } = survey
  if (place.from !== 'columns' || extent === null) return null
  const rest = (index: number) => stats[index]!.name.replace(/longitude?|latitude?|lon(g)?|lat|lng/i, ' ')
  const west = extent.west >= 0 && extent.east > 0 && /(?:^|[^\p{L}])(?:w|o|west|ouest|oeste)(?:[^\p{L}]|$)/iu.test(rest(place.lon))
  const south = extent.south >= 0 && extent.north > 0 && /(?:^|[^\p{L}])(?:s|south|sud|sur|sul)(?:[^\p{L}]|$)/iu.test(rest(place.lat))
  if (!west && !south) return null
  notes.add('SIGN_FROM_NAME', [west ? `${stats[place.lon]!.name}: west` : '', south ? `${stats[place.lat]!.name}: south` : ''].filter(Boolean).join(', '), survey.located)
  return degreesWithSign(west ? -1 : 1, south ? -1 : 1)
}

/** True where nearly no position lies among the project's areas, but nearly all do with latitude and longitude exchanged. */
function swappedByAreas(survey: Survey, near: Bounds | null): boolean {
  if (near === null || survey.located < 3) return false
  const positions = samplePositions(survey)
  return shareWithin(positions, near) < 0.05 && shareWithin(positions.map(([x, y]) => [y, x]), near) >= 0.9
}

/** Says where positions would lie among the project's areas with another sign; they stay as they are. */
function remarkSign(survey: Survey, projection: Projection, near: Bounds, notes: Notebook): void {
  const positions = samplePositions(survey).map(([x, y]) => projection.forward(x, y))
  if (survey.located === 0 || positions.length === 0 || shareWithin(positions, near) >= 0.05) return
  const found = ([[-1, 1, 'longitude'], [1, -1, 'latitude'], [-1, -1, 'longitude and latitude']] as const).find(([x, y]) => shareWithin(positions.map((p) => [p[0] * x, p[1] * y]), near) >= 0.9)
  if (found) notes.add('SIGN_DOUBTFUL', `with the sign of the ${found[2]} changed they would lie among the project's areas: ${positions[0]!.map((value) => Math.round(value * 1e4) / 1e4).join(', ')}`, survey.located)
  else notes.add('OUTSIDE_AREAS', `no position lies near the project's areas: ${positions[0]!.map((value) => Math.round(value * 1e4) / 1e4).join(', ')}`, survey.located)
}

/** Says where another usual system would put the positions among the project's areas and the named one does not. */
function remarkOtherSystem(survey: Survey, projection: Projection, near: Bounds, notes: Notebook): void {
  const positions = samplePositions(survey)
  if (positions.length === 0 || shareWithin(positions.map(([x, y]) => projection.forward(x, y)), near) >= 0.05) return
  const others = systemsAmong(positions, near).map((one) => one.name)
  notes.add('CRS_DOUBTFUL', others.length > 0 ? `in ${projection.name}, as the file says, no position lies near the project's areas; in ${others.join(' or ')} they would` : `in ${projection.name}, as the file says, no position lies near the project's areas`, survey.located)
}
