import type { Dimension } from '../../../shared/model/dimension.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import type { ColumnStats } from './column-stats.ts'
import { plainColumn } from './names.ts'

/** A kind of file that the sector knows, told by its columns. `coarse` is the column that says how exactly a place is known, and from which value on it stands for a whole area. */
export interface Layout { id: string; dimension?: Dimension; columns: RegExp[]; names?: RegExp; kinds?: LayerKind[]; coarse?: { column: RegExp; from: number } }

const layouts: readonly Layout[] = [
  { id: 'ACLED', dimension: 'personal', columns: [/^(eventidcnty|dataid|eventidnocnty)$/, /^eventdate$/, /^eventtype$/], coarse: { column: /^geoprecision$/, from: 3 } },
  { id: 'UCDP GED', dimension: 'personal', columns: [/^typeofviolence$/, /^(whereprec|datestart|conflictname)$/, /^(best|bestest|deathsa|high)$/], coarse: { column: /^whereprec$/, from: 3 } },
  { id: 'GTD', dimension: 'personal', columns: [/^eventid$/, /^iyear$/, /^imonth$/] },
  { id: 'WFP food prices', dimension: 'food', columns: [/^market$/, /^commodity$/, /^(price|usdprice)$/] },
  { id: 'IPC / CH', dimension: 'food', columns: [/^(dateofanalysis|area|country|adm\d?name|adm0name|level1|areaid|from|validityperiod)$/, /^(phase|phaseclass|overallphase|phase[1-5].*|.*phase3.*|ipcphase|phase35)$/, /^(number|percentage|phase[1-5].*|.*phase3.*|population.*|totalcountrypopulation)$/] },
  { id: 'HDX HAPI', columns: [/^(locationcode|admin1code|admin2code)$/, /^referenceperiodstart$/] },
  { id: 'IOM DTM', dimension: 'community', columns: [/^(admin\dpcode|adm\dpcode)$/, /^(numpresentidpind|roundnumber|idpind|totalidps?)$/, /^(reportingdate|surveydate|roundnumber|reportingyear)$/] },
  { id: 'FEWS NET', dimension: 'food', columns: [/^(fnid|admin0|country)$/, /^(cs|ml1|ml2)$/, /^(ha0|hal1|hal2|reportmonth|reportingdate)$/] },
  { id: 'EM-DAT', dimension: 'environmental', columns: [/^disno$/, /^disastertype$/, /^startyear$/] },
  { id: 'FIRMS', dimension: 'environmental', columns: [/^acqdate$/, /^(frp|brightness|brightti4|brightt31)$/, /^latitude$/] },
  { id: 'USGS earthquakes', dimension: 'environmental', columns: [/^mag$/, /^magtype$/, /^depth$/] },
  { id: 'IBTrACS', dimension: 'environmental', columns: [/^sid$/, /^isotime$/, /^(basin|season)$/] },
  { id: 'World Bank', columns: [/^countrycode$/, /^indicator(name|code)$/, /^(19|20)\d\d(yr\d{4})?$/] },
  { id: 'INFORM', columns: [/^iso3(code|az)?$/, /inform|hazardexposure|lackofcopingcapacity/] },
  { id: 'MPI', dimension: 'economic', columns: [/(^|[^a-z])mpi|multidimensionalpoverty|vulnerabletopoverty/, /headcount|intensity|inseverepoverty/] },
  { id: 'KoBo / ODK', columns: [/^(uuid|instanceid|key|parentindex|parentkey|submissiontime|submissiondate|submissionid)$/, /^(id|index|parentindex|submissiontime|submissiondate|start|uuid|key|instanceid|parenttablename|parentkey|submissionid)$/], names: /^_(uuid|submission|index|parent|id$|status|geolocation)|instanceID|^KEY$|^PARENT_KEY$|SubmissionDate/ },
  { id: 'geoBoundaries', columns: [/^shapename$/, /^shape(id|iso)$/], kinds: ['areas', 'features', 'table'] },
  { id: 'GADM', columns: [/^gid\d$/, /^(name\d|country)$/], kinds: ['areas', 'features', 'table'] },
  { id: 'Natural Earth', columns: [/^adm0a3$/, /^(featurecla|neid|scalerank|iso31662|isoa2)$/], kinds: ['areas', 'features', 'table'] },
  { id: 'COD-AB', columns: [/^(adm|admin)\d(pcode|pcod)$/, /^(adm|admin)\d(name.*|[a-z]{2}|nam.*)$/], kinds: ['areas'] },
]

export interface FoundLayout { id: string; why: string; dimension: Dimension | null; coarse: { column: number; from: number } | null }

/** The kind of file that the columns are those of, or null. Responses are 3W or 4W lists whatever their columns. */
export function layoutOf(stats: ColumnStats[], kind: LayerKind): FoundLayout | null {
  const plain = stats.map((column) => plainColumn(column.name))
  for (const layout of layouts) {
    if (layout.kinds && !layout.kinds.includes(kind)) continue
    const taken = new Set<number>()
    const found = layout.columns.map((pattern) => { const index = plain.findIndex((name, i) => !taken.has(i) && pattern.test(name)); taken.add(index); return index })
    if (found.includes(-1)) continue
    const telling = layout.names ? stats.find((column) => layout.names!.test(column.name.split('/').pop()!)) : undefined
    if (layout.names && !telling) continue
    const coarse = layout.coarse ? plain.findIndex((name) => layout.coarse!.column.test(name)) : -1
    return { id: layout.id, why: `layout-columns: ${found.map((index) => stats[index]!.name).join(', ')}`, dimension: layout.dimension ?? null, coarse: coarse >= 0 ? { column: coarse, from: layout.coarse!.from } : null }
  }
  return kind === 'responses' ? { id: '3W / 4W', why: 'layout-responses', dimension: null, coarse: null } : null
}
