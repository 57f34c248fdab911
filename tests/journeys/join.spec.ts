import type { Page } from '@playwright/test'
import { expectAccessible } from './frame-steps.ts'
import { districtsGeoJson, provincesGeoJson } from './profile-files.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const survey = ['region,place,share', 'North Shore,ALBA,0.5', 'North Shore,"Borno Est, Corvo",0.25', 'Uplands,Elan,0.125', 'Uplands,Dunas,0.1', 'Uplands,Total,0.9'].join('\n')

/** Imports areas of two levels and a table without codes, shows the districts, and opens the table's card. */
async function begin(app: Page): Promise<void> {
  await importFiles(app, [file('districts.geojson', districtsGeoJson()), file('provinces.geojson', provincesGeoJson()), file('survey.csv', survey, 'text/csv')])
  await app.getByRole('button', { name: /Areas on the map$/ }).click()
  await app.getByRole('option', { name: /districts/ }).click()
  await app.locator('#panel-left').getByRole('button', { name: 'survey', exact: true }).click()
}

test('a table that names its areas is matched by review: nothing counts before, all that was accepted after, and undo takes it back', async ({ app, host }) => {
  await begin(app)
  const line = app.locator('[data-join-line]')
  await expect(line).toContainText('5 of 5 rows name no area')
  await line.getByRole('button', { name: 'Match to areas' }).click()

  const dialog = app.getByRole('dialog', { name: 'Match “survey” to areas' })
  await expect(dialog.getByRole('status')).toHaveText('5 entries: 0 matched, 4 proposed, 1 unmatched · 6 of 6 areas without an entry')
  const row = (entry: string | RegExp) => dialog.getByRole('row').filter({ has: app.getByRole('rowheader', { name: entry }) })
  await expect(row(/Total/)).toContainText('a total')
  await expect(row(/Borno Est, Corvo/)).toContainText('Proposed: Borno-Est + Corvo')
  await expectAccessible(app, 'matching dialog', '[role=dialog]')

  await dialog.getByRole('button', { name: 'Accept 2: same name' }).click()
  await dialog.getByRole('button', { name: 'Accept 1: several areas together' }).click()
  await expect(dialog.getByRole('status')).toContainText('3 matched (3 by review), 1 proposed, 1 unmatched')
  await row(/Dunas/).getByRole('button', { name: 'Choose another area for Dunas' }).click()
  await app.keyboard.type('XA201')
  await app.getByRole('option', { name: /Dunes/ }).click()
  await expect(row(/Dunas/)).toContainText('You decided this')
  await row(/Elan/).getByRole('button', { name: 'Leave out Elan' }).click()
  await expect(dialog.getByRole('status')).toHaveText('5 entries: 3 matched (3 by review), 0 proposed, 2 unmatched · 2 of 6 areas without an entry')
  await dialog.getByRole('button', { name: 'Apply 4 decisions' }).click()
  await expect(dialog).toBeHidden()
  await expect(line).toContainText('2 of 5 rows name no area')

  const [districts] = (await host.call('areaSets.list', {})).filter((one) => one.level === 2)
  const values = async () => (await host.call('measures.compute', { areaSet: districts!.id, layer: 'survey', measure: { kind: 'column', field: 'share' } })).values
  expect(await values()).toEqual([0.5, 0.25, 0.25, 0.1, null, null])

  await line.getByRole('button', { name: 'Match to areas' }).click()
  await expect(row(/Elan/)).toContainText('Left out')
  await row(/ALBA/).getByRole('button', { name: 'Leave out ALBA' }).focus()
  await app.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Apply 1 decision' }).click()
  await expect(dialog).toBeHidden()
  expect(await values()).toEqual([null, 0.25, 0.25, 0.1, null, null])
  await app.keyboard.press('ControlOrMeta+z')
  await expect(line).toContainText('2 of 5 rows name no area')
  expect(await values()).toEqual([0.5, 0.25, 0.25, 0.1, null, null])
})

test('the dialog closes with Escape and changes nothing; the field to match by can be chosen', async ({ app, host }) => {
  await begin(app)
  await app.locator('[data-join-line]').getByRole('button', { name: 'Match to areas' }).click()
  const dialog = app.getByRole('dialog', { name: 'Match “survey” to areas' })
  await dialog.getByRole('button', { name: /Field that names the area/ }).click()
  await app.getByRole('option', { name: 'region', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText('2 entries: 0 matched, 2 proposed')
  await dialog.getByRole('button', { name: /Accept 2: holds these areas/ }).click()
  await expect(dialog.getByRole('status')).toContainText('2 matched (2 by review), 0 proposed, 0 unmatched · 0 of 6 areas without an entry')
  await app.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect((await host.call('project.status', {})).undo).toBe('layer.import')
})
