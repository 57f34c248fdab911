import AxeBuilder from '@axe-core/playwright'
import { provincesGeoJson } from './profile-files.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

test('an empty project teaches: first boundaries, then the layers that the framework needs, then a computation', async ({ app }) => {
  await app.getByRole('button', { name: 'Profile', exact: true }).click()
  const left = app.locator('#panel-left')
  await expect(left).toContainText('A profile needs areas')
  await expect(left.getByRole('button', { name: 'Import boundaries' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page: app }).include('#panel-left').analyze()
  expect(violations.map((one) => one.id)).toEqual([])
  await app.getByRole('button', { name: 'Data', exact: true }).click()
  await importFiles(app, [file('provinces.geojson', provincesGeoJson(), 'application/geo+json')])
  await app.getByRole('button', { name: 'Profile', exact: true }).click()
  await expect(left).toContainText('None of the layers that this framework needs is here yet')
  await expect(left.getByRole('button', { name: 'Compute', exact: true })).toBeEnabled()
})
