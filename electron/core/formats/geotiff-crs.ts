import { transformOf } from '../crs/index.ts'

export type GeoKeys = Record<string, unknown>

/** Coordinate transformations of GeoTIFF by number, with the keys of their parameters that differ from the usual. */
const projections: Record<number, string> = { 1: 'tmerc', 7: 'merc', 8: 'lcc', 9: 'lcc', 10: 'laea', 11: 'aea', 12: 'aeqd', 13: 'eqdc', 14: 'stere', 15: 'stere', 16: 'sterea', 17: 'eqc', 18: 'cass', 19: 'gnom', 20: 'mill', 21: 'ortho', 22: 'poly', 23: 'robin', 24: 'sinu', 25: 'vandg', 28: 'cea' }

const parameters: [key: string, name: string][] = [
  ['ProjNatOriginLatGeoKey', 'lat_0'], ['ProjCenterLatGeoKey', 'lat_0'], ['ProjFalseOriginLatGeoKey', 'lat_0'], ['ProjNatOriginLongGeoKey', 'lon_0'], ['ProjCenterLongGeoKey', 'lon_0'], ['ProjFalseOriginLongGeoKey', 'lon_0'], ['ProjStraightVertPoleLongGeoKey', 'lon_0'],
  ['ProjStdParallel1GeoKey', 'lat_1'], ['ProjStdParallel2GeoKey', 'lat_2'], ['ProjScaleAtNatOriginGeoKey', 'k_0'], ['ProjScaleAtCenterGeoKey', 'k_0'],
  ['ProjFalseEastingGeoKey', 'x_0'], ['ProjFalseOriginEastingGeoKey', 'x_0'], ['ProjCenterEastingGeoKey', 'x_0'], ['ProjFalseNorthingGeoKey', 'y_0'], ['ProjFalseOriginNorthingGeoKey', 'y_0'], ['ProjCenterNorthingGeoKey', 'y_0'],
]

/** The coordinate system that a GeoTIFF's keys name: a code, the well-known text that ESRI puts into the citation, or proj text from the parameters; null where they say nothing. */
export function crsOfGeoKeys(keys: GeoKeys | null): string | null {
  if (!keys) return null
  const projected = number(keys.ProjectedCSTypeGeoKey)
  const geographic = number(keys.GeographicTypeGeoKey)
  for (const code of [projected, geographic]) {
    if (code === null || code === 32_767 || code === 0 || (code === geographic && projected !== null)) continue
    if (isKnown(`EPSG:${code}`)) return `EPSG:${code}`
  }
  for (const key of ['PCSCitationGeoKey', 'GTCitationGeoKey', 'GeogCitationGeoKey']) {
    const text = /ESRI PE String = ([\s\S]+)/.exec(String(keys[key] ?? ''))?.[1]?.replace(/[|\0]+$/, '').trim()
    if (text && isKnown(text)) return text
  }
  if (number(keys.GTModelTypeGeoKey) === 2) return ellipsoidOf(keys) ? `+proj=longlat ${ellipsoidOf(keys)}` : null
  return projText(keys)
}

function projText(keys: GeoKeys): string | null {
  const method = number(keys.ProjCoordTransGeoKey)
  const name = method === null ? undefined : projections[method]
  const ellipsoid = ellipsoidOf(keys)
  if (!name || method === null || !ellipsoid) return null
  const unit = linearUnit(keys)
  const found = new Map(parameters.flatMap(([key, parameter]) => {
    const value = number(keys[key])
    return value === null ? [] : [[parameter, 'xy'.includes(parameter[0] ?? '') ? value * unit : value] as const]
  }))
  if (method === 15 || (['merc', 'cea', 'eqc'].includes(name) && found.has('lat_1'))) {
    const parallel = found.get('lat_1') ?? found.get('lat_0') ?? 90
    found.delete('lat_1')
    found.set('lat_ts', parallel)
    if (method === 15) found.set('lat_0', parallel < 0 ? -90 : 90)
  }
  if (method === 9) found.set('lat_1', found.get('lat_0') ?? 0)
  const text = [`+proj=${name}`, ...[...found].map(([key, value]) => `+${key}=${value}`), ellipsoid, `+to_meter=${unit}`].join(' ')
  return isKnown(text) ? text : null
}

/** The ellipsoid in proj text, from the base system's code or its own axes. */
function ellipsoidOf(keys: GeoKeys): string | null {
  const a = number(keys.GeogSemiMajorAxisGeoKey)
  const rf = number(keys.GeogInvFlatteningGeoKey)
  const b = number(keys.GeogSemiMinorAxisGeoKey)
  if (a !== null && a > 1e6 && a < 1e7) return rf ? `+a=${a} +rf=${rf}` : `+a=${a} +b=${b ?? a}`
  const code = number(keys.GeographicTypeGeoKey)
  const modern: Record<number, string> = { 4326: '+ellps=WGS84', 4258: '+ellps=GRS80', 4269: '+ellps=GRS80', 4283: '+ellps=GRS80', 4674: '+ellps=GRS80', 4267: '+ellps=clrk66' }
  return code === null ? null : (modern[code] ?? null)
}

function linearUnit(keys: GeoKeys): number {
  const units: Record<number, number> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937, 9036: 1000 }
  return number(keys.ProjLinearUnitSizeGeoKey) ?? units[number(keys.ProjLinearUnitsGeoKey) ?? 9001] ?? 1
}

function number(value: unknown): number | null {
  const found = Array.isArray(value) ? value[0] : value
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

function isKnown(crs: string): boolean {
  try {
    transformOf(crs)
    return true
  } catch {
    return false
  }
}
