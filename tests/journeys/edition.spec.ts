import type { Page } from '@playwright/test'
import { expectAccessible } from './frame-steps.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const box = (x: number, y: number, w: number, h: number): number[][][] => [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]
const areas = (...list: [code: string, name: string, coordinates: number[][][]][]): string => JSON.stringify({ type: 'FeatureCollection', features: list.map(([code, name, coordinates]) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: name }, geometry: { type: 'Polygon', coordinates } })) })

/** North is cut in halves, East and West are joined, South keeps its place under another name, Isle is gone. */
const old = areas(['XA01', 'North', box(0, 2, 4, 1)], ['XA02', 'West', box(0, 1, 1, 1)], ['XA03', 'East', box(1, 1, 3, 1)], ['XA04', 'South', box(0, 0, 4, 1)], ['XA05', 'Isle', box(8, 0, 1, 1)])
const now = areas(['XA11', 'North West', box(0, 2, 2, 1)], ['XA12', 'North East', box(2, 2, 2, 1)], ['XA13', 'Middle', box(0, 1, 4, 1)], ['XA04', 'Southern', box(0, 0, 4, 1)])
const table = ['pcode,people,poverty_rate,livelihood', 'XA01,1000,10,farming', 'XA02,300,20,fishing', 'XA03,700,40,farming', 'XA04,50,,herding', 'XA05,7,5,fishing'].join('\n')

async function begin(app: Page): Promise<void> {
  await importFiles(app, [file('areas-2010.geojson', old), file('areas-2020.geojson', now), file('survey.csv', table, 'text/csv')])
  await app.locator('#panel-left').getByRole('button', { name: 'survey', exact: true }).click()
}

test('a table is moved to another edition: the areas that changed, the rules of its columns, the report, and undo', async ({ app, host }) => {
  await begin(app)
  await app.getByRole('button', { name: 'Move to another edition…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Move “survey” to another edition of the areas' })
  await dialog.getByRole('button', { name: /Move to the edition$/ }).click()
  await app.getByRole('option', { name: /areas-2020/ }).click()
  await expect(dialog.getByRole('status')).toHaveText('5 old areas, 4 new areas; 0 stayed the same')
  await expect(dialog).toContainText('5 of 5 rows name an old area')
  const row = (name: RegExp) => dialog.getByRole('row').filter({ has: app.getByRole('rowheader', { name }) })
  await expect(row(/North/)).toContainText('split')
  await expect(row(/North/)).toContainText('50%')
  await expect(row(/Isle/)).toContainText('in no new area')
  await expectAccessible(app, 'moving dialog', '[role=dialog]')
  await dialog.getByRole('button', { name: 'Joined with others in one new area' }).click()
  await expect(dialog.getByRole('rowheader')).toHaveText([/West/, /East/])

  await dialog.getByRole('tab', { name: /Columns/ }).click()
  await expect(row(/people/)).toContainText('Split, sum kept')
  await expect(row(/people/)).toContainText('2,057')
  await row(/poverty_rate/).getByRole('button', { name: /What poverty_rate is weighted with/ }).click()
  await app.getByRole('option', { name: 'people' }).click()
  await expectAccessible(app, 'rules of columns', '[role=dialog]')
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()

  const done = app.getByRole('dialog', { name: '“survey (areas-2020)” was made' })
  await expect(done.getByRole('row').filter({ has: app.getByRole('rowheader', { name: 'people' }) }).getByRole('cell')).toHaveText(['Split, sum kept', '2,057', '2,050', '7', '4', '0', '0'])
  await expect(done).toContainText('Isle (XA05): 100% lies in no new area')
  await expectAccessible(app, 'report of a move', '[role=dialog]')
  const saved = app.waitForEvent('download')
  await done.getByRole('button', { name: 'Save the report' }).click()
  expect((await saved).suggestedFilename()).toMatch(/report\.csv$/)
  await done.getByRole('button', { name: 'Show the layer' }).click()

  const [moved] = (await host.call('layers.list', {})).filter((one) => one.name === 'survey (areas-2020)')
  const rows = (await host.call('layers.rows', { id: moved!.id, offset: 0, limit: 10 })).rows.map((one) => one.values)
  expect(rows).toEqual([['XA04', 'Southern', 50, null, 'herding'], ['XA11', 'North West', expect.closeTo(500, 0), 10, 'farming'], ['XA12', 'North East', expect.closeTo(500, 0), 10, 'farming'], ['XA13', 'Middle', 1000, 34, 'farming']].map((one) => expect.arrayContaining(one)))
  await expect(app.getByText('survey, moved from areas-2010 to areas-2020')).toBeVisible()
  await app.keyboard.press('ControlOrMeta+z')
  await expect(app.locator('#panel-left').getByRole('button', { name: 'survey (areas-2020)', exact: true })).toBeHidden()
  expect((await host.call('layers.list', {})).map((one) => one.name).toSorted()).toEqual(['areas-2010', 'areas-2020', 'survey'])
})

test('an area set goes to the other edition as a map of its values; Escape changes nothing', async ({ app, host }) => {
  await begin(app)
  await app.locator('#panel-left').getByRole('button', { name: 'areas-2010', exact: true }).click()
  await app.getByRole('button', { name: 'Move to another edition…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Move “areas-2010” to another edition of the areas' })
  await expect(dialog.getByRole('status')).toHaveText('5 old areas, 4 new areas; 0 stayed the same')
  await app.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect((await host.call('project.status', {})).undo).toBe('layer.import')
})
