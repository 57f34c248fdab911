import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportOptions, ImportResult } from '../../../shared/model/import.ts'
import { districts, provinces, withCore, type Opened } from '../joins/made.ts'

const head = 'event_id,event_date,event_type,fatalities,latitude,longitude'
const october = [head, 'A1,2024-10-01,Battles,3,0.5,0.5', 'A2,2024-10-02,Riots,0,0.5,1.5', 'A3,2024-10-05,Battles,12,0.5,2.5'].join('\n')
const november = [head, 'A2,2024-10-02,Riots,1,0.5,1.5', 'A3,2024-10-05,Battles,12,0.5,2.5', 'A4,2024-11-05,Battles,2,0.5,3.5'].join('\n')

const framework = { id: 'one', version: 1, title: { en: 'One' }, root: { id: 'index', title: { en: 'Index' }, aggregate: 'arithmetic', children: [{ id: 'a', title: { en: 'A' }, measure: { layer: 'events', kind: 'sum', field: 'fatalities' }, normalise: { method: 'goalposts', min: 0, max: 20, direction: 'more-is-worse' } }] } }

/** Imports a text as a file and answers all that came of it. */
async function run({ core, call, write }: Opened, name: string, text: string, options: ImportOptions = {}): Promise<ImportResult> {
  return call('imports.run', { file: core.hold({ path: write(name, text), name }), options })
}

const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error as { code: string }).code)

async function rowsOf({ call }: Opened, name: string): Promise<(string | number | null)[][]> {
  const layer = (await call('layers.list', {})).find((one) => one.name === name)!
  return (await call('layers.rows', { id: layer.id, offset: 0, limit: 500 })).rows.map((row) => [row.fid, ...row.values])
}

describe('a file for a layer that is there', () => {
  it('updates it by key: the layer stays itself, runs say that their data changed, and one undo gives all back', async () => {
    await withCore(async (opened) => {
      const { call } = opened
      await run(opened, 'districts.geojson', districts, { name: 'adm2' })
      const first = await run(opened, 'events.csv', october)
      await call('layers.update', { id: first.layerId, source: { publisher: 'ACLED', sensitivity: 'high' }, opacity: 0.5 })
      await call('frameworks.add', { framework })
      const areaSet = (await call('areaSets.list', {}))[0]!.id
      const { run: id } = await call('profiles.compute', { framework: 'one', areaSet })
      const [before, rows] = [await call('layers.list', {}), await rowsOf(opened, 'events')]

      const { changes, notes } = await run(opened, 'events-11.csv', november, { into: 'events', mode: 'update' })
      expect(changes).toEqual({
        mode: 'update', key: ['event_id'], added: 1, changed: 1, unchanged: 1, removed: 0, absent: 1, repeated: 0, blankKeys: 0, emptied: 0, fields: [{ name: 'fatalities', count: 1 }],
        sample: [{ key: 'A2', field: 'fatalities', before: 0, after: 1 }], columns: { added: [], missing: [], widened: [] },
      })
      expect(notes.map((note) => `${note.code} ${note.count}`)).toContain('NOT_IN_NEW_FILE 1')
      expect(await rowsOf(opened, 'events')).toEqual([[1, 'A1', '2024-10-01', 'Battles', 3, 0.5, 0.5], [2, 'A2', '2024-10-02', 'Riots', 1, 0.5, 1.5], [3, 'A3', '2024-10-05', 'Battles', 12, 0.5, 2.5], [4, 'A4', '2024-11-05', 'Battles', 2, 0.5, 3.5]])
      const layer = (await call('layers.list', {})).find((one) => one.name === 'events')!
      expect(layer).toMatchObject({ id: first.layerId, opacity: 0.5, rows: 4, read: 4, rejected: 0, to: '2024-11-05', bbox: [0.5, 0.5, 3.5, 0.5], source: { publisher: 'ACLED', sensitivity: 'high', file: 'events-11.csv' } })
      expect((await call('runs.replay', { run: id })).changed).toEqual(['events'])
      expect((await call('imports.files', { layer: layer.id })).map((one) => [one.mode, one.file, one.changes?.added ?? null])).toEqual([['new', 'events.csv', null], ['update', 'events-11.csv', 1]])

      expect((await call('changes.undo', {})).redo).toBe('layer.update')
      expect([await call('layers.list', {}), await rowsOf(opened, 'events')]).toEqual([before, rows])
      expect(await call('runs.replay', { run: id })).toEqual({ maxAbsDifference: 0, changed: [] })
      await call('changes.redo', {})
      expect((await rowsOf(opened, 'events')).length).toBe(4)
      expect(await call('project.check', {})).toEqual({ ok: true, problems: [] })
    })
  })

  it('changes nothing when it says nothing new, by whichever way it comes and with whatever options', async () => {
    await withCore(async (opened) => {
      const { call } = opened
      await run(opened, 'events.csv', october)
      await run(opened, 'november.csv', november, { into: 'events', mode: 'append' })
      const state = async (): Promise<unknown> => [await call('layers.list', {}), await rowsOf(opened, 'events'), (await call('project.status', {})).undo]
      const before = await state()
      const ways: ImportOptions[] = [{}, { delimiter: ',' }, { into: 'events', mode: 'append' }, { into: 'events', mode: 'append', encoding: 'windows-1252' }, { into: 'events', mode: 'update', key: ['event_id', 'fatalities'] }, { name: 'events', mode: 'append' }]
      for (const options of ways) {
        const { notes, changes } = await run(opened, 'november.csv', november, options)
        expect([options, notes[0]?.code, [changes?.added ?? 0, changes?.changed ?? 0, changes?.removed ?? 0]]).toEqual([options, 'ALREADY_IMPORTED', [0, 0, 0]])
        expect(await state()).toEqual(before)
      }
      await run(opened, 'october.csv', october, { into: 'events', mode: 'replace' })
      const replaced = await state()
      expect((await run(opened, 'october.csv', `${october}\n`, { into: 'events', mode: 'replace' })).notes[0]?.code).toBe('ALREADY_IMPORTED')
      expect(await state()).toEqual(replaced)
    })
  })

  it('is known again under either of the two names it was given', async () => {
    await withCore(async (opened) => {
      await run(opened, 'events.csv', october, { name: 'one' })
      await run(opened, 'events.csv', october, { name: 'two' })
      const again = [await run(opened, 'events.csv', october, { name: 'two' }), await run(opened, 'events.csv', october, { name: 'one' })]
      expect(again.map(({ layer, notes }) => [layer, notes[0]?.code])).toEqual([['two', 'ALREADY_IMPORTED'], ['one', 'ALREADY_IMPORTED']])
      expect((await opened.call('layers.list', {})).length).toBe(2)
    })
  })

  it('is added at the end but for records that are there value by value, and says which keys are there twice', async () => {
    await withCore(async (opened) => {
      await run(opened, 'events.csv', october)
      const { changes, notes } = await run(opened, 'november.csv', november, { into: 'events', mode: 'append' })
      expect([changes?.added, changes?.unchanged, changes?.repeated]).toEqual([2, 1, 1])
      expect(notes).toContainEqual({ code: 'KEY_REPEATED', count: 1, sample: 'event_id: each record was kept' })
      expect((await rowsOf(opened, 'events')).map((row) => row[1])).toEqual(['A1', 'A2', 'A3', 'A2', 'A4'])
    })
  })

  it('takes records away where that is asked for, and by replacing; both say how many', async () => {
    await withCore(async (opened) => {
      await run(opened, 'events.csv', october)
      const updated = await run(opened, 'november.csv', november, { into: 'events', mode: 'update', removeMissing: true })
      expect([updated.changes?.removed, updated.changes?.absent, (await rowsOf(opened, 'events')).map((row) => row[1])]).toEqual([1, 0, ['A2', 'A3', 'A4']])
      const replaced = await run(opened, 'october.csv', october, { name: 'events', replace: true })
      expect([replaced.layer, replaced.changes?.added, replaced.changes?.changed, replaced.changes?.unchanged, replaced.changes?.removed]).toEqual(['events', 1, 1, 1, 1])
      await opened.call('changes.undo', {})
      expect((await rowsOf(opened, 'events')).map((row) => [row[0], row[1]])).toEqual([[2, 'A2'], [3, 'A3'], [4, 'A4']])
    })
  })

  it('loses no column and no value: types widen, blank columns keep theirs, names count without case, repeated and blank keys are kept', async () => {
    await withCore(async (opened) => {
      await run(opened, 'sites.csv', 'Site ID,beds,staff,opened\nS1,10,4,2020-01-01\nS2,20,5,2021-01-01\nS3,30,6,2022-01-01\n', { as: 'table', name: 'sites' })
      const { changes } = await run(opened, 'sites-2.csv', 'site_id,beds,staff,phone\nS1,ten,,x1\nS1,11,,x2\n,7,,x3\n', { into: 'sites', mode: 'update', key: ['site_id'] })
      expect(changes).toMatchObject({ key: ['Site ID'], added: 2, changed: 1, unchanged: 0, absent: 2, repeated: 1, blankKeys: 1, emptied: 1, columns: { added: ['phone'], missing: ['opened'], widened: [{ name: 'beds', from: 'integer', to: 'text' }] } })
      const layer = (await opened.call('layers.list', {})).find((one) => one.name === 'sites')!
      expect(layer.fields.map((field) => [field.name, field.type])).toEqual([['Site ID', 'text'], ['beds', 'text'], ['staff', 'integer'], ['opened', 'date'], ['phone', 'text']])
      expect(await rowsOf(opened, 'sites')).toEqual([[1, 'S1', 'ten', null, '2020-01-01', 'x1'], [2, 'S2', '20', 5, '2021-01-01', null], [3, 'S3', '30', 6, '2022-01-01', null], [4, 'S1', '11', null, null, 'x2'], [5, null, '7', null, null, 'x3']])
    })
  })

  it('brings new values of areas by their codes and leaves outlines, parents and the set as they are', async () => {
    await withCore(async (opened) => {
      const { call } = opened
      await run(opened, 'provinces.geojson', provinces, { name: 'adm1' })
      await run(opened, 'districts.geojson', districts, { name: 'adm2' })
      const sets = await call('areaSets.list', {})
      const set = sets.find((one) => one.name === 'adm2')!
      const areas = await call('areaSets.areas', { id: set.id })
      const { changes } = await run(opened, 'names.csv', 'adm2_pcode,adm2_name,population\nTD0101,Ouham,1000\nTD0102,Ouham Pende,2000\nTD0201,Santa Rosa,1500\n', { into: 'adm2', mode: 'update' })
      expect([changes?.key, changes?.changed, changes?.absent, changes?.columns.added]).toEqual([['area_code'], 3, 1, ['population']])
      expect(await call('areaSets.list', {})).toEqual(sets)
      const after = await call('areaSets.areas', { id: set.id })
      expect(after).toEqual(areas.map((area) => (area.code === 'TD0102' ? { ...area, name: 'Ouham Pende' } : area)))
      expect(after.every((area) => area.bbox !== null && area.parent !== null)).toBe(true)
      expect(await call('project.check', {})).toEqual({ ok: true, problems: [] })
    })
  })

  it('is refused with what to do, or stopped, and the project is as it was', async () => {
    await withCore(async (opened) => {
      const { call, core, write } = opened
      await run(opened, 'events.csv', october)
      await run(opened, 'pairs.csv', 'a,b\n1,1\n1,1\n', { as: 'table', name: 'pairs' })
      const before = [await call('layers.list', {}), await rowsOf(opened, 'events')]
      expect(await codeOf(run(opened, 'x.csv', november, { into: 'nothing', mode: 'update' }))).toBe('UNKNOWN_LAYER')
      expect(await codeOf(run(opened, 'x.csv', november, { into: 'events', mode: 'update', key: ['nothing'] }))).toBe('UNKNOWN_KEY')
      expect(await codeOf(run(opened, 'p.csv', 'a,b\n2,1\n', { into: 'pairs', mode: 'update' }))).toBe('KEY_NEEDED')
      expect(await codeOf(run(opened, 'x.csv', november, { into: 'events', mode: 'update', as: 'table' }))).toBe('KIND_DIFFERS')
      const long = [head, ...Array.from({ length: 9000 }, (_, i) => `B${i},2024-10-01,Battles,${i % 9},0.5,${(i % 100) / 50}`)].join('\n')
      const abort = new AbortController()
      const stopped = core.call('imports.run', { file: core.hold({ path: write('long.csv', long), name: 'long.csv' }), options: { into: 'events', mode: 'update' } }, { signal: abort.signal, report: ({ step, done }) => { if (step === 'import.comparing' && done > 3000) abort.abort() } })
      await expect(stopped).rejects.toThrow()
      expect([await call('layers.list', {}), await rowsOf(opened, 'events')]).toEqual(before)
      expect(await call('project.check', {})).toEqual({ ok: true, problems: [] })
    })
  })
})

describe('what is remembered of a source', () => {
  it('offers the next file of it its layer and key, is used by name, and says when it does not fit', async () => {
    await withCore(async (opened) => {
      const { call, core, folder } = opened
      await run(opened, 'ACLED 2024-10.csv', october, { name: 'ACLED events', dimension: 'political', columns: { event_type: { name: 'kind' } } })
      writeFileSync(join(folder, 'ACLED_nov-2024 (1).csv'), november)
      const file = core.hold({ path: join(folder, 'ACLED_nov-2024 (1).csv'), name: 'ACLED_nov-2024 (1).csv' })
      const { offers } = await call('imports.preview', { file, options: {} })
      expect(offers?.template).toMatchObject({ lacks: [], mode: 'update', sure: true, template: { name: 'ACLED events', layer: 'ACLED events', stem: 'acled', file: 'ACLED 2024-10.csv' } })
      expect(offers?.layers).toMatchObject([{ name: 'ACLED events', key: ['event_id'] }])
      const { changes, layer } = await call('imports.run', { file, options: { template: 'ACLED events', mode: 'update' } })
      expect([layer, changes?.added, changes?.changed, changes?.columns]).toEqual(['ACLED events', 1, 1, { added: [], missing: [], widened: [] }])
      expect((await call('layers.list', {}))[0]?.fields.map((field) => field.name)).toContain('kind')

      const [template] = await call('templates.list', {})
      expect([template?.mode, template?.key, template?.file]).toEqual(['update', ['event_id'], 'ACLED_nov-2024 (1).csv'])
      expect(await codeOf(run(opened, 'ACLED 2024-12.csv', november.replace('event_date', 'day'), { template: 'ACLED events' }))).toBe('TEMPLATE_DOES_NOT_FIT')
      expect(await codeOf(run(opened, 'x.csv', november, { template: 'nothing' }))).toBe('UNKNOWN_TEMPLATE')
      await call('templates.rename', { id: template!.id, name: 'Conflict events' })
      expect((await call('templates.forget', { id: template!.id })).length).toBe(0)
      await call('changes.undo', {})
      expect((await call('templates.list', {})).map((one) => one.name)).toEqual(['Conflict events'])
      await call('layers.update', { id: (await call('layers.list', {}))[0]!.id, source: { publisher: 'ACLED', sensitivity: 'high' } })
      const like = await run(opened, 'other.csv', november.replace('A4', 'A5'), { like: 'ACLED events', name: 'Others' })
      const others = (await call('layers.list', {})).find((one) => one.name === 'Others')
      expect([like.layer, others?.dimension, others?.source.publisher, others?.source.sensitivity]).toEqual(['Others', 'political', 'ACLED', 'high'])
    })
  })
})

describe('columns as the analyst says', () => {
  it('are left out, renamed or read as another type, and values that are not of it are kept beside', async () => {
    await withCore(async (opened) => {
      const { notes } = await run(opened, 't.csv', 'code,n,when,yes\n007,1.5,20240103,oui\n008,2,20240104,non\n009,x,soon,maybe\n', { as: 'table', name: 't', columns: { n: { type: 'text', name: 'number' }, when: { type: 'date' }, yes: { type: 'boolean' }, code: { skip: true } } })
      const layer = (await opened.call('layers.list', {})).find((one) => one.name === 't')!
      expect(layer.fields.map((field) => [field.name, field.type])).toEqual([['number', 'text'], ['when', 'date'], ['when (as written)', 'text'], ['yes', 'boolean'], ['yes (as written)', 'text']])
      expect((await rowsOf(opened, 't')).map((row) => row.slice(1))).toEqual([['1.5', '2024-01-03', null, 1, null], ['2', '2024-01-04', null, 0, null], ['x', null, 'soon', null, 'maybe']])
      expect(notes.map((note) => note.code)).toEqual(expect.arrayContaining(['COLUMN_SKIPPED', 'NOT_A_DATE', 'NOT_YES_OR_NO']))
      expect(await codeOf(run(opened, 'u.csv', 'a,b\n1,2\n', { columns: { c: { skip: true } } }))).toBe('UNKNOWN_COLUMN')
    })
  })
})

describe('a preview', () => {
  it('says what each column becomes, what would be rejected of all records, and where odd ones lie', async () => {
    await withCore(async ({ call, core, write }) => {
      const text = [head, ...Array.from({ length: 12 }, (_, i) => `A${i},2024-10-${10 + i},Battles,1,${10 + i / 10},${20 + i / 10}`), 'B1,2024-10-01,Riots,0,0,0', 'B2,2024-10-01,Riots,0,10,20,one too many'].join('\n')
      const file = core.hold({ path: write('events.csv', text), name: 'events.csv' })
      const { columns, looked, map } = await call('imports.preview', { file, options: {} })
      expect(columns?.map((one) => [one.source, one.name, one.type, one.role])).toEqual([['event_id', 'event_id', 'text', null], ['event_date', 'event_date', 'date', 'date'], ['event_type', 'event_type', 'text', null], ['fatalities', 'fatalities', 'integer', null], ['latitude', 'latitude', 'real', 'lat'], ['longitude', 'longitude', 'real', 'lon']])
      expect([looked?.rows, looked?.whole, looked?.rejected]).toEqual([14, true, 1])
      expect([map?.box, map?.points.length, map?.odd]).toEqual([[20, 10, 21.1, 11.1], 12, [{ code: 'NULL_ISLAND', count: 1, points: [[0, 0]] }]])
      const check = await call('imports.check', { file, options: {} })
      expect([check.read, check.imported, check.rejected, check.reasons.map((one) => one.count)]).toEqual([14, 13, 1, [1]])
      expect(await call('layers.list', {})).toEqual([])
    })
  })
})

