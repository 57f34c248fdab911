import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../../electron/hosts/loopback/serve.ts'
import { expectAccessible, layerRow, openMenu } from './frame-steps.ts'
import { districtsGeoJson, eventsCsv, provincesGeoJson } from './profile-files.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })
const files = () => [file('provinces.geojson', provincesGeoJson()), file('districts.geojson', districtsGeoJson()), file('events.csv', eventsCsv())]

test('the search finds commands, layers, areas and coordinates by keys alone', async ({ app }) => {
  await importFiles(app, files())
  const search = async (words: string) => { await app.keyboard.press('Control+k'); await app.getByRole('combobox', { name: 'Search or command' }).fill(words) }
  await search('elan')
  await expect(app.getByRole('option').first()).toContainText('Élan')
  await expectAccessible(app, 'search', '[role=dialog]')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('contentinfo')).toContainText('districts: 6 areas, 1 selected')
  await search('events')
  await app.keyboard.press('Enter')
  await expect(app.locator('#panel-right').getByRole('heading', { name: 'events' })).toBeVisible()
  await search('6.5, 21.5')
  await expect(app.getByRole('option').first()).toContainText('Longitude 21.5, latitude 6.5')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('contentinfo')).toContainText(/1:\d{2,3},000/)
  await search('dark')
  await app.keyboard.press('Enter')
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
  await search('nothing like this')
  await expect(app.getByRole('status').filter({ hasText: 'Nothing answers' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog')).toBeHidden()
})

test('Escape steps back from the inspected layer to the selected area, then to nothing', async ({ app }) => {
  await importFiles(app, files().slice(0, 2))
  await app.getByRole('grid', { name: 'districts' }).getByText('Corvo').first().click()
  await expect(app.getByRole('contentinfo')).toContainText('1 selected')
  await layerRow(app, 'provinces').getByRole('button', { name: 'provinces', exact: true }).click()
  await expect(app.locator('#panel-right').getByRole('heading', { name: 'provinces' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.locator('#panel-right').getByRole('heading', { name: 'provinces' })).toBeHidden()
  await expect(app.getByRole('contentinfo')).toContainText('1 selected')
  await app.keyboard.press('Escape')
  await expect(app.getByRole('contentinfo')).not.toContainText('selected')
})

test('the window comes back as it was left: journey, panels, language, theme, selection and view', async ({ app, host }) => {
  await importFiles(app, files().slice(0, 2))
  await app.getByRole('grid', { name: 'districts' }).getByText('Corvo').first().click()
  const left = app.getByRole('separator', { name: 'Width of the left panel' })
  await left.focus()
  await app.keyboard.press('Shift+ArrowRight')
  await expect(left).toHaveAttribute('aria-valuenow', '300')
  await app.getByRole('button', { name: 'Panel below', exact: true }).first().click()
  await expect(app.locator('#panel-dock')).toBeHidden()
  await app.getByRole('button', { name: 'Map', exact: true }).click()
  await app.getByRole('button', { name: 'Dark theme' }).click()
  await openMenu(app, 'Language', 'Français')
  await expect(app.locator('html')).toHaveAttribute('lang', 'fr')
  await expect.poll(async () => (await host.call('view.get', {})).language).toBe('fr')
  await app.goto(host.launch())
  await expect(app.getByRole('button', { name: 'Carte', exact: true })).toHaveAttribute('aria-current', 'page')
  await expect(app.getByRole('separator', { name: 'Largeur du panneau de gauche' })).toHaveAttribute('aria-valuenow', '300')
  await expect(app.locator('#panel-dock')).toBeHidden()
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(app.getByRole('contentinfo')).toContainText('1 choisie')
})

test('Arabic mirrors the frame, and every language passes axe in both themes', async ({ app }) => {
  await importFiles(app, files())
  await layerRow(app, 'events').getByRole('button', { name: 'events', exact: true }).click()
  await expectAccessible(app, 'English, light')
  await app.getByRole('button', { name: 'Dark theme' }).click()
  await expectAccessible(app, 'English, dark')
  const before = await app.locator('#panel-left').boundingBox()
  await openMenu(app, 'Language', 'العربية')
  await expect(app.locator('html')).toHaveAttribute('dir', 'rtl')
  const after = await app.locator('#panel-left').boundingBox()
  expect(before?.x).toBe(0)
  expect((after?.x ?? 0) + (after?.width ?? 0)).toBe(1366)
  await expectAccessible(app, 'Arabic, dark')
  const across = await app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(across).toBe(0)
})

test('a project is made, renamed, copied, checked, left and opened again from its copy', async ({ app, folder }) => {
  await openMenu(app, /^Project menu/, 'New project')
  await app.getByRole('textbox', { name: 'Name of the project' }).fill('Lake country')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('button', { name: 'Project menu: Lake country' })).toBeVisible()
  await importFiles(app, files().slice(0, 1))
  await openMenu(app, /^Project menu/, 'Rename the project')
  await app.getByRole('textbox', { name: 'Name of the project' }).fill('Lake country 2026')
  await app.getByRole('button', { name: 'Rename', exact: true }).last().click()
  await expect(app.getByRole('button', { name: 'Project menu: Lake country 2026' })).toBeVisible()

  const [download] = await Promise.all([app.waitForEvent('download'), openMenu(app, /^Project menu/, /Save a copy/)])
  const copy = `${folder}/copy.gpkg`
  await download.saveAs(copy)
  expect(readFileSync(copy).subarray(0, 15).toString('latin1')).toBe('SQLite format 3')

  await openMenu(app, /^Project menu/, 'Check the project file')
  await expect(app.getByRole('dialog')).toContainText('The file is a valid GeoPackage')
  await app.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()

  await openMenu(app, /^Project menu/, 'New project')
  await app.getByRole('textbox', { name: 'Name of the project' }).fill('Another')
  await app.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByRole('button', { name: 'Project menu: Another' })).toBeVisible()
  await expect(app.locator('#panel-left')).toContainText('Drop files anywhere')

  const [chooser] = await Promise.all([app.waitForEvent('filechooser'), openMenu(app, /^Project menu/, /Open a project file/)])
  await chooser.setFiles(copy)
  await expect(app.getByRole('button', { name: 'Project menu: Lake country 2026' })).toBeVisible()
  await expect(layerRow(app, 'provinces')).toBeVisible()
  await openMenu(app, /^Project menu/, 'Recent projects')
  await expect(app.getByRole('dialog').getByRole('button', { name: /Another/ })).toBeVisible()
  await expectAccessible(app, 'recent projects', '[role=dialog]')
})

test('panels are resized by dragging and closed by keys', async ({ app }) => {
  const right = app.getByRole('separator', { name: 'Width of the inspector' })
  const box = await right.boundingBox()
  if (!box) throw new Error('the splitter has no box')
  await app.mouse.move(box.x, 300)
  await app.mouse.down()
  await app.mouse.move(box.x - 60, 300, { steps: 4 })
  await app.mouse.up()
  await expect(right).toHaveAttribute('aria-valuenow', '400')
  await app.keyboard.press('Control+b')
  await expect(app.locator('#panel-left')).toBeHidden()
  await app.keyboard.press('Control+Shift+B')
  await expect(app.locator('#panel-right')).toBeHidden()
})

test.describe('without a project', () => {
  test.use({ project: null })
  test('the start says what can be opened, and a new project begins there', async ({ app }) => {
    await expect(app.getByRole('button', { name: 'Open the sample project' })).toBeVisible()
    await expectAccessible(app, 'start')
    await app.getByRole('button', { name: 'New project' }).click()
    await app.getByRole('textbox', { name: 'Name of the project' }).fill('First')
    await app.getByRole('button', { name: 'Create' }).click()
    await expect(app.getByRole('button', { name: 'Project menu: First' })).toBeVisible()
  })
})

test('a project that another window holds opens read only, says so, and offers no change', async ({ app, browser, folder }) => {
  await importFiles(app, files().slice(0, 1))
  const path = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.gpkg')) ?? ''
  const second = await serve({ project: join(folder, path), port: 0, open: false, dataFolder: join(folder, 'other') })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(second.url)
    await expect(page.getByRole('banner').getByText('Read only')).toBeVisible()
    await expect(layerRow(page, 'provinces')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Hide provinces' })).toBeDisabled()
    await expectAccessible(page, 'read only')
    await expect(app.getByRole('banner').getByText('Saved')).toBeVisible()
  } finally {
    await context.close()
    await second.close()
  }
})
