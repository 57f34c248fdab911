import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Input } from '../../../shared/contract/contract.ts'
import type { MultiPolygon, Polygon } from 'geojson'
import { atlas, inFolder } from '../cli/atlas.ts'
import { withCore, type Opened } from '../joins/made.ts'

type Ring = [x: number, y: number, w: number, h: number]
const box = ([x, y, w, h]: Ring): number[][][] => [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]
const areasJson = (list: [code: string, name: string, ...boxes: Ring[]][]): string => JSON.stringify({ type: 'FeatureCollection', features: list.map(([code, name, ...boxes]) => ({
  type: 'Feature', properties: { adm1_pcode: code, adm1_name: name }, geometry: (boxes.length === 1 ? { type: 'Polygon', coordinates: box(boxes[0]!) } : { type: 'MultiPolygon', coordinates: boxes.map(box) }) satisfies Polygon | MultiPolygon,
})) })
const old = areasJson([['XA01', 'North', [0, 2, 4, 1]], ['XA02', 'West', [0, 1, 1, 1]], ['XA03', 'East', [1, 1, 3, 1]], ['XA04', 'South', [0, 0, 4, 1]], ['XA05', 'Isle', [8, 0, 1, 1]]])
const now = areasJson([['XA11', 'North West', [0, 2, 2, 1]], ['XA12', 'North East', [2, 2, 2, 1]], ['XA13', 'Middle', [0, 1, 4, 1]], ['XA04', 'South', [0, 0, 4, 1]], ['XA99', 'Port', [20, 0, 1, 1]]])
const survey = ['pcode,people,rate,kind', 'XA01,1000,10,farming', 'XA02,300,20,fishing', 'XA03,,40,farming', 'XA04,50,7.5,herding', 'XA05,7,5,fishing', 'XX,9,,'].join('\n')

async function made(opened: Opened): Promise<{ layer: number; from: number; to: number }> {
  await opened.bring(opened.write('old.geojson', old), { name: 'old' })
  await opened.bring(opened.write('new.geojson', now), { name: 'new' })
  const layer = await opened.bring(opened.write('survey.csv', survey), { name: 'survey', as: 'table' })
  const sets = await opened.call('areaSets.list', {})
  return { layer, from: sets.find((one) => one.name === 'old')!.id, to: sets.find((one) => one.name === 'new')!.id }
}
const rowsOf = async (opened: Opened, id: number) => { const page = await opened.call('layers.rows', { id, offset: 0, limit: 500 }); return page.rows.map((row) => Object.fromEntries(page.fields.map((field, i) => [field.name, row.values[i]]))) }
/** Whole degrees on the ellipsoid: cut borders bend anew, by some 1e-5 of an area. */
const near = (value: number) => expect.closeTo(value, 2)

describe('moving a layer to another edition', () => {
  it('a preview tells what became of areas and how columns would move, and changes nothing', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const before = await opened.call('project.status', {})
      const preview = await opened.call('editions.preview', { layer: ids.layer, to: ids.to, weights: { by: 'area' } })
      expect(preview).toMatchObject({ layer: 'survey', name: 'survey (new)', rows: 6, rowsPlaced: 5, crosswalk: { from: { name: 'old' }, by: 'area', unit: 'km2', tolerance: 0.01, counts: { same: 1, split: 1, merged: 2, gone: 1, new: 1, renamed: 0, recoded: 0, shift: 0 } } })
      expect(preview.columns.map(({ name, rule }) => [name, rule])).toEqual([['pcode', 'leave'], ['people', 'sum'], ['rate', 'mean'], ['kind', 'category']])
      expect(preview.crosswalk.changes.at(-1)).toMatchObject({ class: 'new', code: 'XA99', parts: [], outside: 1 })
      expect(await opened.call('project.status', {})).toEqual(before)
    })
  })

  it('counts keep their sum with what found no place, missing stays missing, and one undo takes it all back', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const { layerId, report } = await opened.call('editions.move', { ...ids, weights: { by: 'area' } })
      expect(await rowsOf(opened, layerId)).toEqual([
        { area_code: 'XA04', area_name: 'South', people: 50, 'people (coverage)': 1, rate: 7.5, kind: 'herding', 'kind (share)': 1 },
        { area_code: 'XA11', area_name: 'North West', people: near(500), 'people (coverage)': 1, rate: 10, kind: 'farming', 'kind (share)': 1 },
        { area_code: 'XA12', area_name: 'North East', people: near(500), 'people (coverage)': 1, rate: 10, kind: 'farming', 'kind (share)': 1 },
        { area_code: 'XA13', area_name: 'Middle', people: 300, 'people (coverage)': near(0.25), rate: near(35), kind: 'farming', 'kind (share)': near(0.75) },
        { area_code: 'XA99', area_name: 'Port', people: null, 'people (coverage)': 0, rate: null, kind: null, 'kind (share)': 0 },
      ])
      const people = report.columns.find((one) => one.name === 'people')!
      expect(people).toMatchObject({ before: 1366, unplaced: 16, values: 4, partial: 1, missing: 1 })
      expect(people.before! - people.after! - people.unplaced!).toBeCloseTo(0, 9)
      expect(report).toMatchObject({ areas: { withData: 5, exactly: 3, byWeights: 1, unplaced: 1 }, targets: { exactly: 2, byWeights: 2, withoutData: 1 }, rows: { before: 6, after: 5, withoutArea: 1 }, withoutData: [{ code: 'XA99', name: 'Port' }] })
      expect(report.unplaced).toEqual([{ code: null, name: '', rows: 1, share: 1, values: [9] }, { code: 'XA05', name: 'Isle', rows: 1, share: 1, values: [7] }])
      const layer = (await opened.call('layers.list', {})).find((one) => one.id === layerId)!
      expect(layer).toMatchObject({ name: 'survey (new)', kind: 'table', codeField: 'area_code', source: { file: 'survey.csv', format: 'Edition', method: 'Made from "survey": moved from "old" to "new" by surface; parts below 1 % of both areas ignored.' } })
      expect(layer.notes.map((note) => note.code)).toEqual(['EDITION_ROWS_WITHOUT_AREA', 'EDITION_UNPLACED', 'EDITION_PARTIAL'])
      expect(await opened.call('editions.report', { layer: layerId })).toEqual(report)
      expect(await opened.call('joins.get', { layer: layerId, areaSet: ids.to })).toMatchObject({ rowsMatched: 5, areasWithout: 0 })
      expect(await opened.call('project.status', {})).toMatchObject({ undo: 'edition.move' })
      expect(await opened.call('project.check', {})).toEqual({ ok: true, problems: [] })
      await opened.call('changes.undo', {})
      expect((await opened.call('layers.list', {})).map((one) => one.name)).toEqual(['old', 'new', 'survey'])
      await opened.call('changes.redo', {})
      expect(await opened.call('editions.report', { layer: layerId })).toEqual(report)
    })
  })

  it('the same move again is the first result; another rule is another layer; a taken name is refused', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const move = (more: Partial<Input<'editions.move'>> = {}) => opened.call('editions.move', { ...ids, weights: { by: 'area' }, ...more })
      const first = await move()
      const again = await move()
      expect([again.layerId, again.report.notes[0]!.code]).toEqual([first.layerId, 'ALREADY_MOVED'])
      await expect(move({ columns: [{ name: 'rate', rule: 'unchanged' }] })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
      const replaced = await move({ columns: [{ name: 'rate', rule: 'unchanged' }], replace: true })
      expect((await rowsOf(opened, replaced.layerId)).map((row) => row.rate)).toEqual([7.5, null, null, null, null])
      expect((await opened.call('layers.list', {})).map((one) => one.name).toSorted()).toEqual(['new', 'old', 'survey', 'survey (new)'])
      await opened.call('changes.undo', {})
      expect((await rowsOf(opened, (await opened.call('layers.list', {})).find((one) => one.name === 'survey (new)')!.id)).map((row) => row.rate)).toEqual([7.5, 10, 10, near(35), null])
      await expect(move({ name: 'old', replace: true })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    })
  })

  it('people at points, in polygons and in rasters weigh the parts', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const points = await opened.bring(opened.write('people.csv', ['lon,lat,population', '0.5,2.5,900', '3.5,2.5,100', '0.5,1.5,10', '2.5,1.5,30'].join('\n')), { name: 'people' })
      const blocks = await opened.bring(opened.write('blocks.geojson', JSON.stringify({ type: 'FeatureCollection', features: ([[[0, 2, 1, 1], 600], [[3, 2, 1, 1], 200], [[0, 1, 4, 1], 40]] as [Ring, number][]).map(([one, population]) => ({ type: 'Feature', properties: { population }, geometry: { type: 'Polygon', coordinates: box(one) } })) })), { name: 'blocks', as: 'features' })
      const cells = [[900, 0, 0, 100], [10, 0, 30, 0], [1, 1, 1, 1]]
      const raster = await opened.bring(opened.write('grid.asc', ['ncols 4', 'nrows 3', 'xllcorner 0', 'yllcorner 0', 'cellsize 1', 'NODATA_value -9999', ...cells.map((row) => row.join(' '))].join('\n')), { name: 'grid' }).catch(() => null)
      const north = async (weights: Input<'editions.move'>['weights']) => (await opened.call('editions.preview', { ...ids, weights })).crosswalk
      const shares = (found: Awaited<ReturnType<typeof north>>) => found.changes.find((change) => change.code === 'XA01')!.parts.map((part) => part.ofFrom)
      expect(shares(await north({ by: 'population', layer: points }))).toEqual([0.9, 0.1])
      expect(shares(await north({ by: 'population', layer: blocks }))).toEqual([near(0.75), near(0.25)])
      if (raster !== null) expect(shares(await north({ by: 'population', layer: raster }))).toEqual([near(0.9), near(0.1)])
      const merged = (await north({ by: 'population', layer: points })).changes.filter((change) => change.class === 'merged')
      expect(merged.map((change) => [change.code, change.parts[0]!.ofTo])).toEqual([['XA02', 0.25], ['XA03', 0.75]])
      await expect(north({ by: 'population', layer: ids.layer })).rejects.toMatchObject({ code: 'NOT_PEOPLE' })
    })
  })

  it('an area set moves as a map; a keyed table keeps its years apart; layers with places are refused', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const set = (await opened.call('layers.list', {})).find((one) => one.name === 'old')!
      const moved = await opened.call('editions.move', { layer: set.id, to: ids.to, weights: { by: 'area' }, columns: [{ name: 'adm1_name', rule: 'category' }] })
      const layer = (await opened.call('layers.list', {})).find((one) => one.id === moved.layerId)!
      expect([moved.kind, layer.geometry, layer.rows, layer.bbox]).toEqual(['features', 'polygon', 5, [0, 0, 21, 3]])
      const years = await opened.bring(opened.write('years.csv', ['pcode,year,cases', 'XA01,2020,10', 'XA01,2021,20', 'XA02,2021,3'].join('\n')), { name: 'years', as: 'table' })
      const keyed = await opened.call('editions.move', { layer: years, from: ids.from, to: ids.to, weights: { by: 'area' } })
      expect((await rowsOf(opened, keyed.layerId)).map((row) => [row.area_code, row.year, row.cases])).toEqual([['XA11', 2020, near(5)], ['XA12', 2020, near(5)], ['XA11', 2021, near(10)], ['XA12', 2021, near(10)], ['XA13', 2021, near(3)]])
      const events = await opened.bring(opened.write('events.csv', 'lon,lat,date\n1,1,2020-01-01'), { name: 'events' })
      await expect(opened.call('editions.preview', { layer: events, to: ids.to, weights: { by: 'area' } })).rejects.toMatchObject({ code: 'EDITION_NEEDS_TABLE' })
    })
  })

  it('without outlines areas are followed by codes and names, or by a list of changes', async () => {
    await withCore(async (opened) => {
      await opened.bring(opened.write('a.csv', 'pcode,name\nA1,Alpha\nA2,Beta\nA3,Gamma'), { name: 'a', as: 'areas', level: 1 })
      await opened.bring(opened.write('b.csv', 'pcode,name\nA1,Alpha\nB2,Béta\nB3,Gamma North\nB4,Gamma South'), { name: 'b', as: 'areas', level: 1 })
      const layer = await opened.bring(opened.write('t.csv', 'pcode,cases,rate\nA1,5,1\nA2,6,2\nA3,8,3'), { name: 't', as: 'table' })
      const sets = await opened.call('areaSets.list', {})
      const ids = { layer, from: sets.find((one) => one.name === 'a')!.id, to: sets.find((one) => one.name === 'b')!.id }
      const byCodes = await opened.call('editions.preview', { ...ids, weights: { by: 'area' } })
      expect(byCodes.crosswalk).toMatchObject({ by: 'codes', counts: { same: 1, recoded: 1, gone: 1, new: 2 } })
      expect(byCodes.crosswalk.notes.map((note) => note.code)).toContain('EDITION_BY_CODES')
      const list = await opened.bring(opened.write('list.csv', 'old_code,new_code,weight\nA3,B3,25\nA3,B4,75\nA2,B2,100'), { name: 'list', as: 'table' })
      const { layerId, report } = await opened.call('editions.move', { ...ids, weights: { by: 'table', layer: list } })
      expect((await rowsOf(opened, layerId)).map((row) => [row.cases, row.rate])).toEqual([[5, 1], [6, 2], [2, 3], [6, 3]])
      expect(report.crosswalk).toMatchObject({ by: 'list', weights: 'list', counts: { same: 1, recoded: 1, split: 1 } })
    })
  })

  it('a row that stands for several areas shares its counts out, by their size, and repeats its rates', async () => {
    await withCore(async (opened) => {
      const ids = await made(opened)
      const layer = await opened.bring(opened.write('regions.csv', 'region,people,rate\nCoast,400,12\nHills,100,3'), { name: 'regions', as: 'table' })
      await opened.call('joins.apply', { layer, areaSet: ids.from, field: 'region', pairs: [{ entry: 'Coast', within: null, areas: ['XA02', 'XA03'] }, { entry: 'Hills', within: null, areas: ['XA04'] }] })
      const { layerId, report } = await opened.call('editions.move', { layer, from: ids.from, to: ids.to, weights: { by: 'area' }, columns: [{ name: 'region', rule: 'leave' }] })
      expect((await rowsOf(opened, layerId)).map((row) => [row.area_code, row.people, row.rate])).toEqual([['XA04', 100, 3], ['XA11', null, null], ['XA12', null, null], ['XA13', near(400), 12], ['XA99', null, null]])
      expect(report.columns[0]).toMatchObject({ name: 'people', before: near(500), after: near(500), unplaced: 0 })
      expect(report.notes.map((note) => note.code)).toEqual(['JOIN_REVIEWED', 'EDITION_ROWS_SHARED'])
    })
  })

  it('the command line moves with the same result and writes the report; what cannot be done says why', async () => {
    await inFolder(async (folder) => {
      const project = join(folder, 'P.gpkg'), put = (name: string, text: string): string => { writeFileSync(join(folder, name), text); return join(folder, name) }
      await atlas(['new', project, '--title', 'T'])
      for (const [name, text] of [['old', old], ['new', now]] as const) await atlas(['import', project, put(`${name}.geojson`, text), '--name', name, '--json'])
      await atlas(['import', project, put('survey.csv', survey), '--name', 'survey', '--as', 'table', '--json'])
      const out = join(folder, 'report.csv')
      const list = put('list.csv', 'old_code;new_code;weight\nXA01;XA11;0,25\nXA01;XA12;0,75')
      const done = await atlas(['move', project, 'survey', '--from', 'old', '--to', 'new', '--columns', 'people:sum,rate:mean:people,kind:leave', '--name', 'moved', '--out', out, '--json'])
      expect(done.code).toBe(0)
      expect(done.json()).toMatchObject({ layer: 'moved', kind: 'table', rows: 5, report: { rows: { before: 6, withoutArea: 1 }, columns: [{ name: 'people', before: 1366, unplaced: 16 }, { name: 'rate', weight: 'people' }] } })
      const report = readFileSync(out, 'utf8')
      expect(report.split('\r\n')[0]).toBe('\ufeffkind,class,from_code,from_name,to_code,to_name,share_of_from,share_of_to,amount,unit,column,value')
      expect(report).toContain('\r\nunplaced,,XA05,Isle,,,1,,,,people,7\r\n')
      expect(report).toContain('\r\nbefore,sum,,,,,,,,,people,1366\r\n')
      const listed = await atlas(['move', project, 'survey', '--from', 'old', '--to', 'new', '--weights', `table:${list}`, '--preview', '--json'])
      expect(listed.json()).toMatchObject({ crosswalk: { by: 'list', counts: { split: 1, same: 1, gone: 3 } } })
      for (const [words, code] of [[['--to', 'nowhere'], 'UNKNOWN_AREAS'], [[], 'USAGE'], [['--to', 'new', '--weights', 'magic'], 'USAGE'], [['--to', 'new', '--columns', 'people:add'], 'USAGE'], [['--to', 'new', '--columns', 'nobody:sum'], 'NO_SUCH_FIELD'], [['--to', 'new', '--columns', 'kind:sum'], 'EDITION_NOT_NUMBERS'], [['--to', 'new', '--name', 'survey'], 'NAME_TAKEN']] as const) {
        const failed = await atlas(['move', project, 'survey', '--from', 'old', ...words, '--json'])
        expect([failed.code, failed.out, failed.err.split('\n').find((line) => line.startsWith('error:'))?.split(':')[1]?.trim()]).toEqual([2, '', code])
      }
    })
  })
})
