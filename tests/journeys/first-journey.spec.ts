import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serve } from '../../electron/hosts/loopback/serve.ts'
import { districtsGeoJson, eventCount, eventsCsv, expected, frameworkJson, frameworkTitle, povertyCsv, provincesGeoJson } from './profile-files.ts'
import { choose, expectRanking, importFiles, rankedRow } from './profile-steps.ts'
import { expect, file, test, watch } from './support.ts'

test.use({ project: 'empty' })

test('one sitting: import, overlay, profile, choose an area, save a copy, close, reopen, the same numbers', async ({ app, host, folder, browser }) => {
  await test.step('boundaries come in as areas of two levels', async () => {
    await importFiles(app, [file('provinces.geojson', provincesGeoJson(), 'application/geo+json')])
    await importFiles(app, [file('districts.geojson', districtsGeoJson(), 'application/geo+json')])
    const sets = await host.call('areaSets.list', {})
    expect(sets.map((set) => [set.name, set.count]).toSorted()).toEqual([['districts', 6], ['provinces', 2]])
  })
  await test.step('events and a table come in together, every record counted', async () => {
    await importFiles(app, [file('conflict_events.csv', eventsCsv(), 'text/csv'), file('poverty.csv', povertyCsv(), 'text/csv')])
    const layers = await host.call('layers.list', {})
    expect(layers.map((layer) => [layer.name, layer.kind, layer.rows]).toSorted()).toEqual([['conflict_events', 'events', eventCount], ['districts', 'areas', 6], ['poverty', 'table', 6], ['provinces', 'areas', 2]])
  })
  await test.step('the map draws them over one another', async () => {
    await app.getByRole('button', { name: 'Map', exact: true }).click()
    await expect(app.locator('[data-map-ready]').first()).toBeVisible({ timeout: 120_000 })
  })
  await test.step('a framework is added from its file and computed', async () => {
    await app.getByRole('button', { name: 'Profile', exact: true }).click()
    await addFramework(app)
    await app.getByRole('button', { name: /Areas$/ }).click()
    await app.getByRole('option', { name: 'districts (6)' }).click()
    await app.locator('.profile-compute').getByRole('button', { name: 'Compute', exact: true }).click()
    await expectRanking(app, expected)
  })
  await test.step('an area chosen by a click in the table shows why it has its score', async () => {
    await rankedRow(app, 'XA103').click()
    await expectCorvo(app)
    await app.getByRole('grid', { name: 'Ranked areas' }).press('ArrowUp')
    const panel = app.getByRole('article', { name: 'Dunes' })
    await expect(panel).toContainText('9.0')
    await expect(rankedRow(app, 'XA201')).toHaveAttribute('aria-selected', 'true')
    await app.getByRole('grid', { name: 'Ranked areas' }).press('ArrowDown')
    await expectCorvo(app)
  })
  await test.step('an area chosen by a click on the map is the one in the panel and the table', async () => {
    await expect(app.locator('[data-map-ready]').first()).toBeVisible({ timeout: 120_000 })
    const map = app.getByRole('main', { name: 'Map' })
    const box = await map.boundingBox()
    await map.click({ position: { x: box!.width * 0.66, y: box!.height * 0.2 } })
    await expect(app.getByRole('article', { name: 'Élan' })).toContainText('3rd of 5')
    await expect(rankedRow(app, 'XA202')).toHaveAttribute('aria-selected', 'true')
    await rankedRow(app, 'XA103').click()
    await expectCorvo(app)
  })
  const copy = join(folder, 'copy.gpkg')
  await test.step('a copy is saved and the window is closed', async () => {
    const download = app.waitForEvent('download')
    await app.getByRole('button', { name: /^Project menu/ }).click()
    await app.getByRole('menuitem', { name: /Save a copy/ }).click()
    await (await download).saveAs(copy)
    await app.close()
    await host.close()
  })
  await test.step('reopened, the copy shows the same run, area and numbers without a request to anyone else', async () => {
    const second = await serve({ project: copy, port: 0, open: false, dataFolder: join(folder, 'other-data') })
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'UTC' })
    try {
      const page = await context.newPage()
      const watched = watch(page, second)
      await page.goto(second.url)
      await expectRanking(page, expected)
      await expectCorvo(page)
      expect(watched).toEqual({ foreign: [], broken: [] })
      const [run] = await second.call('runs.list', {})
      expect(await second.call('runs.replay', { run: run!.id })).toEqual({ maxAbsDifference: 0, changed: [] })
    } finally {
      await context.close()
      await second.close()
    }
  })
})

async function addFramework(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Show and add frameworks' }).click()
  const dialog = app.getByRole('dialog', { name: 'Frameworks' })
  await choose(app, () => dialog.getByRole('button', { name: 'Add from file' }).click(), [file('deaths-poverty.json', frameworkJson(), 'application/json')])
  await expect(dialog.getByRole('heading', { name: frameworkTitle })).toBeVisible()
  await expect(dialog.getByRole('table')).toContainText('sum of fatalities in conflict_events')
  await dialog.getByRole('button', { name: 'Use this framework' }).click()
  await expect(app.locator('.profile-setup')).toContainText('2 of 2 bound')
}

/** Corvo: deaths 5 and poverty 30 %, so 5.0 and 3.0, together 4.0: second of the five districts that have an index. */
async function expectCorvo(page: Page): Promise<void> {
  const panel = page.getByRole('article', { name: 'Corvo' })
  await expect(panel.getByRole('heading', { name: 'Corvo' })).toBeVisible()
  await expect(panel.locator('.area-figure')).toHaveText('4.0')
  await expect(panel).toContainText('Medium')
  await expect(panel).toContainText('2nd of 5')
  await expect(panel).toContainText('North Shore')
  await expect(panel).toContainText('2 of 2 indicators')
  await expect(panel.locator('.contribution').nth(0)).toContainText('Deaths in violence')
  await expect(panel.locator('.contribution').nth(0)).toContainText('+2.5')
  await expect(panel.locator('.contribution').nth(0)).toContainText('5 deaths')
  await expect(panel.locator('.contribution').nth(1)).toContainText('30%')
  await expect(panel.locator('.contribution').nth(1)).toContainText('+1.5')
  await expect(panel.locator('.contribution-total.sum')).toContainText('4.0')
}
