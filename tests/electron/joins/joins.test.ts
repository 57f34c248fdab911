import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProject, openProject } from '../../../electron/core/sql/open.ts'
import { getJoin } from '../../../electron/core/sql/joins.ts'
import { schemaNumber } from '../../../electron/core/sql/migrate.ts'
import { getMeta } from '../../../electron/core/sql/meta.ts'
import { sql as schema1 } from '../../../electron/core/sql/migrations/0001-project.ts'
import type { JoinPair } from '../../../shared/model/join.ts'
import { atlas, inFolder, rowsOf } from '../cli/atlas.ts'
import { districts, provinces, withCore, type Opened } from './made.ts'

const survey = ['region,place,share', 'Nord,"Ouham, Ouham-Pende",0.5', 'Sud,SANTA ROSA,0.25', 'Sud,Kismayo,0.125', ',Total,0.9'].join('\n')
const pair = (entry: string, within: string | null, ...areas: string[]): JoinPair => ({ entry, within, areas })

async function country({ bring, write, call }: Opened): Promise<{ adm1: number; adm2: number }> {
  await bring(write('provinces.geojson', provinces), { name: 'adm1' })
  await bring(write('districts.geojson', districts), { name: 'adm2' })
  const sets = await call('areaSets.list', {})
  return { adm1: sets.find((one) => one.name === 'adm1')!.id, adm2: sets.find((one) => one.name === 'adm2')!.id }
}

async function shares({ call }: Opened, areaSet: number, layer: string): Promise<(number | null)[]> {
  return (await call('measures.compute', { areaSet, layer, measure: { kind: 'column', field: 'share' } })).values
}

describe('a table that names its areas', () => {
  it('is proposed within its parents, counts only after a yes, and undo takes that back', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const layer = await opened.bring(opened.write('survey.csv', survey), { as: 'table' })
      const report = await opened.call('joins.propose', { layer, areaSet: adm2 })
      expect([report.field, report.within]).toEqual(['place', 'region'])
      expect(report.rows.map((row) => [row.entry, row.within, row.status, row.sure, row.candidates[0]?.areas ?? row.never])).toEqual([
        ['Ouham, Ouham-Pende', 'Nord', 'proposed', true, ['TD0101', 'TD0102']], ['SANTA ROSA', 'Sud', 'proposed', true, ['TD0201']], ['Kismayo', 'Sud', 'proposed', true, ['TD0202']], ['Total', null, 'unmatched', false, 'total'],
      ])
      expect((await opened.call('joins.get', { layer, areaSet: adm2 })).rowsMatched).toBe(0)

      const pairs = report.rows.filter((row) => row.sure).map((row) => pair(row.entry, row.within, ...row.candidates[0]!.areas))
      const state = await opened.call('joins.apply', { layer, areaSet: adm2, field: 'place', within: 'region', pairs })
      expect(state).toMatchObject({ rows: 4, rowsMatched: 3, areas: 4, areasWithout: 0 })
      expect(await shares(opened, adm2, 'survey')).toEqual([0.5, 0.5, 0.25, 0.125])
      const { notes } = await opened.call('measures.compute', { areaSet: adm2, layer: 'survey', measure: { kind: 'column', field: 'share' } })
      expect(notes.map((note) => `${note.code} ${note.count}`)).toEqual(expect.arrayContaining(['JOIN_REVIEWED 3', 'ROWS_REPEATED 1']))

      expect((await opened.call('changes.undo', {})).redo).toBe('layer.join')
      expect((await opened.call('joins.get', { layer, areaSet: adm2 })).join).toBeNull()
      await opened.call('changes.redo', {})
      expect((await opened.call('joins.get', { layer, areaSet: adm2 })).join).toEqual({ field: 'place', within: 'region', pairs })
    })
  })

  it('serves the next table with what was decided for this one, and gives a list of what is left on both sides', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const first = await opened.bring(opened.write('survey.csv', survey), { as: 'table' })
      await opened.call('joins.apply', { layer: first, areaSet: adm2, field: 'place', within: 'region', pairs: [pair('Kismayo', 'Sud', 'TD0202'), pair('Total', null)] })
      const next = await opened.bring(opened.write('next.csv', 'region,place,share\nSud,Kismayo,1\nNord,Ouham,2\n,Total,3\n'), { as: 'table' })
      const { rows } = await opened.call('joins.propose', { layer: next, areaSet: adm2, field: 'place', within: 'region' })
      expect(rows.map((row) => [row.entry, row.status, row.sure, row.candidates[0]?.reason])).toEqual([['Kismayo', 'proposed', true, 'remembered'], ['Ouham', 'proposed', true, 'name.same'], ['Total', 'unmatched', false, undefined]])
      const list = await opened.call('joins.list', { layer: next, areaSet: adm2, field: 'place', within: 'region', what: 'unmatched' })
      expect([list.name, list.rows]).toEqual(['next unmatched.csv', 7])
      const lines = readFileSync(opened.core.held(list.download)!.path, 'utf8').split('\r\n')
      expect(lines.slice(0, 4)).toEqual(['\ufeffside,entry_or_code,name,within,rows,why', 'table,Kismayo,,Sud,1,proposed: TD0202 Kismaayo (1 remembered)', 'table,Ouham,,Nord,1,proposed: TD0101 Ouham (1 name.same)', 'table,Total,,,1,total'])
      expect(lines[4]).toBe('areas,TD0101,Ouham,Nord,,no entry')
    })
  })

  it('keeps its decisions when next month’s file takes its place', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const layer = await opened.bring(opened.write('survey.csv', survey), { as: 'table' })
      await opened.call('joins.apply', { layer, areaSet: adm2, field: 'place', pairs: [pair('Kismayo', null, 'TD0202')] })
      const next = await opened.bring(opened.write('survey.csv', survey.replace('0.125', '0.75')), { as: 'table', replace: true })
      expect((await opened.call('joins.get', { layer: next, areaSet: adm2 })).join?.pairs).toEqual([pair('Kismayo', null, 'TD0202')])
      expect(await shares(opened, adm2, 'survey')).toEqual([null, null, null, 0.75])
    })
  })

  it('is refused for areas that the set has not, fields that the table has not, and layers with places', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const layer = await opened.bring(opened.write('survey.csv', survey), { as: 'table' })
      const districtsLayer = (await opened.call('layers.list', {})).find((one) => one.name === 'adm2')!.id
      const code = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error as { code: string }).code)
      expect(await code(opened.call('joins.apply', { layer, areaSet: adm2, field: 'place', pairs: [pair('x', null, 'TD9999')] }))).toBe('JOIN_UNKNOWN_AREA')
      expect(await code(opened.call('joins.apply', { layer, areaSet: adm2, field: 'nothing', pairs: [] }))).toBe('NO_SUCH_FIELD')
      expect(await code(opened.call('joins.propose', { layer: districtsLayer, areaSet: adm2 }))).toBe('JOIN_NEEDS_TABLE')
      expect(await code(opened.call('joins.propose', { layer, areaSet: 99 }))).toBe('UNKNOWN_AREAS')
    })
  })

  it('in another script finds an area by its other name', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const layer = await opened.bring(opened.write('arabic.csv', 'place,share\nاوهام,0.5\nOuham Pendé,0.25\nKismaayo,0.1\n'), { as: 'table' })
      const report = await opened.call('joins.propose', { layer, areaSet: adm2 })
      expect(report.rows.map((row) => [row.sure, row.candidates[0]?.areas])).toEqual([[true, ['TD0101']], [true, ['TD0102']], [true, ['TD0202']]])
    })
  })
})

describe('a table with codes', () => {
  it('counts by other writings of a code at once, with a note, and a run remembers what was decided', async () => {
    await withCore(async (opened) => {
      const { adm2 } = await country(opened)
      const layer = await opened.bring(opened.write('survey.csv', 'adm2_pcode,share\nTCD0101,0.5\ntd-0102,0.25\nTD-XXX,0.1\n0201,0.2\n'), { as: 'table' })
      expect(await shares(opened, adm2, 'survey')).toEqual([0.5, 0.25, null, null])
      const framework = { id: 'one', version: 1, title: { en: 'One' }, root: { id: 'index', title: { en: 'Index' }, aggregate: 'arithmetic', children: [{ id: 'a', title: { en: 'A' }, measure: { layer: 'survey', kind: 'column', field: 'share' }, normalise: { method: 'goalposts', min: 0, max: 1, direction: 'more-is-worse' } }] } }
      await opened.call('frameworks.add', { framework })
      const { run, notes } = await opened.call('profiles.compute', { framework: 'one', areaSet: adm2 })
      expect(notes.map((note) => note.code)).toEqual(expect.arrayContaining(['CODES_REWRITTEN']))
      expect(await opened.call('runs.replay', { run })).toEqual({ maxAbsDifference: 0, changed: [] })
      const report = await opened.call('joins.propose', { layer, areaSet: adm2 })
      expect(report.rows.map((row) => [row.entry, row.status, row.how ?? row.never ?? row.candidates[0]?.reason])).toEqual([['TCD0101', 'matched', 'code.prefix'], ['td-0102', 'matched', 'code.spelling'], ['TD-XXX', 'unmatched', 'placeholder'], ['0201', 'proposed', 'code.bare']])
      await opened.call('joins.apply', { layer, areaSet: adm2, field: 'adm2_pcode', pairs: [pair('0201', null, 'TD0201')] })
      expect(await shares(opened, adm2, 'survey')).toEqual([0.5, 0.25, 0.2, null])
      expect((await opened.call('runs.replay', { run })).changed).toEqual(['survey'])
    })
  })
})

describe('a project of schema 1', () => {
  const old = (path: string): void => {
    createProject(path, { title: 'Old' }).release()
    const db = new Database(path)
    const later = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 6) = 'atlas_'").pluck().all().filter((name) => !schema1.includes(`CREATE TABLE ${name} (`))
    for (const name of later) db.exec(`DROP TABLE ${name}`)
    for (const [, table, columns] of schema1.matchAll(/CREATE TABLE (atlas_\w+) \(([\s\S]*?)\n\)/g)) {
      const added = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table!).filter((name) => !new RegExp(`\\b${name}\\b`).test(columns!))
      for (const name of added) db.exec(`ALTER TABLE ${table} DROP COLUMN ${name}`)
    }
    db.exec("UPDATE atlas_meta SET value = '1' WHERE key = 'schema'")
    db.close()
  }
  it('gets its table of joins when it is opened to write, and has none when it is looked at', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'old.gpkg')
      old(path)
      const before = readFileSync(path)
      const looked = openProject(path, { readOnly: true })
      expect(getJoin(looked.db, 1, 1)).toBeNull()
      looked.release()
      expect(readFileSync(path).equals(before)).toBe(true)
      const opened = openProject(path)
      expect([getMeta(opened.db, 'schema'), getJoin(opened.db, 1, 1), opened.db.prepare('SELECT count(*) FROM atlas_joins').pluck().get()]).toEqual([String(schemaNumber), null, 0])
      opened.release()
    })
  })
})

describe('the command line', () => {
  it('writes a review list, takes it back edited, and measures by it', async () => {
    await inFolder(async (folder) => {
      const project = join(folder, 'p.gpkg'), list = join(folder, 'list.csv'), out = join(folder, 'out.csv')
      for (const [name, text] of [['provinces.geojson', provinces], ['districts.geojson', districts], ['survey.csv', survey]] as const) writeFileSync(join(folder, name), text)
      for (const words of [['new', project, '--title', 'P'], ['import', project, join(folder, 'provinces.geojson'), '--json'], ['import', project, join(folder, 'districts.geojson'), '--json'], ['import', project, join(folder, 'survey.csv'), '--as', 'table', '--json']]) {
        const ran = await atlas(words)
        expect(ran.code, ran.err).toBe(0)
      }
      const looked = await atlas(['join', project, '--layer', 'survey', '--areas', 'districts', '--review', list, '--json'])
      expect(looked.code, looked.err).toBe(0)
      expect(looked.json()).toMatchObject({ field: 'place', within: 'region', counts: { entries: 4, proposed: 3, sure: 3, unmatched: 1, areasWithout: 4 }, applied: null, unmatched: [{ entry: 'Total', never: 'total' }] })
      const edited = readFileSync(list, 'utf8').replace(/^Kismayo.*$/m, 'Kismayo,Sud,,1,proposed,,none,,,')
      writeFileSync(list, edited.replaceAll('\r\n', '\n'))
      const decided = await atlas(['join', project, '--layer', 'survey', '--areas', 'districts', '--pairs', list, '--json'])
      expect(decided.code, decided.err).toBe(0)
      expect(decided.json()).toMatchObject({ counts: { accepted: 2, leftOut: 1, unmatched: 1 }, applied: 3, unused: 0 })
      const accepted = await atlas(['measure', project, '--areas', 'districts', '--layer', 'survey', '--kind', 'column', '--field', 'share', '--out', out, '--json'])
      expect(accepted.code, accepted.err).toBe(0)
      expect(rowsOf(out).map((row) => row.value)).toEqual(['0.5', '0.5', '0.25', ''])
      const rest = join(folder, 'rest.csv')
      writeFileSync(join(folder, 'next.csv'), survey)
      await atlas(['import', project, join(folder, 'next.csv'), '--as', 'table', '--name', 'next', '--json'])
      const remembered = await atlas(['join', project, '--layer', 'next', '--areas', 'districts', '--accept', 'remembered', '--unmatched', rest, '--json'])
      expect(remembered.json()).toMatchObject({ counts: { accepted: 2, proposed: 1, unmatched: 1 } })
      expect(readFileSync(rest, 'utf8').split('\r\n').slice(1, 4)).toEqual([expect.stringMatching(/^table,Kismayo,,Sud,1,proposed: TD0202/), 'table,Total,,,1,total', 'areas,TD0202,Kismaayo,Sud,,no entry'])
      const wrong = await atlas(['join', project, '--layer', 'survey', '--areas', 'districts', '--pairs', join(folder, 'survey.csv'), '--json'])
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('error: PAIRS_UNREADABLE: ')])
    })
  })
})
