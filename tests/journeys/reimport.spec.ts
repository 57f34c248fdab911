import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { atlas } from '../electron/cli/atlas.ts'
import { chooseOption, expectAccessible } from './frame-steps.ts'
import { choose } from './profile-steps.ts'
import { november, october, renamed } from './reimport-files.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const csv = (name: string, text: string) => file(name, text, 'text/csv')

test('next month’s file is known and updates the layer with one click, says what changed, and one undo takes it back', async ({ app, host, folder }) => {
  const dialog = app.getByRole('dialog', { name: 'Import files' })
  const bring = (name: string, text: string) => choose(app, () => app.getByRole('button', { name: 'Import', exact: true }).click(), [csv(name, text)])
  await bring('acled_2024-10.csv', october)
  await expect(dialog.getByRole('region', { name: 'What will be rejected' })).toContainText('All 11 records were looked at: 11 come in, none is rejected.')
  await expect(dialog.getByRole('img', { name: /Map of the records/ })).toBeVisible()
  await expect(dialog.getByText('1 record at 0, 0: kept without a place')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('ACLED events')
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const before = await host.call('layers.list', {})

  await bring('acled_2024-11.csv', november)
  await expect(dialog.getByRole('note')).toContainText(/Like “ACLED events”, last imported .* Updates the layer by event_id_cnty/)
  await expect(dialog).toContainText('New in this file: notes.')
  await expectAccessible(app, 'import into a layer', '[role=dialog]')
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await expect(dialog).toContainText('The file is in “ACLED events”.')
  const changes = dialog.getByRole('region', { name: 'What changed' })
  await expect(changes.locator('.read-sum')).toHaveText(/Added1.*Changed1.*Unchanged1.*Removed0.*Not in the new file, kept9/)
  await expect(changes.getByRole('row').filter({ hasText: 'fatalities' })).toContainText(/NOR2.*fatalities.*0.*1/)
  await expectAccessible(app, 'what a file changed', '[role=dialog]')
  await dialog.getByRole('button', { name: 'Done' }).click()
  const after = await host.call('layers.list', {})
  expect(after.map((layer) => [layer.id, layer.name, layer.rows, layer.source.file])).toEqual([[before[0]?.id, 'ACLED events', 12, 'acled_2024-11.csv']])

  await app.locator('#panel-right').getByRole('tab', { name: 'Source' }).click()
  await expect(app.locator('#panel-right').getByRole('list').filter({ hasText: 'acled_2024-10.csv' })).toContainText(/acled_2024-11\.csv.*updated by key.*1 added, 1 changed, 0 removed.*acled_2024-10\.csv/)

  await bring('acled_2024-11.csv', november)
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await expect(dialog).toContainText('“ACLED events” says all this already; nothing was changed.')
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await host.call('layers.list', {})).toEqual(after)

  await app.getByRole('button', { name: /^Undo: update a layer from a file/ }).click()
  await expect.poll(async () => (await host.call('layers.list', {})).map((layer) => [layer.rows, layer.source.file])).toEqual([[11, 'acled_2024-10.csv']])
  expect(await host.call('layers.list', {})).toEqual(before)
  await app.keyboard.press('Control+Shift+Z')
  await expect.poll(async () => (await host.call('layers.list', {}))[0]?.rows).toBe(12)

  const project = join(folder, 'cli.gpkg')
  writeFileSync(join(folder, 'acled_2024-10.csv'), october)
  writeFileSync(join(folder, 'acled_2024-11.csv'), november)
  expect((await atlas(['new', project, '--title', 'T'])).code).toBe(0)
  expect((await atlas(['import', project, join(folder, 'acled_2024-10.csv'), '--name', 'ACLED events', '--json'])).code).toBe(0)
  const updated = await atlas(['import', project, join(folder, 'acled_2024-11.csv'), '--template', 'ACLED events', '--update', '--json'])
  expect(updated.code, updated.err).toBe(0)
  const result = updated.json() as { layer: string; changes: { key: string[]; added: number; changed: number; unchanged: number; removed: number; absent: number } }
  expect(result).toMatchObject({ layer: 'ACLED events', changes: { key: ['event_id_cnty'], added: 1, changed: 1, unchanged: 1, removed: 0, absent: 9 } })
  const rows = await host.call('layers.rows', { id: after[0]!.id, offset: 0, limit: 100 })
  const out = join(folder, 'out.csv')
  expect((await atlas(['export', project, 'ACLED events', out])).code).toBe(0)
  expect((await host.call('layers.list', {}))[0]?.rows).toBe(rows.total)
})

test('a file is added at the end, or replaces all, as chosen, and a template that does not fit says so', async ({ app, host }) => {
  const dialog = app.getByRole('dialog', { name: 'Import files' })
  const bring = (name: string, text: string) => choose(app, () => app.getByRole('button', { name: 'Import', exact: true }).click(), [csv(name, text)])
  await bring('acled_2024-10.csv', october)
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()

  await bring('acled_2024-11.csv', renamed)
  await expect(dialog.getByRole('note')).toContainText('What was chosen then does not fit: this file has no column event_date.')
  await expect(dialog.getByRole('button', { name: /A new layer/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Take acled_2024-11.csv off the list' }).click()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await bring('acled_2024-11.csv', november)
  await dialog.getByRole('button', { name: 'Choose otherwise' }).click()
  await chooseOption(dialog, app, /Goes into/, /^acled_2024-10/)
  await chooseOption(dialog, app, /How/, /^Add at the end/)
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await expect(dialog.getByRole('region', { name: 'What changed' }).locator('.read-sum')).toHaveText(/Added2.*Changed0.*Unchanged1.*Removed0/)
  await expect(dialog).toContainText('1 record has a key that another one has')
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect((await host.call('layers.list', {})).map((layer) => [layer.name, layer.rows])).toEqual([['acled_2024-10', 13]])

  await bring('acled_2024-12.csv', november)
  await chooseOption(dialog, app, /How/, /^Replace everything/)
  await dialog.getByRole('rowheader').filter({ hasText: 'event_type' }).locator('label').click()
  await expect(dialog.getByRole('row').filter({ has: app.getByRole('rowheader', { name: 'event_type', exact: true }) })).toContainText('left out')
  await dialog.getByRole('button', { name: 'Import 1 file' }).click()
  await expect(dialog.getByRole('region', { name: /What changed/ })).toContainText('Removed')
  await dialog.getByRole('button', { name: 'Done' }).click()
  const [layer] = await host.call('layers.list', {})
  expect([layer?.rows, layer?.fields.map((field) => field.name)]).toEqual([3, ['event_id_cnty', 'event_date', 'fatalities', 'latitude', 'longitude', 'notes']])
})
