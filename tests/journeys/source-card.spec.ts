import { districtsGeoJson } from './profile-files.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.describe('with a computed profile', () => {
  test('a reason of an area’s score opens the source card of its layer', async ({ app }) => {
    await expect(app.locator('[data-map-ready]')).toBeVisible({ timeout: 60_000 })
    await app.getByRole('button', { name: 'Profile', exact: true }).or(app.getByRole('tab', { name: 'Profile', exact: true })).first().click()
    await app.locator('.ranked-row.body').first().click()
    const reason = app.locator('.contribution button.source').first()
    await expect(reason).toBeVisible()
    const name = (await reason.getAttribute('title'))!.replace('Source of ', '')
    await reason.click()
    await expect(app.getByRole('region', { name, exact: true }).getByRole('tab', { name: 'Source' })).toHaveAttribute('aria-selected', 'true')
  })
})

test.describe('with one layer', () => {
  test.use({ project: 'empty' })
  test('the name of a layer in the legend opens its source card, again after another tab', async ({ app }) => {
    await importFiles(app, [file('places.csv', 'place,lon,lat\na,1,1\nb,2,2\n', 'text/csv'), file('districts.geojson', districtsGeoJson())])
    await app.locator('.map-legend').getByRole('button', { name: 'districts' }).click()
    const card = app.getByRole('region', { name: 'districts', exact: true })
    await expect(card.getByRole('tab', { name: 'Source' })).toHaveAttribute('aria-selected', 'true')
    await card.getByRole('tab', { name: 'Fields' }).click()
    await app.locator('.map-legend').getByRole('button', { name: 'districts' }).click()
    await expect(card.getByRole('tab', { name: 'Source' })).toHaveAttribute('aria-selected', 'true')
  })
})
