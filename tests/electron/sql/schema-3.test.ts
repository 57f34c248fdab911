import Database from 'better-sqlite3'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { contentHash } from '../../../electron/core/sql/content-hash.ts'
import { listTemplates } from '../../../electron/core/sql/import-templates.ts'
import { listLayerFiles } from '../../../electron/core/sql/layer-files.ts'
import { getContentHash, listLayers } from '../../../electron/core/sql/layers.ts'
import { getMeta } from '../../../electron/core/sql/meta.ts'
import { schemaNumber } from '../../../electron/core/sql/migrate.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { getRunTable, listRuns } from '../../../electron/core/sql/runs.ts'
import { folder, keep } from './helpers.ts'

/** A project that the release with schema 3 wrote (areas, events, a table, a framework and a run), as the text of all its tables. */
const dump = readFileSync(join(import.meta.dirname, 'schema-3.sql'), 'utf8')

function restored(): string {
  const path = join(folder(), 'three.gpkg')
  const db = new Database(path)
  db.unsafeMode(true)
  db.exec(dump)
  db.pragma('application_id = 1196444487')
  db.pragma('user_version = 10300')
  db.close()
  return path
}

describe('a project of schema 3', () => {
  it('becomes one of this schema with every row, hash and score as it was', () => {
    const path = restored()
    const opened = keep(openProject(path))
    const { db } = opened
    expect([getMeta(db, 'schema'), schemaNumber >= 4]).toEqual([String(schemaNumber), true])
    const layers = listLayers(db)
    expect(layers.map((layer) => [layer.name, layer.kind, layer.rows])).toEqual([['adm2', 'areas', 3], ['events', 'events', 4], ['people', 'table', 3]])
    const hashes = [...dump.matchAll(/'([0-9a-f]{64})','\d{4}-\d\d-\d\dT[\d:.]+Z'\);/g)].map((match) => match[1])
    expect(hashes).toHaveLength(3)
    expect(layers.map((layer) => [getContentHash(db, layer.id), contentHash(db, layer.id)])).toEqual(hashes.map((one) => [one, one]))
    expect([listTemplates(db), layers.map((layer) => listLayerFiles(db, layer.id).map((one) => [one.mode, one.file]))]).toEqual([[], [[['new', 'districts.geojson']], [['new', 'events.csv']], [['new', 'people.csv']]]])
    const [run] = listRuns(db)
    expect(getRunTable(db, run!.id).index).toEqual([5, 2.5, 2.5])
    opened.release()
    expect(checkProject(path)).toEqual({ ok: true, problems: [] })
  })

  it('is left to the byte when it is only looked at, and knows its files without the later tables', () => {
    const path = restored()
    const before = readFileSync(path)
    const opened = keep(openProject(path, { readOnly: true }))
    expect([listTemplates(opened.db), listLayerFiles(opened.db, 2).map((one) => one.file)]).toEqual([[], ['events.csv']])
    opened.release()
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(['three.gpkg'])
  })
})
