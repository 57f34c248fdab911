import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { getMeta, getTitle, setMeta } from '../../../electron/core/sql/meta.ts'
import { schemaNumber } from '../../../electron/core/sql/migrate.ts'
import { createProject, openProject } from '../../../electron/core/sql/open.ts'
import { getView, setView } from '../../../electron/core/sql/view.ts'
import { write } from '../../../electron/core/sql/write.ts'
import { addAreas, addEvents, codeOf, folder, keep, project } from './helpers.ts'

describe('a project at rest', () => {
  it('is one file in DELETE mode with the header of a GeoPackage 1.3', () => {
    const inside = folder()
    const opened = project('p.gpkg', inside)
    addEvents(opened)
    opened.release()
    const bytes = readFileSync(join(inside, 'p.gpkg'))
    expect(readdirSync(inside)).toEqual(['p.gpkg'])
    expect([bytes[18], bytes[19]]).toEqual([1, 1])
    expect(bytes.subarray(68, 72).toString('latin1')).toBe('GPKG')
    expect(bytes.readUInt32BE(60)).toBe(10300)
  })

  it('keeps its title, schema, layers and view when it is opened again', () => {
    const opened = project()
    const layer = addEvents(opened)
    setView(opened.db, { zoom: 4, centre: [20, 6] })
    opened.release()
    const again = keep(openProject(opened.path))
    expect([getTitle(again.db), getMeta(again.db, 'schema'), again.readOnly]).toEqual(['Test', String(schemaNumber), null])
    expect(listLayers(again.db)).toEqual([layer])
    expect(getView(again.db)).toEqual({ zoom: 4, centre: [20, 6] })
  })

  it('is not changed by a byte when it is opened to look at', () => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const before = readFileSync(opened.path)
    const again = openProject(opened.path, { readOnly: true })
    expect(listLayers(again.db)).toHaveLength(1)
    expect(codeOf(() => setView(again.db, {}))).toBe('PROJECT_READ_ONLY')
    again.release()
    expect(readFileSync(opened.path).equals(before)).toBe(true)
  })

  it('releases twice without harm', () => {
    const opened = project()
    opened.release()
    expect(() => opened.release()).not.toThrow()
  })
})

describe('an open project', () => {
  it('is journalled in WAL with full synchronisation and every setting of the profile', () => {
    const { db } = project()
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'checkpoint_fullfsync', 'secure_delete', 'temp_store', 'cell_size_check', 'mmap_size', 'recursive_triggers', 'busy_timeout', 'trusted_schema', 'locking_mode', 'journal_size_limit']
    expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 1, 1, 2, 1, 0, 0, 5000, 1, 'normal', 67108864])
  })

  it('refuses to write after its file was renamed, and saves all that was kept before beside it', () => {
    const inside = folder()
    const opened = project('p.gpkg', inside)
    addEvents(opened)
    renameSync(opened.path, `${opened.path}.moved`)
    expect(codeOf(() => setView(opened.db, { a: 1 }))).toBe('PROJECT_MOVED')
    opened.release()
    expect(readdirSync(inside).toSorted()).toEqual(['p (rescued).gpkg', 'p.gpkg.moved'])
    const rescue = keep(openProject(join(inside, 'p (rescued).gpkg')))
    expect(listLayers(rescue.db).map((layer) => [layer.name, layer.rows])).toEqual([['Events', 4]])
    expect(getView(rescue.db)).toEqual({})
  })

  it('leaves a file that took its place as it is, and saves all that was kept before beside it', () => {
    const inside = folder()
    const opened = project('p.gpkg', inside)
    addEvents(opened)
    const other = project('other.gpkg')
    other.release()
    renameSync(other.path, opened.path)
    const before = readFileSync(opened.path)
    expect(codeOf(() => addEvents(opened, 'More'))).toBe('PROJECT_MOVED')
    expect(readdirSync(inside).toSorted()).toEqual(['p (rescued).gpkg', 'p.gpkg'])
    opened.release()
    expect(readFileSync(join(inside, 'p.gpkg')).equals(before)).toBe(true)
    expect(listLayers(keep(openProject(join(inside, 'p (rescued).gpkg'))).db).map((layer) => layer.rows)).toEqual([4])
  })

  it('is saved beside its place on closing when its file was deleted', () => {
    const inside = folder()
    const opened = project('p.gpkg', inside)
    addEvents(opened)
    rmSync(opened.path)
    opened.release()
    expect(readdirSync(inside)).toEqual(['p (rescued).gpkg'])
  })

  it('keeps nothing of a step that was under way when the file was replaced', () => {
    const opened = project()
    const other = project('other.gpkg')
    other.release()
    const before = readFileSync(other.path)
    expect(codeOf(() => write(opened.db, () => {
      setMeta(opened.db, 'view', '{"lost":1}')
      renameSync(other.path, opened.path)
    }))).toBe('PROJECT_MOVED')
    opened.release()
    expect(readFileSync(opened.path).equals(before)).toBe(true)
  })
})

describe('a project in a folder that a cloud program synchronises', () => {
  it('is journalled without WAL, with full synchronisation, and is one file again when closed', () => {
    const inside = join(folder(), 'OneDrive - Office', 'maps')
    mkdirSync(inside, { recursive: true })
    const opened = project('p.gpkg', inside)
    expect(['journal_mode', 'synchronous'].map((name) => opened.db.pragma(name, { simple: true }))).toEqual(['truncate', 2])
    addEvents(opened)
    opened.release()
    expect(readdirSync(inside)).toEqual(['p.gpkg'])
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})

describe('a file that is not to be opened', () => {
  it.each([
    ['PROJECT_MISSING', () => undefined],
    ['NOT_A_PROJECT', (path: string) => writeFileSync(path, 'code,name\n1,a\n')],
    ['NOT_A_PROJECT', (path: string) => writeFileSync(path, '')],
    ['NOT_A_PROJECT', (path: string) => writeFileSync(path, Buffer.alloc(5000))],
    ['NOT_A_PROJECT', (path: string) => { const db = new Database(path); db.exec('CREATE TABLE t (a)'); db.close() }],
  ])('answers %s', (code, make) => {
    const path = join(folder(), 'x.gpkg')
    make(path)
    expect(codeOf(() => openProject(path))).toBe(code)
  })

  it('answers NOT_A_PROJECT for a folder', () => {
    expect(codeOf(() => openProject(folder()))).toBe('NOT_A_PROJECT')
  })

  it.each([[0.3], [0.5], [0.8]])('answers PROJECT_DAMAGED when it is cut at %f of its length', (share) => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const bytes = readFileSync(opened.path)
    writeFileSync(opened.path, bytes.subarray(0, Math.floor(bytes.length * share)))
    expect(codeOf(() => openProject(opened.path))).toBe('PROJECT_DAMAGED')
  })

  it('answers PROJECT_DAMAGED when a page is overwritten, and does not touch the file', () => {
    const opened = project()
    addAreas(opened, 'A', 1)
    opened.release()
    const bytes = readFileSync(opened.path)
    bytes.fill(0xa5, 4096 * 3, 4096 * 4)
    writeFileSync(opened.path, bytes)
    expect(codeOf(() => openProject(opened.path))).toBe('PROJECT_DAMAGED')
    expect(readFileSync(opened.path).equals(bytes)).toBe(true)
  })

  it.each([
    ['a trigger', 'CREATE TRIGGER evil AFTER INSERT ON atlas_meta BEGIN DELETE FROM atlas_layers; END'],
    ['a view', 'CREATE VIEW evil AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r'],
    ['a trigger under a name of the standard', 'DROP TRIGGER rtree_events_geom_delete; CREATE TRIGGER rtree_events_geom_delete AFTER DELETE ON events BEGIN DELETE FROM atlas_layers; END'],
    ['a computed column', "CREATE TABLE extra (a, b AS (zeroblob(900000000)) VIRTUAL)"],
    ['a computed index', 'CREATE INDEX evil ON atlas_meta (upper(value))'],
    ['a virtual table', 'CREATE VIRTUAL TABLE evil USING fts5(a)'],
  ])('answers PROJECT_UNTRUSTED when it holds %s', (_, sql) => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const db = new Database(opened.path)
    db.exec(sql)
    db.close()
    const before = readFileSync(opened.path)
    expect(codeOf(() => openProject(opened.path))).toBe('PROJECT_UNTRUSTED')
    expect(readFileSync(opened.path).equals(before)).toBe(true)
  })

  it('is not made over a file that is there', () => {
    const path = join(folder(), 'x.gpkg')
    writeFileSync(path, 'mine')
    expect(codeOf(() => createProject(path, { title: 'T' }))).toBe('FILE_EXISTS')
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  it('is not made in a folder that is not there', () => {
    expect(codeOf(() => createProject(join(folder(), 'no', 'x.gpkg'), { title: 'T' }))).toBe('FOLDER_MISSING')
  })
})

describe('drafts that a killed process left beside a project', () => {
  it('are gone after it was opened for writing, and nothing else is', () => {
    const inside = folder()
    const opened = project('p.gpkg', inside)
    opened.release()
    for (const name of ['p.gpkg.new-0a1b2c3d', 'p.gpkg.new-0a1b2c3d-journal', 'p.gpkg.new-mine', 'q.gpkg.new-0a1b2c3d', 'p.gpkg.bak']) writeFileSync(join(inside, name), 'x')
    keep(openProject(opened.path)).release()
    expect(readdirSync(inside).toSorted()).toEqual(['p.gpkg', 'p.gpkg.bak', 'p.gpkg.new-mine', 'q.gpkg.new-0a1b2c3d'])
  })
})

describe('a project of a newer schema', () => {
  it('opens to read, says why, and is not changed by a byte', () => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const db = new Database(opened.path)
    db.exec("UPDATE atlas_meta SET value = '99' WHERE key = 'schema'; ALTER TABLE atlas_layers ADD COLUMN later TEXT; CREATE TABLE atlas_later (a)")
    db.close()
    const before = readFileSync(opened.path)
    const again = keep(openProject(opened.path))
    expect(again.readOnly).toContain('newer version')
    expect(listLayers(again.db)).toHaveLength(1)
    expect(codeOf(() => addEvents(again, 'More'))).toBe('PROJECT_READ_ONLY')
    again.release()
    expect(readFileSync(opened.path).equals(before)).toBe(true)
  })
})

describe('names of files', () => {
  it.each(['a b#?%.gpkg', 'été مشروع 项目.gpkg', "it's \"quoted\".gpkg", '😀.gpkg'])('such as %s open and close', (name) => {
    const inside = folder()
    const opened = project(name, inside)
    addEvents(opened)
    opened.release()
    const again = keep(openProject(opened.path))
    expect(listLayers(again.db)).toHaveLength(1)
    again.release()
    expect(readdirSync(inside)).toEqual([name])
  })
})

describe('a copy taken while the project is open', () => {
  it('opens for writing: the lock inside is of another file', () => {
    const opened = project()
    addEvents(opened)
    opened.db.pragma('wal_checkpoint(TRUNCATE)')
    const path = join(folder(), 'copy.gpkg')
    copyFileSync(opened.path, path)
    const copy = keep(openProject(path))
    expect(copy.readOnly).toBeNull()
    expect(listLayers(copy.db)).toHaveLength(1)
  })
})
