import type { Seed, Target } from '../target.ts'
import { mutateText, mutateValues, type Chance } from '../mutate.ts'

const text = (name: string, content: string, encoding: BufferEncoding = 'utf8'): Seed => ({ name, bytes: Buffer.from(content, encoding) })
/** Half of the inputs stay well-formed. */
export function spoilt(form: 'json' | 'xml' | 'csv', bytes: Uint8Array, next: Chance, words: readonly string[]): Uint8Array {
  return next() < 0.5 ? mutateValues(bytes, next, form) : mutateText(bytes, next, words)
}

const square = (x: number, y = 0) => [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]

const geometries = [
  { type: 'Point', coordinates: [18.5, 4.5] }, { type: 'MultiPoint', coordinates: [[18.5, 4.5], [19, 5]] }, { type: 'LineString', coordinates: [[18, 4], [19, 5, 300]] }, { type: 'MultiLineString', coordinates: [[[18, 4], [19, 5]], [[179, 1], [-179, 2]]] },
  { type: 'Polygon', coordinates: [square(18), [[18.25, 0.25], [18.25, 0.75], [18.75, 0.75], [18.25, 0.25]]] }, { type: 'MultiPolygon', coordinates: [[square(1)], [square(5)]] }, { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }] },
]
const features = geometries.map((geometry, i) => ({ type: 'Feature', id: i, properties: { code: `CF1${i}`, name: 'Ouham-Pendé', n: i * 1.5, since: '2022-03-01', ok: true, list: [1, { a: null }] }, geometry }))
const areas = [0, 2, 4].map((x) => ({ type: 'Feature', properties: { adm1_pcode: `A${x}`, adm1_name: `n${x}`, adm0_pcode: 'A' }, geometry: { type: 'Polygon', coordinates: [square(x)] } }))
const deep = (depth: number) => `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${'['.repeat(depth)}1${']'.repeat(depth)}},"geometry":null}]}`

export const geojson: Target = {
  id: 'geojson', read: 'layer', short: 3000, long: 20_000, night: 1_000_000,
  seeds: () => [
    text('all.geojson', JSON.stringify({ type: 'FeatureCollection', name: 'x', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }, features })),
    text('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features: areas }, null, 1)),
    text('one.json', JSON.stringify(features[4])), text('bare.json', JSON.stringify(geometries[5])), text('lines.geojsonl', features.map((one) => JSON.stringify(one)).join('\n')), text('seq.geojsons', features.map((one) => `\u001e${JSON.stringify(one)}\n`).join('')),
    text('records.json', '[{"code":"A","lat":"4.5","lon":18.5,"when":"1 mars 2022"},{"code":"B","lat":5,"lon":19,"more":{"x":1}},{"__proto__":{"x":1},"constructor":1}]'),
    text('twice.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"a":2,"__proto__":{"polluted":1},"A":3,"":4},"geometry":{"type":"Point","coordinates":[1e999,-0]}}],"type":"x"}'),
    text('deep.geojson', deep(100_000)), text('deep-places.geojson', `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`),
    text('utm.geojson', JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32634' } }, features: [{ type: 'Feature', properties: { a: 1 }, geometry: { type: 'Point', coordinates: [500_000, 500_000] } }] })),
    text('wide.geojson', JSON.stringify({ type: 'FeatureCollection', features }), 'utf16le'),
  ],
  mutate: ({ bytes }, next) => spoilt('json', bytes, next, ['{"type":"Feature","geometry":null}', '"type":"Point"', '"coordinates":[]', '[[]]', '[[[0,0]]]', '[1]', '[null,null]', '"crs":{"properties":{"name":"EPSG:32634"}}', '"features":[', '"properties":{', ']}', '}}', '"__proto__":', '\\u0022', 'Topology', 'nul', '{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}', '1E400', '/*', '"a":1,"a":2,']),
}

export const topojson: Target = {
  id: 'topojson', read: 'layer', short: 700, long: 20_000, night: 100_000,
  seeds: () => [
    text('a.topojson', '{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,0]},"arcs":[[[2,0],[0,2],[-2,0],[2,-2]],[[0,0],[1,1]]],"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","properties":{"name":"w"},"arcs":[[0]]},{"type":"Point","coordinates":[1,2]},{"type":"LineString","arcs":[1,-2]}]}}}'),
    text('b.json', '{"type":"Topology","arcs":[[[0,0],[1,0],[1,1]],[[1,1],[0,1],[0,0]]],"objects":{"a":{"type":"MultiPolygon","arcs":[[[0,1]],[[~0]]],"id":1},"b":{"type":"Point","coordinates":[3,4]}}}'.replace('~0', '-1')),
  ],
  mutate: ({ bytes }, next) => spoilt('json', bytes, next, ['-1', '99', '[[-99]]', '"arcs":[[0]]', '"transform":{"scale":[1e308,1e308],"translate":[0,0]}', '"objects":{}', '"type":"GeometryCollection","geometries":[', '[]', '1.5', '-9007199254740993']),
}

export const csv: Target = {
  id: 'csv', read: 'layer', short: 3000, long: 20_000, night: 1_000_000,
  seeds: () => [
    text('events.csv', 'event_id,event_date,pcode,latitude,longitude,deaths,note\n1,2022-03-01,CF11,4.5,18.5,3,"a, b"\n2,03/04/2022,CF12,"4,6",18.6,<5,"c ""d"""\n3,25/12/2021,CF13,N/A,,"1,024",é\n'),
    text('semicolon.txt', 'code;nom;valeur\nCF11;Kémo;1,5\nCF12;Nana-Mambéré;2,5\n', 'latin1'), text('tabs.tsv', '#adm1+code\t#affected\nCF11\t12\nCF12\t13\r\n\r\nCF13\t"x\ny"\n'),
    text('wkt.csv', 'id;wkt;n\n1;"POLYGON((0 0,1 0,1 1,0 0))";5\n2;POINT(18.5 4.5);6\n3;"MULTIPOLYGON(((0 0,1 0,1 1,0 0)))";7\n'),
    text('dms.csv', 'name,lat,lon\nA,"4°30\'00""N","18°30\'00""E"\nB,4 30.5 N,18 31 E\nC,S 04-30-00,018E30\n'), text('utm.csv', 'name,zone,easting,northing\nA,33N,500000,497000\nB,33N,510000,500000\n'),
    text('gps.csv', 'start,_geolocation,_gps_latitude,_gps_longitude,q1/a\n2022-01-01T10:00:00.000+01:00,4.9 14.8 732 4.2,4.9,14.8,1\n'), text('stacked.csv', 'Population,,Deaths,\n2020,2021,2020,2021\n1,2,3,4\n5,6,7,8\n'),
    text('hxl.csv', 'Admin,Code,Affected\n#adm1+name,#adm1+code,#affected+f\nBangui,CF71,12\n'), text('areas.csv', 'ADM1_PCODE,ADM1_FR,pop\nCF11,Kémo,"1 234 567"\nCF12,Ouaka,"2 345"\nTOTAL,,3\n'), text('geo.csv', 'a,geometry\n1,"{""type"":""Point"",""coordinates"":[18,4]}"\n2,x\n'),
    text('arabic.csv', 'الرمز,الاسم,القيمة\nSY01,دمشق,١٢٫٥\nSY02,حلب,٣\n'), text('pipe.csv', 'a|b|c\n1|2|3\n4|5|6\n'), text('sixteen.csv', 'code,name\nA,é\n', 'utf16le'), text('one.csv', 'value\n1\n2\n'), text('sep.csv', 'sep=;\na;b\n1;2\n'),
    text('json.csv', '{"a":1}\n'), text('nul.csv', 'a,b\n\u0000,\u0000\n1,2'), text('macroman.csv', 'nom,v\nK\u008emo,1\n', 'latin1'),
  ],
  mutate: ({ bytes }, next) => spoilt('csv', bytes, next, ['","', '";"', '"\n', '""', 'sep=;\n', 'N/A', '12.5%', '1 234,5', '01/02/2022', '2022-W05', 'Mar-22', 'POLYGON((0 0,1 1,1 0,0 0),(', 'POINT EMPTY', 'EPSG:4326', '33N', "4°30'N", '#geo+lat', '#adm1+code', 'latitude', 'longitude', ',,,,', 'a'.repeat(300), '2147483648', '\n\n\n', '(4.5, 18.5)']),
}

const placemark = '<Placemark id="p"><name>A &amp; B</name><description><![CDATA[<table><tr><td>n</td><td>1</td></tr></table>]]></description><ExtendedData><Data name="n"><value>1</value></Data><SchemaData schemaUrl="#s"><SimpleData name="m">x</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>'
export const kmlText = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>f</name>${placemark}<Placemark><MultiGeometry><Point><coordinates>18.5,4.5,0</coordinates></Point><LineString><coordinates>0,0 1,1</coordinates></LineString></MultiGeometry><TimeStamp><when>2022-01-01</when></TimeStamp></Placemark></Folder></Document></kml>`
export const xmlWords = [
  '<!DOCTYPE a [<!ENTITY b "c">]>', '&b;', '&#65;', '&#x110000;', '&#0;', '&#xD800;', '&lt;script&gt;', '<![CDATA[', ']]>', '<!--', '-->', '<?xml version="1.1" encoding="UTF-16"?>', '<?php', '</', '/>', '<a', '<a b="', 'xmlns:x="y"', '<NetworkLink><Link><href>http://x.test/a.kml</href></Link></NetworkLink>',
  '<Folder>', '</Folder>', '<Placemark>', '</Placemark>', '<coordinates>', '</coordinates>', '0,0,0,0', '1 , 2', 'nan,nan', '<Point><coordinates>1,2</coordinates></Point>', '<innerBoundaryIs><LinearRing><coordinates>0,0 1,1 0,0</coordinates></LinearRing></innerBoundaryIs>', '<gx:Track>', '<name/>', '<Data name="__proto__"><value>1</value></Data>',
]

export const kml: Target = {
  id: 'kml', read: 'layer', short: 1200, long: 5000, night: 200_000,
  seeds: () => [
    text('places.kml', kmlText), text('nested.kml', `<kml>${'<Folder><name>x</name>'.repeat(10_000)}${placemark}${'</Folder>'.repeat(10_000)}</kml>`), text('doctype.kml', `<!DOCTYPE kml SYSTEM "file:///etc/passwd">${kmlText}`), text('wide.kml', kmlText.replace('UTF-8', 'UTF-16'), 'utf16le'), text('empty.kml', '<kml/>'),
    text('link.kml', '<kml><Document><NetworkLink><Link><href>http://x.test/a.kml</href></Link></NetworkLink></Document></kml>'), text('track.kml', '<kml xmlns:gx="g"><Placemark><gx:Track><when>2020-01-01</when><gx:coord>1 2 3</gx:coord><gx:coord>2 3 4</gx:coord></gx:Track></Placemark></kml>'),
  ],
  mutate: ({ bytes }, next) => spoilt('xml', bytes, next, xmlWords),
}

export const gpx: Target = {
  id: 'gpx', read: 'layer', short: 600, long: 5000, night: 50_000,
  seeds: () => [text('walk.gpx', '<?xml version="1.0"?><gpx version="1.1"><metadata><name>x</name></metadata><wpt lon="18.5" lat="4.5"><name>well</name><time>2020-01-02T03:04:05Z</time><ele>300</ele></wpt><rte><name>r</name><rtept lon="1" lat="2"/><rtept lon="2" lat="3"/></rte><trk><name>t</name><trkseg><trkpt lon="1" lat="2"><ele>5</ele></trkpt><trkpt lon="1.5" lat="2.5"/></trkseg><trkseg><trkpt lon="3" lat="2"/></trkseg></trk></gpx>')],
  mutate: ({ bytes }, next) => spoilt('xml', bytes, next, [...xmlWords, 'lon="', 'lat="95"', '<wpt lon="1" lat="2"/>', '<trkseg/>', '<trkpt/>', '<extensions><a>1</a></extensions>']),
}
