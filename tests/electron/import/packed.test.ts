import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packFile } from '../../../electron/core/import/pack-file.ts'
import { importFile } from '../../../electron/core/import/pipeline.ts'
import type { ImportPlan } from '../../../electron/core/import/ready.ts'
import { contentHash } from '../../../electron/core/sql/content-hash.ts'
import type { Db } from '../../../electron/core/sql/database.ts'
import { beginLayer, cancelInSteps, cancelLayer, finishLayer, insertRows } from '../../../electron/core/sql/importing.ts'
import { getLayerRow } from '../../../electron/core/sql/layers.ts'
import { createProject } from '../../../electron/core/sql/open.ts'
import { insertPacked, settlePacked, widenPacked } from '../../../electron/core/sql/packed-import.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { withFile } from './imported.ts'

interface Outcome { restarts: number; plan: ImportPlan; counts: unknown; layer: Record<string, unknown>; rows: unknown[]; hashHolds: boolean; tree: unknown; problems: unknown[] }

async function inProject<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-packed-'))
  const project = createProject(join(folder, 'p.gpkg'), { title: 'Test' })
  try { return await work(project.db) } finally { project.release(); rmSync(folder, { recursive: true, force: true }) }
}

/** Imports as the services do: packed rows, read once. */
function packedImport(path: string, options: ImportOptions = {}, guessRows = 2000): Promise<Outcome> {
  return inProject(async (db) => {
    let [layer, restarts] = [0, 0]
    let plan: ImportPlan | null = null
    for await (const message of packFile({ path, name: basename(path) }, options, new AbortController().signal, { bytes: 0, rows: guessRows })) {
      if ('plan' in message) { plan = message.plan; layer = beginLayer(db, plan) }
      else if ('settled' in message) plan = message.settled
      else if ('packed' in message) insertPacked(db, layer, structuredClone(message.packed))
      else if ('widen' in message) widenPacked(db, layer)
      else if ('restart' in message) { cancelLayer(db, layer); restarts++ }
      else if ('summary' in message) {
        const steps = [...settlePacked(db, layer, message.tally)]
        expect(steps.every(({ done, total }, i) => done <= total && (i === 0 || done >= steps[i - 1]!.done))).toBe(true)
        finishLayer(db, layer, { ...message.summary, choices: plan!.choices })
        return outcome(db, layer, restarts, plan!, message.summary)
      }
    }
    throw new Error('no summary')
  })
}

/** Imports row by row, read twice: the plain way, which the other must equal. */
function plainImport(path: string, options: ImportOptions = {}): Promise<Outcome> {
  return inProject(async (db) => {
    let layer = 0
    let plan: ImportPlan | null = null
    for await (const message of importFile({ path, name: basename(path) }, options, new AbortController().signal)) {
      if ('plan' in message) { plan = message.plan; layer = beginLayer(db, plan) }
      else if ('rows' in message) insertRows(db, layer, message.rows)
      else if ('summary' in message) {
        const { sha256: _, ...counts } = message.summary
        finishLayer(db, layer, { ...counts, choices: plan!.choices })
        return outcome(db, layer, 0, plan!, counts)
      }
    }
    throw new Error('no summary')
  })
}

function outcome(db: Db, id: number, restarts: number, plan: ImportPlan, counts: unknown): Outcome {
  const { id: _id, source: _source, position: _position, read_at: _read, stamp: _stamp, ...layer } = getLayerRow(db, id)! as unknown as Record<string, unknown>
  const spatial = layer.geometry !== 'none'
  const tree = spatial ? db.prepare(`SELECT count(*), sum(id), min(minx), max(maxx), min(miny), max(maxy), sum(maxx - minx) FROM "rtree_${layer.table_name as string}_geom"`).raw().get() : null
  return {
    restarts, plan, counts, layer, tree, hashHolds: layer.content_hash === contentHash(db, id), problems: [db.pragma('integrity_check', { simple: true }), spatial ? db.prepare('SELECT rtreecheck(?)').pluck().get(`rtree_${layer.table_name as string}_geom`) : 'ok'],
    rows: [...db.prepare(`SELECT * FROM "${layer.table_name as string}" ORDER BY fid LIMIT 200`).raw().all(), ...db.prepare('SELECT fid, wkb FROM atlas_originals ORDER BY fid').raw().all()],
  }
}

const many = 4600
const line = (i: number) => ({ id: `E${i}`, date: `2020-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`, type: ['Battles', 'Riots', '"Violence, civilians"', 'Protests'][i % 4], lat: (4 + (i % 997) / 500).toFixed(4), lon: (18 + (i % 1013) / 400).toFixed(4), deaths: String(i % 7), notes: i % 5 ? `near Préfecture ${i % 90}` : `"said ""é"", twice"` })
function events(change: (row: Record<string, string | undefined>, i: number) => void = () => {}, count = many): string {
  const rows = Array.from({ length: count }, (_, i) => { const row: Record<string, string | undefined> = line(i); change(row, i); return Object.values(row).join(',') })
  return `event_id,event_date,event_type,latitude,longitude,fatalities,notes\n${rows.join('\n')}\n`
}

const files: [what: string, restarts: number, name: string, content: () => string][] = [
  ['events whose first rows tell all', 0, 'events.csv', () => events()],
  ['a word among the numbers after the first rows', 1, 'word.csv', () => events((row, i) => { if (i === 4100) row.deaths = 'many' })],
  ['a fraction after the first rows', 1, 'fraction.csv', () => events((row, i) => { if (i === 4590) row.deaths = '2.5' })],
  ['numbers that are all missing at first', 1, 'late.csv', () => events((row, i) => { if (i < 3050) row.deaths = '' })],
  ['day or month first, told late only', 1, 'order.csv', () => events((row, i) => { row.date = i === 4500 ? '03/25/2020' : `0${(i % 9) + 1}/0${(i % 8) + 1}/2020` })],
  ['times of day from the middle on', 1, 'times.csv', () => events((row, i) => { if (i > 2100) row.date += ' 14:30:00'; if (i < 900) row.date = '' })],
  ['records without positions here and there', 0, 'gaps.csv', () => events((row, i) => { if (i % 11 === 0 || i > 4590) row.lat = '' })],
  ['two positions exchanged after the first rows', 1, 'swapped.csv', () => events((row, i) => { if (i === 4100 || i === 4200) [row.lat, row.lon] = [row.lon, row.lat] })],
  ['one position far off, one at 0, 0, one beyond the world', 0, 'far.csv', () => events((row, i) => { if (i === 3200) row.lon = '118.5'; if (i === 3400) row.lat = row.lon = '0'; if (i === 3600) row.lat = '95' })],
  ['most of the layer far from its first rows', 1, 'moved.csv', () => events((row, i) => { if (i > 2100) row.lat = String(-30 + (i % 100) / 50) })],
  ['rows too short, too long and blank', 0, 'ragged.csv', () => events((row, i) => { if (i % 1500 === 7) row.notes = 'a,b,c'; if (i % 1500 === 9) { row.id = ''; row.notes = undefined } })],
  ['words of missing values', 0, 'missing.csv', () => events((row, i) => { if (i % 800 === 1) row.deaths = 'n/a'; if (i % 1700 === 3) row.date = 'unknown' })],
  ['a table without positions', 0, 'table.csv', () => events().replace('latitude,longitude', 'one,two')],
  ['fewer rows than a guess needs', 0, 'few.csv', () => events(() => {}, 800)],
]

describe('rows packed and read once are those that are read twice and written one by one', () => {
  it.each(files)('%s (begun anew: %i)', async (_, restarts, name, content) => {
    await withFile(name, content(), async (path) => {
      const once = await packedImport(path)
      const plain = await plainImport(path)
      expect(once.restarts).toBe(restarts)
      expect(once.hashHolds).toBe(true)
      expect({ ...once, restarts: 0 }).toEqual(plain)
      expect(once.problems).toEqual(['ok', 'ok'])
    })
  })

  it('points of which one is several: the layer is widened, the rows before stay', async () => {
    const features = Array.from({ length: 3000 }, (_, i) => ({ type: 'Feature', properties: { n: i, t: i % 2 ? 'é' : null }, geometry: i === 2500 ? { type: 'MultiPoint', coordinates: [[18, 4], [19, 5]] } : i % 7 ? { type: 'Point', coordinates: [18 + i / 1000, 4] } : null }))
    await withFile('widened.geojson', JSON.stringify({ type: 'FeatureCollection', features }), async (path) => {
      const once = await packedImport(path)
      expect(once.layer).toMatchObject({ geometry: 'mixed', geometry_type: 'GEOMETRY', row_count: 3000 })
      expect(once).toEqual(await plainImport(path))
    })
  })

  it('polygons that are put right keep the shape of the source', async () => {
    const bow = (x: number) => [[[x, 0], [x + 1, 1], [x + 1, 0], [x, 1], [x, 0]]]
    const features = Array.from({ length: 300 }, (_, i) => ({ type: 'Feature', properties: { adm1_pcode: `A${i}`, adm1_en: `Name ${i}` }, geometry: { type: 'Polygon', coordinates: i % 9 ? [[[i / 2, 0], [i / 2 + 0.4, 0], [i / 2 + 0.4, 1], [i / 2, 0]]] : bow(i / 2) } }))
    await withFile('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }), async (path) => {
      const once = await packedImport(path)
      expect(once.rows.length).toBe(200 + 34)
      expect(once).toEqual(await plainImport(path))
    })
  })
})

const realFiles = [
  'caf/boundaries/caf_admin1.geojson', 'caf/health/caf_osm_healthsites.geojson', 'caf/food-security/ipc_caf_area_long.csv', 'caf/conflict/GEDEvent_v23_1_CAF.csv', 'som/boundaries/som_admbnda_adm1_ocha_20230308_dv.json',
  'som/hazard/FL-20231114-SOM-00.zip', 'global/world-atlas-countries-50m.json', 'global/usgs_eq_7_day_m1.geojson', 'global/global_pcodes_adm_1_2.csv', 'global/insecurity_insight_aidworker_kika.json', 'spatial-stats/guerry/Guerry.shp',
]

describe.skipIf(!shared)('real files (with ../shared/fixtures)', () => {
  it.each(realFiles)('%s comes in the same packed and plain', async (file) => {
    const path = sharedFile(`fixtures/${file}`)
    const [once, plain] = [await packedImport(path, {}, 300).catch(codeOf), await plainImport(path).catch(codeOf)]
    if (typeof once === 'string' || typeof plain === 'string') { expect(once).toBe(plain); return }
    expect(once.hashHolds).toBe(true)
    expect({ ...once, restarts: 0 }).toEqual(plain)
  })
})

function codeOf(error: unknown): string { return (error as { code?: string }).code ?? String(error) }

describe('a layer whose import is stopped', () => {
  it('is taken away in steps, its name free after the first; nothing of it is left', async () => {
    await inProject(async (db) => {
      const plan = { name: 'Stopped', kind: 'table' as const, geometry: 'none' as const, fields: [{ name: 'n', column: 'n', type: 'integer' as const }] }
      const layer = beginLayer(db, plan)
      insertRows(db, layer, Array.from({ length: 120_000 }, (_, i) => ({ geometry: null, bounds: null, values: [i] })))
      const { table_name: table } = getLayerRow(db, layer)!
      const left: unknown[] = []
      for (const _ of cancelInSteps(db, layer)) left.push(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())
      expect(left).toEqual([120_000, 70_000, 20_000])
      expect(getLayerRow(db, layer)).toBeNull()
      expect(db.prepare('SELECT count(*) FROM sqlite_master WHERE name = ?').pluck().get(table)).toBe(0)
      beginLayer(db, plan)
    })
  })
})
