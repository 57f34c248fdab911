import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMenu } from './frame-steps.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const incidents = `kind,date,latitude,longitude,phone,victims\n${Array.from({ length: 12 }, (_, i) => `attack,2021-03-17,4.36123${i},18.52345${i},+23670998${i},2`).join('\n')}\nabduction,2021-04-02,6.1,22.76,+23675,7\n`
const areas = JSON.stringify({ type: 'FeatureCollection', features: ['A1', 'A2'].map((code, i) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: `Area ${i + 1}` }, geometry: { type: 'Polygon', coordinates: [[[15 + i * 5, 2], [20 + i * 5, 2], [20 + i * 5, 8], [15 + i * 5, 8], [15 + i * 5, 2]]] } })) })

test('what an audience gets is shown before it is written, removed layers come back or go for good', async ({ app, host, folder }) => {
  await importFiles(app, [file('incidents.csv', incidents, 'text/csv'), file('areas.geojson', areas)])
  const layers = await host.call('layers.list', {})
  const events = layers.find((layer) => layer.name === 'incidents')!
  await host.call('layers.update', { id: events.id, source: { sensitivity: 'high', method: 'Key informants' } })
  await app.reload()
  await openMenu(app, 'Menu of incidents', 'Export…')
  const dialog = app.getByRole('dialog')
  await expect(dialog).toContainText('Everything goes out as it is.')
  await expect(dialog).toContainText('13 records, 6 columns')
  await dialog.getByLabel('For whom').click()
  await app.getByRole('option', { name: /^Partners/ }).click()
  await expect(dialog).toContainText('Places and dates become coarse')
  await expect(dialog).toContainText('Columns held back (3): latitude, longitude, phone')
  await expect(dialog.getByRole('row', { name: /phone/ })).toContainText('held back: about persons')
  await dialog.getByText('With a row of HXL tags').click()
  await dialog.getByRole('row', { name: /victims/ }).getByText('victims').click()
  await expect(dialog).toContainText('13 records, 2 columns')
  const [download] = await Promise.all([app.waitForEvent('download'), dialog.getByRole('button', { name: 'Export', exact: true }).click()])
  await download.saveAs(join(folder, 'out.csv'))
  const lines = readFileSync(join(folder, 'out.csv'), 'utf8').split('\n')
  expect([lines[0], lines[1], lines[2], lines[14]]).toEqual(['kind,date,longitude,latitude', ',#date,#geo+lon,#geo+lat', 'attack,2021-03-01,18.55,4.35', ',,,'])

  await openMenu(app, 'Menu of incidents', 'Export…')
  await dialog.getByLabel('For whom').click()
  await app.getByRole('option', { name: /^Everybody/ }).click()
  await expect(dialog).toContainText('The records do not go to this audience.')
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled()
  await dialog.getByLabel('What goes out').click()
  await app.getByRole('option', { name: 'areas' }).click()
  await expect(dialog).toContainText('Counts by areas in place of 13 records')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await openMenu(app, 'Menu of incidents', 'Remove')
  await openMenu(app, /^Project menu/, 'Removed layers')
  await expect(dialog).toContainText('incidents')
  await dialog.getByRole('button', { name: 'Bring back' }).click()
  await expect(dialog).toContainText('No removed layer is in the file.')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await openMenu(app, 'Menu of incidents', 'Remove')
  await openMenu(app, /^Project menu/, 'Removed layers')
  await dialog.getByRole('button', { name: 'Delete for good', exact: true }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(app.getByRole('dialog')).toContainText('1 layer was deleted')
  expect(await host.call('layers.removed', {})).toEqual([])
})
