/** A column name reduced to what matters: last part of a path, no accents, lower case, letters and digits only. */
export function plainColumn(name: string): string {
  const last = name.replace(/\/+$/, '').split('/').pop() ?? name
  return (last.trim() === '' ? name : last).normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function plainAll(...names: string[]): string[] {
  return names.map(plainColumn)
}

export interface LevelName { level: number | null; rank: number }

const levelCodes = [
  /^(?:adm|admin|administrative|level|adminlevel)(\d)(?:p?code?|pcod\d?|pc|cd|code?id)(?:en|fr)?$/, /^p?code?(?:adm|admin|level)(\d)$/, /^gid(\d)$/, /^hasc(\d)$/, /^ccc?(\d)$/, /^adm(\d)src$/, /^(?:adm|admin)(\d)id$/, /^id(\d)$/,
]
const countryCodes = ['iso3', 'isoa3', 'iso3code', 'countryiso3', 'iso3c', 'adm0a3', 'alpha3', 'countrycode', 'isocode', 'iso', 'gua3', 'sova3', 'sua3', 'iso2', 'isoa2', 'countryiso', 'iso3countrycode', 'isocountrycode', 'isoalpha3', 'iso3166alpha3', 'alpha3code', 'countrycodeiso3', 'locationcode']
const areaCodes = [
  'pcode', 'placecode', 'areacode', 'shapeid', 'shapeiso', 'ubigeo', 'coddane', 'divipola', 'dptoccdgo', 'mpioccdgo', 'mpiocdpmp', 'cvegeo', 'codeinsee', 'inseecom', 'codegeo', 'geoid', 'geocode', 'nutsid', 'lauid',
  'cdgeocmu', 'cdgeocodi', 'codmun', 'codprov', 'coddep', 'codreg', 'codigo', 'gaulcode', 'areaid', 'orgunitcode', 'districtcode', 'provincecode', 'regioncode', 'countycode', 'wardcode', 'communecode', 'municipalitycode', 'zonecode', 'woredacode', 'code', 'codeid', ...plainAll('код', '코드', '代码', '代碼', 'الرمز', 'كود', 'کد'), 'uid', 'fips', 'fipsno',
]

const units = 'region|province|provincia|distrit[oa]?|district|departement|departamento|dpto|depto|municip(?:io|ality)|mpio|muni|commune|comuna|comm|county|ward|canton|parish|parroquia|governorate|gouvernorat|state|estado|zone|woreda|kabupaten|kecamatan|prefecture|cercle|localite|localidad|organisationunit|orgunit'
/** A code and the kind of unit that it is of, in either order (`CÓDIGO MUNICIPIO`, `code_commune`, `organisationunitcode`). */
const unitCode = new RegExp(`^(?:cod(?:e|igo|ice)?|cd|kode|pcode)(?:de|da|do|du|del|la)*(?:${units})s?$|^(?:${units})(?:code|cod|codigo|pcode)$`)

/** Whether a column is called like one of area codes: with the level in its name where it has one; a lower rank is a better name. */
export function areaCodeName(name: string, tag?: string): LevelName | null {
  const hxl = tag ? /^#adm(\d)\b.*\+code|^#adm(\d)\+p?code/.exec(tag) : null
  if (hxl) return { level: Number(hxl[1] ?? hxl[2]), rank: /p_?code/i.test(name + tag) ? 0 : 1 }
  if (tag && /^#country\b.*\+code/.test(tag)) return { level: 0, rank: /origin/.test(tag) ? 40 : 1 }
  const plain = plainColumn(withoutUnit(name)) || plainColumn(name)
  if (/parent|mother|upper/.test(plain)) return null
  for (const [rank, pattern] of levelCodes.entries()) {
    const m = pattern.exec(plain)
    if (m) return { level: Number(m[1]), rank }
  }
  const country = countryCodes.indexOf(plain)
  if (country >= 0) return { level: 0, rank: 10 + country }
  if (/^(country|cntry|ctry|admin0|adm0).*iso(a)?3$|^iso(a)?3(code|name)?$/.test(plain)) return { level: 0, rank: 40 }
  const area = areaCodes.indexOf(plain)
  if (area >= 0) return { level: null, rank: 10 + area }
  if (/pcode$|pcod$/.test(plain)) return { level: null, rank: 5 }
  return unitCode.test(plain) ? { level: null, rank: 60 } : null
}

const levelNames = [/^(?:adm|admin|level|adminlevel)(\d)(?:name|nam|na|nm)(?:en|fr|es|pt|ar)?$/, /^(?:adm|admin)(\d)(?:en|fr|es|pt|ht|ref|local)$/, /^name(\d)$/, /^(?:adm|admin|level)(\d)$/, /^nom(?:adm|admin)(\d)$/, /^n(?:ame)?(?:adm|admin)(\d)$/, /^(?:adm|admin)(\d)(?!pc$|id$|cd$)[a-z]{2}$/, /^(?:adm|admin)(\d)alt\d?\w*$/]
const areaNames = [
  'name', 'nom', 'nombre', 'nome', 'areaname', 'shapename', 'placename', 'label', 'libelle', 'etiqueta', 'district', 'districtname', 'province', 'provincia', 'provincename', 'region', 'regionname', 'departement', 'departamento', 'municipio', 'municipality', 'commune', 'county', 'countyname',
  'ward', 'wardname', 'prefecture', 'governorate', 'state', 'statename', 'woreda', 'zone', 'sousprefecture', 'namelong', 'nameen', 'nomgeo', 'admin', 'admin1', 'country', 'countryname', 'pays', 'pais', 'location', 'area', 'toponimo',
  ...plainAll('название', 'наименование', 'назва', 'область', 'район', '名称', '名稱', '이름', '시도', 'الاسم', 'اسم', 'المحافظة', 'المديرية', 'القضاء', 'استان'),
]

export function areaLabelName(name: string, tag?: string): LevelName | null {
  const hxl = tag ? /^#adm(\d)(?:\+\w+)*$/.exec(tag) : null
  if (hxl && !/\+(p?code|id|v_pcode|code_\w+)\b/.test(tag!)) return { level: Number(hxl[1]), rank: /\+name\b/.test(tag!) ? (/\+(alt|provider)\b/.test(tag!) ? 2 : 0) : tag === hxl[0] && !tag.includes('+') ? 1 : 3 }
  const plain = plainColumn(name)
  for (const [rank, pattern] of levelNames.entries()) {
    const m = pattern.exec(plain)
    if (m) return { level: Number(m[1]), rank }
  }
  const place = areaNames.indexOf(plain)
  return place >= 0 ? { level: null, rank: 10 + place } : null
}

/** Whether a column may hold codes, or names, by the habits of many countries' offices (`CD_MUN`, `KODE_KAB`, `dt_code`; `NM_MUN`, `DPTO_CNMBR`). Numbers that a program gave to its records are none. */
export function maybeCodeName(name: string): boolean {
  const plain = plainColumn(name)
  return !/^(objectid|fid|ogcfid|osmid|id|gid|uuid|globalid)\d*$|zip|postal|phone|color|colour|style|dialing|currency/.test(plain) && (/code?$|code?(?:19|20)?\d\d$|codigo|^cod|^cd[a-z]|cd$|ccdgo$|kode|^clave|^cve|kod$|geoid/.test(plain))
}

export function maybeAreaName(name: string): boolean {
  return /name|nombre|nmbr|nome|^nm[a-z]|^nom|libel|toponym|nama|naam|adi$/.test(plainColumn(name))
}

export function isParentName(name: string): boolean {
  return /^parent(p?code|pcod|id)?$|^p?codeparent$|^parentuid$|^uppercode$/.test(plainColumn(name))
}

const latitudes = ['latitude', 'lat', 'latitud', 'latdd', 'latitudedd', 'latdec', 'gpslat', 'gpslatitude', 'geolat', 'geolatitude', 'ylat', 'laty', 'latwgs84', 'y', 'ycoord', 'coordy', 'coordinatey', 'pointy', 'ycoordinate', 'breite', 'breitengrad', 'خطالعرض', 'دائرةالعرض', 'enlem', 'northing', 'northings', 'utmy', 'yutm', 'utmnorthing', 'norte', 'utmn', ...plainAll('широта', '纬度', '緯度', '위도', 'عرض جغرافیایی', 'عرض', 'latitudine', 'lintang', 'vĩ độ', 'ละติจูด', 'latitude n')]
const longitudes = ['longitude', 'lon', 'long', 'lng', 'longitud', 'londd', 'longdd', 'longitudedd', 'londec', 'longdec', 'gpslon', 'gpslong', 'gpslng', 'gpslongitude', 'geolon', 'geolong', 'geolongitude', 'xlon', 'xlong', 'lonx', 'longx', 'lonwgs84', 'longwgs84', 'x', 'xcoord', 'coordx', 'coordinatex', 'pointx', 'xcoordinate', 'lange', 'langengrad', 'laenge', 'خطالطول', 'boylam', 'easting', 'eastings', 'utmx', 'xutm', 'utmeasting', 'este', 'utme', ...plainAll('долгота', 'довгота', '经度', '經度', '経度', '경도', 'طول جغرافیایی', 'طول', 'longitudine', 'bujur', 'kinh độ', 'ลองจิจูด', 'longitude e')]

/** How well a column is called like a coordinate: lower is better, null is not at all. Pairs carry the same style in their names. */
export function coordinateName(name: string, tag?: string): { axis: 'lon' | 'lat'; rank: number; style: string } | null {
  if (tag && /^#geo\b.*\+lat\b|^#lat_deg/.test(tag)) return { axis: 'lat', rank: 0, style: 'hxl' }
  if (tag && /^#geo\b.*\+(?:lon|lng|long)\b|^#lon_deg/.test(tag)) return { axis: 'lon', rank: 0, style: 'hxl' }
  const bare = plainColumn(withoutUnit(name))
  const plain = latitudes.includes(plainColumn(name)) || longitudes.includes(plainColumn(name)) || bare === '' ? plainColumn(name) : bare
  const lat = latitudes.indexOf(plain)
  if (lat >= 0) return { axis: 'lat', rank: 1 + lat, style: styleOf(plain) }
  const lon = longitudes.indexOf(plain)
  if (lon >= 0) return { axis: 'lon', rank: 1 + lon, style: styleOf(plain) }
  const part = /(latitude|latitud|longitude|longitud)/.exec(plain)
  const token = part ? null : /(?:^|[^\p{L}])(lat|lon|long|lng)(?:[^\p{L}]|$)|(?<=[a-z])(Lat|Lon|Long|Lng)$/u.exec(name)
  const word = (part?.[1] ?? token?.[1] ?? token?.[2] ?? '').toLowerCase()
  if (word === '' || /accuracy|precision|error/.test(plain)) return null
  return { axis: word.startsWith('lat') ? 'lat' : 'lon', rank: 50 + (/cent/.test(plain) ? 20 : 0), style: plain.replace(word, '') }
}

/** A name without what stands in brackets at its end and without a UTM zone (`Easting (m)`, `X_UTM36S`). */
function withoutUnit(name: string): string {
  return name.replace(/\s*[([][^()[\]]*[)\]]\s*$/, '').replace(/(utm)[\s_-]*(?:zone)?[\s_-]*\d{1,2}[\s_-]*[NS](?![a-z])/i, '$1')
}

function styleOf(plain: string): string {
  return plain.replace(/longitude|longitud|latitude|latitud|long|lon|lng|lat/, '').replace(/^[xy](?=coord|utm|$)|(?<=coord|coordinate|point|utm)[xy]$/, '').replace(/easting|northing|norte|este/, 'e')
}

export function isWktName(name: string): boolean {
  return /^(wkt|thegeom|geom|geometry|geometrywkt|wktgeom|wktgeometry|shape|polygon|geojson|wkb|geo|geoshape|theshape|multipolygon)$/.test(plainColumn(name))
}

export function isPairName(name: string): boolean {
  return [name, withoutUnit(name)].some((one) => /^(gps|geopoint|geopoint2d|coordinates?|coords?|coordonnees(gps)?|coordenadas|position(gps)?|latlon|latlong|latlng|latlonalt|lonlat|longlat|latitudelongitude|longitudelatitude|xy|location|geolocation|gpscoordinates?|gpspoint|gpslocation|localisation|ubicacion|coordinategeografiche|координаты|координати|坐标|坐標|座標|좌표|mgrs|usng|utm|utmcoordinates?|gridref(erence)?|pluscode|olc|الاحداثيات|إحداثيات|الإحداثيات)$/.test(plainColumn(one)))
}

/** Which coordinate stands first in a column that holds both, by its name (`coordinates (lon, lat)`, `latlon`, `xy`); null where it does not say. */
export function pairOrderInName(name: string): 'lat-lon' | 'lon-lat' | null {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const [lat, lon] = [words.search(/lat|\by\b/), words.search(/lon|lng|\bx\b/)]
  if (lat >= 0 && lon >= 0) return lat < lon ? 'lat-lon' : 'lon-lat'
  return /^x[\s_,/-]?y$/.test(words.trim()) ? 'lon-lat' : null
}

export function isZoneName(name: string): boolean {
  return /^(utmzone|zoneutm|zone|huso|husoutm|fuseau|fuseauutm|fuso|zona|zonautm|utmzoneepsg|зона)$/.test(plainColumn(name))
}

const dateNames = [
  'eventdate', 'dateofevent', 'dateevent', 'incidentdate', 'dateofincident', 'dateincident', 'datestart', 'startdate', 'begindate', 'acqdate', 'date', 'fecha', 'datum', 'data', 'dateevenement', 'datedelevenement', 'fechaevento', 'fechadelevento', 'fechainicio', 'datedebut', 'reportdate', 'reportingdate', 'datereported', 'datereport', 'daterapport',
  'referencedate', 'refdate', 'referenceperiodstart', 'reftimestart', 'effectivedate', 'isotime', 'displacementdate', 'surveydate', 'interviewdate', 'assessmentdate', 'yearmonthday', 'monthend', 'from', 'validfrom', 'currentfrom', 'debut', 'desde', 'du', 'time', 'timestamp', 'datetime', 'dateheure', 'today', 'start', 'begin', 'timebegin', 'period', 'periode', 'periodo', 'month', 'mois', 'mes', 'yearmonth', 'dateofanalysis', 'periodname', 'periodid', 'perioddisplayname', 'reportmonth', 'svydate', 'epiweek', 'epidemiologicalweek', 'week', 'semaine', 'semana', 'quarter', 'trimestre', 'day', 'jour', 'التاريخ', 'تاريخ', ...plainAll('дата', 'дата события', '日期', '日付', '时间', '날짜', '일자', 'تاریخ', 'tarih', 'tanggal', 'ngày', 'วันที่'),
]
const notDates = /updat|modif|edit|changeset|creat|valid|birth|naiss|process|source|version|end$|fin$|expir|publi|upload|insert|verif|download|retriev/

/** Dates that say when a record was made or changed, not when something happened. */
export function isOtherDate(name: string): boolean {
  return notDates.test(plainColumn(name))
}

/** How well a column is called like the date of what a record tells: lower is better, null is not at all. */
export function dateName(name: string, tag?: string): number | null {
  if (tag && /^#date(\b(?!.*\+(end|updated|published))|$)/.test(tag)) return /\+(start|occurred|reported|event)/.test(tag) ? 0 : 1
  const plain = plainColumn(name)
  const place = dateNames.indexOf(plain)
  if (place >= 0) return 2 + place
  if (notDates.test(plain) || /^enddate|^dateend/.test(plain)) return null
  return /^(date|fecha)|(date|fecha)$/.test(plain) || /[_ ]dt$/i.test(name) ? 200 : null
}
