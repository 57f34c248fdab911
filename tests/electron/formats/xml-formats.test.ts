import { readdirSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { shared, sharedFile } from '../../fixtures.ts'
import { column, counted, errorCode, imported, importedText } from '../import/imported.ts'

const kml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`
const point = '<Point><coordinates>18.5,4.5,300</coordinates></Point>'
const ring = (x: number, size: number) => `<LinearRing><coordinates>${x},0 ${x + size},0 ${x + size},${size} ${x},${size} ${x},0</coordinates></LinearRing>`

describe('KML and KMZ', () => {
  it('placemarks keep names, extended data, times and folders', async () => {
    const text = kml(`<Folder><name>Camps &amp; sites</name><Placemark><name>A</name><description><![CDATA[<b>big</b><script>alert(1)</script>]]></description><TimeSpan><begin>2020-01-02</begin><end>2020-02-03</end></TimeSpan><ExtendedData><Data name="people"><displayName>x</displayName><value>120</value></Data><SchemaData><SimpleData name="kind">camp</SimpleData></SchemaData></ExtendedData>${point}</Placemark></Folder>`)
    const result = await importedText('sites.kml', text)
    expect(result.plan).toMatchObject({ format: 'kml', kind: 'events', dateField: 'begin' })
    expect(result.plan.fields.map((field) => field.name)).toEqual(['name', 'description', 'begin', 'end', 'people', 'kind', 'folder'])
    expect(result.rows).toEqual([{ geometry: { type: 'Point', coordinates: [18.5, 4.5] }, values: ['A', '<b>big</b><script>alert(1)</script>', '2020-01-02', '2020-02-03', 120, 'camp', 'Camps & sites'] }])
  })

  it('polygons keep their holes, collections of one kind become one', async () => {
    const text = kml(`<Placemark><name>a</name><Polygon><outerBoundaryIs>${ring(0, 4)}</outerBoundaryIs><innerBoundaryIs>${ring(1, 1).replaceAll(',0', ',1').replaceAll(',1 1,1 2', ',1 1,1 2')}</innerBoundaryIs></Polygon></Placemark><Placemark><name>b</name><MultiGeometry><Polygon><outerBoundaryIs>${ring(10, 1)}</outerBoundaryIs></Polygon><Polygon><outerBoundaryIs>${ring(20, 1)}</outerBoundaryIs></Polygon></MultiGeometry></Placemark>`)
    const result = await importedText('areas.kml', text)
    expect(result.plan.geometry).toBe('polygon')
    expect(result.rows.map((row) => (row.geometry as { coordinates: unknown[] }).coordinates.length)).toEqual([1, 2])
  })

  it('tracks with times are lines with a date', async () => {
    const result = await importedText('track.kml', kml('<Placemark><gx:Track xmlns:gx="x"><when>2010-05-28T02:02:09Z</when><when>2010-05-28T02:03:09Z</when><gx:coord>18 4 0</gx:coord><gx:coord>19 5 0</gx:coord></gx:Track></Placemark>'))
    expect(result.rows[0]).toEqual({ geometry: { type: 'MultiLineString', coordinates: [[[18, 4], [19, 5]]] }, values: ['2010-05-28T02:02:09.000Z'] })
  })

  it('a KMZ with a link to another KML inside gives that one', async () => {
    const kmz = zipSync({ 'doc.kml': strToU8(kml('<NetworkLink><Link><href>layers/camps.kml</href></Link></NetworkLink>')), 'layers/camps.kml': strToU8(kml(`<Placemark><name>A</name>${point}</Placemark>`)) })
    const result = await importedText('site.kmz', kmz)
    expect(column(result, 'name')).toEqual(['A'])
    expect(counted(result.summary.notes)).toEqual(['LINK_LEFT_OUT 1'])
  })

  it('another encoding in the declaration is obeyed', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><kml><Placemark><name>K\xe9mo</name>${point}</Placemark></kml>`
    expect(column(await importedText('latin.kml', Buffer.from(text, 'latin1')), 'name')).toEqual(['Kémo'])
  })

  it.each<[string, string, string]>([
    ['a document type', 'XML_FORBIDDEN', '<!DOCTYPE kml [<!ENTITY a "aaa">]><kml><Placemark><name>&a;</name></Placemark></kml>'],
    ['an external entity', 'XML_FORBIDDEN', '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><name>&x;</name></kml>'],
    ['an end in the middle', 'FILE_TRUNCATED', kml(`<Placemark><name>A</name>${point}</Placemark>`).slice(0, 150)],
    ['no placemark', 'NO_ROWS', kml('<name>empty</name>')],
    ['broken tags', 'NOT_XML', '<kml><Placemark></Folder></kml>'],
    ['an unknown entity', 'NOT_XML', '<kml><Placemark><name>&nope;</name></Placemark></kml>'],
    ['nesting without end', 'TOO_DEEP', `<kml>${'<Folder>'.repeat(10_000)}`],
  ])('%s ends as %s', async (_, code, text) => {
    expect(await errorCode(importedText('hostile.kml', text))).toBe(code)
  })
})

describe('GPX', () => {
  const gpx = '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lon="18.5" lat="4.5"><name>well</name><ele>320</ele></wpt><wpt lon="x" lat="4"><name>lost</name></wpt><trk><name>road</name><trkseg><trkpt lon="18" lat="4"><time>2020-01-02T03:04:05Z</time></trkpt><trkpt lon="19" lat="5"/></trkseg><trkseg><trkpt lon="20" lat="5"/><trkpt lon="21" lat="6"/></trkseg></trk></gpx>'
  it('waypoints and tracks are layers to choose from', async () => {
    await expect(importedText('walk.gpx', gpx)).rejects.toThrow(/waypoints, tracks$/)
    const points = await importedText('walk.gpx', gpx, { sublayer: 'waypoints' })
    expect(points.rows).toEqual([{ geometry: { type: 'Point', coordinates: [18.5, 4.5] }, values: ['well', 320] }, { geometry: null, values: ['lost', null] }])
    const tracks = await importedText('walk.gpx', gpx, { sublayer: 'tracks' })
    expect(tracks.rows).toEqual([{ geometry: { type: 'MultiLineString', coordinates: [[[18, 4], [19, 5]], [[20, 5], [21, 6]]] }, values: ['road', '2020-01-02T03:04:05.000Z'] }])
  })
})

describe('TopoJSON', () => {
  const topology = { type: 'Topology', transform: { scale: [0.5, 0.5], translate: [10, 0] }, arcs: [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]], objects: { areas: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', id: 'AA-1', properties: { name: 'west' }, arcs: [[0, 1]] }, { type: 'Polygon', id: 'AA-2', properties: { name: 'east' }, arcs: [[2, -1]] }] } } }
  it('shared arcs are put together again', async () => {
    const result = await importedText('areas.json', JSON.stringify(topology))
    expect(result.plan).toMatchObject({ format: 'topojson', kind: 'areas' })
    expect(column(result, 'area_code')).toEqual(['AA-1', 'AA-2'])
    expect(result.rows.map((row) => row.geometry)).toEqual([
      { type: 'MultiPolygon', coordinates: [[[[11, 0], [11, 1], [10, 1], [10, 0], [11, 0]]]] },
      { type: 'MultiPolygon', coordinates: [[[[11, 0], [12, 0], [12, 1], [11, 1], [11, 0]]]] },
    ])
  })

  it('an arc that does not exist refuses its feature only', async () => {
    const broken = structuredClone(topology)
    broken.objects.areas.geometries[1]!.arcs = [[99]]
    const result = await importedText('areas.json', JSON.stringify(broken))
    expect(result.summary).toMatchObject({ read: 2, imported: 1, rejected: 1 })
  })
})

describe.skipIf(!shared)('real files', () => {
  const files = shared ? ['kml', 'gpx'].flatMap((folder) => readdirSync(sharedFile(`fixtures/messy/${folder}`)).map((name) => `messy/${folder}/${name}`)) : []
  it.each(files.map((file) => [file]))('%s ends in rows that add up, or in one line with a code', async (file) => {
    const work = imported(sharedFile(`fixtures/${file}`))
    const code = await errorCode(work)
    if (code !== 'none') { expect(code).toMatch(/^[A-Z_]+$/); return }
    const { summary } = await work
    expect(summary.read).toBe(summary.imported + summary.rejected)
  })

  it.each<[string, string | undefined, number, string]>([
    ['messy/kml/caf_prefectures.kmz', undefined, 17, 'areas'], ['messy/kml/Albania.kmz', undefined, 63, 'features'], ['messy/gpx/caf_health_waypoints.gpx', undefined, 450, 'features'], ['messy/gpx/blue_hills.gpx', 'waypoints', 46, 'events'], ['global/world-atlas-countries-110m.json', 'countries', 177, 'features'],
    ['inform/sahel/INFORM_SAH.json', undefined, 132, 'areas'],
  ])('%s comes in whole', async (path, sublayer, rows, kind) => {
    const result = await imported(sharedFile(`fixtures/${path}`), { sublayer })
    expect(result.plan.kind).toBe(kind)
    expect(result.summary).toMatchObject({ read: rows, imported: rows })
  })
})
