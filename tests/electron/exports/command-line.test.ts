import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { atlas, inFolder } from '../cli/atlas.ts'
import { imported } from '../import/imported.ts'

const framework = { id: 'f', version: 1, title: { en: 'F' }, root: { id: 'index', title: { en: 'Index' }, children: [{ id: 'people', title: { en: 'People' }, measure: { kind: 'column', layer: 'areas', field: 'people' }, normalise: { method: 'minmax' } }, { id: 'size', title: { en: 'Size' }, measure: { kind: 'area', layer: 'areas' }, normalise: { method: 'minmax' } }] } }
const areas = (count: number) => JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: count }, (_, i) => ({ type: 'Feature', properties: { adm1_pcode: `XX0${i}`, adm1_name: `Area ${i}`, people: i * 10 }, geometry: { type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]] } })) })

describe('the command line', { timeout: 300_000 }, () => {
  it('exports a layer in every format, tags on request, and a run as a workbook of six sheets', async () => {
    await inFolder(async (folder) => {
      const file = (name: string) => join(folder, name)
      const run = async (words: string[]) => { const ran = await atlas(words); expect(ran.err).not.toMatch(/^error/m); expect(ran.code).toBe(0); return ran }
      writeFileSync(file('areas.geojson'), areas(5))
      writeFileSync(file('needs.csv'), 'Area,People\n#adm1+code,#affected\nXX00,7\nXX01,9\n')
      writeFileSync(file('f.json'), JSON.stringify(framework))
      await run(['new', file('p.gpkg'), '--title', 'P'])
      await run(['import', file('p.gpkg'), file('areas.geojson'), '--json'])
      await run(['import', file('p.gpkg'), file('needs.csv'), '--json'])
      for (const ending of ['csv', 'geojson', 'geojsonl', 'gpkg', 'xlsx', 'shp.zip', 'kml', 'fgb', 'parquet']) {
        await run(['export', file('p.gpkg'), 'areas', file(`out.${ending}`)])
        const back = await imported(file(`out.${ending}`), ending === 'xlsx' ? { sublayer: 'areas' } : {})
        expect([ending, back.plan.kind, back.summary.imported]).toEqual([ending, 'areas', 5])
      }
      await run(['export', file('p.gpkg'), 'needs', file('tagged.csv'), '--hxl'])
      expect(readFileSync(file('tagged.csv'), 'utf8')).toBe('Area,People\n#adm1+code,#affected\nXX00,7\nXX01,9\n')
      await run(['export', file('p.gpkg'), 'areas', file('meant.csv'), '--hxl'])
      expect(readFileSync(file('meant.csv'), 'utf8').split('\n')[1]).toBe('#adm1+code,#adm1+name,#country+code,,,,')
      writeFileSync(file('plain.csv'), 'thing,weight\nstone,7\n')
      await run(['import', file('p.gpkg'), file('plain.csv'), '--as', 'table', '--json'])
      const refused = await atlas(['export', file('p.gpkg'), 'plain', file('untagged.csv'), '--hxl'])
      expect([refused.code, refused.err.trim().split(':')[1]]).toEqual([2, ' NO_HXL_TAGS'])
      const table = await atlas(['export', file('p.gpkg'), 'needs', file('needs.fgb')])
      expect([table.code, table.err.trim().split(':')[1]]).toEqual([2, ' NO_GEOMETRY'])
      await run(['profile', file('p.gpkg'), '--framework', file('f.json'), '--areas', 'areas', '--out', file('run.xlsx'), '--json'])
      await run(['export', file('p.gpkg'), 'run:latest', file('again.xlsx')])
      expect(readFileSync(file('again.xlsx'))).toEqual(readFileSync(file('run.xlsx')))
      const workbook = Buffer.from(unzipSync(readFileSync(file('run.xlsx')))['xl/workbook.xml']!).toString('utf8')
      expect([...workbook.matchAll(/sheet name="([^"]*)"/g)].map((found) => found[1])).toEqual(['scores', 'raw values', 'bounds', 'framework', 'sources', 'run'])
      const raw = await imported(file('run.xlsx'), { sublayer: 'raw values', as: 'table' })
      expect(raw.rows.map((row) => row.values[raw.plan.fields.findIndex((field) => field.name === 'raw:people')])).toEqual([0, 10, 20, 30, 40])
    })
  })
})
