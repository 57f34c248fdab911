import iconv from 'iconv-lite'
import { transformOf } from '../../../../electron/core/crs/index.ts'
import { dbfOf, partsContent, pointContent, shapesOf, square } from '../../formats/shapefile-writing.ts'
import { zipOf } from '../../formats/zip-writing.ts'
import { many, table, type Layout } from './layout.ts'

const utm34Esri = 'PROJCS["WGS_1984_UTM_Zone_34N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",21.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
const utm33Wkt2 = 'PROJCRS["WGS 84 / UTM zone 33N",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["UTM zone 33N",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",15,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9996,SCALEUNIT["unity",1]],PARAMETER["False easting",500000,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]]'
const wgs84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** A zipped shapefile of points with one text column. */
function points(name: string, positions: [number, number][], texts: string[], { prj, cpg, encoding = 'utf-8', language = 0, column = 'NAME' }: { prj?: string; cpg?: string; encoding?: string; language?: number; column?: string }): Uint8Array {
  const xs = positions.map((p) => p[0]), ys = positions.map((p) => p[1])
  const { shp, shx } = shapesOf(1, positions.map(([x, y]) => pointContent(x, y)), [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
  const dbf = dbfOf([{ name: column, type: 'C', length: 40 }], texts.map((text) => [iconv.encode(text, encoding)]), { language })
  return zipOf([{ name: `${name}.shp`, data: shp }, { name: `${name}.shx`, data: shx }, { name: `${name}.dbf`, data: dbf }, ...(prj === undefined ? [] : [{ name: `${name}.prj`, data: prj }]), ...(cpg === undefined ? [] : [{ name: `${name}.cpg`, data: cpg }])])
}

const polygons = (prj: string | undefined, at: [number, number], size: number): Uint8Array => {
  const rings = [0, 1, 2].map((i) => square(at[0] + i * size, at[1], size, true))
  const { shp, shx } = shapesOf(5, rings.map((ring) => partsContent(5, [ring])), [at[0], at[1], at[0] + size * 3, at[1] + size])
  const dbf = dbfOf([{ name: 'ADM1_PCODE', type: 'C', length: 8 }, { name: 'ADM1_EN', type: 'C', length: 20 }], [0, 1, 2].map((i) => [`TD0${i}`, `Province ${i}`]))
  return zipOf([{ name: 'adm1.shp', data: shp }, { name: 'adm1.shx', data: shx }, { name: 'adm1.dbf', data: dbf }, ...(prj === undefined ? [] : [{ name: 'adm1.prj', data: prj }])])
}

const among = (codes: string, lon: number, lat: number, count = 8): [number, number][] => Array.from({ length: count }, (_, i) => transformOf(codes).inverse(lon + i / 20, lat + i / 20))
const near = (west: number, south: number, east: number, north: number) => ({ near: [west, south, east, north] }) as never
const words = (word: string, count = 8) => Array.from({ length: count }, (_, i) => `${word} ${i}`)

/** Coordinate systems and encodings of files from elsewhere. */
export const fileLayouts: Layout[] = [
  { title: 'UTM as ESRI writes it', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('Abéché'), { prj: utm34Esri }), expect: { kind: 'features', crs: 'EPSG:32634', first: [21, 12], encoding: 'utf-8' } },
  { title: 'UTM as well-known text 2', file: 'a.zip', content: points('a', among('EPSG:32633', 15, 12), words('N\'Djamena'), { prj: utm33Wkt2 }), expect: { crs: 'EPSG:32633', first: [15, 12] } },
  { title: 'metres whose file says degrees, among the project\'s areas', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), { prj: wgs84 }), options: near(19, 8, 23, 14), expect: { crs: 'EPSG:32634', first: [21, 12], notes: ['CRS_FROM_AREAS 8'] } },
  { title: 'metres without a .prj, among the project\'s areas', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), {}), options: near(19, 8, 23, 14), expect: { crs: 'EPSG:32634', first: [21, 12], notes: ['CRS_FROM_AREAS 8'] } },
  { title: 'boundaries in metres without a .prj, among the project\'s areas', file: 'a.zip', content: polygons(undefined, among('EPSG:32737', 36, -3, 1)[0]!, 20_000), options: near(36, -5, 41, 5), expect: { kind: 'areas', level: 1, crs: 'EPSG:32737', notes: ['CRS_FROM_AREAS 3'] } },
  { title: 'degrees whose file says metres, among the project\'s areas', file: 'a.zip', content: points('a', [[21, 12], [21.1, 12.1], [21.2, 12.3]], words('x', 3), { prj: utm34Esri }), options: near(14, 8, 24, 23), expect: { crs: 'EPSG:4326', first: [21, 12], notes: ['CRS_DOUBTFUL 3'] } },
  { title: 'a local system over degrees', file: 'a.zip', content: points('a', [[21, 12], [21.1, 12.1], [21.2, 12.3]], words('x', 3), { prj: 'LOCAL_CS["Non-Earth (Meter)",LOCAL_DATUM["Local Datum",0],UNIT["Meter",1.0],AXIS["X",EAST],AXIS["Y",NORTH]]' }), expect: { crs: 'EPSG:4326', first: [21, 12], notes: ['CRS_ASSUMED 3', 'CRS_UNREADABLE 1'] } },
  { title: 'a projection of the country\'s own, without a code', file: 'a.zip', content: points('a', [[600_000, 200_000], [601_000, 201_000]], words('x', 2), { prj: 'PROJCS["Own grid",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",200000.0],PARAMETER["Central_Meridian",30.0],PARAMETER["Standard_Parallel_1",-10.0],PARAMETER["Standard_Parallel_2",-20.0],PARAMETER["Latitude_Of_Origin",-15.0],UNIT["Meter",1.0]]' }), expect: { first: [30, -15] } },
  { title: 'the wrong zone: said, not changed', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), { prj: utm33Wkt2 }), options: near(19, 10, 23, 14), expect: { crs: 'EPSG:32633', notes: ['CRS_DOUBTFUL 8'] } },
  { title: 'latitude before longitude in the shapes, as the project\'s areas show', file: 'a.zip', content: points('a', [[12, 21], [12.1, 21.1], [12.2, 21.2], [12.3, 21.4]], words('x', 4), { prj: wgs84 }), options: near(18, 10, 23, 14), expect: { first: [21, 12], notes: ['AXES_SWAPPED 4'] } },
  { title: 'all longitudes without their sign: said, not changed', file: 'a.csv', content: many(['site', 'lat', 'lon'], 10, (i) => [`S${i}`, 9.5 + i / 30, 13.2 + i / 30]), options: near(-15, 7, -8, 13), expect: { first: [13.2, 9.5], notes: ['SIGN_DOUBTFUL 10'] } },
  { title: 'longitudes that are called west', file: 'a.csv', content: many(['site', 'Latitud (N)', 'Longitud (O)'], 10, (i) => [`S${i}`, 4.5 + i / 30, 74.2 + i / 30]), expect: { first: [-74.2, 4.5], notes: ['SIGN_FROM_NAME 10'] } },
  { title: 'Cyrillic with a .cpg', file: 'a.zip', content: points('a', [[30, 50], [31, 50]], ['Київ', 'Бровари'], { prj: wgs84, cpg: '1251', encoding: 'windows-1251' }), expect: { encoding: 'windows-1251', fields: ['NAME text'] } },
  { title: 'Cyrillic with the language byte only', file: 'a.zip', content: points('a', [[30, 50], [31, 50]], ['Київ', 'Бровари'], { prj: wgs84, encoding: 'windows-1251', language: 0xc9 }), expect: { encoding: 'windows-1251' } },
  { title: 'Arabic without any hint', file: 'a.zip', content: points('a', [[44, 15], [45, 15], [46, 15], [44, 16]], ['صنعاء', 'مأرب', 'حضرموت', 'صعدة'], { prj: wgs84, encoding: 'windows-1256' }), expect: { encoding: 'windows-1256' } },
  { title: 'Korean without any hint', file: 'a.zip', content: points('a', [[126, 37], [127, 37], [128, 36], [129, 35]], ['서울특별시', '경기도', '대구광역시', '부산광역시'], { prj: wgs84, encoding: 'euc-kr' }), expect: { encoding: 'euc-kr' } },
  { title: 'a table of Windows in Arabic, semicolons', file: 'a.csv', content: iconv.encode(table([['المحافظة', 'الرمز', 'السكان'], ['صنعاء', 'YE13', '1000'], ['عدن', 'YE24', '2000']], ';'), 'windows-1256'), expect: { encoding: 'windows-1256', code: 'الرمز', codes: ['YE13', 'YE24'] } },
  { title: 'text of Excel in UTF-16 with tabs', file: 'a.txt', content: Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(table([['Département', 'PCODE', 'Taux'], ['Borgou', 'BJ03', '12,5'], ['Zou', 'BJ12', '8,25']], '\t'), 'utf-16le')]), expect: { encoding: 'utf-16le', code: 'PCODE', decimal: ',', fields: ['Département text', 'PCODE text', 'Taux real'] } },
  { title: 'French of the Mac', file: 'a.csv', content: iconv.encode(table([['Région', 'PCODE', 'Décès'], ['Kédougou', 'SN12', 3], ['Thiès', 'SN07', 4], ['Sédhiou', 'SN13', 5]]), 'macintosh'), expect: { encoding: 'macintosh', fields: ['Région text', 'PCODE text', 'Décès integer'] } },
]

/** Files whose system cannot be told, and what the error says. */
export const undecided: { title: string; file: string; content: Uint8Array | string; options?: Layout['options']; message: RegExp }[] = [
  { title: 'two zones lie among the project\'s areas', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), {}), options: near(14, 8, 24, 23), message: /are not degrees; name the system: EPSG:32633 or EPSG:32634 would put them among the project's areas/ },
  { title: 'metres like UTM, with no areas to judge by', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), {}), message: /look like metres of UTM: name the zone/ },
  { title: 'metres whose file says degrees', file: 'a.zip', content: points('a', among('EPSG:32634', 21, 12), words('x'), { prj: wgs84 }), message: /are not degrees: they look like metres of UTM/ },
  { title: 'metres of no usual system', file: 'a.csv', content: table([['x', 'y'], [5_500_000, 12_000_000], [5_600_000, 12_100_000]]), message: /are not degrees: name the system/ },
]

/** What the analyst says against what was recognised. */
export const overruled: Layout[] = [
  { title: 'the header row', file: 'a.csv', content: table([['Report', 'on', 'floods'], ['code', 'name', 'people'], ['KE01', 'Kwale', 10], ['KE02', 'Lamu', 20]]), options: { header: 2 }, expect: { header: '2', rows: 2, fields: ['code text', 'name text', 'people integer'] } },
  { title: 'no header row', file: 'a.csv', content: table([['a', 'b'], ['c', 'd']]), options: { header: 0 }, expect: { rows: 2, fields: ['column_1 text', 'column_2 text'] } },
  { title: 'the decimal comma', file: 'a.csv', content: table([['code', 'rate'], ['KE01', '1,250'], ['KE02', '2,500']]), options: { decimal: ',' }, expect: { decimal: ',', fields: ['code text', 'rate real'], notes: ['COMMA_READ_AS 2'] } },
  { title: 'the decimal point', file: 'a.csv', content: table([['code', 'rate'], ['KE01', '1,250'], ['KE02', '2,500']], ';'), options: { decimal: '.' }, expect: { fields: ['code text', 'rate integer'] } },
  { title: 'month before day', file: 'a.csv', content: table([['event_date', 'lat', 'lon'], ['03/04/2023', 1, 36], ['05/06/2023', 1.1, 36.1]]), options: { dates: 'mdy' }, expect: { datesOrder: 'mdy', dates: ['2023-03-04', '2023-05-06'] } },
  { title: 'the column of positions', file: 'a.csv', content: table([['gps', 'gps2'], ['1.5, 36.5', '2.5, 37.5'], ['1.6, 36.6', '2.6, 37.6']]), options: { position: 'gps2' }, expect: { position: 'gps2', first: [37.5, 2.5] } },
  { title: 'the order in a column of positions', file: 'a.csv', content: table([['gps'], ['36.5, 1.5'], ['36.6, 1.6']]), options: { order: 'lon-lat' }, expect: { order: 'lon-lat', first: [36.5, 1.5] } },
  { title: 'that axes stand as they should', file: 'a.zip', content: points('a', [[12, 21], [12.1, 21.1], [12.2, 21.2], [12.3, 21.4]], words('x', 4), { prj: wgs84 }), options: { ...near(18, 10, 23, 14) as object, order: 'lon-lat' }, expect: { first: [12, 21] } },
  { title: 'the coordinate system', file: 'a.zip', content: points('a', among('EPSG:32633', 15, 12), words('x'), { prj: utm34Esri }), options: { crs: 'EPSG:32633' }, expect: { crs: 'EPSG:32633', first: [15, 12] } },
  { title: 'columns of metres with their system', file: 'a.csv', content: table([['where', 'e', 'n'], ['A', 500_000, 1_000_000], ['B', 501_000, 1_000_000]]), options: { lon: 'e', lat: 'n', crs: 'EPSG:32637' }, expect: { crs: 'EPSG:32637', first: [39, 9.04656] } },
]
