import { inner, nameOf, numberOf } from './wkt.ts'
import type { WktNode } from './wkt.ts'

interface Method { proj: string; extra?: string; rules?: (p: Parameters) => void }
type Parameters = Map<string, number>

const polar = (p: Parameters) => {
  const parallel = p.get('lat_1') ?? p.get('lat_0') ?? 90
  p.delete('lat_1')
  if (Math.abs(parallel) < 89.9999) p.set('lat_ts', parallel)
  p.set('lat_0', parallel < 0 ? -90 : 90)
}
const trueScale = (p: Parameters) => { move(p, 'lat_1', 'lat_ts') }
/** Laborde's own projection, within a centimetre of the oblique Mercator in Madagascar. */
const laborde = (p: Parameters) => { oblique(p); p.set('gamma', p.get('alpha') ?? 0) }
const oblique = (p: Parameters) => { move(p, 'lon_0', 'lonc') }

/** Projection methods by their names in WKT 1 (OGC, ESRI) and WKT 2, letters and digits only. */
const methods: Record<string, Method> = {
  transversemercator: { proj: 'tmerc' }, gausskruger: { proj: 'tmerc' }, transversemercatorcomplex: { proj: 'tmerc' }, transversemercatorsouthorientated: { proj: 'tmerc', extra: '+axis=wsu' },
  lambertconformalconic: { proj: 'lcc' }, lambertconformalconic1sp: { proj: 'lcc' }, lambertconformalconic2sp: { proj: 'lcc' }, lambertconicconformal1sp: { proj: 'lcc' }, lambertconicconformal2sp: { proj: 'lcc' },
  mercator: { proj: 'merc', rules: trueScale }, mercator1sp: { proj: 'merc', rules: trueScale }, mercator2sp: { proj: 'merc', rules: trueScale }, mercatorvarianta: { proj: 'merc', rules: trueScale }, mercatorvariantb: { proj: 'merc', rules: trueScale },
  mercatorauxiliarysphere: { proj: 'webmerc' }, popularvisualisationpseudomercator: { proj: 'webmerc' },
  albers: { proj: 'aea' }, albersconicequalarea: { proj: 'aea' }, albersequalarea: { proj: 'aea' },
  lambertazimuthalequalarea: { proj: 'laea' }, lambertazimuthalequalareaspherical: { proj: 'laea' },
  polarstereographic: { proj: 'stere', rules: polar }, polarstereographicvarianta: { proj: 'stere', rules: polar }, polarstereographicvariantb: { proj: 'stere', rules: polar }, stereographicnorthpole: { proj: 'stere', rules: polar }, stereographicsouthpole: { proj: 'stere', rules: polar },
  stereographic: { proj: 'stere' }, obliquestereographic: { proj: 'sterea' }, doublestereographic: { proj: 'sterea' },
  hotineobliquemercator: { proj: 'omerc', extra: '+no_uoff', rules: oblique }, hotineobliquemercatorvarianta: { proj: 'omerc', extra: '+no_uoff', rules: oblique }, hotineobliquemercatorazimuthnaturalorigin: { proj: 'omerc', extra: '+no_uoff', rules: oblique }, rectifiedskeworthomorphicnaturalorigin: { proj: 'omerc', extra: '+no_uoff', rules: oblique },
  hotineobliquemercatorazimuthcenter: { proj: 'omerc', rules: oblique }, hotineobliquemercatorvariantb: { proj: 'omerc', rules: oblique }, obliquemercator: { proj: 'omerc', rules: oblique }, rectifiedskeworthomorphiccenter: { proj: 'omerc', rules: oblique },
  labordeobliquemercator: { proj: 'omerc', rules: laborde }, laborde: { proj: 'omerc', rules: laborde },
  swissobliquecylindrical: { proj: 'somerc' }, swissobliquemercator: { proj: 'somerc' },
  cassini: { proj: 'cass' }, cassinisoldner: { proj: 'cass' }, polyconic: { proj: 'poly' }, americanpolyconic: { proj: 'poly' },
  cylindricalequalarea: { proj: 'cea', rules: trueScale }, lambertcylindricalequalarea: { proj: 'cea', rules: trueScale }, lambertcylindricalequalareaellipsoidal: { proj: 'cea', rules: trueScale }, behrmann: { proj: 'cea', rules: (p) => { trueScale(p); if (!p.has('lat_ts')) p.set('lat_ts', 30) } }, equidistantcylindricalellipsoidal: { proj: 'eqc', rules: trueScale }, equirectangular: { proj: 'eqc', rules: trueScale }, equidistantcylindrical: { proj: 'eqc', rules: trueScale }, platecarree: { proj: 'eqc', rules: trueScale },
  equidistantconic: { proj: 'eqdc' }, azimuthalequidistant: { proj: 'aeqd' }, modifiedazimuthalequidistant: { proj: 'aeqd' }, orthographic: { proj: 'ortho' }, gnomonic: { proj: 'gnom' }, bonne: { proj: 'bonne' },
  krovak: { proj: 'krovak' }, krovaknorthorientated: { proj: 'krovak' }, newzealandmapgrid: { proj: 'nzmg' }, equalearth: { proj: 'eqearth' }, sinusoidal: { proj: 'sinu' }, mollweide: { proj: 'moll' }, robinson: { proj: 'robin' }, eckertvi: { proj: 'eck6' }, vandergrinten: { proj: 'vandg' }, vandergrinteni: { proj: 'vandg' }, millercylindrical: { proj: 'mill' },
}

/** Parameters by their names in WKT 1 and WKT 2, letters and digits only; `x_0` and `y_0` are lengths, `k_0` is a factor, all others are angles. */
const parameters: Record<string, string> = {
  latitudeoforigin: 'lat_0', latitudeofcenter: 'lat_0', centralparallel: 'lat_0', latitudeofnaturalorigin: 'lat_0', latitudeoffalseorigin: 'lat_0', latitudeofprojectioncentre: 'lat_0', latitudeofprojectioncenter: 'lat_0', projectionplaneoriginlatitude: 'lat_0', sphericallatitudeoforigin: 'lat_0',
  centralmeridian: 'lon_0', longitudeofcenter: 'lon_0', longitudeoforigin: 'lon_0', longitudeofnaturalorigin: 'lon_0', longitudeoffalseorigin: 'lon_0', longitudeofprojectioncentre: 'lon_0', longitudeofprojectioncenter: 'lon_0', straightverticallongitudefrompole: 'lon_0', sphericallongitudeoforigin: 'lon_0',
  standardparallel1: 'lat_1', standardparallel: 'lat_1', latitudeof1ststandardparallel: 'lat_1', latitudeofstandardparallel: 'lat_1', latitudeofstdparallel: 'lat_1', latitudeofpseudostandardparallel: 'ignored', pseudostandardparallel1: 'ignored', standardparallel2: 'lat_2', latitudeof2ndstandardparallel: 'lat_2',
  scalefactor: 'k_0', scalefactoratnaturalorigin: 'k_0', scalefactoratprojectioncentre: 'k_0', scalefactoronpseudostandardparallel: 'k_0', scalefactoroninitialline: 'k_0',
  falseeasting: 'x_0', eastingatfalseorigin: 'x_0', eastingatprojectioncentre: 'x_0', falsenorthing: 'y_0', northingatfalseorigin: 'y_0', northingatprojectioncentre: 'y_0',
  azimuth: 'alpha', azimuthofinitialline: 'alpha', azimuthatprojectioncentre: 'alpha', rectifiedgridangle: 'gamma', anglefromrectifiedtoskewgrid: 'gamma', auxiliaryspheretype: 'ignored', colatitudeofconeaxis: 'ignored', xscale: 'ignored', yscale: 'ignored', xyplanerotation: 'gamma',
}

/** The projection of a projected system as proj text without ellipsoid, or null where the method or a parameter is not known. `degrees` is the angular unit of the base system; `metres` the linear unit. */
export function projectionText(crs: WktNode, degrees: number, metres: number): string | null {
  const conversion = inner(crs, 'CONVERSION', 'DERIVINGCONVERSION')
  const owner = conversion ?? crs
  const method = methods[plain(nameOf(inner(owner, 'PROJECTION', 'METHOD')))]
  if (!method) return null
  const found: Parameters = new Map()
  for (const node of owner.nodes) {
    if (node.keyword !== 'PARAMETER') continue
    const key = parameters[plain(nameOf(node))]
    const value = numberOf(node, 1)
    if (!key || !Number.isFinite(value)) return null
    if (key === 'ignored') continue
    found.set(key, value * factorOf(node, key, degrees, metres))
  }
  if (method.proj === 'webmerc') return '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +nadgrids=@null'
  method.rules?.(found)
  if (method.proj === 'lcc' && !found.has('lat_1')) found.set('lat_1', found.get('lat_0') ?? 0)
  if (method.proj === 'lcc' && !found.has('lat_0')) found.set('lat_0', found.get('lat_1') ?? 0)
  const text = [...found].map(([key, value]) => `+${key}=${plainNumber(value)}`)
  return [`+proj=${method.proj}`, ...(method.extra ? [method.extra] : []), ...text, `+to_meter=${plainNumber(metres)}`].join(' ')
}

function factorOf(node: WktNode, key: string, degrees: number, metres: number): number {
  if (key === 'k_0') return 1
  const unit = numberOf(inner(node, 'LENGTHUNIT', 'ANGLEUNIT', 'UNIT'), 1)
  if (key === 'x_0' || key === 'y_0') return Number.isFinite(unit) ? unit : metres
  return Number.isFinite(unit) ? (unit * 180) / Math.PI : degrees
}

/** Proj text takes no `e+20`, and angles lose the rounding of their radian factor. */
function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(13)))
  return text.includes('e') ? value.toFixed(12) : text
}

function move(p: Parameters, from: string, to: string): void {
  const value = p.get(from)
  if (value === undefined) return
  p.delete(from)
  p.set(to, value)
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
