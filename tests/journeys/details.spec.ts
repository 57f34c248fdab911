import { join } from 'node:path'
import { serve } from '../../electron/hosts/loopback/serve.ts'
import { districtsGeoJson, eventsCsv } from './profile-files.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.describe('the sample', () => {
  test('a drag over the whole timeline chooses a period, a click there chooses none', async ({ app }) => {
    const track = app.locator('.timeline-track')
    await expect(track).toBeVisible()
    const box = (await track.boundingBox())!
    const at = (part: number): [number, number] => [box.x + box.width * part, box.y + box.height / 3]
    const clear = app.getByRole('button', { name: 'Show all dates', exact: true })
    await app.mouse.click(...at(0.5))
    await expect(clear).toBeDisabled()
    await app.mouse.move(...at(0.25))
    await app.mouse.down()
    await app.mouse.move(...at(0.4), { steps: 4 })
    await app.mouse.move(...at(0.5), { steps: 4 })
    await app.mouse.up()
    await expect(clear).toBeEnabled()
    await expect(app.locator('.timeline-text')).toContainText('1 Apr 2021 to 31 Jul 2022')
  })

  test('the tree names dimensions as the table does, and no head of the table is cut off', async ({ app }) => {
    const tree = app.getByRole('tree')
    await expect(tree).toContainText('Community')
    await expect(tree).not.toContainText('Community security')
    const cut = await app.locator('.ranked-head .clip').evaluateAll((heads) => heads.filter((head) => head.scrollWidth > head.clientWidth).map((head) => head.textContent))
    expect(cut).toEqual([])
  })
})

test.describe('a project of one\'s own', () => {
  test.use({ project: 'empty' })

  test('one button computes, and the keyboard stays with the computation', async ({ app }) => {
    await importFiles(app, [file('districts.geojson', districtsGeoJson(), 'application/geo+json'), file('conflict_events.csv', eventsCsv())])
    await app.getByRole('button', { name: 'Profile', exact: true }).click()
    const compute = app.locator('.profile-compute').getByRole('button', { name: 'Compute', exact: true })
    await expect(app.getByRole('button', { name: 'Compute', exact: true })).toHaveCount(1)
    await compute.focus()
    await app.keyboard.press('Enter')
    await expect(app.getByRole('grid', { name: 'Ranked areas' })).toBeVisible({ timeout: 120_000 })
    await expect(app.getByRole('button', { name: /^Set up/ })).toBeFocused()
  })
})

test.describe('the start', () => {
  test.use({ project: null })

  test('projects that were open before are offered by name', async ({ page, folder }) => {
    const options = { project: null, port: 0, open: false, dataFolder: join(folder, 'kept') }
    const first = await serve(options)
    await first.call('project.create', { title: 'Sahel 2026' })
    await first.close()
    const second = await serve(options)
    await page.goto(second.url)
    await page.getByRole('button', { name: /^Sahel 2026/ }).click()
    await expect(page.locator('[data-frame-ready]')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Project menu/ })).toContainText('Sahel 2026')
    await second.close()
  })
})
