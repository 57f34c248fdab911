import type { Dimension } from '../../../shared/model/dimension.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import { distinctShare, type ColumnStats } from './column-stats.ts'
import type { AreaColumns } from './columns.ts'
import { plainColumn } from './names.ts'

export interface KindReason { kind: LayerKind; why: string }

/** What a layer is for, by its geometry and columns: polygons with codes of their own are areas, dated points events, other geometry features, and tables that name organisations and sectors responses. */
export function kindOf(geometry: GeometryKind, columns: AreaColumns, stats: ColumnStats[], date: number | null, rows: number): KindReason {
  if (geometry === 'polygon') {
    const code = columns.code !== null ? stats[columns.code]! : null
    if (code && columns.codeNamed && (rows <= 1 || distinctShare(code) >= 0.5)) return { kind: 'areas', why: `polygons-with-codes: ${code.name}` }
    return { kind: 'features', why: 'polygons-without-codes' }
  }
  if (geometry === 'point') return date !== null ? { kind: 'events', why: `points-with-dates: ${stats[date]!.name}` } : { kind: 'features', why: 'points-without-dates' }
  if (geometry !== 'none') return { kind: 'features', why: `geometry: ${geometry}` }
  const response = responseColumns(stats)
  return response ? { kind: 'responses', why: `organisations-and-sectors: ${response}` } : { kind: 'table', why: 'no-geometry' }
}

/** The 3W or 4W list: who (organisation) does what (sector, cluster, activity). */
function responseColumns(stats: ColumnStats[]): string | null {
  const who = stats.find((column) => /^#org\b/.test(column.tag ?? '') || /^(organi[sz]ation(name|acronym)?|org|orgname|orgacronym|implementingpartner(s)?|implementingorganisation|partner|partenaire|acteur|organizacion|socio|agency|orgtype|leadorganization|reportingorganization)$/.test(plainColumn(column.name)))
  const what = stats.find((column) => /^#(sector|subsector|activity)\b/.test(column.tag ?? '') || /^(sector|cluster|secteur|sectorcluster|clustername|sectorname|activity|activite|activities|actividad|intervention|projecttitle)$/.test(plainColumn(column.name)))
  return who && what ? `${who.name}, ${what.name}` : null
}

const subjects: readonly (readonly [Dimension, RegExp, string])[] = [
  ['food', /\b(ipc|phase[ _]?[3-5]{1,2}|food|famine|nutrition|malnutrition|wasting|gam|sam|fcs|rcsi|hunger|alimentaire|alimentari[ao]|cadre harmonise|harvest|crop|livestock|market price|غذاء)\b/, 'food-words'],
  ['health', /\b(health|hospital|clinic|facility type|facility_type|amenity|healthcare|cholera|measles|malaria|ebola|epidemic|disease|cases|vaccin\w*|mortality|maternal|sante|salud|hopital|centre de sante|mpox|صحة|مستشفى)\b/, 'health-words'],
  ['environmental', /\b(fire|firms|modis|viirs|frp|brightness|flood\w*|unosat|water class|water extent|inondation|inundacion|drought|secheresse|sequia|cyclone|storm|ibtracs|hurricane|typhoon|eq|earthquakes?|quakes?|magnitude|mag ?type|seisme|sismo|landslide|rainfall|precipitation|chirps|ndvi|spi|deforestation|volcano|heat|temperature|erosion|فيضان|جفاف)\b/, 'hazard-words'],
  ['personal', /\b(ged|ucdp|acled|conflict|fatalities|deaths|killed|violence|attack|explosion|battle|homicide|murder|crime|kidnap\w*|trafficking|aid workers? killed|weapon|landmine|mine|gbv|side_a|event_type|civilians|incident|conflit|conflicto|victims?|نزاع|عنف)\b/, 'violence-words'],
  ['economic', /\b(poverty|mpi|poor|headcount|income|gdp|unemployment|livelihood|wage|pauvrete|pobreza|deprivation|gini|prices?|wealth|debt|remittance|فقر)\b/, 'poverty-words'],
  ['community', /\b(displace\w*|idp|idps|refugee\w*|returnee\w*|dtm|deplace\w*|desplazad\w*|ethnic|minority|social cohesion|intercommunal|host community|migration|migrants?|prmn|نازح\w*)\b/, 'displacement-words'],
  ['political', /\b(election\w*|governance|corruption|political|protests?|riots?|human rights|press freedom|arrests?|detention|coup|polling|droits|derechos|vote\w*)\b/, 'political-words'],
]

/** The dimension that the names of a layer and its columns speak of most; null where none does clearly. Boundaries and population have none. */
export function dimensionOf(name: string, stats: ColumnStats[], kind: LayerKind): { dimension: Dimension; why: string } | null {
  if (kind === 'areas' || kind === 'responses') return null
  const words = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/[_\-./]+/g, ' ')
  const title = words(name)
  const columns = stats.map((column) => `${words(column.name)} ${words(column.tag ?? '')}`).join(' | ')
  let best: { dimension: Dimension; why: string; score: number } | null = null
  for (const [dimension, pattern, why] of subjects) {
    const global = new RegExp(pattern.source, 'g')
    const inTitle = title.match(global) ?? []
    const inColumns = new Set(columns.match(global) ?? [])
    const score = inTitle.length * 3 + inColumns.size
    const example = inTitle[0] ?? [...inColumns][0]
    if (score > (best?.score ?? 0)) best = { dimension, why: `${why}: ${example}`, score }
  }
  return best ? { dimension: best.dimension, why: best.why } : null
}
