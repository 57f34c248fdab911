import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atlas, inFolder, rowsOf } from './atlas.ts'

/** Four unit squares in a row, two parents, with one event on the border between the first two. */
const areas = JSON.stringify({ type: 'FeatureCollection', features: [0, 1, 2, 3].map((i) => ({
  type: 'Feature', properties: { adm2_pcode: `AA010${i + 1}`, adm2_name: `Area ${i + 1}`, adm1_pcode: i < 2 ? 'AA01' : 'AA02' },
  geometry: { type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]] },
})) })
const events = ['event_id,event_date,latitude,longitude,fatalities', '1,2020-01-05,0.5,0.5,3', '2,2021-02-06,0.5,1,2', '3,2021-03-07,0.25,2.5,0', '4,2022-04-08,0.75,2.75,7', '5,2022-05-09,,,1', '6,2022-06-10,5.5,9.5,4'].join('\n')
const people = ['adm2_pcode,population', 'AA0101,1000', 'AA0102,2000', 'AA0103,x', 'AA0104,500'].join('\n')
const framework = {
  id: 'tiny', version: 1, title: { en: 'Tiny' }, population: { layer: 'people', field: 'population' },
  root: { id: 'index', title: { en: 'Index' }, aggregate: 'arithmetic', atLeast: 0.5, children: [
    { id: 'events', title: { en: 'Events' }, measure: { layer: 'events', kind: 'count' }, normalise: { method: 'goalposts', min: 0, max: 2, direction: 'more-is-worse' } },
    { id: 'deaths', title: { en: 'Deaths per 1,000' }, measure: { layer: 'events', kind: 'sum', field: 'fatalities', per: { by: 'population', times: 1000 } }, normalise: { method: 'goalposts', min: 0, max: 10, direction: 'more-is-worse' } },
  ] },
}

async function makeProject(folder: string): Promise<string> {
  const project = join(folder, 'p.gpkg')
  writeFileSync(join(folder, 'areas.geojson'), areas)
  writeFileSync(join(folder, 'events.csv'), events)
  writeFileSync(join(folder, 'people.csv'), people)
  writeFileSync(join(folder, 'tiny.json'), JSON.stringify(framework))
  for (const words of [['new', project, '--title', 'Squares'], ['import', project, join(folder, 'areas.geojson'), '--name', 'adm2', '--json'], ['import', project, join(folder, 'events.csv'), '--json'], ['import', project, join(folder, 'people.csv'), '--json']]) {
    const ran = await atlas(words)
    expect(ran.code, ran.err).toBe(0)
  }
  return project
}

describe('the command line', () => {
  it('imports, measures and profiles; the numbers are those one counts by hand', async () => {
    await inFolder(async (folder) => {
      const project = await makeProject(folder)
      const info = (await atlas(['info', project, '--json'])).json() as { title: string; areaSets: unknown[]; layers: { name: string; kind: string; rows: number }[] }
      expect(info.title).toBe('Squares')
      expect(info.areaSets).toEqual([{ name: 'adm2', level: 2, count: 4 }])
      expect(info.layers.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([['adm2', 'areas', 4], ['events', 'events', 6], ['people', 'table', 4]])

      const counts = join(folder, 'counts.csv')
      const measured = await atlas(['measure', project, '--areas', 'adm2', '--layer', 'events', '--kind', 'count', '--out', counts, '--json'])
      expect(measured.code, measured.err).toBe(0)
      expect(rowsOf(counts).map((row) => [row.code, row.value])).toEqual([['AA0101', '2'], ['AA0102', '0'], ['AA0103', '2'], ['AA0104', '0']])

      const out = join(folder, 'profile.csv')
      const profiled = await atlas(['profile', project, '--framework', join(folder, 'tiny.json'), '--areas', 'adm2', '--out', out, '--json'])
      expect(profiled.code, profiled.err).toBe(0)
      expect(profiled.json()).toMatchObject({ run: 1, areas: 4, missing: 0 })
      expect(readFileSync(out, 'utf8').split('\n')[0]).toBe('code,name,rank,class,index,coverage,events,deaths,raw:events,raw:deaths')
      expect(rowsOf(out).map((row) => [row.code, row.rank, row.index, row.coverage, row['raw:deaths']])).toEqual([
        ['AA0101', '2', '7.5', '1', '5'], ['AA0102', '3', '0', '1', '0'], ['AA0103', '1', '10', '0.5', ''], ['AA0104', '3', '0', '1', '0'],
      ])

      const replay = (await atlas(['replay', project, '--run', 'latest', '--json'])).json()
      expect(replay).toEqual({ maxAbsDifference: 0, changed: [] })
      const explained = (await atlas(['explain', project, '--run', 'latest', '--area', 'AA0101', '--json'])).json() as { index: number; contributions: { adds: number }[] }
      expect(explained.contributions.reduce((sum, one) => sum + one.adds, 0)).toBeCloseTo(explained.index, 12)
      expect((await atlas(['check', project, '--json'])).json()).toEqual({ ok: true, problems: [] })
    })
  })

  it('says what to mend in one line with exit code 2 and leaves the project to the byte', async () => {
    await inFolder(async (folder) => {
      const project = await makeProject(folder)
      const hash = () => createHash('sha256').update(readFileSync(project)).digest('hex')
      const before = hash()
      const bad: [string[], RegExp][] = [
        [['measure', project, '--areas', 'nowhere', '--layer', 'events', '--kind', 'count'], /^error: UNKNOWN_AREAS: .*adm2/],
        [['measure', project, '--areas', 'adm2', '--layer', 'nothing', '--kind', 'count'], /^error: UNKNOWN_LAYER: .*events/],
        [['measure', project, '--areas', 'adm2', '--layer', 'events', '--kind', 'sum', '--field', 'nobody'], /^error: UNKNOWN_FIELD: .*fatalities/],
        [['measure', project, '--areas', 'adm2', '--layer', 'events', '--kind', 'count', '--where', 'fatalities >'], /^error: WHERE_SYNTAX: /],
        [['measure', project, '--areas', 'adm2', '--layer', 'events', '--kind', 'guess'], /^error: USAGE: .*count/],
        [['export', project, 'events', join(folder, 'x.doc')], /^error: FORMAT_UNSUPPORTED: .*\.csv/],
        [['replay', project, '--run', '7'], /^error: UNKNOWN_RUN: /],
        [['import', project, join(folder, 'missing.csv')], /^error: FILE_NOT_FOUND: /],
        [['info', join(folder, 'events.csv')], /^error: NOT_A_PROJECT: /],
        [['fly', project], /^error: USAGE: .*import/],
      ]
      for (const [words, line] of bad) {
        const ran = await atlas(words)
        expect(ran.err.trimEnd()).toMatch(line)
        expect([ran.code, ran.out, ran.err.trimEnd().split('\n').length]).toEqual([2, '', 1])
      }
      expect(hash()).toBe(before)
    })
  })

  it('answers the first result for the same file again, refuses a taken name and replaces when asked', async () => {
    await inFolder(async (folder) => {
      const project = await makeProject(folder)
      const again = (await atlas(['import', project, join(folder, 'events.csv'), '--json'])).json() as { layer: string; read: number; imported: number; notes: { code: string }[] }
      expect([again.layer, again.read, again.imported, again.notes.some((note) => note.code === 'ALREADY_IMPORTED')]).toEqual(['events', 6, 6, true])
      writeFileSync(join(folder, 'other.csv'), events.replace('1,2020', '9,2020'))
      const taken = await atlas(['import', project, join(folder, 'other.csv'), '--name', 'events', '--json'])
      expect([taken.code, taken.err]).toEqual([2, expect.stringMatching(/^error: NAME_TAKEN: /m)])
      const replaced = await atlas(['import', project, join(folder, 'other.csv'), '--name', 'events', '--replace', '--json'])
      expect(replaced.code, replaced.err).toBe(0)
      const info = (await atlas(['info', project, '--json'])).json() as { layers: { name: string }[] }
      expect(info.layers.map((layer) => layer.name).toSorted()).toEqual(['adm2', 'events', 'people'])
      expect((await atlas(['check', project, '--json'])).json()).toEqual({ ok: true, problems: [] })
    })
  })

  it('exports what it imported: the same values by CSV and the same outlines by GeoJSON and GeoPackage', async () => {
    await inFolder(async (folder) => {
      const project = await makeProject(folder)
      for (const ending of ['csv', 'geojson', 'gpkg']) {
        const ran = await atlas(['export', project, 'events', join(folder, `out.${ending}`), '--json'])
        expect(ran.code, ran.err).toBe(0)
      }
      expect(rowsOf(join(folder, 'out.csv')).map((row) => [row.event_id, row.fatalities, row.event_date])).toEqual([['1', '3', '2020-01-05'], ['2', '2', '2021-02-06'], ['3', '0', '2021-03-07'], ['4', '7', '2022-04-08'], ['5', '1', '2022-05-09'], ['6', '4', '2022-06-10']])
      const geojson = JSON.parse(readFileSync(join(folder, 'out.geojson'), 'utf8')) as { features: { geometry: unknown }[] }
      expect(geojson.features.map((one) => one.geometry)).toEqual([{ type: 'Point', coordinates: [0.5, 0.5] }, { type: 'Point', coordinates: [1, 0.5] }, { type: 'Point', coordinates: [2.5, 0.25] }, { type: 'Point', coordinates: [2.75, 0.75] }, null, { type: 'Point', coordinates: [9.5, 5.5] }])
      const second = join(folder, 'second.gpkg')
      await atlas(['new', second, '--title', 'Second'])
      const back = await atlas(['import', second, join(folder, 'out.gpkg'), '--json'])
      expect(back.code, back.err).toBe(0)
      expect(back.json()).toMatchObject({ read: 6, imported: 6, rejected: 0 })
    })
  })

  it('gives the same profile in another time zone and language', async () => {
    await inFolder(async (folder) => {
      const project = await makeProject(folder)
      const made: string[] = []
      for (const environment of [{ TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' }, { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' }]) {
        const out = join(folder, `p${made.length}.csv`)
        const ran = await atlas(['profile', project, '--framework', join(folder, 'tiny.json'), '--areas', 'adm2', '--out', out], environment)
        expect(ran.code, ran.err).toBe(0)
        made.push(readFileSync(out, 'utf8'))
      }
      expect(made[0]).toBe(made[1])
    })
  })
})
