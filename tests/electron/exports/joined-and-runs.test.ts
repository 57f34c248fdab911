import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { atlas, inFolder } from '../cli/atlas.ts'
import { exportRun } from '../../../electron/core/exports/run-file.ts'
import { getRunTable, listRuns } from '../../../electron/core/sql/runs.ts'
import { runFormat, type RunFormat } from '../../../shared/model/export.ts'
import { updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { hasGdal, python3 } from '../sql/gdal.ts'
import { imported } from '../import/imported.ts'

const framework = { id: 'f', version: 1, title: { en: 'F' }, root: { id: 'index', title: { en: 'Index' }, children: [{ id: 'people', title: { en: 'People' }, measure: { kind: 'column', layer: 'areas', field: 'people' }, normalise: { method: 'minmax' } }, { id: 'sick', title: { en: 'Sick' }, measure: { kind: 'column', layer: 'health', field: 'sick' }, normalise: { method: 'minmax' } }] } }
const areas = (count: number) => JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: count }, (_, i) => ({ type: 'Feature', properties: { adm1_pcode: `XX0${i}`, adm1_name: `Área ${i}`, people: i * 10 }, geometry: { type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]] } })) })
const points = `what,lat,lon\n${Array.from({ length: 14 }, () => 'clinic,0.5,0.5').join('\n')}\nclinic,0.5,1.5\n`

/** The newest run of a project as a file, without a process of its own. */
async function latestRun(path: string, format: RunFormat, folder: string) {
  const opened = openProject(path, { readOnly: true })
  try { return await exportRun(opened.db, getRunTable(opened.db, listRuns(opened.db)[0]!.id), format, folder) } finally { opened.release() }
}

describe('the command line', { timeout: 400_000 }, () => {
  it('joins tables to areas, exports runs in every format, holds sensitive data back and purges', async () => {
    await inFolder(async (folder) => {
      const file = (name: string) => join(folder, name)
      const run = async (...words: string[]) => { const ran = await atlas(words); expect(ran.err).not.toMatch(/^error/m); expect(ran.code).toBe(0); return ran.json() as Record<string, unknown> }
      const refused = async (...words: string[]) => { const ran = await atlas(words); return [ran.code, /^error: (\w+)/m.exec(ran.err)?.[1]] }
      const p = file('p.gpkg')
      writeFileSync(file('areas.geojson'), areas(4))
      writeFileSync(file('health.csv'), 'adm1_pcode,sick,note\nXX00,7,"=1+1"\nXX01,9,\nXX02,11,"ж"\n')
      writeFileSync(file('works.csv'), 'adm1_pcode,org,beneficiaries reached\nXX00,A,5\nXX00,B,6\nXX01,A,1\nZZ99,C,1\n')
      writeFileSync(file('clinics.csv'), points)
      writeFileSync(file('f.json'), JSON.stringify(framework))
      await atlas(['new', p, '--title', 'P'])
      for (const name of ['areas.geojson', 'health.csv', 'works.csv', 'clinics.csv']) await run('import', p, file(name), '--json')

      const joined = await run('export', p, 'areas', file('joined.csv'), '--with', 'health,works', '--columns', 'area_code,sick,note,works (records),beneficiaries reached (sum)', '--json')
      expect(readFileSync(file('joined.csv'), 'utf8').split('\n').map((line) => line.replace(/,"?(MULTI)?POLYGON.*/, ''))).toEqual(['area_code,sick,note,works (records),beneficiaries reached (sum),wkt', "XX00,7,'=1+1,2,11", 'XX01,9,,1,1', 'XX02,11,ж,,', 'XX03,,,,', ''])
      expect((joined.notes as { code: string; count: number }[]).map((note) => [note.code, note.count])).toEqual([['JOIN_ROWS_APART', 1], ['JOIN_SUMMED', 1]])
      await run('export', p, 'areas', file('joined.gpkg'), '--with', 'health', '--describe', '--json')
      const back = await imported(file('joined.gpkg'))
      expect(back.plan.fields.map((field) => field.name)).toEqual(['area_code', 'area_name', 'parent_code', 'adm1_pcode', 'adm1_name', 'people', 'sick', 'note'])
      expect(readFileSync(file('joined.gpkg.txt'), 'utf8')).toMatch(/^layer: areas\nproject: P\nmade for: internal \(the team only\)\n/)

      await run('profile', p, '--framework', file('f.json'), '--areas', 'areas', '--json')
      for (const ending of runFormat.options) {
        const made = await latestRun(p, ending, folder)
        expect([ending, made.rows]).toEqual([ending, 4])
        if (ending === 'json') continue
        const again = await imported(made.path, ending === 'xlsx' ? { sublayer: 'scores', as: 'table' } : { as: ['csv', 'parquet'].includes(ending) ? 'table' : 'features' })
        const at = again.plan.fields.findIndex((field) => field.name === 'people')
        expect([ending, again.rows.map((row) => Number(row.values[at])).toSorted((a, b) => a - b)]).toEqual([ending, [0, 3.333333333333333, 6.666666666666666, 10]])
      }

      const one = await run('export', p, 'clinics', file('clinics.xlsx'), '--audience', 'partner', '--json')
      expect(one.rows).toBe(15)
      const opened = openProject(p)
      for (const layer of listLayers(opened.db)) if (layer.name === 'clinics' || layer.name === 'health') updateLayer(opened.db, layer.id, { source: { sensitivity: 'severe' } })
      opened.release()
      expect(await refused('export', p, 'clinics', file('no.csv'), '--audience', 'partner')).toEqual([2, 'TOO_SENSITIVE'])
      expect(await refused('export', p, 'areas', file('no.csv'), '--with', 'health', '--audience', 'public'), 'what is joined counts').toEqual([2, 'TOO_SENSITIVE'])
      expect(await refused('export', p, 'run:latest', file('no.csv'), '--audience', 'public'), 'what went into a run counts').toEqual([2, 'TOO_SENSITIVE'])
      await run('export', p, 'clinics', file('counts.csv'), '--audience', 'partner', '--count-by', 'areas', '--columns', 'code,records', '--json')
      expect(readFileSync(file('counts.csv'), 'utf8').split('\n').map((line) => line.replace(/,"?(MULTI)?POLYGON.*/, ''))).toEqual(['code,records,wkt', 'XX00,15', 'XX01,', 'XX02,0', 'XX03,0', ''])
      await run('export', p, 'run:latest', file('partner.csv'), '--audience', 'partner', '--json')
      expect(readFileSync(file('partner.csv'), 'utf8').split('\n')[0]).toBe('code,name,rank,class,index,coverage,people,raw:people')
      expect(await run('export', p, 'clinics', file('no.csv'), '--audience', 'public', '--plan', '--json')).toMatchObject({ treatment: 'refused', refused: { code: 'TOO_SENSITIVE' } })

      expect(await run('purge', p, '--json')).toEqual({ removed: [] })
      expect(await refused('purge', p, '--layer', 'nothing', '--yes')).toEqual([2, 'UNKNOWN_LAYER'])
      expect(readFileSync(p).includes('clinics.csv')).toBe(true)
      const statement = await run('purge', p, '--layer', 'clinics', '--yes', '--json')
      expect(statement).toMatchObject({ project: 'p.gpkg', layers: [{ name: 'clinics', rows: 15 }], runsKept: 0 })
      expect(readFileSync(p).includes('clinic')).toBe(false)
      expect(await run('check', p, '--json')).toEqual({ ok: true, problems: [] })
    })
  })

  it.skipIf(!hasGdal)('a run and joined areas are the same to GDAL, with style and source', async () => {
    await inFolder(async (folder) => {
      const file = (name: string) => join(folder, name)
      writeFileSync(file('areas.geojson'), areas(3))
      writeFileSync(file('f.json'), JSON.stringify({ ...framework, root: { ...framework.root, children: framework.root.children.slice(0, 1) } }))
      await atlas(['new', file('p.gpkg'), '--title', 'P'])
      await atlas(['import', file('p.gpkg'), file('areas.geojson')])
      await atlas(['profile', file('p.gpkg'), '--framework', file('f.json'), '--areas', 'areas'])
      let zipped = ''
      for (const ending of ['gpkg', 'fgb', 'kml', 'shp.zip', 'geojson'] as const) {
        const made = await latestRun(file('p.gpkg'), ending, folder)
        const path = ending === 'shp.zip' ? `/vsizip/${zipped = made.path}` : made.path
        const said = python3("import sys\nfrom osgeo import ogr\nd = ogr.Open(sys.argv[1])\nl = d.GetLayer(0)\nprint(l.GetFeatureCount(), [round(v, 6) for v in l.GetExtent()], sorted(float(f['people']) for f in l))", path)
        expect([ending, said]).toEqual([ending, { code: 0, said: '3 [0.0, 3.0, 0.0, 1.0] [0.0, 5.0, 10.0]' }])
      }
      const entries = Object.keys(unzipSync(readFileSync(zipped)))
      expect(entries.filter((name) => !/\.(shp|shx|dbf|prj|cpg)$/.test(name)).map((name) => name.replace(/^.*\./, '.'))).toEqual(['.qml', '.txt', '.txt'])
    })
  })
})
