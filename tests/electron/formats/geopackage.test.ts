import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { geopackage } from '../../../electron/core/formats/geopackage.ts'
import { transformOf } from '../../../electron/core/crs/index.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, freshFolder, gdal, gdalFeatures, readAll, written } from './reading.ts'

const systems = "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\"]', NULL), ('undefined', -1, 'NONE', -1, 'undefined', NULL), ('undefined', 0, 'NONE', 0, 'undefined', NULL), ('UTM', 32634, 'EPSG', 32634, 'x', NULL)"

/** A small GeoPackage: `sql` runs after the standard tables exist. */
function packageOf(sql: string, name = 'a.gpkg'): string {
  const path = join(freshFolder(), name)
  const db = new DatabaseSync(path)
  db.exec(`
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT, last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
    ${systems};
    ${sql}`)
  db.close()
  return path
}

/** A feature table `t` of points with one column, in a system. */
function layerSql(blobs: (Uint8Array | null)[], srs = 4326, declared = 'GEOMETRY'): string {
  return `CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);
    INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('t', 'features', ${srs});
    INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', '${declared}', ${srs}, 0, 0);
    ${blobs.map((blob, i) => `INSERT INTO t VALUES (${i + 1}, ${blob ? `x'${Buffer.from(blob).toString('hex')}'` : 'NULL'}, 'n${i + 1}');`).join('\n')}`
}

function blobOf(wkb: Uint8Array, flags = 1, envelope: number[] = []): Buffer {
  const head = Buffer.alloc(8 + envelope.length * 8)
  head.write('GP')
  head[3] = flags
  head.writeInt32LE(4326, 4)
  envelope.forEach((v, i) => head.writeDoubleLE(v, 8 + i * 8))
  return Buffer.concat([head, wkb])
}

const point = blobOf(encodeWkb({ type: 'Point', coordinates: [1, 2] }))
const contents = (name: string, type: string) => `INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('${name}', '${type}', 4326);`

describe('foreign GeoPackages', () => {
  it('reads geometries with any envelope, with and without geometry', async () => {
    const line = encodeWkb({ type: 'LineString', coordinates: [[0, 0], [1, 1]] })
    const { layer, rows } = await readAll(geopackage, packageOf(layerSql([point, blobOf(line, 3, [0, 1, 0, 1]), blobOf(line, 5, [0, 1, 0, 1, 9, 9]), blobOf(line, 9, [0, 1, 0, 1, 9, 9, 9, 9]), null, blobOf(encodeWkb({ type: 'Point', coordinates: [NaN, NaN] }), 0x11)])))
    expect(rows.map((row) => row.geometry?.type ?? null)).toEqual(['Point', 'LineString', 'LineString', 'LineString', null, null])
    expect([layer.geometry, layer.crs, layer.rows, rows[0]?.values]).toEqual(['mixed', 'EPSG:4326', 6, ['n1']])
  })

  it('says what a layer draws by its geometries, not by what it declares', async () => {
    const polygon = (size: number) => blobOf(encodeWkb({ type: 'Polygon', coordinates: [[[0, 0], [size, 0], [size, size], [0, 0]]] }))
    expect((await readAll(geopackage, packageOf(layerSql([polygon(1), polygon(2)])))).layer.geometry).toBe('polygon')
    expect((await readAll(geopackage, packageOf(layerSql([null, null], 4326, 'POINT')))).layer.geometry).toBe('none')
  })

  it('gives curves and foreign blobs a reason and reads the rest', async () => {
    const curve = Buffer.from(encodeWkb({ type: 'LineString', coordinates: [[0, 0], [1, 1]] }))
    curve.writeUInt32LE(8, 1)
    const cut = blobOf(encodeWkb({ type: 'LineString', coordinates: [[0, 0], [1, 1]] })).subarray(0, 30)
    const { rows } = await readAll(geopackage, packageOf(layerSql([blobOf(curve), Buffer.from('rubbish'), cut, point])))
    expect(rows.map((row) => [row.geometry?.type ?? null, row.problem?.code ?? null])).toEqual([[null, 'BAD_GEOMETRY'], [null, 'BAD_GEOMETRY'], [null, 'BAD_GEOMETRY'], ['Point', null]])
    expect(rows[0]?.problem?.text).toMatch(/circularstring/)
  })

  it('reads columns by their types and leaves out what is binary or computed', async () => {
    const { layer, rows } = await readAll(geopackage, packageOf(`
      CREATE TABLE a (id INTEGER PRIMARY KEY, "select" TEXT, yes BOOLEAN, day DATE, at DATETIME, size REAL, big INTEGER, photo BLOB, twice INTEGER GENERATED ALWAYS AS (big * 2) VIRTUAL, "quo""te" VARCHAR(10));
      INSERT INTO a VALUES (7, 'x', 1, '2024-02-29', '2024-01-01T00:00:00Z', 1.5, 9007199254740993, x'00', 'q'), (8, '', 0, NULL, NULL, NULL, 5, NULL, NULL);
      ${contents('a', 'attributes')}`))
    expect(layer.fields).toEqual([{ name: 'id', type: 'integer' }, { name: 'select', type: 'text' }, { name: 'yes', type: 'boolean' }, { name: 'day', type: 'date' }, { name: 'at', type: 'datetime' }, { name: 'size', type: 'real' }, { name: 'big', type: 'integer' }, { name: 'quo"te', type: 'text' }])
    expect(rows.map((row) => row.values)).toEqual([[7, 'x', true, '2024-02-29', '2024-01-01T00:00:00Z', 1.5, '9007199254740993', 'q'], [8, null, false, null, null, null, 5, null]])
    expect(layer.notes.map((note) => [note.code, note.count])).toEqual([['COLUMN_LEFT_OUT', 2]])
    expect(layer.geometry).toBe('none')
  })

  it('lists features, tables and GDAL’s aspatial tables; not styles; tiles and views only to refuse them', async () => {
    const path = packageOf(`${layerSql([point])} CREATE TABLE b (x TEXT); CREATE TABLE layer_styles (x TEXT); CREATE TABLE tiles1 (x TEXT); CREATE VIEW v AS SELECT * FROM b; CREATE TABLE hidden (x TEXT);
      ${contents('tiles1', 'tiles')} ${contents('v', 'attributes')} ${contents('layer_styles', 'attributes')} ${contents('b', 'aspatial')} ${contents('gone', 'attributes')}`)
    const names = (await readAll(geopackage, path)).sublayers
    expect([names.slice(0, 2), names.slice(2).toSorted()]).toEqual([['t', 'b'], ['gone', 'tiles1', 'v']])
    expect(await Promise.all(['tiles1', 'v', 'gone', 'hidden'].map((sublayer) => codeOf(readAll(geopackage, path, { sublayer }))))).toEqual(['RASTER_UNSUPPORTED', 'VIEW_REFUSED', 'NO_SUBLAYER', 'NO_SUBLAYER'])
  })

  it.each<[string, number, [number, number], string | null, string[]]>([
    ['an EPSG code', 32634, [500_000, 600_000], 'EPSG:32634', []],
    ['no system, but degrees', 0, [20, 5], null, []],
    ['no system and metres', -1, [500_000, 600_000], null, []],
    ['a system that the file does not describe, and degrees', 77, [20, 5], null, []],
    ['degrees over metres', 4326, [500_000, 600_000], null, ['CRS_DOUBTFUL']],
  ])('names the coordinate system of a layer with %s', async (_, srs, at, crs, notes) => {
    const { layer } = await readAll(geopackage, packageOf(layerSql([blobOf(encodeWkb({ type: 'Point', coordinates: at }))], srs)))
    expect([layer.crs, layer.notes.map((note) => note.code)]).toEqual([crs, notes])
  })

  it.each([
    ['NOT_GEOPACKAGE', 'an SQLite file without contents', () => packageOf('DROP TABLE gpkg_contents')],
    ['NO_LAYERS', 'a package without layers', () => packageOf('')],
    ['VIEW_REFUSED', 'only a view', () => packageOf(`CREATE VIEW v AS SELECT 1 AS x; ${contents('v', 'attributes')}`)],
    ['VIEW_REFUSED', 'only a virtual table', () => packageOf(`CREATE VIRTUAL TABLE v USING rtree(id, a, b); ${contents('v', 'attributes')}`)],
    ['EMPTY_FILE', 'an empty file', () => written({ 'a.gpkg': '' })],
    ['NOT_GEOPACKAGE', 'a web page', () => written({ 'a.gpkg': '<html></html>' })],
    ['NOT_GEOPACKAGE', 'SQLite’s mark and nothing else', () => written({ 'a.gpkg': Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(500)]) })],
  ])('answers %s for %s', async (code, _, make) => {
    expect(await codeOf(readAll(geopackage, make()))).toBe(code)
  })

  it('does not run what a file hides: a recursive view, a trigger, a function in a computed column', async () => {
    const path = packageOf(`${layerSql([point])}
      CREATE VIEW endless AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r;
      CREATE TABLE heavy (id INTEGER PRIMARY KEY, x TEXT GENERATED ALWAYS AS (hex(zeroblob(60000000))) VIRTUAL, y TEXT); INSERT INTO heavy (id, y) VALUES (1, 'kept');
      CREATE TRIGGER evil AFTER INSERT ON t BEGIN SELECT load_extension('evil'); END;
      ${contents('endless', 'attributes')} ${contents('heavy', 'attributes')}`)
    expect((await readAll(geopackage, path)).rows).toHaveLength(1)
    expect(await codeOf(readAll(geopackage, path, { sublayer: 'endless' }))).toBe('VIEW_REFUSED')
    expect((await readAll(geopackage, path, { sublayer: 'heavy' })).rows.map((row) => row.values)).toEqual([[1, 'kept']])
  })

  it('reads a file in WAL mode without touching it, says that last changes are missing, and leaves nothing behind', async () => {
    const path = packageOf(layerSql([point]))
    const writer = new DatabaseSync(path)
    writer.exec("PRAGMA journal_mode = WAL; INSERT INTO t VALUES (9, NULL, 'unsaved')")
    const copy = join(freshFolder(), 'wal.gpkg')
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    writer.close()
    const before = readFileSync(copy)
    const staging = freshFolder()
    vi.stubEnv('TMPDIR', staging)
    try {
      const { rows, layer } = await readAll(geopackage, copy)
      expect([rows.length, layer.notes.map((note) => note.code)]).toEqual([1, ['LAST_CHANGES_LEFT_OUT']])
      expect([readdirSync(staging), readFileSync(copy).equals(before)]).toEqual([[], true])
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('answers rows or a code when the file is cut or bytes are damaged', async () => {
    const whole = readFileSync(packageOf(layerSql(Array.from({ length: 200 }, () => point))))
    const odd: string[] = []
    let seed = 7
    const next = (below: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % below }
    for (let i = 0; i < 120; i++) {
      const copy = i < 20 ? whole.subarray(0, next(whole.length)) : Buffer.from(whole)
      if (i >= 20) for (let k = 0; k < 1 + (i % 8); k++) copy[next(copy.length)] = next(256)
      const code = await codeOf(readAll(geopackage, written({ 'a.gpkg': copy })))
      if (!['no error', 'NOT_GEOPACKAGE', 'FILE_TRUNCATED', 'FILE_CORRUPT', 'EMPTY_FILE', 'NO_LAYERS', 'NO_SUBLAYER', 'VIEW_REFUSED', 'RASTER_UNSUPPORTED', 'VALUE_TOO_LONG', 'GEOPACKAGE_UNSAFE'].includes(code)) odd.push(`${i}: ${code}`)
    }
    expect(odd).toEqual([])
  })

  it.skipIf(!gdal).each(['Point', 'MultiPolygon'])('reads what GDAL writes: %s with Z, two layers', async (type) => {
    const folder = freshFolder()
    const shape = type === 'Point' ? { type, coordinates: [1.5, 2.25, 7] } : { type, coordinates: [[[[0, 0, 1], [10, 0, 1], [10, 10, 1], [0, 0, 1]], [[4, 1, 1], [6, 1, 1], [6, 3, 1], [4, 1, 1]]], [[[20, 0, 1], [25, 0, 1], [25, 5, 1], [20, 0, 1]]]] }
    writeFileSync(join(folder, 'in.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: 'Ségou 北京', n: 3, x: 1.5, day: '2024-02-29' }, geometry: shape }, { type: 'Feature', properties: { name: null, n: null, x: null, day: null }, geometry: null }] }))
    execFileSync('ogr2ogr', ['-nln', 'one', join(folder, 'out.gpkg'), join(folder, 'in.geojson')], { stdio: 'ignore' })
    execFileSync('ogr2ogr', ['-update', '-nln', 'two', '-t_srs', 'EPSG:3857', join(folder, 'out.gpkg'), join(folder, 'in.geojson')], { stdio: 'ignore' })
    for (const sublayer of ['one', 'two']) {
      const ours = await readAll(geopackage, join(folder, 'out.gpkg'), { sublayer })
      const theirs = gdalFeatures(join(folder, 'out.gpkg'), sublayer)
      expect([ours.sublayers, transformOf(ours.layer.crs).geographic, transformOf(ours.layer.crs).code]).toEqual([['one', 'two'], sublayer === 'one', sublayer === 'one' ? expect.stringMatching(/^EPSG:(4326|4979)$/) : 'EPSG:3857'])
      expect(ours.rows.map((row) => row.values)).toEqual(theirs.map((feature) => Object.values(feature.properties).map((v) => (typeof v === 'string' ? v.replace('2024/02/29', '2024-02-29') : v))))
      expect(ours.rows.map((row) => flat(row.geometry))).toEqual(theirs.map((feature) => flat(feature.geometry)?.map((v) => expect.closeTo(v, 6) as number) ?? null))
    }
  })

  it.skipIf(!shared).each([
    ['messy/gpkg/Oregon_customCRS.gpkg', 'Oregon_customCRS', 1, 1], ['messy/gpkg/data_only_tables.gpkg', 'washington_cities', 6, 0], ['messy/gpkg/mixed_crs.gpkg', 'oregon_2269', 1, 1], ['messy/gpkg/null_crs_gdal.gpkg', 'land', 1, 1],
    ['caf/boundaries/caf_admin.gpkg', 'caf_admin3', 175, 175], ['som/hazard/som_flood_20231114_ge500ha.gpkg', 'flood', 174, 174],
  ])('reads %s, layer %s', async (file, sublayer, count, drawn) => {
    const path = sharedFile(`fixtures/${file}`)
    const modified = statSync(path).mtimeMs
    const { rows } = await readAll(geopackage, path, { sublayer })
    expect([rows.length, rows.filter((row) => row.geometry).length, statSync(path).mtimeMs]).toEqual([count, drawn, modified])
  })

  it.skipIf(!shared).each([['bitflip.gpkg', 'FILE_CORRUPT'], ['not_a_geopackage.gpkg', 'NOT_GEOPACKAGE'], ['truncated.gpkg', 'FILE_TRUNCATED']])('%s is refused as %s', async (name, code) => {
    const path = sharedFile(`fixtures/messy/corrupt/${name}`)
    expect([basename(path), await codeOf(readAll(geopackage, path))]).toEqual([name, code])
  })
})

function flat(geometry: unknown): number[] | null {
  const coordinates = (geometry as { coordinates?: unknown[] } | null)?.coordinates
  return coordinates ? (coordinates.flat(4) as number[]) : null
}
