import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { atlas } from '../electron/cli/atlas.ts'
import { shared, sharedFile } from '../fixtures.ts'
import { importFiles, rankedRow } from './profile-steps.ts'
import { expect, test } from './support.ts'

test.use({ project: 'empty' })

const folder = 'fixtures/caf'
const boundaries = ['boundaries/caf_admin1.geojson', 'boundaries/caf_admin2.geojson']
const layers = ['conflict/GEDEvent_v23_1_CAF.csv', 'hazard/caf_modis_fires_7d_2022.csv', 'health/caf_who_kwtrp_facilities.csv', 'population/caf_admpop_adm2_2015_v2.csv', 'food-security/ipc_caf_area_wide_latest.csv', 'poverty/caf_mpi.csv']
const chosen = (path: string) => ({ name: basename(path), mimeType: 'application/octet-stream', buffer: readFileSync(sharedFile(`${folder}/${path}`)) })

test('the Central African Republic by clicking: every record comes in, the counts are the reference, the bytes are the command line\'s', async ({ app, host, folder: place }) => {
  test.skip(!shared, 'the folder of real data is missing')
  test.slow()
  await importFiles(app, boundaries.map(chosen))
  await importFiles(app, layers.map(chosen))
  const all = await host.call('layers.list', {})
  expect(all.map((layer) => [layer.name, layer.kind, layer.rows]).toSorted()).toEqual([
    ['GEDEvent_v23_1_CAF', 'events', 1848], ['caf_admin1', 'areas', 17], ['caf_admin2', 'areas', 72], ['caf_admpop_adm2_2015_v2', 'table', 73], ['caf_modis_fires_7d_2022', 'events', 1905], ['caf_mpi', 'table', 8], ['caf_who_kwtrp_facilities', 'features', 555], ['ipc_caf_area_wide_latest', 'table', 79],
  ])
  const set = (await host.call('areaSets.list', {})).find((one) => one.name === 'caf_admin2')!
  const reference = new Map(readFileSync(sharedFile(`${folder}/reference/conflict_by_adm2.csv`), 'utf8').trimEnd().split('\n').map((line) => line.split(',')).map((cells, _, [head]) => [cells[head!.indexOf('pcode')]!, { events: cells[head!.indexOf('events_all')]!, best: cells[head!.indexOf('best_all')]! }]))
  for (const [kind, field, column] of [['count', undefined, 'events'], ['sum', 'best', 'best']] as const) {
    const measured = await host.call('measures.compute', { areaSet: set.id, layer: 'GEDEvent_v23_1_CAF', measure: { kind, field } })
    expect(measured.codes.map((code, i) => [code, String(measured.values[i])])).toEqual(measured.codes.map((code) => [code, reference.get(code)?.[column]]))
  }

  await app.getByRole('button', { name: 'Profile', exact: true }).click()
  await app.getByRole('button', { name: /Areas$/ }).click()
  await app.getByRole('option', { name: 'caf_admin2 (72)' }).click()
  await app.locator('.profile-compute').getByRole('button', { name: 'Compute', exact: true }).click()
  await expect(rankedRow(app, 'CF')).not.toHaveCount(0, { timeout: 120_000 })
  const download = app.waitForEvent('download')
  await app.locator('.profile-dock').getByRole('button', { name: 'Export…' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
  const byWindow = join(place, 'window.csv')
  await (await download).saveAs(byWindow)

  const project = join(place, 'by-command-line.gpkg'), byCommandLine = join(place, 'command-line.csv')
  for (const words of [
    ['new', project], ...[...boundaries, ...layers].map((path) => ['import', project, sharedFile(`${folder}/${path}`), '--json']),
    ['profile', project, '--framework', 'human-insecurity', '--areas', 'caf_admin2', '--out', byCommandLine],
  ]) {
    const ran = await atlas(words)
    expect(ran.code, ran.err).toBe(0)
  }
  expect(readFileSync(byWindow, 'utf8')).toBe(readFileSync(byCommandLine, 'utf8'))
})
