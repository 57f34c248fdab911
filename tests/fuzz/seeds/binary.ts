import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { country, mbtiles as mbtilesFile, picture, pmtiles as pmtilesFile, zlib } from '../../electron/basemaps/making.ts'
import { below, mutateBytes, pick, spliced, type Chance } from '../mutate.ts'
import type { Seed, Target } from '../target.ts'
import { exportedSeeds } from './exported.ts'

export const flatgeobuf: Target = {
  id: 'flatgeobuf', read: 'layer', short: 700, long: 5000, night: 100_000,
  seeds: (folder) => exportedSeeds('fgb', folder),
  mutate: ({ bytes }, next) => mutateBytes(bytes, next, 400),
}

export const geoparquet: Target = {
  id: 'geoparquet', read: 'layer', short: 700, long: 5000, night: 100_000,
  seeds: (folder) => exportedSeeds('parquet', folder),
  mutate({ bytes }, next) {
    const tail = bytes.length - Math.min(bytes.length, 2500)
    return next() < 0.6 ? Buffer.concat([bytes.subarray(0, tail), mutateBytes(bytes.subarray(tail), next, 2500)]) : mutateBytes(bytes, next)
  },
}

const hostileSql = [
  "CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS fid, NULL AS geom FROM r; INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'features', 'v'); INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POINT', 4326, 0, 0)",
  "CREATE VIEW w AS SELECT load_extension('x') AS fid; INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('w', 'attributes', 'w')",
  "CREATE TABLE g (fid INTEGER PRIMARY KEY, big TEXT GENERATED ALWAYS AS (printf('%.150000000c', 'x')) VIRTUAL); INSERT INTO g (fid) VALUES (1); INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('g', 'attributes', 'g')",
  "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('f', 'attributes', 'f')",
  "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('missing', 'features', 'missing')",
  'CREATE TABLE "t""; DROP TABLE x; --" ("fid" INTEGER PRIMARY KEY, "a""b" TEXT, "__proto__" TEXT, "" TEXT); INSERT INTO "t""; DROP TABLE x; --" VALUES (1, \'x\', \'y\', \'z\'); INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (\'t"; DROP TABLE x; --\', \'attributes\', \'<b>\')',
  "UPDATE gpkg_geometry_columns SET srs_id = 99999", "UPDATE gpkg_spatial_ref_sys SET definition = 'x'",
]

/** A GeoPackage of some rows with each type of value and each thing that a hostile one may hold. */
function geopackages(folder: string): Seed[] {
  return ['', ...hostileSql].map((sql, i) => {
    const path = join(folder, `${i}.gpkg`)
    const db = new Database(path)
    db.exec(`PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; PRAGMA page_size = 1024; VACUUM;
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
      INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', NULL);
      CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
      CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
      CREATE TABLE sites (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom BLOB, name TEXT, n INTEGER, r REAL, d DATE, t DATETIME, ok BOOLEAN, b BLOB);
      INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('sites', 'features', 'Sites', 4326); INSERT INTO gpkg_geometry_columns VALUES ('sites', 'geom', 'POINT', 4326, 0, 0)`)
    const geom = Buffer.alloc(29)
    geom.write('GP', 'latin1'); geom[3] = 1; geom.writeInt32LE(4326, 4); geom[8] = 1; geom.writeUInt32LE(1, 9); geom.writeDoubleLE(18.5, 13); geom.writeDoubleLE(4.5, 21)
    const put = db.prepare('INSERT INTO sites (geom, name, n, r, d, t, ok, b) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    for (let row = 0; row < 12; row++) put.run(row === 3 ? null : row === 4 ? Buffer.from('GPx') : geom, row === 5 ? Buffer.from([255, 0]) : `Kémo ${row}`, row === 6 ? 'seven' : row === 7 ? 2n ** 62n : row, row / 3, '2024-02-30', '2024-02-29T10:00:00Z', row % 3, Buffer.from([1, 2, row]))
    db.exec(sql)
    db.close()
    return { name: `${i}.gpkg`, bytes: readFileSync(path) }
  })
}

/** Pages, cells and texts of the schema of a SQLite file. */
function mutateDatabase(bytes: Uint8Array, next: Chance): Uint8Array {
  let out: Buffer = Buffer.from(bytes)
  const page = out.readUInt16BE(16) === 1 ? 65_536 : out.readUInt16BE(16)
  for (let rounds = 1 + below(3, next); rounds > 0; rounds--) {
    const start = page * below(Math.max(1, Math.floor(out.length / page)), next)
    switch (below(8, next)) {
      case 0: out[Math.min(out.length - 1, start + below(page, next))] = below(256, next); break
      case 1: out[Math.min(out.length - 1, start + below(12, next))] = pick([0, 1, 2, 5, 10, 13, 127, 255], next); break
      case 2: if (start + page <= out.length) out.copy(out, page * below(Math.floor(out.length / page), next), start, start + page); break
      case 3: out.fill(pick([0, 255], next), Math.min(start, out.length), Math.min(out.length, start + page)); break
      case 4: { const at = out.indexOf(pick(['CREATE', 'TABLE', 'gpkg_', 'geom', 'sites', 'POINT', 'fid', '4326'], next)); if (at > 0) out.write(pick(['VIEW', 'x', '";', '/*', '\u0000\u0000', 'blob'], next), at + below(4, next), 'latin1'); break }
      case 5: { const at = out.indexOf('GP', 100 + below(out.length, next)); if (at > 0) out = Buffer.concat([out.subarray(0, at), mutateBytes(out.subarray(at, at + 61), next, 13).subarray(0, 61), out.subarray(at + 61)]); break }
      case 6: out = mutateBytes(out, next, 100); break
      default: if (next() < 0.4) out = out.subarray(0, start + below(page, next))
    }
    if (out.length < 100) break
  }
  return out
}

export const geopackage: Target = {
  id: 'geopackage', read: 'layer', short: 1000, long: 3000, night: 100_000,
  async seeds(folder) { return [...geopackages(folder), ...await exportedSeeds('gpkg', folder, ['polygon'])] },
  mutate: ({ bytes }, next) => mutateDatabase(bytes, next),
}

const town = { z: 5, x: 17, y: 15 }

export const pmtiles: Target = {
  id: 'pmtiles', read: 'basemap', short: 600, long: 3000, night: 100_000,
  seeds(folder) {
    const made = join(folder, 'pmtiles')
    mkdirSync(made)
    const files = [
      pmtilesFile(join(made, 'vector.pmtiles'), { tiles: country(town), metadata: { name: '<b>x</b>', attribution: '<img src=x onerror=alert(1)>', vector_layers: [{ id: 'water', fields: {} }] }, header: { tileCompression: 2 } }),
      pmtilesFile(join(made, 'leaf.pmtiles'), { tiles: country(town, zlib), leaf: true }), pmtilesFile(join(made, 'pictures.pmtiles'), { tiles: { '0/0/0': picture(8), '1/0/0': picture(8), '1/1/0': picture(8) }, header: { tileType: 2 } }),
      pmtilesFile(join(made, 'loop.pmtiles'), { tiles: { '0/0/0': picture(8) }, leaf: true, root: [1, 0, 0, 40, 1] }), pmtilesFile(join(made, 'runs.pmtiles'), { tiles: { '0/0/0': picture(8) }, root: [1, 0, 255, 255, 255, 255, 15, 40, 1] }),
    ]
    return files.map((path) => ({ name: path.split('/').at(-1)!, bytes: readFileSync(path) }))
  },
  mutate: ({ bytes }, next) => (next() < 0.5 ? mutateBytes(bytes, next, 127) : spliced(bytes, 0, 127, mutateBytes(bytes.subarray(0, 127), next, 127))),
}

export const mbtiles: Target = {
  id: 'mbtiles', read: 'basemap', short: 500, long: 3000, night: 50_000,
  seeds(folder) {
    const made = join(folder, 'mbtiles')
    mkdirSync(made)
    const files = [mbtilesFile(join(made, 'vector.mbtiles'), country(town), { name: 'x', format: 'pbf', bounds: '1,2,3,4', json: '{"vector_layers":[{"id":"water"}]}' }), mbtilesFile(join(made, 'view.mbtiles'), { '0/0/0': picture(8) }, { name: '<script>', minzoom: '99' }, true)]
    return files.map((path) => ({ name: path.split('/').at(-1)!, bytes: readFileSync(path) }))
  },
  mutate: ({ bytes }, next) => mutateDatabase(bytes, next),
}
