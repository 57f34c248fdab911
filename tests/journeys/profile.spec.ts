import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Serving } from '../../electron/hosts/loopback/serve.ts'
import { atlas } from '../electron/cli/atlas.ts'
import { districtsGeoJson, eventsCsv, expected, frameworkJson, povertyCsv, provincesGeoJson } from './profile-files.ts'
import { choose, expectRanking, rankedRow } from './profile-steps.ts'
import { expect, file, test as base } from './support.ts'

/** A project with one run, made once by the command line; every test opens its own copy. */
const test = base.extend<object, { prepared: { project: string; csv: string } }>({
  prepared: [async ({}, give) => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-profile-'))
    const project = join(folder, 'made.gpkg')
    const csv = join(folder, 'run.csv')
    const write = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path }
    await run('new', project, '--title', 'Made for a test')
    for (const [name, text] of [['provinces.geojson', provincesGeoJson()], ['districts.geojson', districtsGeoJson()], ['conflict_events.csv', eventsCsv()], ['poverty.csv', povertyCsv()]] as const) await run('import', project, write(name, text), '--json')
    await run('framework', project, 'add', write('framework.json', frameworkJson()))
    await run('profile', project, '--framework', 'deaths-poverty', '--areas', 'districts', '--out', csv, '--json')
    await give({ project, csv })
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }, { scope: 'worker', timeout: 240_000 }],
  project: async ({ prepared, folder }, give) => {
    const path = join(folder, 'project.gpkg')
    copyFileSync(prepared.project, path)
    await give(path)
  },
})

test('a stored run opens with its table, and the window exports the bytes of the command line', async ({ app, prepared, folder }) => {
  await expectRanking(app, expected)
  const download = app.waitForEvent('download')
  await app.locator('.profile-dock').getByRole('button', { name: 'Export…' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
  const path = join(folder, 'window.csv')
  await (await download).saveAs(path)
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(prepared.csv, 'utf8'))
})

test('the table sorts, searches and filters; missing values stay last', async ({ app }) => {
  await expectRanking(app, expected)
  await app.getByRole('columnheader', { name: 'Economic' }).getByRole('button').click()
  await expectOrder(app, ['XA201', 'XA202', 'XA103', 'XA102', 'XA101', 'XA203'])
  await expect(app.getByRole('columnheader', { name: 'Economic' })).toHaveAttribute('aria-sort', 'descending')
  await app.getByRole('columnheader', { name: 'Economic' }).getByRole('button').click()
  await expectOrder(app, ['XA101', 'XA102', 'XA103', 'XA202', 'XA201', 'XA203'])
  await app.getByRole('searchbox', { name: 'Search areas' }).fill('elan')
  await expectOrder(app, ['XA202'])
  await app.getByRole('searchbox', { name: 'Search areas' }).fill('nowhere')
  await app.getByRole('button', { name: 'Clear the search' }).click()
  await rankedRow(app, 'XA203').click()
  await app.getByRole('button', { name: 'Selected only' }).click()
  await expectOrder(app, ['XA203'])
})

test('the table is worked by keys, and two chosen areas are compared', async ({ app }) => {
  await expectRanking(app, expected)
  const grid = app.getByRole('grid', { name: 'Ranked areas' })
  await grid.focus()
  await grid.press('Home')
  await expect(app.getByRole('article', { name: 'Dunes' })).toContainText('1st of 5')
  await grid.press('Shift+ArrowDown')
  await expectSelected(app, ['XA103', 'XA201'])
  await app.getByRole('button', { name: 'Compare 2 areas' }).click()
  const dialog = app.getByRole('dialog', { name: 'Compare areas' })
  await expect(dialog.getByRole('row', { name: /^Economic/ })).toContainText('8.03.0\u22125.05.0')
  await dialog.getByRole('searchbox', { name: 'Add an area' }).fill('far')
  await dialog.getByRole('button', { name: /^Fara/ }).click()
  await expect(dialog.getByRole('row', { name: /^Rank/ })).toContainText('1st of 52nd of 5No rank among 5')
  await app.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await grid.press('End')
  await expectSelected(app, ['XA203'])
})

test('missing is said with its reason, never shown as a number', async ({ app }) => {
  await expectRanking(app, expected)
  await rankedRow(app, 'XA203').click()
  const panel = app.getByRole('article', { name: 'Fara' })
  await expect(panel.locator('.area-figure')).toHaveText('–no data')
  await expect(panel).toContainText('No rank among 5')
  await expect(panel.getByRole('button', { name: /^Economic: no data, its layer has no value for this area/ })).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Personal: 0.0 of 10/ })).toBeVisible()
  await expect(panel).toContainText('1 of 2 indicators')
})

test('choosing a node of the tree by keys colours the map by it', async ({ app, host }) => {
  await expectRanking(app, expected)
  const tree = app.getByRole('tree')
  await tree.getByRole('treeitem', { name: /^Index/ }).focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('ArrowRight')
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  const item = tree.getByRole('treeitem', { name: /^Deaths in violence/ })
  await expect(item).toHaveAttribute('aria-selected', 'true')
  await expect(item).toBeFocused()
  await expect.poll(async () => (await host.call('view.get', {})).node).toBe('deaths')
})

test('a framework that is wrong is refused with the name of its node, and a file that is no JSON by name', async ({ app, host }) => {
  await expectRanking(app, expected)
  await app.getByRole('button', { name: /^Set up/ }).click()
  await app.getByRole('button', { name: 'Show and add frameworks' }).click()
  const dialog = app.getByRole('dialog', { name: 'Frameworks' })
  const add = async (text: string) => choose(app, () => dialog.getByRole('button', { name: 'Add from file' }).click(), [file('wrong.json', text, 'application/json')])
  await add(frameworkJson().replace('"kind":"sum"', '"kind":"sums"'))
  await expect(dialog.getByRole('alert')).toContainText('deaths')
  await expect(dialog.getByRole('alert')).toContainText('FRAMEWORK_INVALID')
  await add('{"id": ')
  await expect(dialog.getByRole('alert')).toContainText('This file is not JSON')
  expect((await host.call('frameworks.list', {})).filter((one) => !one.preset).map((one) => one.id)).toEqual(['deaths-poverty'])
})

test('a layer bound by hand says so, and the choice can be taken back', async ({ app, host }) => {
  await expectRanking(app, expected)
  await app.getByRole('button', { name: /^Set up/ }).click()
  await app.getByRole('button', { name: '2 layers are bound' }).click()
  const slots = app.getByRole('region', { name: 'Data needed' })
  await expect(slots.getByText('It has the same name.')).toHaveCount(2)
  await app.getByRole('button', { name: /Layer for poverty/ }).click()
  await app.getByRole('option', { name: 'districts', exact: true }).click()
  await expect(slots.getByText('Chosen by hand.')).toHaveCount(1)
  expect(await boundLayer(host, 'poverty')).toBe('districts')
  await app.getByRole('button', { name: /Layer for poverty/ }).click()
  await app.getByRole('option', { name: 'Choose automatically' }).click()
  await expect(slots.getByText('It has the same name.')).toHaveCount(2)
  expect(await boundLayer(host, 'poverty')).toBe('poverty')
})

test('the journey is free of accessibility faults in both themes and right to left', async ({ app }) => {
  await expectRanking(app, expected)
  await rankedRow(app, 'XA201').click()
  await expect(app.getByRole('article', { name: 'Dunes' })).toBeVisible()
  expect(await faults(app)).toEqual([])
  await app.getByRole('button', { name: /^Set up/ }).click()
  await app.getByRole('button', { name: 'Dark theme' }).click()
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await faults(app)).toEqual([])
  await app.getByRole('button', { name: 'Language' }).click()
  await app.getByRole('menuitemradio', { name: 'العربية' }).or(app.getByRole('menuitem', { name: 'العربية' })).click()
  await expect(app.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(app.getByRole('article', { name: 'Dunes' })).toContainText('المرتبة 1 من 5')
  expect(await faults(app)).toEqual([])
})

async function run(...words: string[]): Promise<void> {
  const ran = await atlas(words)
  expect([words[0], ran.code, ran.code === 0 ? '' : ran.err]).toEqual([words[0], 0, ''])
}

async function boundLayer(host: Serving, slot: string): Promise<string | null | undefined> {
  return (await host.call('frameworks.slots', { id: 'deaths-poverty' })).find((one) => one.slot === slot)?.layer
}

async function expectOrder(page: Page, codes: string[]): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Ranked areas' }).getByRole('row').locator('.caption')).toHaveText(codes)
}

async function expectSelected(page: Page, codes: string[]): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Ranked areas' }).locator('[role=row][aria-selected=true]')
  await expect(rows).toHaveCount(codes.length)
  for (const code of codes) await expect(rows.filter({ hasText: code })).toHaveCount(1)
}

/** Faults in the panels of the profile journey; the map and the frame have their own tests. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#panel-left').include('#panel-right').include('#panel-dock').analyze()
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
}
