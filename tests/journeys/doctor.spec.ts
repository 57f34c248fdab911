import type { Geometry, Position } from 'geojson'
import { expectAccessible } from './frame-steps.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const box = (west: number, south: number, east: number, north: number): Position[] => [[west, south], [east, south], [east, north], [west, north], [west, south]]
const shape = (...rings: Position[][]): Geometry => ({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) })

/** An overlap, a gap and a bow-tie. */
const areas = JSON.stringify({
  type: 'FeatureCollection',
  features: ([
    ['XX01', shape(box(0, 0, 1, 1))], ['XX02', shape(box(0.999, 0, 2, 1))], ['XX03', shape([[0, 1], [2, 1], [2, 2], [0, 2], [0, 1]])],
    ['XX04', shape([[2, 0], [3, 0], [3, 2], [2, 2], [2, 1.5], [2.001, 1.2], [2, 0.8], [2, 0]])], ['XX05', shape([[5, 0], [7, 2], [7, 0], [5, 2], [5, 0]])],
  ] as const).map(([code, geometry]) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: `Area ${code}` }, geometry })),
})

test('the geometry of areas is checked, a fault is gone to on the map, all is repaired after a question, and undo brings it back', async ({ app, host }) => {
  await importFiles(app, [file('areas.geojson', areas)])
  await app.locator('#panel-left').getByRole('button', { name: 'areas', exact: true }).click()
  const card = app.getByRole('region', { name: 'areas', exact: true })
  await card.getByRole('tab', { name: 'Geometry' }).click()
  await card.getByRole('button', { name: 'Check geometry' }).click()
  const findings = card.getByRole('list', { name: 'Findings' })
  await expect(findings.getByRole('heading')).toHaveText(['Overlaps between areas', 'Gaps between areas'])
  await expect(card.getByRole('list', { name: 'Put right on the way in' })).toContainText('XX05')
  await expectAccessible(app, 'geometry card', '.inspector')
  await expect(app.locator('.map-mark')).toHaveCount(2)

  await findings.getByRole('button', { name: /XX01 · XX02/ }).click()
  await expect.poll(async () => { const { view } = (await host.call('view.get', {})) as { view?: { lon: number } | null }; return view ? Math.abs(view.lon - 1) < 0.1 : false }).toBe(true)

  await card.getByRole('button', { name: 'Repair all …' }).click()
  const question = app.getByRole('alertdialog', { name: 'Repair “areas”?' })
  await expect(question.getByRole('listitem')).toHaveText([/^Overlaps between areas: 1/, /^Gaps between areas: 1/])
  await question.getByRole('button', { name: 'Repair' }).click()
  await expect(card.getByText('No fault was found in 5 records.')).toBeVisible()
  expect((await host.call('project.status', {})).undo).toBe('layer.repair')

  await expect(app.locator('.map-mark')).toHaveCount(0)

  await card.getByRole('button', { name: 'Undo' }).click()
  await expect(card.getByText('The layer has changed since; check again.')).toBeVisible()
  await card.getByRole('button', { name: 'Check again' }).click()
  await expect(findings.getByRole('heading')).toHaveText(['Overlaps between areas', 'Gaps between areas'])

  await card.getByRole('button', { name: 'Bring back the originals …' }).click()
  await app.getByRole('alertdialog', { name: 'Bring back the original shapes of “areas”?' }).getByRole('button', { name: 'Bring back the originals' }).click()
  await expect(card.getByText('1 record has its original shape again.')).toBeVisible()
  await expect(findings.getByRole('heading').first()).toHaveText('Shapes that cross themselves')
  await expect(findings.getByRole('button', { name: /XX05 · lines cross/ })).toBeVisible()
  expect((await host.call('project.status', {})).undo).toBe('layer.originals')
})
