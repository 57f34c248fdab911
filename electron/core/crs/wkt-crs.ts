import { AtlasError } from '../../../shared/contract/errors.ts'
import { loadCrsTable, plainName } from './table.ts'
import type { CrsEntry, Shift } from './table.ts'
import { inner, nameOf, numberOf } from './wkt.ts'
import type { WktNode } from './wkt.ts'
import { projectionText } from './wkt-projection.ts'

/** A coordinate system as the converter takes it. `code` is set where the text names one of EPSG or ESRI. */
export interface CrsDefinition { name: string; code: string | null; proj: string; shift: Shift | 'unknown' | null; degrees: number; bbox: CrsEntry['bbox'] | null }

const projected = ['PROJCS', 'PROJCRS', 'PROJECTEDCRS']
const geographic = ['GEOGCS', 'GEOGCRS', 'GEOGRAPHICCRS', 'GEODCRS', 'GEODETICCRS']
const base = ['GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS']

/** What a tree of well-known text says. A code inside it wins where the table has it; else the projection is read from the text and the datum from the table by its name. Throws `CRS_UNKNOWN`. */
export function definitionOfWkt(root: WktNode): CrsDefinition {
  const bound = root.keyword === 'BOUNDCRS' ? root : null
  const crs = horizontal(bound ? (inner(bound, 'SOURCECRS')?.nodes[0] ?? root) : root)
  const known = codeOf(crs)
  if (known) return ofEntry(known)
  const isProjected = projected.includes(crs.keyword)
  const geog = isProjected ? inner(crs, ...base) : crs
  if (!geog || (!isProjected && !geographic.includes(crs.keyword)) || inner(crs, 'CS')?.values[0] === 'Cartesian' && !isProjected) {
    throw new AtlasError('CRS_UNKNOWN', `The coordinate system "${shortName(root)}" is not one on the surface of the Earth; convert the data to EPSG:4326 first or choose its EPSG code.`)
  }
  const degrees = angularUnit(geog)
  const datum = datumOf(geog, bound)
  const named = loadCrsTable().byName.get(plainName(nameOf(crs)))
  const wrap = (proj: string): CrsDefinition => ({ name: nameOf(crs), code: null, proj: `${proj} ${datum.text}`, shift: datum.shift, degrees: isProjected ? 1 : degrees, bbox: named?.bbox ?? null })
  if (!isProjected) {
    const entry = named?.proj.startsWith('+proj=longlat') && named.degrees === degrees && !datum.explicit ? named : null
    return entry ? { ...ofEntry(entry), name: nameOf(crs) } : wrap('+proj=longlat')
  }
  const extension = nameOf(inner(crs, 'EXTENSION')) === 'PROJ4' ? String(inner(crs, 'EXTENSION')?.values[1] ?? '') : ''
  if (extension) return { name: nameOf(crs), code: null, proj: extension, shift: null, degrees: 1, bbox: null }
  const text = projectionText(crs, degrees, linearUnit(crs))
  if (!text && named) return { ...ofEntry(named), name: nameOf(crs) }
  if (!text) throw new AtlasError('CRS_UNKNOWN', `The projection of "${shortName(crs)}" is not supported; convert the data to EPSG:4326 first.`)
  return wrap(text)
}

/** A row of the table as a definition. */
export function ofEntry(entry: CrsEntry): CrsDefinition {
  return { name: entry.name, code: `${entry.code > 100_000 || isEsri(entry.code) ? 'ESRI' : 'EPSG'}:${entry.code}`, proj: entry.proj, shift: entry.shift, degrees: entry.degrees, bbox: entry.bbox }
}

/** ESRI's own numbers: 37001 to 37999, 53001 to 54999 and above 100000. */
function isEsri(code: number): boolean {
  return (code >= 37_001 && code <= 37_999) || (code >= 53_001 && code <= 54_999)
}

function horizontal(crs: WktNode): WktNode {
  return ['COMPD_CS', 'COMPOUNDCRS'].includes(crs.keyword) ? (inner(crs, ...projected, ...geographic) ?? crs) : crs
}

function codeOf(crs: WktNode): CrsEntry | null {
  const id = inner(crs, 'AUTHORITY', 'ID')
  if (!id || !['EPSG', 'ESRI'].includes(nameOf(id).toUpperCase())) return null
  return loadCrsTable().byCode.get(numberOf(id, 1)) ?? null
}

/** Ellipsoid, prime meridian and shift. Parameters in the text win; else the table's system of that name; a datum that nobody knows gets no shift. */
function datumOf(geog: WktNode, bound: WktNode | null): { text: string; shift: CrsDefinition['shift']; explicit: boolean } {
  const datum = inner(geog, 'DATUM', 'GEODETICDATUM', 'TRF', 'ENSEMBLE')
  const ellipsoid = inner(datum ?? geog, 'SPHEROID', 'ELLIPSOID')
  const unit = numberOf(ellipsoid && inner(ellipsoid, 'LENGTHUNIT', 'UNIT'), 1)
  const a = numberOf(ellipsoid, 1) * (unit > 0 ? unit : 1)
  const rf = numberOf(ellipsoid, 2)
  if (!(a > 1e6 && a < 1e7)) throw new AtlasError('CRS_UNKNOWN', `The coordinate system "${shortName(geog)}" has no usable ellipsoid; choose the coordinate system by its EPSG code.`)
  const meridian = primeMeridian(geog)
  const text = `+a=${a}${rf > 0 ? ` +rf=${rf}` : ` +b=${a}`}${meridian ? ` +pm=${meridian}` : ''}`
  const given = givenShift(datum, bound)
  if (given) return { text, shift: given, explicit: true }
  const table = loadCrsTable()
  const entry = codeOf(geog) ?? table.byName.get(plainName(nameOf(geog))) ?? table.byName.get(plainName(nameOf(datum).replace(/^D_/, '')))
  return { text, shift: entry ? entry.shift : null, explicit: false }
}

function givenShift(datum: WktNode | null, bound: WktNode | null): Shift | null {
  const listed = inner(datum ?? { keyword: '', values: [], nodes: [] }, 'TOWGS84')?.values.map(Number)
  const operation = bound && inner(bound, 'ABRIDGEDTRANSFORMATION')
  const frame = /coordinate frame/i.test(nameOf(operation ? inner(operation, 'METHOD') : null))
  const bounded = operation?.nodes.filter((n) => n.keyword === 'PARAMETER').map((n, i) => (i === 6 ? (numberOf(n, 1) - 1) * 1e6 : frame && i > 2 ? -numberOf(n, 1) : numberOf(n, 1)))
  const values = bounded?.length ? bounded : listed
  if (!values || (values.length !== 3 && values.length !== 7) || !values.every(Number.isFinite) || values.every((v) => v === 0)) return null
  return { operation: 'given in the file', towgs84: [...values, 0, 0, 0, 0].slice(0, 7).map((v) => Number(v.toFixed(9))).join(','), accuracyM: null }
}

/** Degrees east of Greenwich. WKT 1 writes degrees even where angles are in grads; Paris in grads (2.5969…) is known by its value. */
function primeMeridian(geog: WktNode): number {
  const node = inner(geog, 'PRIMEM', 'PRIMEMERIDIAN')
  const value = numberOf(node, 1)
  if (!node || !Number.isFinite(value)) return 0
  const unit = numberOf(inner(node, 'ANGLEUNIT', 'UNIT'), 1)
  if (Number.isFinite(unit)) return Number(((value * unit * 180) / Math.PI).toPrecision(13))
  return Math.abs(value - 2.59692) < 1e-3 ? value * 0.9 : value
}

function angularUnit(geog: WktNode): number {
  const node = inner(geog, 'UNIT', 'ANGLEUNIT') ?? inner(inner(geog, 'AXIS') ?? geog, 'ANGLEUNIT', 'UNIT')
  const radians = numberOf(node, 1)
  if (!Number.isFinite(radians) || radians <= 0 || radians > 1) return 1
  const degrees = (radians * 180) / Math.PI
  return Math.abs(degrees - 1) < 1e-9 ? 1 : Math.abs(degrees - 0.9) < 1e-9 ? 0.9 : degrees
}

function linearUnit(crs: WktNode): number {
  const node = inner(crs, 'UNIT', 'LENGTHUNIT') ?? inner(inner(crs, 'AXIS') ?? crs, 'LENGTHUNIT', 'UNIT')
  const metres = numberOf(node, 1)
  return Number.isFinite(metres) && metres > 0 ? metres : 1
}

function shortName(node: WktNode): string {
  return (nameOf(node) || node.keyword).slice(0, 80)
}
