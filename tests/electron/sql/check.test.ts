import { readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { addGeometryFunctions } from '../../../electron/core/sql/geometry-functions.ts'
import { addAreas, addEvents, addLayer, codeOf, project } from './helpers.ts'

function closedProject(): string {
  const opened = project()
  addEvents(opened)
  addAreas(opened, 'Areas', 1)
  addLayer(opened, { name: 'Flags', kind: 'table', geometry: 'none', fields: [{ name: 'Yes', column: 'yes', type: 'boolean' }, { name: 'When', column: 'moment', type: 'datetime' }] }, [{ geometry: null, bounds: null, values: [1, '2020-01-01T00:00:00Z'] }])
  opened.release()
  return opened.path
}

/** Changes a file behind the program's back, as a careless tool would. */
function tamper(path: string, sql: string): void {
  const db = new Database(path)
  addGeometryFunctions(db)
  db.pragma('foreign_keys = OFF')
  db.unsafeMode(true)
  db.pragma('writable_schema = ON')
  db.exec(sql)
  db.close()
}

describe('a sound project', () => {
  it('has no problems, and checking changes no byte', () => {
    const path = closedProject()
    const before = readFileSync(path)
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('has none while it is open either', () => {
    const opened = project()
    addEvents(opened)
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})

describe('a project with one thing wrong', () => {
  it.each([
    ['The header names version 10400', 'PRAGMA user_version = 10400'],
    ['The header does not say', 'PRAGMA application_id = 0'],
    ['The file was left in write-ahead mode', 'PRAGMA journal_mode = WAL'],
    ['The three reference systems', 'DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 0'],
    ['The column description of gpkg_spatial_ref_sys', 'ALTER TABLE gpkg_spatial_ref_sys RENAME COLUMN description TO about'],
    ['The standard knows no column extra in gpkg_contents', 'ALTER TABLE gpkg_contents ADD COLUMN extra TEXT'],
    ['events uses a reference system', "UPDATE gpkg_contents SET srs_id = 32633 WHERE table_name = 'events'"],
    ['ghost is listed in the contents but does not exist', "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('ghost', 'attributes', 'ghost')"],
    ['events has a date of change in another form', "UPDATE gpkg_contents SET last_change = '2020-01-01 10:00:00' WHERE table_name = 'events'"],
    ['flags is of a kind', "UPDATE gpkg_contents SET data_type = 'aspatial' WHERE table_name = 'flags'"],
    ['No table of attributes', "DELETE FROM gpkg_contents WHERE data_type = 'attributes'"],
    ['areas has an extent that is not one', "UPDATE gpkg_contents SET min_x = 50 WHERE table_name = 'areas'"],
    ['areas has an extent that is not one', "UPDATE gpkg_contents SET min_x = NULL WHERE table_name = 'areas'"],
    ['areas has geometry in the contents but no geometry column', "DELETE FROM gpkg_geometry_columns WHERE table_name = 'areas'"],
    ['events has a geometry column but is not listed', "UPDATE gpkg_contents SET data_type = 'attributes' WHERE table_name = 'events'"],
    ['gpkg_rtree_index is an extension with a scope', "UPDATE gpkg_extensions SET scope = 'any' WHERE table_name = 'events'"],
    ['Layer “Events”: its spatial index is not listed', "DELETE FROM gpkg_extensions WHERE table_name = 'events'"],
    ['Layer “Events”: its spatial index is missing', 'DROP TABLE rtree_events_geom'],
    ['Layer “Events”: the trigger rtree_events_geom_update3', 'DROP TRIGGER rtree_events_geom_update3'],
    ['Layer “Events”: the geometry of row 1 is missing from the spatial index', 'DELETE FROM rtree_events_geom WHERE id = 1'],
    ['Layer “Events”: its spatial index has 4 entries for 3 geometries', 'INSERT INTO rtree_events_geom VALUES (77, 0, 0, 0, 0)'],
    ['Layer “Events”: the geometry of row 1 lies outside its box', 'UPDATE rtree_events_geom SET minx = 19, maxx = 20 WHERE id = 1'],
    ['Layer “Events”: the geometry of row 1 is no POINT', 'DROP TRIGGER rtree_events_geom_update1; UPDATE events SET geom = (SELECT geom FROM areas WHERE fid = 1) WHERE fid = 1'],
    ['Layer “Events”: the geometry of row 1 has no GeoPackage header', "DROP TRIGGER rtree_events_geom_update1; DROP TRIGGER rtree_events_geom_update2; UPDATE events SET geom = x'00112233445566778899' WHERE fid = 1"],
    ['Layer “Events”: the geometry of row 1 is in another reference system', "UPDATE events SET geom = CAST(substr(geom, 1, 4) || x'00000000' || substr(geom, 9) AS BLOB) WHERE fid = 1"],
    ['Layer “Events”: 1 values of its column “date” are not of the type date', "UPDATE events SET date = 'May 2020' WHERE fid = 1"],
    ['Layer “Flags”: 1 values of its column “Yes” are not of the type boolean', 'UPDATE flags SET yes = 5'],
    ['Layer “Flags”: 1 values of its column “When” are not of the type datetime', "UPDATE flags SET moment = '2020-01-01 00:00'"],
    ['Layer “Events”: its rows are not the ones that were imported', 'UPDATE events SET best = 4 WHERE fid = 1'],
    ['Layer “Events”: its column “best” is missing', 'ALTER TABLE events DROP COLUMN best'],
    ['Layer “Events”: its table is missing', 'DROP TABLE rtree_events_geom; DROP TABLE events'],
    ['The table atlas_runs is missing', 'DROP TABLE atlas_run_nodes; DROP TABLE atlas_run_inputs; DROP TABLE atlas_runs'],
    ['A row of atlas_layers names a row of atlas_sources', 'DELETE FROM atlas_sources WHERE id = 1'],
    ['the view “v”', 'CREATE VIEW v AS SELECT 1'],
    ['the trigger “t”', 'CREATE TRIGGER t AFTER INSERT ON atlas_meta BEGIN SELECT 1; END'],
  ])('is told: %s', (problem, sql) => {
    const path = closedProject()
    tamper(path, sql)
    const { ok, problems } = checkProject(path)
    expect([ok, problems.filter((text) => text.includes(problem)).length > 0 ? problem : problems]).toEqual([false, problem])
  })

  it('is told when a byte of a stored value rots, which SQLite itself does not notice', () => {
    const path = closedProject()
    const bytes = readFileSync(path)
    bytes[bytes.indexOf('Bambari')]! ^= 0x20
    writeFileSync(path, bytes)
    expect(checkProject(path)).toEqual({ ok: false, problems: ['Layer “Events”: its rows are not the ones that were imported.'] })
  })

  it('is told when pages are lost, without a crash', () => {
    const path = closedProject()
    const bytes = readFileSync(path)
    for (let page = 2; page < bytes.length / 4096; page += 5) {
      const damaged = Buffer.from(bytes)
      damaged.fill(0xff, page * 4096, page * 4096 + 512)
      writeFileSync(path, damaged)
      const { ok, problems } = checkProject(path)
      expect([page, ok || problems.length === 0]).toEqual([page, false])
    }
  })

  it('answers NOT_A_PROJECT or PROJECT_MISSING for what is no file of ours', () => {
    const path = closedProject()
    writeFileSync(path, 'hello')
    expect([codeOf(() => checkProject(path)), codeOf(() => checkProject(`${path}.no`))]).toEqual(['NOT_A_PROJECT', 'PROJECT_MISSING'])
  })
})
