import proj4 from 'proj4'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { loadCrsTable, plainName } from './table.ts'
import { parseWkt } from './wkt.ts'
import { definitionOfWkt, ofEntry } from './wkt-crs.ts'
import type { CrsDefinition } from './wkt-crs.ts'

/** A coordinate system ready to use: `forward` turns a position as files store it (x or longitude first) into `[lon, lat]` of WGS 84 in degrees, `[NaN, NaN]` where it has none; `inverse` is the way back. `note` says how sure the datum shift is. */
export interface CrsTransform {
  name: string
  code: string | null
  geographic: boolean
  forward(x: number, y: number): [lon: number, lat: number]
  inverse(lon: number, lat: number): [x: number, y: number]
  note?: string
}

const webMercator = [900_913, 3785, 102_100, 102_113]
const cache = new Map<string, CrsTransform>()

/**
 * The transform of a coordinate system named by `EPSG:n`, a URN or address of OGC, `OGC:CRS84`, `ESRI:n`, a number, well-known text (1 or 2), PROJJSON with a code, proj text, or the system's name.
 * Datums are shifted by three or seven parameters, chosen for the system's own area; grids are not used.
 * Throws `CRS_MISSING` for null or nothing and `CRS_UNKNOWN` for what it cannot convert.
 */
export function transformOf(crs: string | null): CrsTransform {
  const text = crs?.replace(/^\uFEFF/, '').trim() ?? ''
  if (!text || /^undefined/i.test(text)) throw new AtlasError('CRS_MISSING', 'The data names no coordinate system; choose it, for example EPSG:4326 for longitude and latitude in degrees.')
  const known = cache.get(text)
  if (known) return known
  const made = build(definitionOf(text))
  if (cache.size > 200) cache.clear()
  cache.set(text, made)
  return made
}

/** Proj text of a coordinate system, its shift to WGS 84 included where one is known. Throws as `transformOf` does. */
export function projTextOf(crs: string): string {
  const { proj, shift } = definitionOf(crs.trim())
  return `${withDefaults(proj)}${shift !== null && shift !== 'unknown' ? ` +towgs84=${shift.towgs84}` : ''}`
}

function definitionOf(text: string): CrsDefinition {
  const code = codeIn(text)
  if (code !== null) {
    const entry = loadCrsTable().byCode.get(webMercator.includes(code) ? 3857 : code)
    if (!entry) throw unknown(text)
    return ofEntry(entry)
  }
  if (text.startsWith('+')) return ofProjText(text)
  if (text.startsWith('{')) return definitionOf(codeInJson(text))
  if (text.includes('[')) return sharpened(definitionOfWkt(parseWkt(text)))
  const entry = loadCrsTable().byName.get(plainName(text))
  if (!entry) throw unknown(text)
  return ofEntry(entry)
}

function codeIn(text: string): number | null {
  if (/^(urn:(x-)?ogc:def:crs:OGC:[\d.]*:CRS84h?|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\d.]+\/CRS84h?|(OGC|CRS)?:?CRS:?84h?|WGS ?84)$/i.test(text)) return 4326
  const found = /^(?:(?:EPSG|ESRI)::?|urn:(?:x-)?ogc:def:crs:(?:EPSG|ESRI):(?:[\w.]*:)?|https?:\/\/www\.opengis\.net\/(?:def\/crs\/(?:EPSG|ESRI)\/[\w.]+\/|gml\/srs\/epsg\.xml#)|\+init=epsg:)?(\d{4,6})(?:\s|$)/i.exec(text)
  return found ? Number(found[1]) : null
}

function codeInJson(text: string): string {
  try {
    const value = JSON.parse(text) as { id?: { authority?: string; code?: number | string }; name?: string }
    if (value.id?.code !== undefined) return `${value.id.authority === 'OGC' ? 'OGC' : 'EPSG'}:${value.id.code}`
    if (typeof value.name === 'string' && !value.name.startsWith('{')) return value.name
  } catch { /* told below */ }
  throw unknown('the given text')
}

function ofProjText(text: string): CrsDefinition {
  const grid = /\+nadgrids=(?!@null)\S+/.test(text)
  const shift = /\+towgs84=([-+\d.,eE]+)/.exec(text)?.[1]
  const proj = text.replace(/\+nadgrids=(?!@null)\S+/, '').replace(/\+towgs84=\S+/, '')
  return { name: text.slice(0, 80), code: null, proj, shift: shift ? { operation: 'given in the file', towgs84: shift, accuracyM: null } : grid ? 'unknown' : null, degrees: 1, bbox: null }
}

/** Where the table has a system of that name with the same projection, its code and the datum shift for its own area are taken. */
function sharpened(found: CrsDefinition): CrsDefinition {
  if (found.code) return found
  const entry = loadCrsTable().byName.get(plainName(found.name))
  if (!entry || entry.degrees !== found.degrees) return found
  const [west, south, east, north] = entry.bbox
  const middle: [number, number] = [west + (east < west ? east + 360 - west : east - west) * 0.4, south + (north - south) * 0.4]
  const [ours, theirs] = [found, ofEntry(entry)].map((d) => project(d.proj, middle))
  if (!ours || !theirs || Math.hypot((ours[0] ?? NaN) - (theirs[0] ?? NaN), (ours[1] ?? NaN) - (theirs[1] ?? NaN)) > 0.01) return found
  const given = found.shift !== null && found.shift !== 'unknown' && found.shift.operation === 'given in the file'
  return { ...ofEntry(entry), name: found.name, shift: given ? found.shift : entry.shift }
}

function project(proj: string, position: [number, number]): number[] | null {
  try {
    return proj4(withDefaults(proj)).forward(position)
  } catch {
    return null
  }
}

function build(definition: CrsDefinition): CrsTransform {
  const { name, code, degrees, shift } = definition
  const geographic = /\+proj=(longlat|latlong|lonlat|latlon)\b/.test(definition.proj)
  const note = noteOf(shift)
  const head = { name, code, geographic, ...(note ? { note } : {}) }
  const moved = shift !== null && shift !== 'unknown'
  if (geographic && !moved && !/\+pm=(?!greenwich|0\b)|\+axis=|\+lon_wrap=/.test(definition.proj)) return { ...head, forward: (x, y) => [x * degrees, y * degrees], inverse: (lon, lat) => [lon / degrees, lat / degrees] }
  const axis = /\+axis=(?!enu)/.test(definition.proj)
  let converter: Converter
  try {
    converter = proj4(`${withDefaults(definition.proj)}${moved ? ` +towgs84=${shift.towgs84}` : ''}`, '+proj=longlat +datum=WGS84')
  } catch {
    throw new AtlasError('CRS_UNKNOWN', `The projection of ${code ?? 'the coordinate system'} (${name.slice(0, 80)}) is not supported; convert the data to EPSG:4326 first.`)
  }
  return {
    ...head,
    forward: (x, y) => finite(() => converter.forward([x * degrees, y * degrees], axis)),
    inverse: (lon, lat) => finite(() => converter.inverse([lon, lat], axis).map((v) => v / degrees)),
  }
}

interface Converter { forward(position: number[], enforceAxis?: boolean): number[]; inverse(position: number[], enforceAxis?: boolean): number[] }

/** The converter throws, or answers infinity, outside a projection. */
function finite(convert: () => number[]): [number, number] {
  try {
    const [x, y] = convert()
    return Number.isFinite(x) && Number.isFinite(y) ? [x as number, y as number] : [NaN, NaN]
  } catch {
    return [NaN, NaN]
  }
}

/** Proj text may leave out what is 0; the converter may not. */
function withDefaults(proj: string): string {
  const missing = ['x_0', 'y_0', 'lat_0', 'lon_0'].filter((name) => !proj.includes(`+${name}=`) && !(name === 'lon_0' && proj.includes('+lonc=')))
  return /\+proj=(longlat|latlong|lonlat|latlon|utm|krovak|nzmg)\b/.test(proj) ? proj : [proj, ...missing.map((name) => `+${name}=0`)].join(' ')
}

function noteOf(shift: CrsDefinition['shift']): string | undefined {
  if (shift === null) return undefined
  if (shift === 'unknown') return 'The shift of its datum to WGS 84 is not known; positions may be off by up to some hundred metres.'
  if (shift.accuracyM !== null && shift.accuracyM < 1) return undefined
  return shift.accuracyM === null ? `Datum shifted to WGS 84 by parameters ${shift.operation}; their accuracy is not known.` : `Datum shifted to WGS 84 by parameters (${shift.operation}), accurate to about ${shift.accuracyM} m.`
}

function unknown(text: string): AtlasError {
  return new AtlasError('CRS_UNKNOWN', `The coordinate system "${text.slice(0, 80)}" is not known; choose it by its EPSG code, for example EPSG:4326 or EPSG:32633.`)
}
