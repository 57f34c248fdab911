import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shapefile } from '../../../electron/core/formats/shapefile.ts'
import { transformOf } from '../../../electron/core/crs/index.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, freshFolder, gdal, gdalFeatures, readAll, written } from './reading.ts'
import { dbfOf, partsContent, pointContent, shapesOf, square } from './shapefile-writing.ts'

const wgs84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const utm = `PROJCS["WGS_1984_UTM_Zone_34N",${wgs84},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",21.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
const points = shapesOf(1, [pointContent(1, 2), pointContent(3, 4)])
const table = dbfOf([{ name: 'NAME', type: 'C', length: 10 }], [['one'], ['two']])
const geometriesOf = async (type: number, contents: Buffer[]) => (await readAll(shapefile, written({ 'a.shp': shapesOf(type, contents).shp, 'a.prj': wgs84 }))).rows.map((row) => row.geometry)

describe('shapefiles', () => {
  it('reads points with their attributes, with and without the .shx', async () => {
    const expected = [{ geometry: { type: 'Point', coordinates: [1, 2] }, values: ['one'] }, { geometry: { type: 'Point', coordinates: [3, 4] }, values: ['two'] }]
    expect((await readAll(shapefile, written({ 'a.shp': points.shp, 'a.shx': points.shx, 'a.dbf': table, 'a.prj': wgs84 }))).rows).toEqual(expected)
    expect((await readAll(shapefile, written({ 'a.shp': points.shp, 'a.dbf': table, 'a.prj': wgs84 }))).rows).toEqual(expected)
    expect((await readAll(shapefile, written({ 'A.SHP': points.shp, 'A.Dbf': table, 'a.PRJ': wgs84 }))).rows).toEqual(expected)
  })

  it.each([[1, [1, 2]], [11, [1, 2, 9, 0]], [21, [1, 2, 7]]])('reads points of type %i without Z and M', async (type, values) => {
    const [x = 0, y = 0, ...rest] = values
    expect(await geometriesOf(type, [pointContent(x, y, type, rest)])).toEqual([{ type: 'Point', coordinates: [1, 2] }])
  })

  it('reads null shapes and empty points as features without geometry', async () => {
    const nothing = Buffer.alloc(4)
    const { rows } = await readAll(shapefile, written({ 'a.shp': shapesOf(1, [nothing, pointContent(1, 2), pointContent(NaN, NaN), pointContent(-1.797e308, -1.797e308)]).shp, 'a.prj': wgs84 }))
    expect(rows.map((row) => [row.geometry?.type ?? null, row.problem?.code ?? null])).toEqual([[null, null], ['Point', null], [null, null], [null, null]])
  })

  it('reads lines of one and of several parts', async () => {
    expect(await geometriesOf(3, [partsContent(3, [[[0, 0], [1, 1]]]), partsContent(3, [[[0, 0], [1, 1]], [[2, 2], [3, 3]]])])).toEqual([
      { type: 'LineString', coordinates: [[0, 0], [1, 1]] }, { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]], [[2, 2], [3, 3]]] },
    ])
  })

  it.each([[true, false], [false, true], [true, true], [false, false]])('finds holes by place where shells are clockwise: %s, holes: %s', async (shells, holes) => {
    const rings = [square(2, 2, 2, holes), square(0, 0, 10, shells), square(20, 0, 5, shells), square(21, 1, 1, holes), square(2.5, 2.5, 1, shells)]
    const [geometry] = await geometriesOf(5, [partsContent(5, rings)])
    if (geometry?.type !== 'MultiPolygon') throw new Error('not a multipolygon')
    const shape = geometry.coordinates.map((polygon) => polygon.map((ring) => Math.max(...ring.map((p) => p[0] ?? 0)) - Math.min(...ring.map((p) => p[0] ?? 0))))
    expect(shape.toSorted((a, b) => (b[0] ?? 0) - (a[0] ?? 0))).toEqual([[10, 2], [5, 1], [1]])
  })

  it('closes open rings and gives a polygon of two points a reason', async () => {
    const { rows } = await readAll(shapefile, written({ 'a.shp': shapesOf(5, [partsContent(5, [[[0, 0], [0, 1], [1, 1]]]), partsContent(5, [[[0, 0], [1, 1]]])]).shp, 'a.prj': wgs84 }))
    expect(rows.map((row) => [row.geometry?.type ?? null, row.problem?.code ?? null])).toEqual([['Polygon', null], [null, 'BAD_GEOMETRY']])
  })

  it('keeps a record whose counts lie as a row with a reason, and reads the others', async () => {
    const lying = partsContent(3, [[[0, 0], [1, 1]]])
    lying.writeInt32LE(1_000_000, 40)
    const { rows } = await readAll(shapefile, written({ 'a.shp': shapesOf(3, [partsContent(3, [[[0, 0], [1, 1]]]), lying, partsContent(3, [[[5, 5], [6, 6]]])]).shp, 'a.prj': wgs84 }))
    expect(rows.map((row) => [row.geometry?.type ?? null, row.problem?.code ?? null])).toEqual([['LineString', null], [null, 'BAD_GEOMETRY'], ['LineString', null]])
  })

  it('refuses multipatches by name', async () => {
    expect(await codeOf(readAll(shapefile, written({ 'a.shp': shapesOf(31, []).shp })))).toBe('GEOMETRY_UNSUPPORTED')
  })

  it('reads a file without records as no rows', async () => {
    expect((await readAll(shapefile, written({ 'a.shp': shapesOf(5, []).shp, 'a.dbf': dbfOf([{ name: 'A', type: 'C', length: 1 }], []) }))).rows).toEqual([])
  })

  it('names no system without a .prj, and reads QGIS’s .qpj instead', async () => {
    const { layer } = await readAll(shapefile, written({ 'a.shp': points.shp }))
    expect([layer.crs, layer.notes.map((note) => note.code)]).toEqual([null, ['ATTRIBUTES_MISSING']])
    expect((await readAll(shapefile, written({ 'a.shp': points.shp, 'a.qpj': wgs84 }))).layer.crs).toBe(wgs84)
  })

  it('takes the system of the .prj, and doubts degrees over coordinates in metres', async () => {
    const shp = shapesOf(1, [pointContent(500_000, 600_000)]).shp
    const right = (await readAll(shapefile, written({ 'a.shp': shp, 'a.prj': utm }))).layer
    expect(transformOf(right.crs).code).toBe('EPSG:32634')
    const wrong = (await readAll(shapefile, written({ 'a.shp': shp, 'a.prj': wgs84 }))).layer
    expect([wrong.crs, wrong.notes.map((note) => note.code)]).toEqual([null, ['CRS_DOUBTFUL', 'ATTRIBUTES_MISSING']])
  })

  it('names no system where the .prj is rubbish', async () => {
    const { layer } = await readAll(shapefile, written({ 'a.shp': points.shp, 'a.dbf': table, 'a.prj': 'rubbish [' }))
    expect([layer.crs, layer.notes.map((note) => note.code)]).toEqual([null, ['CRS_UNREADABLE']])
  })

  it('says how many attributes or shapes lack their other half', async () => {
    const more = await readAll(shapefile, written({ 'a.shp': points.shp, 'a.prj': wgs84, 'a.dbf': dbfOf([{ name: 'N', type: 'C', length: 3 }], [['a'], ['b'], ['c']]) }))
    expect([more.rows.length, more.layer.notes.map((note) => [note.code, note.count])]).toEqual([2, [['ROWS_DIFFER', 1]]])
    const less = await readAll(shapefile, written({ 'a.shp': points.shp, 'a.prj': wgs84, 'a.dbf': dbfOf([{ name: 'N', type: 'C', length: 3 }], [['a']]) }))
    expect(less.rows.map((row) => row.values)).toEqual([['a'], [null]])
  })

  it('leaves out features that the .dbf marks as deleted', async () => {
    const { rows, layer } = await readAll(shapefile, written({ 'a.shp': points.shp, 'a.prj': wgs84, 'a.dbf': dbfOf([{ name: 'N', type: 'C', length: 3 }], [['a'], ['b']], { deleted: [0] }) }))
    expect([rows.map((row) => row.values), layer.notes.map((note) => note.code)]).toEqual([[['b']], ['DELETED_ROWS']])
  })

  it.each([30, 99, 100, 104, 110, 130])('refuses a .shp cut after %i bytes, and one whose .shx names more', async (length) => {
    const cut = points.shp.subarray(0, length)
    expect(['FILE_TRUNCATED', 'NOT_SHAPEFILE']).toContain(await codeOf(readAll(shapefile, written({ 'a.shp': cut }))))
    expect(['FILE_TRUNCATED', 'NOT_SHAPEFILE']).toContain(await codeOf(readAll(shapefile, written({ 'a.shp': cut, 'a.shx': points.shx }))))
  })

  it('reads past a damaged .shx, and ignores bytes after the end', async () => {
    const { rows, layer } = await readAll(shapefile, written({ 'a.shp': Buffer.concat([points.shp, Buffer.alloc(50, 1)]), 'a.prj': wgs84, 'a.dbf': table, 'a.shx': Buffer.from('rubbish') }))
    expect([rows.length, layer.notes.map((note) => note.code)]).toEqual([2, ['INDEX_IGNORED', 'TRAILING_BYTES']])
  })

  it('answers rows or a code for any single damaged byte', async () => {
    const { shp } = shapesOf(5, [partsContent(5, [square(0, 0, 10, true), square(2, 2, 2, false)]), partsContent(5, [square(20, 0, 5, true)])])
    const odd: string[] = []
    const path = written({ 'a.shp': shp, 'a.prj': wgs84 })
    for (let at = 0; at < 170; at++) {
      for (const value of [0, 127, 255]) {
        const copy = Buffer.from(shp)
        copy[at] = value
        writeFileSync(path, copy)
        const code = await codeOf(readAll(shapefile, path))
        if (!['no error', 'NOT_SHAPEFILE', 'FILE_TRUNCATED', 'FILE_CORRUPT', 'GEOMETRY_UNSUPPORTED'].includes(code)) odd.push(`${at}=${value}: ${code}`)
      }
    }
    expect(odd).toEqual([])
  })

  it.skipIf(!gdal).each(['POINT', 'MULTIPOINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON', 'POINTZ', 'POLYGONZ', 'LINESTRINGM'])('reads what GDAL writes: %s', async (type) => {
    const folder = freshFolder()
    const z = type.endsWith('Z') ? ' 5' : ''
    const coordinates: Record<string, unknown> = { POINT: [1.5, 2.25], MULTIPOINT: [[1, 2], [3, 4]], LINESTRING: [[0, 0], [1, 1.125]], MULTILINESTRING: [[[0, 0], [1, 1]], [[2, 2], [3, 3]]], POLYGON: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]], MULTIPOLYGON: [[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]], [[[20, 0], [25, 0], [25, 5], [20, 5], [20, 0]]]] }
    const plain = type.replace(/[ZM]$/, '')
    const name = { POINT: 'Point', MULTIPOINT: 'MultiPoint', LINESTRING: 'LineString', MULTILINESTRING: 'MultiLineString', POLYGON: 'Polygon', MULTIPOLYGON: 'MultiPolygon' }[plain]
    const feature = (properties: object, withGeometry: boolean) => ({ type: 'Feature', properties, geometry: withGeometry ? { type: name, coordinates: coordinates[plain] } : null })
    writeFileSync(join(folder, 'in.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature({ name: 'Ségou', n: 3, x: 1.5, big: 9007199254740993, day: '2024-02-29' }, true), feature({ name: null, n: null, x: null, big: null, day: null }, true), feature({ name: 'no geometry', n: 1, x: 0, big: 1, day: null }, false)] }))
    const shape = plain.replace('MULTILINESTRING', 'LINESTRING').replace('MULTIPOLYGON', 'POLYGON').replace('LINESTRING', 'ARC')
    execFileSync('ogr2ogr', ['-lco', 'ENCODING=UTF-8', '-lco', `SHPT=${shape}${type.slice(plain.length)}`, join(folder, 'out.shp'), join(folder, 'in.geojson')], { stdio: 'ignore' })
    const ours = await readAll(shapefile, join(folder, 'out.shp'))
    const theirs = gdalFeatures(join(folder, 'out.shp'))
    expect(z === '' || ours.layer.notes.some((note) => note.code === 'HEIGHTS_LEFT_OUT')).toBe(true)
    expect(ours.layer.fields.map((field) => field.name)).toEqual(Object.keys(theirs[0]?.properties ?? {}))
    expect(ours.rows.length).toBe(theirs.length)
    for (const [i, row] of ours.rows.entries()) {
      expect(row.values.map((value) => (value === null ? null : String(value)))).toEqual(Object.values(theirs[i]?.properties ?? {}).map((value) => (value === null ? null : String(value).replaceAll('/', '-'))))
      expect(extentOf(row.geometry)).toEqual(extentOf(theirs[i]?.geometry ?? null))
      expect(partsOf(row.geometry)).toBe(partsOf(theirs[i]?.geometry ?? null))
    }
  })

  it.skipIf(!shared).each([
    ['messy/shp/caf_adm1_africa_albers.shp', 17, 'ESRI:102022'], ['messy/shp/caf_adm1_cp1252_nocpg.shp', 17, 'EPSG:4326'], ['messy/shp/caf_adm1_nodbf.shp', 17, 'EPSG:4326'], ['messy/shp/caf_adm1_noprj.shp', 17, 'EPSG:4326'],
    ['messy/shp/caf_adm1_noshx.shp', 17, 'EPSG:4326'], ['messy/shp/caf_adm1_utm.shp', 17, 'EPSG:32634'], ['messy/shp/ne_mena_arabic_cp1256.shp', 19, 'EPSG:4326'], ['messy/shp/usgs_eq_m45_pointz.shp', 115, 'EPSG:4326'],
    ['caf/boundaries/shp_older_edition/caf_admbnda_adm1_200k_sigcaf_reach_itos_Ocha.shp', 17, 'EPSG:4326'],
  ])('reads all of %s', async (file, count, code) => {
    const { layer, rows } = await readAll(shapefile, sharedFile(`fixtures/${file}`))
    const transform = transformOf(layer.crs ?? 'EPSG:4326')
    expect([rows.length, rows.filter((row) => row.geometry && !row.problem).length]).toEqual([count, count])
    expect(code === 'EPSG:4326' ? transform.geographic : transform.code === code || /Africa_Albers/.test(transform.name)).toBe(true)
  })

  it.skipIf(!shared)('decodes Arabic and French names of a real file', async () => {
    const { rows } = await readAll(shapefile, sharedFile('fixtures/messy/shp/ne_mena_arabic_cp1256.shp'))
    expect(rows[0]?.values.slice(0, 3)).toEqual(['Yemen', 'اليمن', 'Yémen'])
  })

  it.skipIf(!shared)('brings two projections of the same areas to the same places', async () => {
    const read = async (name: string) => {
      const { layer, rows } = await readAll(shapefile, sharedFile(`fixtures/messy/shp/${name}.shp`))
      const { forward } = transformOf(layer.crs)
      return rows.map((row) => positionsOf(row.geometry).slice(0, 50).map(([x = NaN, y = NaN]) => forward(x, y)))
    }
    const [degrees, metres, albers] = [await read('caf_adm1_noshx'), await read('caf_adm1_utm'), await read('caf_adm1_africa_albers')]
    const furthest = Math.max(...degrees.flatMap((area, i) => area.flatMap(([lon, lat], k) => [metres, albers].map((other) => Math.hypot((other[i]?.[k]?.[0] ?? NaN) - lon, (other[i]?.[k]?.[1] ?? NaN) - lat)))))
    expect(furthest).toBeLessThan(1e-7)
  })

  it.skipIf(!shared).each([['caf_adm1_truncated.shp', 'FILE_TRUNCATED'], ['geojson_named.shp', 'NOT_SHAPEFILE']])('%s is refused as %s', async (name, code) => {
    expect(await codeOf(readAll(shapefile, sharedFile(`fixtures/messy/corrupt/${name}`)))).toBe(code)
  })

  it('recognises a shapefile by its bytes, not by its name', () => {
    expect([shapefile.recognises(points.shp, 'x.bin'), shapefile.recognises(readFileSync(import.meta.filename), basename('a.shp'))]).toEqual([true, false])
  })
})

function positionsOf(geometry: unknown): number[][] {
  const found: number[][] = []
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') found.push(value as number[])
    else for (const item of value) walk(item)
  }
  walk((geometry as { coordinates?: unknown } | null)?.coordinates)
  return found
}

function extentOf(geometry: unknown): number[] | null {
  const positions = positionsOf(geometry)
  return positions.length ? [0, 1].flatMap((axis) => [Math.min(...positions.map((p) => p[axis] ?? NaN)), Math.max(...positions.map((p) => p[axis] ?? NaN))]) : null
}

function partsOf(geometry: unknown): string {
  const { type, coordinates } = (geometry as { type: string; coordinates: unknown[][] } | null) ?? { type: 'none', coordinates: [] }
  return type === 'MultiPolygon' ? `${type} ${coordinates.map((polygon) => polygon.length).toSorted().join(' ')}` : `${type} ${coordinates.length}`
}
